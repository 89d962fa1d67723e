"""Recipes: every number of a training, as TOML with its reason beside it.

The named ones lie in ``recipes/``. An unknown key stops, and lists the known ones; all problems are told at once.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from hornbook_training.failure import ConfigurationError
from hornbook_training.model import shape

T = TypeVar("T")

PRECISIONS = ("bf16", "fp16", "fp32")
STRATEGIES = ("ddp", "fsdp")


@dataclass(frozen=True)
class Model:
    """What is trained."""

    name: str
    """``phi-1``, ``phi-1-small`` or ``d<depth>``."""
    vocabulary: int
    """Rows of the embedding; at least the tokenizer's tokens."""
    context: int
    """Tokens of a window."""
    dropout: float
    """Of attention and residuals, in [0, 1)."""


@dataclass(frozen=True)
class Schedule:
    """How long, in which steps, at which rate."""

    steps: int
    batch: int
    """Windows of a step, over all devices."""
    warmup: int
    """Steps over which the rate rises linearly from 0; it then falls linearly to 0 at the last step."""
    max_learning_rate: float
    weight_decay: float


@dataclass(frozen=True)
class Optimizer:
    """AdamW."""

    beta1: float
    beta2: float
    epsilon: float
    clip: float
    """The most that the norm of the gradient may be; 0 leaves it alone."""


@dataclass(frozen=True)
class Device:
    """How the work is laid on the devices; the result is the same but for rounding."""

    precision: str
    micro_batch: int
    """Windows that a device holds at once; a batch is accumulated from these."""
    compile: bool
    strategy: str
    """``ddp`` keeps a whole model on each device, ``fsdp`` shards it."""
    recompute: bool
    """Whether activations are computed again in the backward pass instead of being kept."""


@dataclass(frozen=True)
class Checkpoints:
    """When the state is written, and held-out text is measured."""

    every: int
    """Steps."""
    keep: int
    """How many of the newest stay, beside the best by held-out bits per byte; 0 keeps all."""


@dataclass(frozen=True)
class Recipe:
    """All of it."""

    model: Model
    schedule: Schedule
    optimizer: Optimizer
    device: Device
    checkpoints: Checkpoints

    def learning_rate(self, step: int) -> float:
        """The rate of a step, counted from 1: linear warm-up, then linear decay."""
        plan = self.schedule
        if step <= plan.warmup:
            return plan.max_learning_rate * step / plan.warmup
        return plan.max_learning_rate * (plan.steps - step + 1) / (plan.steps - plan.warmup + 1)


def load_recipe(name: str, overrides: Mapping[str, str] | None = None) -> Recipe:
    """A named recipe or a TOML file, with some values replaced: ``{"schedule.steps": "100"}``."""
    text = _text(name)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"Cannot read the recipe {name}: {error}") from error
    for key, value in (overrides or {}).items():
        _override(values, key, value)
    recipe = bind(Recipe, values, f"recipe {name}")
    _check(recipe, name)
    return recipe


def recipe_names() -> list[str]:
    """The recipes that come with the package."""
    folder = resources.files("hornbook_training") / "recipes"
    return sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml"))


def _text(name: str) -> str:
    if name in recipe_names():
        return (resources.files("hornbook_training") / "recipes" / f"{name}.toml").read_text()
    path = Path(name)
    if not path.is_file():
        raise ConfigurationError(f"Cannot read the recipe {name}: no such file, and none of {recipe_names()}")
    return path.read_text()


def _override(values: dict[str, Any], key: str, value: str) -> None:
    *path, last = key.split(".")
    place = values
    for part in path:
        place = place.get(part, {})
    if last not in place:
        raise ConfigurationError(f"Cannot set {key}: there is no such key")
    try:
        place[last] = tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        place[last] = value


def bind(kind: type[T], values: Any, where: str) -> T:  # noqa: ANN401 (what TOML holds)
    """A dataclass from the values of a TOML table; every problem in one error."""
    problems: list[str] = []
    bound = _bind(kind, values, "", problems)
    if problems:
        raise ConfigurationError(f"Invalid {where}: " + "; ".join(problems))
    result: T = bound
    return result


def _bind(kind: Any, values: Any, path: str, problems: list[str]) -> Any:  # noqa: ANN401
    if is_dataclass(kind):
        return _bind_table(kind, values, path, problems)
    if kind is float and isinstance(values, int) and not isinstance(values, bool):
        return float(values)
    if getattr(kind, "__origin__", None) is tuple and isinstance(values, list):
        return tuple(_bind(get_args(kind)[0], each, f"{path}[{i}]", problems) for i, each in enumerate(values))
    if not (isinstance(kind, type) and isinstance(values, kind)) or (kind is int and isinstance(values, bool)):
        problems.append(f"{path} is {values!r} (expected {getattr(kind, '__name__', kind)})")
    return values


def _bind_table(kind: Any, values: Any, path: str, problems: list[str]) -> Any:  # noqa: ANN401
    if not isinstance(values, dict):
        problems.append(f"{path or 'the file'} is {values!r} (expected a table)")
        return None
    hints = get_type_hints(kind)
    known = {field.name.replace("_", "-"): field for field in fields(kind)}
    problems += [f"unknown key {path}{key} (known: {', '.join(known)})" for key in values if key not in known]
    bound = {}
    for key, field in known.items():
        if key in values:
            separator = "." if is_dataclass(hints[field.name]) else ""
            bound[field.name] = _bind(hints[field.name], values[key], f"{path}{key}{separator}", problems)
        elif field.default is field.default_factory:  # both are MISSING: nothing to fall back on
            problems.append(f"{path}{key} is missing")
    return None if problems else kind(**bound)


def _check(recipe: Recipe, name: str) -> None:
    shape(recipe.model.name)
    rules = {
        "model.dropout": 0 <= recipe.model.dropout < 1,
        "model.context": recipe.model.context >= 2,
        "schedule.steps": recipe.schedule.steps >= 1,
        "schedule.batch": recipe.schedule.batch >= 1,
        "schedule.warmup": 0 <= recipe.schedule.warmup < recipe.schedule.steps,
        "schedule.max-learning-rate": recipe.schedule.max_learning_rate > 0,
        "device.precision": recipe.device.precision in PRECISIONS,
        "device.strategy": recipe.device.strategy in STRATEGIES,
        "device.micro-batch": recipe.device.micro_batch >= 1,
        "checkpoints.every": recipe.checkpoints.every >= 1,
        "checkpoints.keep": recipe.checkpoints.keep >= 0,
    }
    wrong = [key for key, right in rules.items() if not right]
    if wrong:
        raise ConfigurationError(f"Invalid recipe {name}: {', '.join(wrong)} out of range")
