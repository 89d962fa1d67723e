"""What the DAG of a corpus hands to Hornbook: the arguments of each job, and the task that waits for labels."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.providers.standard.triggers.temporal import TimeDeltaTrigger
from airflow.sdk import ObjectStoragePath

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from airflow.sdk import Context

# In the order in which they run.
JOBS = (
    "ingest",
    "measure",
    "dedup",
    "index",
    "label",
    "embed",
    "train-classifier",
    "score",
    "decontaminate",
    "select",
    "check",
    "export",
)

STATUS = "label-status.json"

# A batch takes minutes to a day.
WAIT_SECONDS = 900.0


def arguments(params: Mapping[str, Any], run: str, base_run: str | None) -> dict[str, list[str]]:
    """The command line of each job, and of the two halves of labelling in batches.

    Values of the config are given as JSON, which is YAML.
    """
    settings = dict(params["settings"])
    if params["sources"] is not None:
        settings["ingest.sources"] = params["sources"]
    if params["classifier"]:
        settings["train-classifier.from-run"] = params["classifier"]
    if params["labelling"] == "batch":
        settings |= {"label.annotator": "openai", "label.openai.mode": "batch"}
    common = ["--config", params["config"], "--run", run]
    for key, value in sorted(settings.items()):
        common += ["--set", f"{key}={json.dumps(value)}"]
    chained = [*common, "--base-run", base_run] if base_run else common
    commands = {job: [job, *chained] for job in JOBS} | {"check": ["check", *common]}
    if params["budget_usd"] is not None:
        commands["label"] += ["--max-usd", str(params["budget_usd"])]
    commands["label-submit"] = [*commands["label"], "--submit"]
    commands["label-collect"] = [*commands["label"], "--collect", "--status", f"{run}/{STATUS}"]
    return commands


def last_good_run(published: Sequence[str], run: str) -> str | None:
    """The run to build on: the one that was published last, and never the run itself, which may be a retry."""
    earlier = [each for each in published if each != run]
    return earlier[-1] if earlier else None


def is_ready(status: str) -> bool:
    """Whether ``label --collect`` says that all labels are there."""
    # Hadoop's name of S3 is another one than fsspec's.
    path = ObjectStoragePath(status.replace("s3a://", "s3://", 1))
    return bool(json.loads(path.read_text())["ready"])


class CollectLabels(SparkSubmitOperator):
    """Runs ``label --collect`` again and again until the labels are published; while it waits, it holds no worker.

    spark-submit hands no exit code back from a driver in a cluster, so that the program writes a small file that tells
    whether it is to be asked again.

    :param status: the file (templated)
    """

    template_fields = (*SparkSubmitOperator.template_fields, "status")

    def __init__(self, *, status: str, **kwargs: Any) -> None:
        # The same task submits several times: it must not find its first driver finished, and be content.
        super().__init__(durable=False, **kwargs)
        self.status = status

    def execute(self, context: Context, event: Any = None) -> None:
        """Asks once."""
        super().execute(context)
        if not is_ready(self.status):
            wait = timedelta(seconds=WAIT_SECONDS)
            self.log.info("The server has not finished; asking again in %s", wait)
            self.defer(trigger=TimeDeltaTrigger(wait), method_name="execute")
