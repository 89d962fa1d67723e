import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from transformers import PhiForCausalLM

from hornbook_training.__main__ import main
from hornbook_training.benchmark import Benchmark, Problem
from hornbook_training.evaluate import Settings, evaluate, solutions
from hornbook_training.generate import Sampling, complete
from hornbook_training.sandbox import Sandbox, SandboxError
from hornbook_training.tokenizer import encode, end_of_text
from hornbook_training.train import Data, Training, train
from runs import document, export, publish, texts
from small import ALONE, data, recipe

FIXTURE = Path(__file__).parent / "fixtures/run"


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Data]:
    folder = tmp_path_factory.mktemp("model")
    made = data(folder, held_out=True)
    settings = recipe(schedule__steps=40, schedule__batch=8, schedule__max_learning_rate=0.003, checkpoints__every=40)
    return train(Training(settings, made, folder / "out", seed=1), ALONE), made


def problem(prompt: str, number: int = 0, stops: tuple[str, ...] = ("\n\n\n",), solution: str = "pass") -> Problem:
    return Problem(f"p{number}", prompt, solution, stops, lambda text: prompt + text, "assert True")


GREEDY = Sampling(temperature=0.0, top_p=0.95, max_tokens=12, samples=1, batch=3, seed=1)


def plainly(model: PhiForCausalLM, tokens: list[int], end: int, count: int) -> list[int]:
    """Without batch, cache or padding: the likeliest token, again and again."""
    found: list[int] = []
    for _ in range(count):
        with torch.no_grad():
            token = int(model(torch.tensor([tokens + found])).logits[0, -1].argmax())
        if token == end:
            break
        found.append(token)
    return found


def test_batches_say_what_each_prompt_alone_would(given: tuple[Path, Data]) -> None:
    folder, made = given
    model, tokenizer = PhiForCausalLM.from_pretrained(folder), made.tokenizer
    prompts = [
        "def f1(x):",
        "def f12(x):\n    # step 12\n",
        "    return",
        "x",
        "def f3(x):\n    # step 3\n    return x *",
    ]
    problems = [problem(prompt, number) for number, prompt in enumerate(prompts)]

    found = complete(model, tokenizer, problems, GREEDY)

    assert found.shortened == 0
    for each in problems:
        tokens = plainly(model, encode(tokenizer, each.prompt), end_of_text(tokenizer), 12)
        assert found.answers[each.id] == [tokenizer.decode(tokens).split("\n\n\n")[0]]


def test_an_answer_ends_at_its_stop_at_the_end_of_the_text_or_when_it_is_long(given: tuple[Path, Data]) -> None:
    folder, made = given
    model = PhiForCausalLM.from_pretrained(folder)
    whole = complete(model, made.tokenizer, [problem("def f1(x):")], GREEDY).answers["p0"][0]
    assert len(whole) > 3
    stop = whole[2:4]
    cut = complete(model, made.tokenizer, [problem("def f1(x):", stops=(stop,))], GREEDY).answers["p0"][0]
    assert cut == whole[: whole.index(stop)]
    # A model that always says the end says nothing.
    with torch.no_grad():
        model.lm_head.bias[end_of_text(made.tokenizer)] = 1e4
    assert complete(model, made.tokenizer, [problem("def f1(x):")], GREEDY).answers["p0"] == [""]
    long = problem("def f1(x):\n" * 40)
    assert complete(model, made.tokenizer, [long], GREEDY).shortened == 1


def test_samples_are_the_seeds(given: tuple[Path, Data]) -> None:
    folder, made = given
    model = PhiForCausalLM.from_pretrained(folder)
    warm = replace(GREEDY, temperature=1.0, samples=4)
    one, same, other = (
        complete(model, made.tokenizer, [problem("def f")], replace(warm, seed=seed)).answers["p0"]
        for seed in (1, 1, 2)
    )
    assert one == same != other
    assert len(set(one)) > 1


