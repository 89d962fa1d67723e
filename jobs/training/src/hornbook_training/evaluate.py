"""What a checkpoint can do, as ``evaluation.json`` beside it.

``pass@k`` is the unbiased estimator of Codex (2107.03374, section 2.1) over ``n`` samples of each problem; its interval
is Wilson's at 95 % over the problems, whose variance is at least that of the estimate: it is never too narrow, and
one greedy run over 164 problems is honestly wide. Bits per byte are of held-out text, and of the benchmarks'
published solutions given their prompts.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from transformers import PhiForCausalLM

from hornbook_training import checkpoint
from hornbook_training.benchmark import Benchmark, Problem
from hornbook_training.failure import ConfigurationError
from hornbook_training.generate import Completions, Sampling, complete
from hornbook_training.held_out import bits_per_byte
from hornbook_training.mixture import IGNORED
from hornbook_training.sandbox import Limits, Sandbox, SandboxError
from hornbook_training.store import TokenStore, check_tokenizer
from hornbook_training.tokenizer import encode, load_tokenizer

SCHEMA = "hornbook/evaluation/1"
Z = 1.959964
"""The 97.5 % quantile of the normal distribution."""


@dataclass(frozen=True)
class Interval:
    """A share, with its 95 % interval."""

    value: float
    low: float
    high: float


def pass_at_k(samples: int, passed: int, k: int) -> float:
    """The probability that one of ``k`` of the samples, drawn without putting back, passes."""
    if not 0 <= passed <= samples or not 1 <= k <= samples:
        raise ValueError(f"Invalid pass@{k} of {passed} of {samples} samples")
    if samples - passed < k:
        return 1.0
    return 1.0 - math.prod((samples - passed - i) / (samples - i) for i in range(k))


def wilson(value: float, count: int) -> Interval:
    """Wilson's score interval of a share of so many (doi:10.1080/01621459.1927.10502953)."""
    centre = (value + Z * Z / (2 * count)) / (1 + Z * Z / count)
    half = Z * math.sqrt(value * (1 - value) / count + Z * Z / (4 * count * count)) / (1 + Z * Z / count)
    return Interval(value, max(0.0, centre - half), min(1.0, centre + half))


def pass_rates(passed: Iterable[int], samples: int, ks: Iterable[int]) -> dict[str, Interval]:
    """``pass@k`` over problems of which so many samples passed, for every ``k`` that the samples allow."""
    counts = list(passed)
    rates = {k: sum(pass_at_k(samples, each, k) for each in counts) / len(counts) for k in ks if k <= samples}
    return {f"pass@{k}": wilson(rate, len(counts)) for k, rate in rates.items()}


def verdicts(problems: Iterable[tuple[Problem, str]], workers: int, seconds: float, jail: str) -> list[dict[str, Any]]:
    """The sandbox's verdict on each answer, in their order."""
    programs = [
        {"id": str(number), "solution": problem.program(text), "tests": problem.tests, "timeout": seconds}
        for number, (problem, text) in enumerate(problems)
    ]
    try:
        with Sandbox(workers, jail, Limits()) as sandbox:
            found = {int(str(each["id"])): each for each in sandbox.run_all(programs)}
    except SandboxError as error:
        raise ConfigurationError(str(error)) from error
    return [found[number] for number in range(len(programs))]


@dataclass(frozen=True)
class Settings:
    """How a checkpoint is evaluated."""

    sampling: Sampling
    ks: tuple[int, ...] = (1, 10, 100)
    workers: int = 2
    seconds: float = 5.0
    """What a program may take; the sandbox's own default."""
    jail: str = "auto"


