"""HumanEval (2107.03374) and MBPP (2108.07732) as published, with the protocol of their papers.

HumanEval: the prompt is the function's head with its docstring, the answer its body.

MBPP: the 500 problems with ids 11 to 510 are the test; the prompt shows problems 2, 3 and 4 (of the ten with ids 1 to
10, which are for prompting) with their tests and code, and ends with ``[BEGIN]``. The published code has CRLF line
ends; the prompt has LF. Files are looked for below a folder: ``HumanEval.jsonl.gz`` and ``mbpp.jsonl``.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hornbook_training.failure import ConfigurationError

MBPP_TEST = range(11, 511)
MBPP_SHOWN = (2, 3, 4)


@dataclass(frozen=True)
class Problem:
    """A problem: what a model is shown, what it is known to be solved by, and how an answer is tested."""

    id: str
    prompt: str
    solution: str
    stops: tuple[str, ...]
    """Where an answer ends: the first of these in it."""
    program: Callable[[str], str]
    """The program that an answer makes; to be run before the tests."""
    tests: str


@dataclass(frozen=True)
class Benchmark:
    """A named list of problems."""

    name: str
    problems: tuple[Problem, ...]


HUMAN_EVAL_STOPS = ("\nclass ", "\ndef ", "\n#", "\n@", "\nprint(", "\nif ", "\nassert ", "\n```")
"""Codex's, and what small models write after a function. All begin a line: the body of a function never does."""

MBPP_STOPS = ("[DONE]", "\n[BEGIN]")


def read(name: str, folder: Path) -> Benchmark:
    """``human-eval`` or ``mbpp``."""
    readers = {"human-eval": ("HumanEval.jsonl.gz", human_eval), "mbpp": ("mbpp.jsonl", mbpp)}
    if name not in readers:
        raise ConfigurationError(f"Invalid benchmark: {name} (expected {' or '.join(readers)})")
    file, reader = readers[name]
    path = folder / file
    if not path.is_file():
        raise ConfigurationError(f"Cannot read the benchmark {name}: there is no {path} (see CONTRIBUTING.md)")
    return reader(path)


def _lines(path: Path) -> list[dict[str, object]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().splitlines() if line.strip()]


def human_eval(path: Path) -> Benchmark:
    """All 164 problems."""
    return Benchmark("human-eval", tuple(_human_eval_problem(item) for item in _lines(path)))


def _human_eval_problem(item: dict[str, object]) -> Problem:
    prompt = str(item["prompt"])
    return Problem(
        id=str(item["task_id"]),
        prompt=prompt,
        solution=str(item["canonical_solution"]),
        stops=HUMAN_EVAL_STOPS,
        program=lambda answer: prompt + answer + "\n",
        tests=f"{item['test']}\ncheck({item['entry_point']})\n",
    )


def mbpp(path: Path) -> Benchmark:
    """The 500 problems of the test."""
    items = {int(str(item["task_id"])): item for item in _lines(path)}
    missing = [number for number in (*MBPP_SHOWN, *MBPP_TEST) if number not in items]
    if missing:
        raise ConfigurationError(f"Cannot read the benchmark {path}: it lacks the problems {missing[:5]}")
    shown = "".join(_mbpp_prompt(items[number]) + _code(items[number]) + "\n[DONE]\n\n" for number in MBPP_SHOWN)
    return Benchmark("mbpp", tuple(_mbpp_problem(items[number], shown) for number in MBPP_TEST))


def _mbpp_prompt(item: dict[str, object]) -> str:
    return (
        f"You are an expert Python programmer, and here is your task: {item['text']} "
        f"Your code should pass these tests:\n\n{_tests(item)}\n[BEGIN]\n"
    )


def _mbpp_problem(item: dict[str, object], shown: str) -> Problem:
    setup = str(item.get("test_setup_code") or "").replace("\r\n", "\n")
    return Problem(
        id=f"MBPP/{item['task_id']}",
        prompt=shown + _mbpp_prompt(item),
        solution=_code(item) + "\n[DONE]",
        stops=MBPP_STOPS,
        program=lambda answer: answer + "\n",
        tests=f"{setup}\n{_tests(item)}\n",
    )


def _tests(item: dict[str, object]) -> str:
    tests = item["test_list"]
    return "\n".join(str(test) for test in tests) if isinstance(tests, list) else str(tests)


def _code(item: dict[str, object]) -> str:
    return str(item["code"]).replace("\r\n", "\n").rstrip("\n")


def answer(completion: str, problem: Problem) -> str:
    """What of a completion counts: all before the first stop."""
    ends = [place for place in (completion.find(stop) for stop in problem.stops) if place >= 0]
    return completion[: min(ends)] if ends else completion
