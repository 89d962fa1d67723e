"""The manifests beside the published models: the operator's own, and those of Kubernetes' client.

A field that a model does not know is lost on the way through it, so that what comes out is another document.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from kubeflow_spark_api import models as spark
from kubernetes.client import ApiClient

DEPLOY = Path(__file__).parents[2]
MANIFESTS = DEPLOY / "kubernetes"
MODELS = {
    "SparkApplication": spark.SparkV1beta2SparkApplication,
    "ScheduledSparkApplication": spark.SparkV1beta2ScheduledSparkApplication,
}
VERSIONS = {"rbac.authorization.k8s.io/v1": "V1", "networking.k8s.io/v1": "V1", "batch/v1": "V1", "v1": "V1"}


def documents(*files: str) -> list[dict[str, Any]]:
    found = []
    for file in sorted(MANIFESTS.glob("*.yaml")):
        if not files or file.name in files:
            found += list(yaml.safe_load_all(file.read_text()))
    return found


def through_the_model(document: dict[str, Any]) -> dict[str, Any]:
    if document["kind"] in MODELS:
        assert document["apiVersion"] == "sparkoperator.k8s.io/v1beta2"
        told: dict[str, Any] = MODELS[document["kind"]].from_dict(document).to_dict()
        return told
    client = ApiClient()
    kind = VERSIONS[document["apiVersion"]] + document["kind"]
    return dict(client.sanitize_for_serialization(client.deserialize(SimpleNamespace(data=json.dumps(document)), kind)))


@pytest.mark.parametrize("document", documents(), ids=lambda each: f"{each['kind']} {each['metadata']['name']}")
def test_every_field_is_one_of_the_model(document: dict[str, Any]) -> None:
    assert through_the_model(document) == document


def test_an_unknown_field_would_be_found() -> None:
    for file, path in (("corpus.yaml", ("spec", "driver")), ("training.yaml", ("spec", "template"))):
        document = documents(file)[0]
        place = document
        for key in path:
            place = place[key]
        place["memroy"] = "1g"
        assert through_the_model(document) != document


def pods() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every pod's name with its own and its container's security context."""
    found = []
    for document in documents():
        name, spec = document["metadata"]["name"], document.get("spec", {})
        application = spec.get("template", spec)
        for role in ("driver", "executor"):
            if role in application:
                found.append((f"{name} {role}", application[role]["podSecurityContext"], application[role]["securityContext"]))
        pod = spec.get("template", {}).get("spec", spec)
        for container in pod.get("containers", []):
            found.append((name, pod["securityContext"], container["securityContext"]))
    return found


def test_nothing_runs_as_root_or_with_a_capability() -> None:
    assert [name for name, _, _ in pods()] == [
        "hornbook-corpus-weekly driver",
        "hornbook-corpus-weekly executor",
        "hornbook-corpus driver",
        "hornbook-corpus executor",
        "hornbook-sandbox",
        "hornbook-training",
    ]
    for name, pod, container in pods():
        assert pod["runAsNonRoot"] is True, name
        assert pod["runAsUser"] > 0, name
        assert pod["seccompProfile"]["type"] in ("RuntimeDefault", "Localhost"), name
        assert container["allowPrivilegeEscalation"] is False, name
        assert container["capabilities"] == {"drop": ["ALL"]}, name


def test_the_sandbox_has_no_network_no_token_and_no_root_to_write_to() -> None:
    pod, policy = (each for each in documents("sandbox.yaml") if each["kind"] != "Namespace")
    assert policy["spec"] == {"podSelector": {"matchLabels": pod["metadata"]["labels"]}, "policyTypes": ["Ingress", "Egress"]}
    assert pod["spec"]["automountServiceAccountToken"] is False
    assert pod["spec"]["hostUsers"] is False
    assert pod["spec"]["containers"][0]["securityContext"]["readOnlyRootFilesystem"] is True


def test_the_sandboxs_profile_allows_what_makes_a_jail_and_forbids_what_reaches_the_kernel() -> None:
    profile = json.loads((MANIFESTS / "sandbox-seccomp.json").read_text())
    assert profile["defaultAction"] == "SCMP_ACT_ALLOW"
    denied = {name for rule in profile["syscalls"] for name in rule["names"] if rule["action"] == "SCMP_ACT_ERRNO"}
    jail = {"unshare", "clone", "mount", "umount2", "pivot_root", "prctl", "capset", "seccomp", "setresuid", "setresgid", "setgroups"}
    assert denied.isdisjoint(jail)
    assert denied >= {
        "bpf",
        "ptrace",
        "kexec_load",
        "init_module",
        "keyctl",
        "io_uring_setup",
        "open_by_handle_at",
        "reboot",
        "perf_event_open",
    }


def test_both_applications_say_the_same_but_for_their_run() -> None:
    once, weekly = documents("corpus.yaml")[0]["spec"], documents("corpus-weekly.yaml")[0]["spec"]["template"]
    assert once.pop("arguments")[:3] == weekly.pop("arguments")[:3]
    assert once == weekly


@pytest.mark.parametrize("name", ["spark.Dockerfile", "training.Dockerfile"])
def test_images_are_of_a_pinned_base_and_run_as_a_user(name: str) -> None:
    lines = (DEPLOY / "docker" / name).read_text().splitlines()
    bases = [line.split()[1] for line in lines if line.startswith("FROM ")]
    assert all(":" in base and not base.endswith(":latest") for base in bases)
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users[-1].split(":")[0] not in ("root", "0")
    assert users[-1].split(":")[0] in {str(pod["runAsUser"]) for _, pod, _ in pods()}
