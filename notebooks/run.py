"""A run folder, for the notebooks: what its manifests name, and nothing else that lies in it."""

import json
import os
import re
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).parent.parent


class Run:
    """The published results of a run: ``HORNBOOK_RUN``, or the demo's."""

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = Path(folder or os.environ.get("HORNBOOK_RUN") or ROOT / "runs" / "demo").resolve()
        self.manifests = {
            path.parent.name: json.loads(path.read_text()) for path in sorted(self.folder.glob("*/manifest.json"))
        }
        if not self.manifests:
            raise FileNotFoundError(
                f"No job has published in {self.folder} (run `make demo`, or set HORNBOOK_RUN to another run folder)"
            )

    def __getitem__(self, job: str) -> dict[str, Any]:
        """A job's manifest."""
        if job not in self.manifests:
            raise KeyError(f"{job} is not published in {self.folder} (run `deploy/hornbook {job}` first)")
        return self.manifests[job]

    def artifact(self, job: str, name: str) -> dict[str, Any]:
        """A JSON file that a job published beside its tables."""
        paths = [file["path"] for file in self[job]["artifacts"] if file["path"].endswith("/" + name)]
        return json.loads((self.folder / paths[0]).read_text())

    def tables(self) -> duckdb.DuckDBPyConnection:
        """A database in memory that has every published table as a view of its name."""
        connection = duckdb.connect()
        for manifest in self.manifests.values():
            for table in manifest["tables"]:
                connection.execute(f'CREATE OR REPLACE VIEW "{table["name"]}" AS {self._select(table)}')
        return connection

    def _select(self, table: dict[str, Any]) -> str:
        files = [str(self.folder / file["path"]) for file in table["files"]]
        if files:
            names = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
            return f"SELECT * FROM read_parquet([{names}], hive_partitioning = false)"
        columns = ", ".join(f'NULL::{_type(column["type"])} AS "{column["name"]}"' for column in table["columns"])
        return f"SELECT * FROM (SELECT {columns}) WHERE false"


def _type(spark: str) -> str:
    """DuckDB's name of a type; of a table without rows, the inner columns of a structure do not matter."""
    return re.sub(r"^(map|struct|array<struct).*", "VARCHAR", re.sub(r"^array<(\w+)>$", r"\1[]", spark))
