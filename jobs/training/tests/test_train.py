import json
import math
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from transformers import AutoModelForCausalLM, AutoTokenizer

from hornbook_training import checkpoint
from hornbook_training.failure import ConfigurationError, DataError
from hornbook_training.held_out import bits_per_byte
from hornbook_training.mixture import in_order
from hornbook_training.progress import Measures, Progress
from hornbook_training.train import Trainer, Training, train
from runs import document, texts
from small import ALONE, data, recipe


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "model.safetensors")


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]


def losses(out: Path) -> list[float]:
    return [line["loss"] for line in lines(out) if "loss" in line]


@pytest.mark.slow
def test_a_million_parameters_overfit_ten_documents(tmp_path: Path) -> None:
    settings = recipe(
        model__name="d3",
        model__context=128,
        schedule__steps=160,
        schedule__batch=8,
        schedule__warmup=10,
        schedule__max_learning_rate=0.003,
        schedule__weight_decay=0,
        device__micro_batch=8,
        checkpoints__every=160,
    )
    training = Training(settings, data(tmp_path, documents=10), tmp_path / "out", seed=1)
    folder = train(training, ALONE)

    model = AutoModelForCausalLM.from_pretrained(folder)
    assert 1e6 < sum(each.numel() for each in model.parameters()) < 2e6
    assert losses(training.out)[0] > 5.5
    assert losses(training.out)[-1] < 0.1
    # It knows them by heart: each token of the first window follows from those before it.
    batch = next(in_order(training.data.stores[0], 128, 1))
    guessed = model(batch.inputs).logits.argmax(-1)
    assert (guessed[0, 20:] == batch.targets[0, 20:]).float().mean() > 0.95


class KilledError(Exception):
    """Stands for a process that dies."""


@pytest.mark.parametrize("dropout", [0.0, 0.1])
def test_a_training_that_goes_on_equals_one_that_was_never_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dropout: float
) -> None:
    settings, given = recipe(model__dropout=dropout), data(tmp_path, held_out=True)
    whole = train(Training(settings, given, tmp_path / "whole", seed=1), ALONE)

    stopped = Training(settings, given, tmp_path / "stopped", seed=1)
    report = Progress.step

    def killed(progress: Progress, measures: Measures) -> None:
        if measures["step"] == 5:
            raise KilledError
        report(progress, measures)

    monkeypatch.setattr(Progress, "step", killed)
    with pytest.raises(KilledError):
        train(stopped, ALONE)
    assert [each.name for each in checkpoint.checkpoints(stopped.out)] == ["step-000003"]
    monkeypatch.setattr(Progress, "step", report)
    resumed = train(stopped, ALONE)

    assert resumed.name == whole.name
    for key, value in weights(whole).items():
        assert torch.equal(weights(resumed)[key], value), key
    assert losses(stopped.out) == losses(tmp_path / "whole")
    assert len(losses(stopped.out)) == 6


def test_a_training_at_its_end_has_nothing_to_do(tmp_path: Path) -> None:
    training = Training(recipe(), data(tmp_path), tmp_path / "out", seed=1)
    first = train(training, ALONE)
    modified = (first / "state.pt").stat().st_mtime_ns
    assert train(training, ALONE) == first
    assert (first / "state.pt").stat().st_mtime_ns == modified


def test_does_not_go_on_with_other_data_or_another_recipe(tmp_path: Path) -> None:
    training = Training(recipe(), data(tmp_path), tmp_path / "out", seed=1)
    train(training, ALONE)
    with pytest.raises(ConfigurationError, match=r"Cannot go on from .*: it has another seed; choose another --out"):
        train(replace(training, seed=2), ALONE)
    with pytest.raises(ConfigurationError, match="it has another schedule"):
        train(replace(training, recipe=recipe(schedule__steps=9)), ALONE)
    # How the work is laid on devices may change.
    train(replace(training, recipe=recipe(device__micro_batch=4)), ALONE)


def test_micro_batches_change_rounding_alone(tmp_path: Path) -> None:
    given = data(tmp_path)
    one = train(Training(recipe(device__micro_batch=1), given, tmp_path / "one", seed=1), ALONE)
    four = train(Training(recipe(device__micro_batch=4), given, tmp_path / "four", seed=1), ALONE)
    assert losses(tmp_path / "one") == pytest.approx(losses(tmp_path / "four"), rel=1e-5)
    for key, value in weights(one).items():
        torch.testing.assert_close(weights(four)[key], value, atol=2e-4, rtol=1e-3)


