"""Token files: a table of documents as one memory-mapped sequence of tokens.

A store is a folder, written aside and renamed into place, named by all that its content depends on:

====================  ==========================================================================================
``tokens.bin``        the documents in order, each followed by end-of-text; little-endian uint16, or uint32 where
                      the vocabulary has more than 65,536 tokens
``starts.npy``        int64, where each document begins, and where the last one ends
``ids.npy``           uint8 [documents, 16]
``store.json``        schema, digest of the table, fingerprint of the tokenizer, counts
====================  ==========================================================================================
"""

import hashlib
import json
import multiprocessing
import os
import shutil
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from tokenizers import Tokenizer

from hornbook_training.corpus import Corpus, Shard, id_array
from hornbook_training.failure import DataError
from hornbook_training.tokenizer import encode_batch, end_of_text, fingerprint

SCHEMA = "hornbook/tokens/1"

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class StoreCard:
    """What ``store.json`` says."""

    schema: str
    table: str
    digest: str
    tokenizer: str
    end_of_text: int
    dtype: str
    documents: int
    tokens: int
    bytes: int
    sources: tuple[str, ...]


class TokenStore:
    """A store that is open for reading; tokens are mapped, not loaded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.card = _card(folder)
        tokens = folder / "tokens.bin"
        width = np.dtype(self.card.dtype).itemsize
        if tokens.stat().st_size != self.card.tokens * width:
            raise DataError(
                f"Cannot read {tokens}: {tokens.stat().st_size} bytes (expected {self.card.tokens * width})"
            )
        self.tokens: Array = np.memmap(tokens, dtype=self.card.dtype, mode="r") if self.card.tokens else np.empty(0)
        self._starts: Array = np.load(folder / "starts.npy", mmap_mode="r")
        self._ids: Array = np.load(folder / "ids.npy", mmap_mode="r")

    def windows(self, context: int) -> int:
        """How many windows of that many inputs the tokens fill; the last one may be shorter."""
        return max(0, -(-(self.card.tokens - 1) // context))

    def window(self, index: int, context: int) -> Array:
        """The inputs of a window and the token after them: at most ``context + 1`` tokens."""
        return self.tokens[index * context : index * context + context + 1]

    def documents_of(self, index: int, context: int) -> list[str]:
        """The ids, in hex, of the documents that a window holds something of."""
        first = np.searchsorted(self._starts, index * context, side="right") - 1
        last = np.searchsorted(self._starts, min(index * context + context, self.card.tokens - 1), side="right")
        return [bytes(each).hex() for each in self._ids[first:last]]

    def document(self, index: int) -> Array:
        """The tokens of a document, with its end-of-text."""
        return self.tokens[self._starts[index] : self._starts[index + 1]]


def tokenize(
    corpus: Corpus, tokenizer: Tokenizer, cache: Path, sources: tuple[str, ...] = (), workers: int | None = None
) -> TokenStore:
    """The store of a table's documents (of some sources alone, if any are named), made unless it is there.

    Row groups are tokenized in ``workers`` processes, one a core if not said otherwise, and written in their order.
    """
    folder = cache / _name(corpus, tokenizer, sources)
    if not folder.exists():
        aside = folder.with_name(f"{folder.name}.{os.getpid()}")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        _write(corpus, tokenizer, aside, sources, workers or os.cpu_count() or 1)
        try:
            aside.rename(folder)
        except OSError:  # another process has made the same one
            shutil.rmtree(aside)
    return TokenStore(folder)


def _name(corpus: Corpus, tokenizer: Tokenizer, sources: tuple[str, ...]) -> str:
    key = json.dumps([SCHEMA, corpus.name, corpus.digest, fingerprint(tokenizer), sorted(sources)])
    return f"{corpus.name}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


@dataclass(frozen=True)
class _Piece:
    """The documents of a row group: joined tokens, how many each has, ids, bytes of text, sources."""

    tokens: Array
    lengths: Array
    ids: Array
    bytes: int
    sources: frozenset[str]


def _write(corpus: Corpus, tokenizer: Tokenizer, folder: Path, sources: tuple[str, ...], workers: int) -> None:
    dtype = "<u2" if tokenizer.get_vocab_size(with_added_tokens=True) <= 1 << 16 else "<u4"
    lengths: list[Array] = []
    document_ids: list[Array] = []
    bytes_of_text, names = 0, set[str]()
    with (folder / "tokens.bin").open("wb") as file:
        for piece in _pieces(corpus, tokenizer, sources, workers):
            file.write(piece.tokens.astype(dtype).tobytes())
            lengths.append(piece.lengths)
            document_ids.append(piece.ids)
            bytes_of_text += piece.bytes
            names |= piece.sources
    starts = np.concatenate([np.zeros(1, np.int64), *lengths]).cumsum()
    np.save(folder / "starts.npy", starts)
    np.save(folder / "ids.npy", np.concatenate([id_array([]), *document_ids]))
    card = StoreCard(
        SCHEMA,
        corpus.name,
        corpus.digest,
        fingerprint(tokenizer),
        end_of_text(tokenizer),
        dtype,
        len(starts) - 1,
        int(starts[-1]),
        bytes_of_text,
        tuple(sorted(names)),
    )
    (folder / "store.json").write_text(json.dumps(asdict(card), indent=1))


def _pieces(corpus: Corpus, tokenizer: Tokenizer, sources: tuple[str, ...], workers: int) -> Iterator[_Piece]:
    groups = corpus.row_groups()
    workers = min(workers, len(groups))
    if workers <= 1:
        for shard, group in groups:
            yield _piece(corpus, tokenizer.to_str(), sources, shard, group)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        waiting: deque[Future[_Piece]] = deque()
        for shard, group in groups:
            waiting.append(pool.submit(_piece, corpus, tokenizer.to_str(), sources, shard, group))
            # Twice as many as run: none waits for work, and few wait in memory to be written.
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _piece(corpus: Corpus, tokenizer_json: str, sources: tuple[str, ...], shard: Shard, group: int) -> _Piece:
    tokenizer = Tokenizer.from_str(tokenizer_json)
    documents = [each for each in corpus.read(shard, group) if not sources or each.source in sources]
    end = end_of_text(tokenizer)
    encoded = encode_batch(tokenizer, [document.text for document in documents])
    return _Piece(
        np.fromiter((token for tokens in encoded for token in (*tokens, end)), np.uint32),
        np.fromiter((len(tokens) + 1 for tokens in encoded), np.int64, len(encoded)),
        id_array([document.id for document in documents]),
        sum(len(document.text.encode()) for document in documents),
        frozenset(document.source for document in documents),
    )


def _card(folder: Path) -> StoreCard:
    card = json.loads((folder / "store.json").read_text())
    if card.get("schema") != SCHEMA:
        raise DataError(f"Invalid schema in {folder / 'store.json'}: {card.get('schema')} (expected {SCHEMA})")
    return StoreCard(**{**card, "sources": tuple(card["sources"])})


def check_tokenizer(store: TokenStore, tokenizer: Tokenizer) -> None:
    """Refuses a store whose tokens are another tokenizer's."""
    if store.card.tokenizer != fingerprint(tokenizer):
        raise DataError(f"Invalid tokens in {store.folder}: they are of another tokenizer than the model's")
