"""Training, top to bottom: one loop for pretraining and finetuning, one process a device.

A step draws the next windows of the mixture for all processes, each takes its own, and the sum of the losses is
divided by the number of targets of the whole batch: the same step on one device or eight, in one piece or in many
micro-batches, but for rounding.
"""

import math
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.distributed.fsdp import FSDPModule, MixedPrecisionPolicy, fully_shard
from torch.nn import functional as F
from torch.nn.parallel import DistributedDataParallel

from hornbook_training import checkpoint
from hornbook_training.checkpoint import State
from hornbook_training.cluster import Cluster
from hornbook_training.failure import ConfigurationError, DataError
from hornbook_training.held_out import bits_per_byte
from hornbook_training.mixture import IGNORED, Batch, Mixture, Position, Sample
from hornbook_training.model import count, flops_per_token, new_model, peak_flops, phi_config
from hornbook_training.progress import Progress
from hornbook_training.recipe import Recipe
from hornbook_training.store import TokenStore, check_tokenizer
from hornbook_training.tokenizer import check_vocabulary, end_of_text


@dataclass(frozen=True)
class Data:
    """What is trained on, and what never is."""

    stores: list[TokenStore]
    tokenizer: Tokenizer
    held_out: TokenStore | None = None
    weights: tuple[float, ...] | None = None


@dataclass(frozen=True)
class Training:
    """A training: the recipe, its data, where it is written, its seed, and whose weights it begins with."""

    recipe: Recipe
    data: Data
    out: Path
    seed: int
    begin_from: Path | None = None
    labels: dict[str, Any] = field(default_factory=dict)
    """Written into every checkpoint's card."""


def train(training: Training, cluster: Cluster) -> Path:
    """Trains to the recipe's last step, from the newest checkpoint in ``out`` if there is one; the best checkpoint."""
    _check(training, cluster)
    with _memory_advice(training.recipe):
        trainer = Trainer(training, cluster)
        with Progress(training.out, training.recipe, trainer.state.step, cluster.first) as progress:
            trainer.run(progress)
    return checkpoint.best(training.out)


def _check(training: Training, cluster: Cluster) -> None:
    recipe, data = training.recipe, training.data
    check_vocabulary(data.tokenizer, recipe.model.vocabulary)
    for store in [*data.stores, *([data.held_out] if data.held_out else [])]:
        check_tokenizer(store, data.tokenizer)
    if recipe.schedule.batch % cluster.world:
        raise ConfigurationError(
            f"Invalid schedule.batch: {recipe.schedule.batch} (expected a multiple of the {cluster.world} processes)"
        )


@contextmanager
def _memory_advice(recipe: Recipe) -> Iterator[None]:
    """Tells a user who runs out of memory what to lower; the batch, and so the result, need not change."""
    try:
        yield
    except (torch.OutOfMemoryError, MemoryError, RuntimeError) as error:
        message = str(error)
        if not isinstance(error, torch.OutOfMemoryError | MemoryError) and "memory" not in message:
            raise
        size = recipe.device.micro_batch
        advice = (
            f"lower device.micro-batch below {size}"
            if size > 1
            else "set device.recompute=true"
            if not recipe.device.recompute
            else "set device.strategy=fsdp on more devices, or lower model.context"
        )
        raise ConfigurationError(
            f"Cannot train {recipe.model.name}: the device's memory is used up at {size} windows of "
            f"{recipe.model.context} tokens; {advice} (schedule.batch stays as it is)"
        ) from error