def test_recomputed_activations_and_compiling_change_nothing_but_rounding(tmp_path: Path) -> None:
    given = data(tmp_path)
    train(Training(recipe(), given, tmp_path / "plain", seed=1), ALONE)
    train(Training(recipe(device__recompute=True), given, tmp_path / "recomputed", seed=1), ALONE)
    assert losses(tmp_path / "recomputed") == pytest.approx(losses(tmp_path / "plain"), rel=1e-5)


@pytest.mark.slow
def test_the_compiled_model_learns_what_the_plain_one_does(tmp_path: Path) -> None:
    given = data(tmp_path)
    train(Training(recipe(), given, tmp_path / "plain", seed=1), ALONE)
    train(Training(recipe(device__compile=True), given, tmp_path / "compiled", seed=1), ALONE)
    assert losses(tmp_path / "compiled") == pytest.approx(losses(tmp_path / "plain"), rel=1e-4)


@pytest.mark.parametrize("precision", ["bf16", "fp16"])
def test_half_precision_is_near_to_single(tmp_path: Path, precision: str) -> None:
    given = data(tmp_path)
    train(Training(recipe(), given, tmp_path / "single", seed=1), ALONE)
    train(Training(recipe(device__precision=precision), given, tmp_path / "half", seed=1), ALONE)
    assert losses(tmp_path / "half") == pytest.approx(losses(tmp_path / "single"), rel=0.02)


def test_tells_every_step_and_what_held_out_text_takes(tmp_path: Path) -> None:
    training = Training(recipe(), data(tmp_path, held_out=True), tmp_path / "out", seed=1, labels={"arm": "filtered"})
    best = train(training, ALONE)

    steps = [line for line in lines(training.out) if "loss" in line]
    assert [line["step"] for line in steps] == [1, 2, 3, 4, 5, 6]
    assert steps[-1]["tokens"] == 6 * 4 * 64
    assert steps[1]["learning_rate"] == 1e-3
    assert steps[0]["mfu"] is None
    assert all(0 <= line["data_share"] < 1 and line["tokens_per_second"] > 0 for line in steps)
    measured = {line["step"]: line["held_out_bits_per_byte"] for line in lines(training.out) if "loss" not in line}
    assert list(measured) == [3, 6]
    card = checkpoint.card(best)
    assert card["held_out_bits_per_byte"] == min(measured.values())
    assert (card["arm"], card["seed"], card["step"]) == ("filtered", 1, 6)
    board = EventAccumulator(str(training.out / "tensorboard")).Reload()
    assert [event.step for event in board.Scalars("loss")] == [1, 2, 3, 4, 5, 6]
    assert board.Scalars("held_out_bits_per_byte")[1].value == pytest.approx(measured[6])


def test_bits_per_byte_are_the_plain_loss_of_each_token_once(tmp_path: Path) -> None:
    given = data(tmp_path, held_out=True)
    model = AutoModelForCausalLM.from_pretrained(train(Training(recipe(), given, tmp_path / "out", seed=1), ALONE))
    store = given.held_out
    assert store is not None
    stream, nats = torch.tensor(store.tokens.astype("int64")), 0.0
    for start in range(0, len(stream) - 1, 64):
        window = stream[start : start + 65]
        logs = model(window[None, :-1]).logits.log_softmax(-1)[0]
        nats -= sum(logs[i, token].item() for i, token in enumerate(window[1:]))
    size = sum(len(text.encode()) for text in texts(5, start=1000))
    assert bits_per_byte(model, store, 64, 3) == pytest.approx(nats / math.log(2) / size, rel=1e-4)


def test_plain_transformers_loads_a_checkpoint(tmp_path: Path) -> None:
    given = data(tmp_path)
    folder = train(Training(recipe(), given, tmp_path / "out", seed=1), ALONE)
    code = (
        "import sys, torch\nfrom transformers import AutoModelForCausalLM, AutoTokenizer\n"
        f"model = AutoModelForCausalLM.from_pretrained({str(folder)!r})\n"
        f"tokenizer = AutoTokenizer.from_pretrained({str(folder)!r})\n"
        "tokens = tokenizer('def f', return_tensors='pt', return_token_type_ids=False)\n"
        "found = model.generate(**tokens, min_new_tokens=3, max_new_tokens=3)\n"
        "assert 'hornbook_training' not in sys.modules\nprint(type(model).__name__, found.shape[1])\n"
    )
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    tokens = AutoTokenizer.from_pretrained(folder)("def f")["input_ids"]
    assert tokens == given.tokenizer.encode("def f").ids
    assert printed.split() == ["PhiForCausalLM", str(len(tokens) + 3)]


