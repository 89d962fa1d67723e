"""Bits per byte: how well a model predicts a text, whatever its tokenizer.

The loss in nats of all tokens, each once, over ln 2 times the bytes of the texts in UTF-8. The cost of
``<|endoftext|>`` after each document is part of it: a model that does not know where a text ends pays for that.
"""

import math
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import torch
from torch import nn
from torch.nn import functional as F

from hornbook_training.cluster import Cluster
from hornbook_training.mixture import IGNORED, Batch, in_order
from hornbook_training.store import TokenStore


def bits_per_byte(
    model: nn.Module,
    store: TokenStore,
    context: int,
    size: int,
    half: Callable[[], AbstractContextManager[None]] = nullcontext,
    cluster: Cluster | None = None,
) -> float:
    """Of a store's documents in their order, cut into windows; the work is shared by the processes of a cluster."""
    place = cluster or Cluster(0, 1, next(model.parameters()).device)
    batches = list(in_order(store, context, size))
    nats = torch.zeros((), dtype=torch.float64, device=place.device)
    model.eval()
    with torch.no_grad():
        # A sharded model needs all processes for every batch: one without its own computes the last one in vain.
        for start in range(0, len(batches), place.world):
            number = start + place.rank
            batch = batches[min(number, len(batches) - 1)]
            found = nats_of(model, batch, place.device, half)
            nats += found if number < len(batches) else 0
    return float(place.total(nats)) / (math.log(2) * store.card.bytes)


def nats_of(
    model: nn.Module, batch: Batch, device: torch.device, half: Callable[[], AbstractContextManager[None]] = nullcontext
) -> torch.Tensor:
    """The sum of the cross-entropies of a batch's targets, in double precision."""
    with half():
        logits = model(input_ids=batch.inputs.to(device), use_cache=False).logits
    targets = batch.targets.to(device)
    return F.cross_entropy(logits.float().flatten(0, 1), targets.flatten(), ignore_index=IGNORED, reduction="none").sum(
        dtype=torch.float64
    )