def test_bits_of_solutions_are_of_their_bytes_given_the_prompt(given: tuple[Path, Data]) -> None:
    folder, made = given
    model, tokenizer = PhiForCausalLM.from_pretrained(folder), made.tokenizer
    one = problem("def f1(x):\n", 1, solution="    return x * 1 + Größe\n")
    too_long = problem("", 2, solution="x = 1\n" * 200)

    found = solutions(model, tokenizer, Benchmark("two", (one, too_long)))

    prompt, solution = encode(tokenizer, one.prompt), encode(tokenizer, one.solution)
    logs = model(torch.tensor([prompt + solution])).logits[0].log_softmax(-1)
    nats = -sum(logs[len(prompt) + i - 1, token].item() for i, token in enumerate(solution))
    assert found.bits_per_byte == pytest.approx(nats / math.log(2) / len(one.solution.encode()), rel=1e-4)
    assert (found.measured, found.left_out) == (1, 1)


def test_writes_what_a_checkpoint_can_do_beside_it(given: tuple[Path, Data]) -> None:
    try:
        with Sandbox(1):
            pass
    except SandboxError as error:
        pytest.skip(f"no jail here for strangers' programs: {error}")
    folder, made = given
    assert made.held_out is not None
    right = Problem("right", "x = 1\n", "", (), lambda _: "x = 1\n", "assert x == 1")
    wrong = replace(right, id="wrong", tests="assert x == 2")
    settings = Settings(replace(GREEDY, samples=2), ks=(1, 2))

    evaluate(folder, {"mine": made.held_out}, [Benchmark("two", (right, wrong))], settings, cpu=True)

    written = json.loads((folder / "evaluation.json").read_text())
    assert written["schema"] == "hornbook/evaluation/1"
    assert 0 < written["held_out"]["mine"]["bits_per_byte"] < 8
    assert written["held_out"]["mine"]["documents"] == 5
    two = written["benchmarks"]["two"]
    assert two["passed"] == {"right": 2, "wrong": 0}
    assert two["pass@1"]["value"] == two["pass@2"]["value"] == 0.5
    assert two["pass@1"]["low"] < 0.5 < two["pass@1"]["high"]
    assert two["verdicts"] == {"passed": 2, "failed": 2}


def test_the_command_line_trains_goes_on_finetunes_and_evaluates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(tmp_path / "run", texts(30), texts(5, start=1000))
    export(tmp_path / "exercises", texts(10, start=2000))
    common = ["--cache", str(tmp_path / "tokens"), "--workers", "1", "--cpu"]
    tiny = [f"model.{each}" for each in ("name=d1", "vocabulary=300", "context=32")]
    sets = ["schedule.steps=4", "schedule.warmup=1", "schedule.batch=2", "device.micro-batch=2", *tiny]
    values = [part for each in sets for part in ("--set", each)]
    train_command = ["train", "--recipe", "tiny-pretrain", *common, *values]

    assert main([*train_command, "--run", str(tmp_path / "run"), "--out", str(tmp_path / "base")]) == 0
    base = capsys.readouterr().out.strip()
    assert base == str(tmp_path / "base/step-000004")
    assert main([*train_command, "--run", str(tmp_path / "run"), "--out", str(tmp_path / "base")]) == 0
    capsys.readouterr()
    tuning = ["--run", str(tmp_path / "exercises"), "--out", str(tmp_path / "tuned"), "--begin-from", base]
    assert main([*train_command, *tuning]) == 0
    tuned = capsys.readouterr().out.strip()
    assert main(["evaluate", "--checkpoint", tuned, "--run", str(tmp_path / "run"), *common]) == 0
    assert json.loads(capsys.readouterr().out)["held_out"][str(tmp_path / "run")]["documents"] == 5


def test_the_command_line_says_what_is_wrong_with_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["train", "--run", str(tmp_path), "--out", str(tmp_path / "out"), "--cpu", "--recipe"]
    assert main([*command, "no-such"]) == 2
    assert "hornbook-training: Cannot read the recipe no-such" in capsys.readouterr().err
    assert main([*command, "tiny-pretrain"]) == 3
    assert "has the job export run there?" in capsys.readouterr().err
    assert main([*command, "tiny-pretrain", "--set", "schedule.steps"]) == 2


