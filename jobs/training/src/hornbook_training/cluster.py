"""The devices of a training: one process each, as torchrun starts them, or this one alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import torch
import torch.distributed as dist


@dataclass(frozen=True)
class Cluster:
    """This process's place: its rank among ``world``, and its device."""

    rank: int
    world: int
    device: torch.device

    @property
    def first(self) -> bool:
        """Whether this process writes and reports."""
        return self.rank == 0

    def total(self, value: torch.Tensor) -> torch.Tensor:
        """The sum of the value over all processes."""
        if self.world > 1:
            dist.all_reduce(value)
        return value

    def gathered(self, value: Any) -> list[Any]:  # noqa: ANN401 (whatever pickles)
        """The values of all processes, by rank."""
        if self.world == 1:
            return [value]
        values: list[Any] = [None] * self.world
        dist.all_gather_object(values, value)
        return values

    def wait(self) -> None:
        """Until all processes are here."""
        if self.world > 1:
            dist.barrier()


@contextmanager
def joined(cpu: bool = False) -> Iterator[Cluster]:
    """Joins the processes that torchrun has started, by NCCL on GPUs and Gloo on CPUs."""
    world, rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("RANK", "0"))
    local = int(os.environ.get("LOCAL_RANK", "0"))
    gpu = torch.cuda.is_available() and not cpu
    device = torch.device("cuda", local) if gpu else torch.device("cpu")
    if gpu:
        torch.cuda.set_device(device)
    if world == 1:
        yield Cluster(0, 1, device)
        return
    # While the first process evaluates, the others wait: for hours, if there are many samples.
    dist.init_process_group("nccl" if gpu else "gloo", timeout=timedelta(hours=12))
    try:
        yield Cluster(rank, world, device)
    finally:
        dist.destroy_process_group()