class Trainer:
    """The model, its optimizer and its data, at a step."""

    def __init__(self, training: Training, cluster: Cluster) -> None:
        self.training, self.cluster, self.recipe = training, cluster, training.recipe
        model, data = self.recipe.model, training.data
        config = phi_config(model.name, model.vocabulary, model.context, model.dropout, end_of_text(data.tokenizer))
        self.mixture = Mixture(data.stores, model.context, training.seed, data.weights)
        found = checkpoint.checkpoints(training.out)
        self.plain = new_model(config, training.seed)
        source = found[-1] if found else training.begin_from
        if source is not None:
            self._check_source(source, resumed=bool(found))
            checkpoint.load_weights(self.plain, source)
        self.flops = flops_per_token(config, count(self.plain))
        if self.recipe.device.precision != "fp32":
            self.plain.model.embed_tokens.register_forward_hook(self._halved)
        if self.recipe.device.recompute:
            self.plain.activation_checkpointing_enable()
        self.model = self._laid_out(self.plain.to(cluster.device))
        self.state = State(self.plain, self._optimizer(), self._scaler(), self.mixture.start(), 0)
        # Each process drops out on its own.
        torch.manual_seed(training.seed + 1 + cluster.rank)
        if found:
            checkpoint.load_rest(found[-1], self.state, cluster)

    def _check_source(self, source: Path, resumed: bool) -> None:
        card = checkpoint.card(source)
        theirs = {"tokenizer": card["tokenizer"], **({key: card[key] for key in self._identity()} if resumed else {})}
        ours = self._identity() if resumed else {"tokenizer": self._identity()["tokenizer"]}
        changed = [key for key in theirs if theirs[key] != ours.get(key)]
        if changed:
            raise ConfigurationError(
                f"Cannot go on from {source}: it has another {' and '.join(sorted(changed))}; choose another --out"
            )

    def _identity(self) -> dict[str, Any]:
        """All that must not change between a checkpoint and its continuation."""
        recipe, data = self.recipe, self.training.data
        return {
            "tokenizer": data.stores[0].card.tokenizer,
            "data": [store.card.digest for store in data.stores],
            "weights": [float(each) for each in self.mixture.shares],
            "seed": self.training.seed,
            "model": asdict(recipe.model),
            "schedule": asdict(recipe.schedule),
            "optimizer": asdict(recipe.optimizer),
        }

    def _laid_out(self, model: nn.Module) -> nn.Module:
        if self.recipe.device.compile:
            model.compile()
        if self.cluster.world == 1:
            return model
        if self.recipe.device.strategy == "ddp":
            ids = [self.cluster.device.index] if self.cluster.device.type == "cuda" else None
            return DistributedDataParallel(model, device_ids=ids)
        policy = MixedPrecisionPolicy(param_dtype=self._dtype(), reduce_dtype=torch.float32)
        for layer in self.plain.model.layers:
            fully_shard(layer, mp_policy=policy)
        fully_shard(model, mp_policy=policy)
        return model

    def _dtype(self) -> torch.dtype:
        return {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}[self.recipe.device.precision]

    def _optimizer(self) -> torch.optim.Optimizer:
        settings = self.recipe.optimizer
        return torch.optim.AdamW(
            self.plain.parameters(),
            lr=self.recipe.schedule.max_learning_rate,
            betas=(settings.beta1, settings.beta2),
            eps=settings.epsilon,
            weight_decay=self.recipe.schedule.weight_decay,
            fused=self.cluster.device.type == "cuda",
        )

    def _scaler(self) -> torch.amp.GradScaler:
        # Half precision has few exponents: small gradients are scaled so that they do not vanish.
        return torch.amp.GradScaler(self.cluster.device.type, enabled=self.recipe.device.precision == "fp16")

    def _halved(self, _: nn.Module, __: object, embedded: torch.Tensor) -> torch.Tensor:
        """The embedding's output in half precision, or all that is added to it would be in single precision."""
        return embedded.to(self._dtype())

    def half(self) -> Any:  # noqa: ANN401 (a context manager)
        """The precision of the forward pass; weights stay in single precision."""
        if self.recipe.device.precision == "fp32":
            return nullcontext()
        return torch.autocast(self.cluster.device.type, dtype=self._dtype())

    def run(self, progress: Progress) -> None:
        """All steps that are left; the next batch is read while the device computes."""
        steps = self.recipe.schedule.steps
        with ThreadPoolExecutor(1) as reader:
            coming = reader.submit(self._read, self.state.position)
            while self.state.step < steps:
                began = time.perf_counter()
                batches, samples, position = coming.result()
                waited = time.perf_counter() - began
                coming = reader.submit(self._read, position) if self.state.step + 1 < steps else Future()
                loss, norm, rate = self._step(batches, samples)
                self.state.position = position
                self.state.step += 1
                progress.step(self._measures(loss, norm, rate, samples, waited, time.perf_counter() - began))
                if self.state.step % self.recipe.checkpoints.every == 0 or self.state.step == steps:
                    self._save(progress)

    def _read(self, position: Position) -> tuple[list[Batch], tuple[Sample, ...], Position]:
        """This process's micro-batches of the next step, all its samples, and the position after them."""
        samples, after = self.mixture.draw(position, self.recipe.schedule.batch)
        mine = samples[self.cluster.rank :: self.cluster.world]
        size = self.recipe.device.micro_batch
        batches = [self.mixture.batch(mine[start : start + size]) for start in range(0, len(mine), size)]
        if self.cluster.device.type == "cuda":
            batches = [Batch(each.inputs.pin_memory(), each.targets.pin_memory(), each.samples) for each in batches]
        return batches, samples, after

    def _step(self, batches: list[Batch], samples: tuple[Sample, ...]) -> tuple[float, float, float]:
        """One step of the optimizer; the mean loss of the batch, the norm of its gradient, the learning rate."""
        self.model.train()
        targets = self.mixture.targets(samples)
        losses = []
        for number, batch in enumerate(batches):
            with self._synchronised(last=number == len(batches) - 1):
                loss = self._loss(batch) / targets
                # Processes average their gradients; the loss is divided by the targets of all of them.
                self.state.scaler.scale(loss * self.cluster.world).backward()  # type: ignore[no-untyped-call]
            losses.append(loss.detach())
        self.state.scaler.unscale_(self.state.optimizer)
        limit = self.recipe.optimizer.clip or math.inf
        norm = float(_whole(nn.utils.clip_grad_norm_(self.plain.parameters(), limit)))
        mean = float(self.cluster.total(torch.stack(losses).sum()))
        # With a scaled loss a gradient may be infinite: the scaler then leaves the step out, and scales less.
        if not math.isfinite(mean) or not (math.isfinite(norm) or self.state.scaler.is_enabled()):
            self._stop(batches, losses, mean, norm)
        rate = self.recipe.learning_rate(self.state.step + 1)
        for group in self.state.optimizer.param_groups:
            group["lr"] = rate
        self.state.scaler.step(self.state.optimizer)
        self.state.scaler.update()
        self.state.optimizer.zero_grad(set_to_none=True)
        return mean, norm, rate

    def _loss(self, batch: Batch) -> torch.Tensor:
        """The sum of the cross-entropies of the targets, in nats."""
        inputs = batch.inputs.to(self.cluster.device, non_blocking=True)
        targets = batch.targets.to(self.cluster.device, non_blocking=True)
        with self.half():
            logits = self.model(input_ids=inputs, use_cache=False).logits
        return F.cross_entropy(logits.float().flatten(0, 1), targets.flatten(), ignore_index=IGNORED, reduction="sum")

    @contextmanager
    def _synchronised(self, last: bool) -> Iterator[None]:
        """Gradients travel between processes with the last micro-batch alone."""
        if isinstance(self.model, DistributedDataParallel) and not last:
            with self.model.no_sync():
                yield
            return
        if isinstance(self.model, FSDPModule):
            self.model.set_requires_gradient_sync(last)
        yield

    def _stop(self, batches: list[Batch], losses: list[torch.Tensor], mean: float, norm: float) -> None:
        """Names the documents of the micro-batches whose loss is no number; of the whole batch, if none is."""
        broken = [b for b, loss in zip(batches, losses, strict=True) if not torch.isfinite(loss)]
        mine = [self.mixture.document_ids(batch.samples) for batch in broken]
        found = sorted({each for ids in self.cluster.gathered(mine) for part in ids for each in part})
        if not found:
            everything = [self.mixture.document_ids(batch.samples) for batch in batches]
            found = sorted({each for ids in self.cluster.gathered(everything) for part in ids for each in part})
        raise DataError(
            f"Cannot take step {self.state.step + 1}: the loss is {mean}, the gradient's norm {norm}; "
            f"the weights are those of the step before. Documents of the batch: {', '.join(found)}"
        )

    def _measures(
        self, loss: float, norm: float, rate: float, samples: tuple[Sample, ...], waited: float, seconds: float
    ) -> dict[str, float | int | None]:
        tokens = len(samples) * self.recipe.model.context
        peak = peak_flops(self.cluster.device)
        half = self.recipe.device.precision != "fp32"
        used = tokens / seconds * self.flops
        return {
            "step": self.state.step,
            "loss": loss,
            "learning_rate": rate,
            "gradient_norm": norm,
            "tokens": self.state.step * tokens,
            "tokens_per_second": tokens / seconds,
            "mfu": used / (peak * self.cluster.world) if peak and half else None,
            "data_share": waited / seconds,
        }

    def _save(self, progress: Progress) -> None:
        store = self.training.data.held_out
        bits = None
        if store is not None:
            bits = bits_per_byte(
                self.plain, store, self.recipe.model.context, self.recipe.device.micro_batch, self.half, self.cluster
            )
        progress.held_out(self.state.step, bits)
        card = {
            "held_out_bits_per_byte": bits,
            "recipe": asdict(self.recipe),
            **self._identity(),
            **self.training.labels,
        }
        checkpoint.save(
            self.training.out, self.state, self.plain.config, self.training.data.tokenizer, card, self.cluster
        )
        if self.cluster.first:
            checkpoint.prune(self.training.out, self.recipe.checkpoints.keep)
        self.cluster.wait()


def _whole(tensor: torch.Tensor) -> torch.Tensor:
    """The value of a tensor that may be sharded."""
    return tensor.full_tensor() if hasattr(tensor, "full_tensor") else tensor
