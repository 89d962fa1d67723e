"""Which window of which store comes when: a deterministic order that can be entered at any sample.

A store's tokens are cut into windows of ``context`` inputs and the token after them, so that each token is an input
once and a target once an epoch (the first token of a store is no target, its last no input). The last window of a
store may be shorter. Windows come in an order that the seed, the store and the epoch give.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch

from hornbook_training.failure import DataError
from hornbook_training.store import Array, TokenStore

IGNORED = -100
"""The target that no loss counts: what pads a short window."""


@dataclass(frozen=True)
class Position:
    """How many windows were drawn of each store: all that is needed to go on at the exact sample."""

    taken: tuple[int, ...]


@dataclass(frozen=True)
class Sample:
    """A window of a store."""

    store: int
    window: int


@dataclass(frozen=True)
class Batch:
    """Inputs and targets [sequences, context], of which samples, and the position after them."""

    inputs: torch.Tensor
    targets: torch.Tensor
    samples: tuple[Sample, ...]


class Mixture:
    """Stores, drawn in proportion to their weights.

    ``weights`` counts windows: (1, 3) gives three windows of the second store to one of the first, whatever their
    sizes; None makes every token as frequent as any other. A store that is used up begins its next epoch.
    """

    def __init__(
        self, stores: list[TokenStore], context: int, seed: int, weights: tuple[float, ...] | None = None
    ) -> None:
        self.stores = stores
        self.context = context
        self.seed = seed
        self.sizes = tuple(store.windows(context) for store in stores)
        for store, size in zip(stores, self.sizes, strict=True):
            if size == 0:
                raise DataError(f"Cannot train on {store.folder}: it has {store.card.tokens} tokens")
        weighted = np.asarray(self.sizes if weights is None else weights, dtype=np.float64)
        if len(weighted) != len(stores) or not (weighted > 0).all():
            raise DataError(f"Invalid weights: {weights} (expected {len(stores)} positive numbers)")
        self.shares: Array = weighted / weighted.sum()
        self._orders: dict[int, tuple[int, Array]] = {}

    def start(self) -> Position:
        """The beginning."""
        return Position((0,) * len(self.stores))

    def draw(self, position: Position, count: int) -> tuple[tuple[Sample, ...], Position]:
        """The next samples, and where they leave off.

        Each draw takes the store that lags furthest behind its share, so that after any number of draws every store
        is within one window of it.
        """
        taken = np.asarray(position.taken, dtype=np.int64)
        samples = []
        for _ in range(count):
            store = int(np.argmax(self.shares * (taken.sum() + 1) - taken))
            samples.append(Sample(store, self._window(store, int(taken[store]))))
            taken[store] += 1
        return tuple(samples), Position(tuple(int(each) for each in taken))

    def _window(self, store: int, taken: int) -> int:
        epoch, place = divmod(taken, self.sizes[store])
        if self._orders.get(store, (-1, None))[0] != epoch:
            order = np.random.default_rng([self.seed, store, epoch]).permutation(self.sizes[store])
            self._orders[store] = (epoch, order.astype(np.int32 if self.sizes[store] < 1 << 31 else np.int64))
        return int(self._orders[store][1][place])

    def batch(self, samples: tuple[Sample, ...]) -> Batch:
        """The tokens of samples; a short window is padded, and its padding is no target."""
        inputs = np.zeros((len(samples), self.context), dtype=np.int64)
        targets = np.full((len(samples), self.context), IGNORED, dtype=np.int64)
        for row, sample in enumerate(samples):
            window = self.stores[sample.store].window(sample.window, self.context)
            inputs[row, : len(window) - 1] = window[:-1]
            targets[row, : len(window) - 1] = window[1:]
        return Batch(torch.from_numpy(inputs), torch.from_numpy(targets), samples)

    def targets(self, samples: tuple[Sample, ...]) -> int:
        """How many targets the samples have, without reading them."""
        sizes = [self.stores[each.store].card.tokens - 1 - each.window * self.context for each in samples]
        return sum(min(size, self.context) for size in sizes)

    def document_ids(self, samples: tuple[Sample, ...]) -> list[str]:
        """The ids, in hex, of the documents in these samples."""
        found = [self.stores[each.store].documents_of(each.window, self.context) for each in samples]
        return sorted({document for documents in found for document in documents})


def in_order(store: TokenStore, context: int, size: int) -> Iterator[Batch]:
    """All windows of a store once, in order, in batches: for evaluation."""
    mixture = Mixture([store], context, seed=0)
    for start in range(0, mixture.sizes[0], size):
        windows = range(start, min(start + size, mixture.sizes[0]))
        yield mixture.batch(tuple(Sample(0, window) for window in windows))
