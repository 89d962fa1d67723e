"""The DAG in a real Airflow: what each of its tasks hands to spark-submit, and which tasks run."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("airflow")

FIXTURES = Path(__file__).parent / "fixtures"


def states(dag_run: Any) -> dict[str, str]:
    return {ti.task_id: str(ti.state) for ti in dag_run.get_task_instances()}


def run(tmp_path: Path, name: str, **params: Any) -> dict[str, str]:
    from airflow.dag_processing.dagbag import DagBag

    # Read anew: a test run leaves its parameters in the DAG.
    dag_run = DagBag().dags["hornbook_corpus"].test(run_conf={"runs": f"{tmp_path}/runs", "run_date": name, **params})
    assert dag_run.state == "success"
    return states(dag_run)


def compare(calls: list[list[str]], fixture: str) -> None:
    """With the commands that are committed; HORNBOOK_GENERATE=1 writes them."""
    for call in calls:
        call[call.index("--name") + 1] = call[call.index("--name") + 1].rsplit(" ", 1)[0]
    file = FIXTURES / fixture
    told = json.dumps(calls, indent=1) + "\n"
    if os.environ.get("HORNBOOK_GENERATE") == "1":
        file.write_text(told)
    assert told == file.read_text()


def test_there_are_no_import_errors() -> None:
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag()
    assert bag.import_errors == {}
    assert list(bag.dags) == ["hornbook_corpus"]
    dag = bag.dags["hornbook_corpus"]
    assert dag.max_active_runs == 1
    assert all(task.retries == 2 for task in dag.tasks)


def test_each_job_is_one_spark_submit_and_the_next_run_builds_on_the_last_good_one(
    tmp_path: Path, calls: Callable[[], list[list[str]]]
) -> None:
    first = run(tmp_path, "first", incremental=False)
    second = run(tmp_path, "second", settings={"select.quality-at-least": 0.4}, budget_usd=12.5, spark={"spark.executor.memory": "8g"})

    compare(calls(), "incremental.json")
    for each in (first, second):
        assert each["label"] == "success"
        assert {each[task] for task in ("label_submit", "label_collect", "classifier_is_given")} == {"skipped"}
        assert {each[task] for task in ("train_locally", "train_on_kubernetes")} == {"skipped"}


def test_labels_in_batches_are_waited_for_without_a_worker(
    tmp_path: Path, calls: Callable[[], list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hornbook_steps.WAIT_SECONDS", 1)
    done = run(
        tmp_path, "batch", incremental=False, labelling="batch", budget_usd=150, sources=[{"kind": "files", "name": "a", "root": "/a"}]
    )

    compare([call for call in calls() if "label" in call], "batch.json")
    assert done["label_collect"] == "success"
    assert done["label"] == "skipped"
    assert done["publish"] == "success"


def test_nothing_is_labelled_where_a_classifier_is_given(tmp_path: Path, calls: Callable[[], list[list[str]]]) -> None:
    done = run(tmp_path, "given", incremental=False, classifier="/runs/best")

    compare([call for call in calls() if "train-classifier" in call], "classifier.json")
    assert {done[task] for task in ("label", "label_submit", "label_collect", "embed")} == {"skipped"}
    assert done["publish"] == "success"
