"""Checkpoints: folders that plain transformers can load, with all that a training needs to go on.

``<out>/step-000100/`` is written aside and renamed into place, so that a folder of that name is whole:

=======================  ===========================================================================================
``config.json``, ``model.safetensors``, ``tokenizer.json``, ...   for ``AutoModelForCausalLM.from_pretrained``
``state.pt``             optimizer, loss scale, position in the data, state of each process's random numbers
``checkpoint.json``      schema, step, recipe, digests of the data, seed, held-out bits per byte
=======================  ===========================================================================================
"""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn
from torch.distributed.checkpoint.state_dict import (
    StateDictOptions,
    get_model_state_dict,
    get_optimizer_state_dict,
    set_optimizer_state_dict,
)
from transformers import PhiConfig, PreTrainedTokenizerFast

from hornbook_training.cluster import Cluster
from hornbook_training.failure import ConfigurationError, DataError
from hornbook_training.mixture import Position
from hornbook_training.tokenizer import END_OF_TEXT

SCHEMA = "hornbook/checkpoint/1"


@dataclass
class State:
    """What changes as a training goes on."""

    model: nn.Module
    optimizer: torch.optim.Optimizer
    scaler: torch.amp.GradScaler
    position: Position
    step: int


def save(
    out: Path, state: State, config: PhiConfig, tokenizer: Tokenizer, card: dict[str, Any], cluster: Cluster
) -> Path:
    """Writes a checkpoint; every process takes part, the first one writes."""
    folder = out / f"step-{state.step:06}"
    options = StateDictOptions(full_state_dict=True, cpu_offload=True)
    weights = get_model_state_dict(state.model, options=options)
    optimizer = get_optimizer_state_dict(state.model, state.optimizer, options=options)
    random = cluster.gathered(_random(cluster))
    if cluster.first:
        aside = folder.with_name(f".{folder.name}.{os.getpid()}")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        config.save_pretrained(aside)
        tensors = {key: value.contiguous() for key, value in weights.items() if isinstance(value, torch.Tensor)}
        save_file(tensors, aside / "model.safetensors", {"format": "pt"})
        save_tokenizer(tokenizer, aside)
        rest = {
            "optimizer": optimizer,
            "scaler": state.scaler.state_dict(),
            "position": list(state.position.taken),
            "random": random,
        }
        torch.save(rest, aside / "state.pt")
        (aside / "checkpoint.json").write_text(json.dumps({"schema": SCHEMA, "step": state.step, **card}, indent=1))
        _publish(aside, folder)
    cluster.wait()
    return folder


def _publish(aside: Path, folder: Path) -> None:
    for path in aside.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)


def save_tokenizer(tokenizer: Tokenizer, folder: Path) -> None:
    """Writes the tokenizer so that ``AutoTokenizer.from_pretrained`` reads it."""
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token=END_OF_TEXT, eos_token=END_OF_TEXT, unk_token=END_OF_TEXT
    ).save_pretrained(folder)
    # As it was given: its fingerprint tells whose tokens are whose.
    tokenizer.save(str(folder / "tokenizer.json"))


def checkpoints(out: Path) -> list[Path]:
    """The checkpoints of a training, oldest first."""
    return sorted(out.glob("step-*"))


def card(folder: Path) -> dict[str, Any]:
    """What ``checkpoint.json`` says."""
    path = folder / "checkpoint.json"
    try:
        found: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError as error:
        raise ConfigurationError(f"Cannot read the checkpoint {folder}: it has no checkpoint.json") from error
    if found.get("schema") != SCHEMA:
        raise DataError(f"Invalid checkpoint schema in {path}: {found.get('schema')} (expected {SCHEMA})")
    return found


def load_weights(model: nn.Module, folder: Path) -> None:
    """Puts a checkpoint's weights into a model that is not yet sharded."""
    try:
        model.load_state_dict(load_file(folder / "model.safetensors"))
    except RuntimeError as error:
        raise DataError(f"Cannot take the weights of {folder}: they are of another model ({error})") from error


def load_rest(folder: Path, state: State, cluster: Cluster) -> None:
    """Puts everything but the weights back."""
    rest = torch.load(folder / "state.pt", map_location="cpu", weights_only=True)
    options = StateDictOptions(full_state_dict=True, cpu_offload=True)
    set_optimizer_state_dict(state.model, state.optimizer, rest["optimizer"], options=options)
    state.scaler.load_state_dict(rest["scaler"])
    state.position = Position(tuple(rest["position"]))
    state.step = card(folder)["step"]
    if len(rest["random"]) == cluster.world:
        _set_random(rest["random"][cluster.rank], cluster)


def _random(cluster: Cluster) -> dict[str, torch.Tensor]:
    states = {"cpu": torch.get_rng_state()}
    if cluster.device.type == "cuda":
        states["cuda"] = torch.cuda.get_rng_state(cluster.device)
    return states


def _set_random(states: dict[str, torch.Tensor], cluster: Cluster) -> None:
    torch.set_rng_state(states["cpu"])
    if cluster.device.type == "cuda" and "cuda" in states:
        torch.cuda.set_rng_state(states["cuda"], cluster.device)


def best(out: Path) -> Path:
    """The checkpoint with the fewest held-out bits per byte; the last one where none was measured."""
    found = checkpoints(out)
    if not found:
        raise ConfigurationError(f"Cannot find a checkpoint in {out}: there is none")
    measured = [(card(folder)["held_out_bits_per_byte"], folder) for folder in found]
    finite = [(bits, folder) for bits, folder in measured if bits is not None]
    return min(finite)[1] if finite else found[-1]


def prune(out: Path, keep: int) -> None:
    """Removes all but the newest ``keep`` checkpoints and the best one; 0 removes none."""
    found = checkpoints(out)
    if keep and found:
        for folder in set(found[:-keep]) - {best(out)}:
            shutil.rmtree(folder)
