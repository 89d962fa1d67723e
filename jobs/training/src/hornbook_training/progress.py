"""What a training tells while it runs: a progress bar, ``metrics.jsonl`` and TensorBoard, by the first process alone.

A line of ``metrics.jsonl`` is a step (``loss`` in nats a token, ``learning_rate``, ``gradient_norm``, ``tokens``,
``tokens_per_second``, ``mfu``, ``data_share``: the part of the step spent waiting for data) or a measurement of
held-out text (``step``, ``held_out_bits_per_byte``). A training that goes on from a checkpoint replaces the lines
after it.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from torch.utils.tensorboard import SummaryWriter

from hornbook_training.recipe import Recipe

Measures = Mapping[str, float | int | None]


class Progress:
    """The reports of one training."""

    def __init__(self, out: Path, recipe: Recipe, step: int, active: bool) -> None:
        self.active = active
        if not active:
            return
        out.mkdir(parents=True, exist_ok=True)
        path = out / "metrics.jsonl"
        kept = (
            [line for line in path.read_text().splitlines() if json.loads(line)["step"] <= step]
            if path.exists()
            else []
        )
        path.write_text("".join(line + "\n" for line in kept))
        self._file = path.open("a", buffering=1)
        self._board = SummaryWriter(str(out / "tensorboard"), purge_step=step + 1)
        self._bar = Bar(
            TextColumn(recipe.model.name),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._task = self._bar.add_task("", total=recipe.schedule.steps, completed=step)

    def __enter__(self) -> "Progress":
        if self.active:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.active:
            self._bar.stop()
            self._file.close()
            self._board.close()

    def step(self, measures: Measures) -> None:
        """Reports a step."""
        if not self.active:
            return
        self._write(measures)
        mfu = measures["mfu"]
        text = f"loss {measures['loss']:.3f}, {measures['tokens_per_second']:,.0f} tokens/s"
        self._bar.update(self._task, advance=1, description=text + (f", MFU {mfu:.0%}" if mfu is not None else ""))

    def held_out(self, step: int, bits: float | None) -> None:
        """Reports what held-out text takes at a checkpoint, if there is any."""
        if self.active and bits is not None:
            self._write({"step": step, "held_out_bits_per_byte": bits})

    def _write(self, measures: Measures) -> None:
        self._file.write(json.dumps(measures) + "\n")
        for name, value in measures.items():
            if value is not None and name != "step":
                self._board.add_scalar(name, value, measures["step"])
