import json
import os
from pathlib import Path

import pytest

from hornbook_training.benchmark import MBPP_TEST, Benchmark, answer, read
from hornbook_training.evaluate import pass_at_k, pass_rates, verdicts, wilson
from hornbook_training.failure import ConfigurationError
from hornbook_training.sandbox import Sandbox, SandboxError

PUBLISHED = Path(os.environ.get("HORNBOOK_DATA", Path(__file__).parents[4] / "shared/data")) / "benchmarks"


@pytest.fixture(scope="module")
def human_eval() -> Benchmark:
    if not (PUBLISHED / "HumanEval.jsonl.gz").exists():
        pytest.skip(f"HumanEval is not in {PUBLISHED} (CONTRIBUTING.md says where it is downloaded)")
    return read("human-eval", PUBLISHED)


@pytest.fixture(scope="module")
def mbpp() -> Benchmark:
    if not (PUBLISHED / "mbpp.jsonl").exists():
        pytest.skip(f"MBPP is not in {PUBLISHED} (CONTRIBUTING.md says where it is downloaded)")
    return read("mbpp", PUBLISHED)


@pytest.fixture(scope="module")
def jail() -> str:
    try:
        with Sandbox(1):
            return "auto"
    except SandboxError as error:
        pytest.skip(f"no jail here for strangers' programs: {error}")


MUTANTS = (
    ("HumanEval/0", "distance < threshold", "distance > threshold"),
    ("HumanEval/2", "return number % 1.0", "return number // 1.0"),
    ("HumanEval/3", "balance < 0", "balance < 1"),
    ("HumanEval/13", "a, b = b, a % b", "a, b = b, a // b"),
    ("HumanEval/20", "< distance", "> distance"),
    ("HumanEval/31", "for k in range(2, n - 1)", "for k in range(3, n - 1)"),
    ("HumanEval/35", "if e > m", "if e < m"),
    ("HumanEval/53", "return x + y", "return x - y"),
    ("HumanEval/55", "fib(n - 1) + fib(n - 2)", "fib(n - 1) + fib(n - 3)"),
    ("HumanEval/59", "largest = max(largest, j)", "largest = min(largest, j)"),
)
"""Small changes that make a published solution wrong."""


@pytest.mark.slow
def test_every_published_solution_of_human_eval_passes(human_eval: Benchmark, jail: str) -> None:
    assert len(human_eval.problems) == 164
    judged = verdicts([(each, answer(each.solution, each)) for each in human_eval.problems], 2, 60, jail)
    failed = [
        each.id for each, verdict in zip(human_eval.problems, judged, strict=True) if verdict["verdict"] != "passed"
    ]
    assert failed == []


def test_mutants_of_them_fail(human_eval: Benchmark, jail: str) -> None:
    problems = {each.id: each for each in human_eval.problems}
    wrong = []
    for name, right, changed in MUTANTS:
        assert right in problems[name].solution, name
        wrong.append((problems[name], problems[name].solution.replace(right, changed)))
    nothing = [(problems["HumanEval/1"], "    return None\n"), (problems["HumanEval/4"], "    raise SystemExit(0)\n")]
    judged = verdicts(wrong + nothing, 2, 20, jail)
    assert [each["verdict"] for each in judged if each["verdict"] == "passed"] == []
    assert len(judged) == 12


def test_stops_end_an_answer_and_never_a_published_one(human_eval: Benchmark, mbpp: Benchmark) -> None:
    problem = human_eval.problems[0]
    assert answer("    return 1\n\ndef other():\n    pass\n", problem) == "    return 1\n"
    assert answer("    return 1\n# Test\nprint(2)", problem) == "    return 1"
    assert answer("    x = 1\n    if x:\n        print(x)\n", problem) == "    x = 1\n    if x:\n        print(x)\n"
    assert [each.id for each in human_eval.problems if answer(each.solution, each) != each.solution] == []
    assert all("[DONE]" not in answer(each.solution, each) for each in mbpp.problems)


def test_mbpp_is_tested_on_11_to_510_and_shown_from_1_to_10(mbpp: Benchmark) -> None:
    assert [each.id for each in mbpp.problems] == [f"MBPP/{number}" for number in MBPP_TEST]
    assert len(mbpp.problems) == 500
    prompt = mbpp.problems[0].prompt
    assert prompt.count("[BEGIN]") == 4
    assert prompt.count("[DONE]") == 3
    assert prompt.endswith("[BEGIN]\n")
    assert "\r" not in prompt + mbpp.problems[0].solution
    shown = {
        json.loads(line)["task_id"]: json.loads(line) for line in (PUBLISHED / "mbpp.jsonl").read_text().splitlines()
    }
    for number in (2, 3, 4):
        assert shown[number]["text"] in prompt
    assert not any(shown[number]["text"] in prompt for number in (1, 5, 10))
    # None of the test is in the prompt of another one.
    assert mbpp.problems[1].prompt.removesuffix(mbpp.problems[1].prompt.split("[DONE]\n\n")[-1]) == prompt.removesuffix(
        prompt.split("[DONE]\n\n")[-1]
    )


def test_mbpps_published_code_passes(mbpp: Benchmark, jail: str) -> None:
    chosen = mbpp.problems[::25]
    judged = verdicts([(each, answer(each.solution, each)) for each in chosen], 2, 20, jail)
    assert [each["verdict"] for each in judged] == ["passed"] * 20


def test_unknown_and_missing_benchmarks_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="Invalid benchmark: apps"):
        read("apps", tmp_path)
    with pytest.raises(ConfigurationError, match="Cannot read the benchmark mbpp: there is no"):
        read("mbpp", tmp_path)
    (tmp_path / "mbpp.jsonl").write_text('{"task_id": 2}\n')
    with pytest.raises(ConfigurationError, match=r"it lacks the problems \[3, 4, 11, 12, 13\]"):
        read("mbpp", tmp_path)


def test_pass_at_k_is_the_published_formula() -> None:
    # By counting: draw k of n samples in every way; it is a success if one of the first c is among them.
    from itertools import combinations

    for n in range(1, 8):
        for passed in range(n + 1):
            for k in range(1, n + 1):
                draws = list(combinations(range(n), k))
                share = sum(any(each < passed for each in draw) for draw in draws) / len(draws)
                assert pass_at_k(n, passed, k) == pytest.approx(share)
    assert pass_at_k(200, 1, 100) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="Invalid pass@3 of 1 of 2 samples"):
        pass_at_k(2, 1, 3)


def test_intervals_are_wilsons() -> None:
    # Wilson (1927) for 29 of 164, phi-1-small filtered: 12.6 % to 24.2 %.
    found = wilson(29 / 164, 164)
    assert (found.low, found.high) == pytest.approx((0.1259, 0.2425), abs=5e-4)
    assert wilson(0, 164).low == 0
    assert 0.02 < wilson(0, 164).high < 0.025
    assert wilson(1, 164).high == 1
    rates = pass_rates([0, 1, 2, 2], samples=2, ks=(1, 2, 10))
    assert {key: rate.value for key, rate in rates.items()} == {"pass@1": 0.625, "pass@2": 0.75}
