"""The corpus, run after run: each takes what is new since the last good one.

Where the DAG looks (environment of the scheduler and the workers):

- ``HORNBOOK_HOME``: the unpacked release on the workers (``/opt/hornbook``);
- ``HORNBOOK_JAR`` and ``HORNBOOK_LIB``: the program's jar and what ``--jars`` takes, where the cluster has them
  elsewhere; ``HORNBOOK_LIB=`` for an image that has them on Spark's class path;
- ``HORNBOOK_SCHEDULE``: a cron expression (``@weekly``); empty for runs by hand;
- ``HORNBOOK_TRAINING``: the folder of trained models (``/var/lib/hornbook/training``), a disk of the worker or the volume
  claim ``hornbook-training`` of the pod; ``HORNBOOK_TRAINING_IMAGE``: the pod's image, for ``training: kubernetes``.

The connection ``spark_default`` names the master and the deploy mode.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, Asset, Param, task
from airflow.task.trigger_rule import TriggerRule
from kubernetes.client import models as k8s

from hornbook_steps import STATUS, CollectLabels, arguments, last_good_run

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME = os.environ.get("HORNBOOK_HOME", "/opt/hornbook")
TRAINING = os.environ.get("HORNBOOK_TRAINING", "/var/lib/hornbook/training")
CORPUS = Asset(name="hornbook_corpus", uri="x-hornbook://corpus")

PARAMS = {
    "config": Param(f"{HOME}/conf/demo.yaml", type="string", description="The corpus's config, where drivers read it."),
    "runs": Param("/var/lib/hornbook/runs", type="string", description="The folder of run folders; s3a:// and hdfs:// too."),
    "run_date": Param(None, type=["null", "string"], description="The run folder's name; the date of the DAG run otherwise."),
    "base_run": Param(None, type=["null", "string"], description="The run to build on; the last good one otherwise."),
    "incremental": Param(True, type="boolean", description="Off: the run builds on none."),
    "sources": Param(None, type=["null", "array"], description="Replaces ingest.sources of the config."),
    "settings": Param({}, type="object", description="Single keys of the config, such as {'select.quality-at-least': 0.4}."),
    "classifier": Param(None, type=["null", "string"], description="A run whose classifier is taken; nothing is labelled."),
    "labelling": Param("config", enum=["config", "batch"], description="As the config says, or in batches of a model."),
    "budget_usd": Param(None, type=["null", "number"], description="What the labels may cost; the config's otherwise."),
    "training": Param("none", enum=["none", "local", "kubernetes"], description="Where the GPU stage runs."),
    "recipe": Param("small-pretrain", type="string", description="The recipe of the GPU stage."),
    "spark": Param({}, type="object", description="Properties of every spark-submit, such as spark.executor.memory."),
}


def job(task_id: str, commands: Any, operator: type = SparkSubmitOperator, **more: Any) -> SparkSubmitOperator:
    """One spark-submit. ``commands`` is what the task ``settle`` gives."""
    return operator(
        task_id=task_id,
        name="{{ dag.dag_id }} {{ task.task_id }} {{ run_id }}",
        application=os.environ.get("HORNBOOK_JAR", f"{HOME}/hornbook-jobs.jar"),
        jars=os.environ.get("HORNBOOK_LIB", f"{HOME}/lib/*.jar") or None,
        java_class="io.hornbook.jobs.cli.Main",
        properties_file=f"{HOME}/conf/spark-defaults.conf",
        conf=commands["spark"],
        application_args=commands[task_id.replace("_", "-")],
        **more,
    )


def training_pod(run: str, out: str) -> KubernetesPodOperator:
    """The GPU stage in a pod: one GPU, and no right that it does not need."""
    return KubernetesPodOperator(
        task_id="train_on_kubernetes",
        name="hornbook-training",
        image=os.environ.get("HORNBOOK_TRAINING_IMAGE", "hornbook-training:0.1.0"),
        arguments=["train", "--run", run, "--recipe", "{{ params.recipe }}", "--out", out, "--cache", "/tmp/tokens"],  # noqa: S108
        container_resources=k8s.V1ResourceRequirements(
            requests={"cpu": "8", "memory": "64Gi"}, limits={"memory": "64Gi", "nvidia.com/gpu": "1"}
        ),
        volumes=[
            k8s.V1Volume(
                name="training",
                persistent_volume_claim=k8s.V1PersistentVolumeClaimVolumeSource(claim_name="hornbook-training"),
            )
        ],
        volume_mounts=[k8s.V1VolumeMount(name="training", mount_path=TRAINING)],
        security_context={"runAsNonRoot": True, "runAsUser": 10001, "fsGroup": 10001, "seccompProfile": {"type": "RuntimeDefault"}},
        container_security_context={"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}},
        automount_service_account_token=False,
        deferrable=True,
        on_finish_action="delete_succeeded_pod",
    )


with DAG(
    "hornbook_corpus",
    description="Raw code into a textbook-quality corpus, and a model trained on it.",
    doc_md=__doc__,
    schedule=os.environ.get("HORNBOOK_SCHEDULE", "@weekly") or None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    # A run builds on the one before it, and a run folder has one writer.
    max_active_runs=1,
    # Safe: a job that is run again goes on where it died, or finds that there is nothing to do.
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5), "retry_exponential_backoff": True},
    params=PARAMS,
    tags=["hornbook"],
) as dag:

    @task(inlets=[CORPUS], multiple_outputs=True)
    def settle(
        params: Mapping[str, Any],
        dag_run: Any,
        inlet_events: Any,
        logical_date: datetime | None = None,
    ) -> dict[str, Any]:
        """Names the run folder and the run that it builds on; what follows gets paths and arguments, and no data."""
        # A run by hand or by an asset may have no logical date; what it has instead is the same on every retry.
        date = params["run_date"] or (logical_date or dag_run.run_after).strftime("%Y-%m-%dT%H%M%S")
        run = f"{params['runs'].rstrip('/')}/{date}"
        base_run = None
        if params["incremental"]:
            published = [event.extra["run"] for event in inlet_events[CORPUS]]
            base_run = params["base_run"] or last_good_run(published, run)
        # Prompts and prices that the defaults name.
        spark = {"spark.driver.extraJavaOptions": f"-Dhornbook.conf={HOME}/conf"} | params["spark"]
        return {
            "run": run,
            "base_run": base_run,
            "spark": spark,
            # Python's name of S3 is another one than Hadoop's.
            "training_run": run.replace("s3a://", "s3://", 1),
            "training_out": f"{TRAINING}/{date}",
            **arguments(params, run, base_run),
        }

    @task.branch
    def labelling(params: Mapping[str, Any]) -> str:
        """Nobody is asked where a classifier is given."""
        if params["classifier"]:
            return "classifier_is_given"
        return "label_submit" if params["labelling"] == "batch" else "label"

    @task.branch
    def training(params: Mapping[str, Any]) -> str | None:
        """Where the GPU stage runs."""
        return {"none": None, "local": "train_locally", "kubernetes": "train_on_kubernetes"}[params["training"]]

    @task(outlets=[CORPUS])
    def publish(run: str, base_run: str | None, params: Mapping[str, Any], outlet_events: Any) -> None:
        """Tells whoever waits for a corpus where it lies; the next run builds on it."""
        outlet_events[CORPUS].extra = {"run": run, "base_run": base_run, "config": params["config"]}

    settled = settle()
    run_folder = settled["run"]

    ingest = job("ingest", settled)
    measure = job("measure", settled)
    dedup = job("dedup", settled)
    index = job("index", settled)
    how = labelling()
    label = job("label", settled)
    label_submit = job("label_submit", settled)
    label_collect = job("label_collect", settled, CollectLabels, status=f"{run_folder}/{STATUS}")
    given = EmptyOperator(task_id="classifier_is_given")
    labelled = EmptyOperator(task_id="labelled", trigger_rule=TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS)
    embed = job("embed", settled)
    train_classifier = job("train_classifier", settled, trigger_rule=TriggerRule.NONE_FAILED)
    score = job("score", settled)
    decontaminate = job("decontaminate", settled)
    select = job("select", settled)
    # The gate: nothing is exported of a run whose figures are out of the config's bounds.
    check = job("check", settled)
    export = job("export", settled)
    published = publish(run_folder, settled["base_run"])
    train_locally = BashOperator(
        task_id="train_locally",
        bash_command='exec hornbook-training train --run "$RUN" --recipe "$RECIPE" --out "$OUT"',
        env={"RUN": f"{settled['training_run']}", "RECIPE": "{{ params.recipe }}", "OUT": f"{settled['training_out']}"},
        append_env=True,
    )

    # One after the other: each job takes the whole cluster.
    ingest >> measure >> dedup >> index >> how >> [label, label_submit, given]
    label_submit >> label_collect
    [label, label_collect] >> labelled >> embed
    [embed, given] >> train_classifier >> score >> decontaminate >> select >> check >> export >> published
    published >> training() >> [train_locally, training_pod(f"{settled['training_run']}", f"{settled['training_out']}")]
