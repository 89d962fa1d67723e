"""A real Airflow with a database of its own, and a spark-submit that only writes down how it was called."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

AIRFLOW = Path(__file__).parents[1]
HOME = Path(tempfile.mkdtemp(prefix="hornbook-airflow-"))

# Before anything imports Airflow.
os.environ |= {
    "AIRFLOW_HOME": str(HOME),
    "AIRFLOW__CORE__DAGS_FOLDER": str(AIRFLOW / "dags"),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME}/airflow.db",
    "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(HOME / "logs"),
    "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
    "AIRFLOW_CONN_SPARK_DEFAULT": json.dumps({"conn_type": "spark", "host": "local[2]"}),
    "HORNBOOK_SCHEDULE": "@weekly",
}
os.environ.pop("HORNBOOK_HOME", None)
sys.path.insert(0, str(AIRFLOW / "dags"))

# The answer of `label --collect` is not ready the first time that a run folder is asked for.
RECORDER = """#!{python}
import json, pathlib, sys
calls = pathlib.Path({calls!r})
said = json.loads(calls.read_text())
said.append(["spark-submit", *sys.argv[1:]])
calls.write_text(json.dumps(said))
if "--status" in sys.argv:
    status = pathlib.Path(sys.argv[sys.argv.index("--status") + 1])
    ready = status.exists()
    status.parent.mkdir(parents=True, exist_ok=True)
    status.write_text(json.dumps({{"ready": ready}}))
"""


@pytest.fixture(scope="session")
def airflow() -> None:
    """Makes the database."""
    subprocess.run([Path(sys.executable).parent / "airflow", "db", "migrate"], check=True, capture_output=True)


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Every spark-submit of the test, as the words of its command line; ``$TMP`` stands for the test's folder."""
    file = tmp_path / "calls.json"
    file.write_text("[]")
    recorder = tmp_path / "bin" / "spark-submit"
    recorder.parent.mkdir()
    recorder.write_text(RECORDER.format(python=sys.executable, calls=str(file)))
    recorder.chmod(recorder.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{recorder.parent}:{os.environ['PATH']}")
    return lambda: json.loads(file.read_text().replace(str(tmp_path), "$TMP"))