def evaluate(
    folder: Path, held_out: dict[str, TokenStore], benchmarks: list[Benchmark], settings: Settings, cpu: bool = False
) -> dict[str, Any]:
    """Measures a checkpoint, and writes ``evaluation.json`` into its folder."""
    card = checkpoint.card(folder)
    tokenizer = load_tokenizer(str(folder))
    device = torch.device("cuda" if torch.cuda.is_available() and not cpu else "cpu")
    model = PhiForCausalLM.from_pretrained(folder, attn_implementation="sdpa").to(device)
    result: dict[str, Any] = {
        "schema": SCHEMA,
        "step": card["step"],
        "device": torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu",
        "held_out": {name: _held_out(model, store, tokenizer) for name, store in held_out.items()},
        "benchmarks": {each.name: _benchmark(model, tokenizer, each, settings) for each in benchmarks},
    }
    (folder / "evaluation.json").write_text(json.dumps(result, indent=1))
    return result


def _held_out(model: PhiForCausalLM, store: TokenStore, tokenizer: Tokenizer) -> dict[str, Any]:
    check_tokenizer(store, tokenizer)
    bits = bits_per_byte(model, store, model.config.max_position_embeddings, 4)
    return {"bits_per_byte": bits, "documents": store.card.documents, "bytes": store.card.bytes}


def _benchmark(model: PhiForCausalLM, tokenizer: Tokenizer, given: Benchmark, settings: Settings) -> dict[str, Any]:
    result: dict[str, Any] = {"problems": len(given.problems), "solutions": asdict(solutions(model, tokenizer, given))}
    if settings.sampling.samples == 0:
        return result
    completions = complete(model, tokenizer, given.problems, settings.sampling)
    asked = [(problem, text) for problem in given.problems for text in completions.answers[problem.id]]
    judged = verdicts(asked, settings.workers, settings.seconds, settings.jail)
    return {**result, **_judged(given, asked, judged, completions, settings)}


def _judged(
    given: Benchmark,
    asked: list[tuple[Problem, str]],
    judged: list[dict[str, Any]],
    completions: Completions,
    settings: Settings,
) -> dict[str, Any]:
    passed = dict.fromkeys((problem.id for problem in given.problems), 0)
    kinds: dict[str, int] = {}
    for (problem, _), verdict in zip(asked, judged, strict=True):
        passed[problem.id] += verdict["verdict"] == "passed"
        kinds[verdict["verdict"]] = kinds.get(verdict["verdict"], 0) + 1
    rates = pass_rates(passed.values(), settings.sampling.samples, settings.ks)
    return {
        **{name: asdict(interval) for name, interval in rates.items()},
        "passed": passed,
        "verdicts": kinds,
        "shortened_prompts": completions.shortened,
        "sampling": asdict(settings.sampling),
    }


@dataclass(frozen=True)
class Solutions:
    """Bits per byte of published solutions; those that do not fit the context are left out, and counted."""

    bits_per_byte: float | None
    measured: int
    left_out: int


def solutions(model: nn.Module, tokenizer: Tokenizer, benchmark: Benchmark) -> Solutions:
    """How well a model predicts the published solutions given their prompts.

    Prompt and solution are tokenized apart, so that the bits are of the solution's bytes alone.
    """
    context = int(model.config.max_position_embeddings)  # type: ignore[union-attr, arg-type]
    nats, size, measured = 0.0, 0, 0
    for problem in benchmark.problems:
        solution, prompt = encode(tokenizer, problem.solution), encode(tokenizer, problem.prompt)
        if len(solution) >= context or not solution:
            continue
        prompt = prompt[-(context - len(solution)) :]
        nats += _nats(model, prompt, solution)
        size += len(problem.solution.encode())
        measured += 1
    bits = nats / math.log(2) / size if size else None
    return Solutions(bits, measured, len(benchmark.problems) - measured)


def _nats(model: nn.Module, prompt: list[int], solution: list[int]) -> float:
    device = next(model.parameters()).device
    tokens = torch.tensor([[*prompt, *solution]], device=device)
    targets = torch.tensor([IGNORED] * (len(prompt) - 1) + solution, device=device)
    model.eval()
    with torch.no_grad():
        logits = model(input_ids=tokens[:, :-1], use_cache=False).logits[0].float()
    return float(F.cross_entropy(logits, targets, ignore_index=IGNORED, reduction="sum"))