def test_the_run_that_the_java_program_wrote_is_read() -> None:
    from hornbook_training.corpus import open_corpus

    corpus = {each.id: each for each in open_corpus(str(FIXTURE)).documents()}
    held_out = {each.id: each for each in open_corpus(str(FIXTURE), "held_out").documents()}
    unfiltered = {each.id: each for each in open_corpus(str(FIXTURE), "unfiltered").documents()}
    assert open_corpus(str(FIXTURE)).shards
    assert held_out
    assert not corpus.keys() & held_out.keys()
    # 24 documents, of which six are of low quality alone and one for another reason too.
    assert len(corpus) + len(held_out) == 17
    assert set(unfiltered) >= set(corpus)
    assert len(unfiltered) == len(corpus) + 6
    assert all(each.text.startswith("# Größe ") and each.source == "files" for each in unfiltered.values())


def test_the_experiment_draws_the_figure_and_names_what_it_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, low = texts(30), texts(30, start=500)
    run = tmp_path / "demo"
    export(run, kept, texts(5, start=1000))
    rows = [document(text) for text in kept + low]
    publish(run, "ingest", {"documents": rows})
    verdicts = [
        {"document_id": row["document_id"], "keep": i < 30, "reasons": [] if i < 30 else ["low_quality"], "cuts": None}
        for i, row in enumerate(rows)
    ]
    publish(run, "select", {"selection": verdicts}, columns=("document_id", "keep", "reasons", "cuts"))
    export(tmp_path / "exercises", texts(10, start=2000))
    config = tmp_path / "mine.toml"
    config.write_text(f"""
recipe = "tiny-pretrain"
sizes = ["d1"]
token-budgets = [16384]
seeds = [1, 2]
benchmarks = ["mbpp"]
samples = 0
temperature = 0.0
max-tokens = 8
[[held-out]]
run = "{run}"
table = "held_out"
[[arms]]
name = "unfiltered"
data = [{{run = "{run}", table = "unfiltered"}}]
[[arms]]
name = "filtered"
data = [{{run = "{run}"}}]
[[arms]]
name = "tuned"
begin-from = "filtered"
share = 0.25
data = [{{run = "{tmp_path}/exercises"}}]
[[arms]]
name = "textbook"
data = [{{run = "{run}"}}, {{run = "{tmp_path}/textbooks"}}]
[[arms]]
name = "textbook-tuned"
begin-from = "textbook"
share = 0.5
data = [{{run = "{tmp_path}/exercises"}}]
""")
    out = tmp_path / "out"
    command = ["experiment", "--config", str(config), "--out", str(out), "--benchmarks", str(tmp_path), "--cpu"]
    assert main(command) == 0

    said = capsys.readouterr().out
    assert f"Left out: arm textbook: there is no {tmp_path}/textbooks (corpus)" in said
    assert "Left out: arm textbook-tuned: it begins from textbook, which is left out" in said
    assert "Left out: benchmark mbpp: Cannot read" in said
    results = json.loads((out / "results.json").read_text())
    assert [(bar["arm"], bar["seed"]) for bar in results["bars"]] == [
        (arm, seed) for arm in ("unfiltered", "filtered", "tuned") for seed in (1, 2)
    ]
    # Equal tokens for each bar.
    assert {bar["tokens_seen"] for bar in results["bars"]} == {16384}
    assert len({bar["measures"]["bits per byte, demo held_out"] for bar in results["bars"]}) == 6
    assert (out / "figure.png").read_bytes().startswith(b"\x89PNG")
    report = (out / "report.md").read_text()
    assert "Differences to unfiltered" in report
    assert "arm textbook: there is no" in report
    bar = out / "bars/d1-16384-filtered-1/result.json"
    modified = bar.stat().st_mtime_ns
    assert main(command) == 0
    assert bar.stat().st_mtime_ns == modified