def test_keeps_the_newest_and_the_best(tmp_path: Path) -> None:
    settings = recipe(checkpoints__every=1, checkpoints__keep=1, schedule__max_learning_rate=0.5)
    out = tmp_path / "out"
    best = train(Training(settings, data(tmp_path, held_out=True), out, seed=1), ALONE)
    bits = {line["step"]: line["held_out_bits_per_byte"] for line in lines(out) if "loss" not in line}
    # A rate of one half ruins the model: the best is not the last.
    assert best.name == f"step-{min(bits, key=lambda step: bits[step]):06}"
    assert [each.name for each in checkpoint.checkpoints(out)] == sorted({best.name, "step-000006"})


def test_a_checkpoint_that_was_being_written_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(checkpoint, "save_tokenizer", full_disk)
    training = Training(recipe(), data(tmp_path), tmp_path / "out", seed=1)
    with pytest.raises(OSError, match="No space left"):
        train(training, ALONE)
    assert checkpoint.checkpoints(training.out) == []


def test_finetuning_begins_with_the_weights_and_at_the_first_step(tmp_path: Path) -> None:
    given = data(tmp_path)
    base = train(Training(recipe(), given, tmp_path / "base", seed=1), ALONE)
    finetuning = Training(recipe(), given, tmp_path / "tuned", seed=2, begin_from=base)
    trainer = Trainer(finetuning, ALONE)
    assert trainer.state.step == 0
    assert all(torch.equal(value, weights(base)[key]) for key, value in trainer.plain.state_dict().items())
    with pytest.raises(DataError, match=r"Cannot take the weights of .*: they are of another model"):
        Trainer(replace(finetuning, recipe=recipe(model__name="d1")), ALONE)


def test_a_loss_that_is_no_number_stops_with_the_documents_of_its_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = Training(recipe(), data(tmp_path), tmp_path / "out", seed=1)
    trainer = Trainer(training, ALONE)
    with torch.no_grad():
        trainer.plain.lm_head.bias[trainer.training.data.stores[0].tokens[5]] = math.nan
    before = {key: value.clone() for key, value in trainer.plain.state_dict().items()}
    batches, samples, _ = trainer._read(trainer.state.position)
    with pytest.raises(DataError, match=r"Cannot take step 1: the loss is nan, .*\. Documents of the batch: ") as error:
        trainer._step(batches, samples)
    named = str(error.value).split("batch: ")[1].split(", ")
    assert named == trainer.mixture.document_ids(samples)
    assert set(named) <= {document(text)["document_id"].hex() for text in texts(30)}
    assert all(
        torch.equal(value, before[key]) for key, value in trainer.plain.state_dict().items() if "bias" not in key
    )


@pytest.mark.parametrize(
    ("settings", "advice"),
    [
        ({"device__micro_batch": 2}, "lower device.micro-batch below 2"),
        ({"device__micro_batch": 1}, "set device.recompute=true"),
        ({"device__micro_batch": 1, "device__recompute": True}, "set device.strategy=fsdp"),
    ],
)
def test_too_little_memory_says_what_to_lower(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, object], advice: str
) -> None:
    def too_large(*_: object) -> None:
        torch.empty(1 << 60)

    monkeypatch.setattr(Trainer, "_loss", too_large)
    with pytest.raises(ConfigurationError, match=advice):
        train(Training(recipe(**settings), data(tmp_path), tmp_path / "out", seed=1), ALONE)


def test_a_vocabulary_that_is_too_small_is_refused(tmp_path: Path) -> None:
    given = data(tmp_path)
    size = given.tokenizer.get_vocab_size()
    with pytest.raises(DataError, match=f"the tokenizer has {size} tokens, the model {size - 1}"):
        train(Training(recipe(model__vocabulary=size - 1), given, tmp_path / "out", seed=1), ALONE)


Torchrun = Callable[[Path, str], Path]


@pytest.fixture
def torchrun() -> Torchrun:
    def run(folder: Path, strategy: str) -> Path:
        out = folder / strategy
        worker = Path(__file__).parent / "worker.py"
        command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        done = subprocess.run(
            [*command, str(worker), str(folder), str(out), strategy],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return out

    return run


@pytest.mark.slow
@pytest.mark.parametrize("strategy", ["ddp", "fsdp"])
def test_two_processes_equal_one(tmp_path: Path, torchrun: Torchrun, strategy: str) -> None:
    one = train(Training(recipe(), data(tmp_path, held_out=True), tmp_path / "one", seed=1), ALONE)
    out = torchrun(tmp_path, strategy)

    assert losses(out) == pytest.approx(losses(tmp_path / "one"), rel=1e-5)
    two = out / one.name
    assert checkpoint.card(two)["held_out_bits_per_byte"] == pytest.approx(
        checkpoint.card(one)["held_out_bits_per_byte"], rel=1e-4
    )
    for key, value in weights(one).items():
        torch.testing.assert_close(weights(two)[key], value, atol=5e-4, rtol=1e-3)
