"""The corpus as the Java program published it: ``<run>/export/manifest.json`` and the Parquet shards that it names.

The contract is ``manifest-1.schema.json`` (io.hornbook.common.manifest) and ``CorpusTable``. Files that the manifest
does not name are not read; a file of another length, a table of another version and a row too many are errors.

Tables: ``corpus`` is trained on, ``held_out`` never is. ``unfiltered`` is no table of its own: the documents of
``ingest`` that nothing but the quality filter kept out of the corpus, for comparisons.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from hornbook_training.failure import ConfigurationError, DataError

SCHEMA = "hornbook/manifest/1"
VERSIONS = {"selection": 2}
"""The version of each table that is read, where it is not 1."""
COLUMNS = {"document_id": "binary", "source": "string", "text": "string"}
"""The columns that the stage reads, and their types in the manifest."""

UNFILTERED = "unfiltered"
QUALITY_FILTER = "low_quality"
"""The reason (``select``) that stands for the filter whose worth is measured."""


@dataclass(frozen=True)
class Shard:
    """A Parquet file that the manifest names."""

    path: str
    bytes: int


@dataclass(frozen=True)
class Document:
    """A document as it is trained on."""

    id: bytes
    source: str
    text: str


@dataclass(frozen=True)
class Corpus:
    """A published table of documents; ``digest`` names its content whatever its files are called."""

    run: str
    name: str
    filesystem: fs.FileSystem
    digest: str
    rows: int
    shards: tuple[Shard, ...]
    only: frozenset[bytes] | None = field(default=None, repr=False)
    """The ids of the documents that count; None for all."""
    cuts: dict[bytes, list[dict[str, int]]] = field(default_factory=dict, repr=False)
    """What is left out of texts: stretches in bytes of UTF-8, by start, none overlapping another."""

    def row_groups(self) -> list[tuple[Shard, int]]:
        """Every row group, in the order of the documents: the units that are read in parallel."""
        return [(shard, group) for shard in self.shards for group in range(_open(self, shard).num_row_groups)]

    def read(self, shard: Shard, group: int) -> Iterator[Document]:
        """The documents of a row group."""
        try:
            rows = _open(self, shard).read_row_group(group, columns=list(COLUMNS))
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _corrupted(self, shard, error) from error
        for row in rows.to_pylist():
            if self.only is None or row["document_id"] in self.only:
                text = _cut(row["text"], self.cuts.get(row["document_id"], []))
                yield Document(row["document_id"], row["source"], text)

    def documents(self) -> Iterator[Document]:
        """All documents in the order of the shards, which ``export`` has shuffled under the run's seed."""
        for shard, group in self.row_groups():
            yield from self.read(shard, group)


def open_corpus(run: str, table: str = "corpus", job: str = "export") -> Corpus:
    """Opens a published table of documents and checks its manifest against its files.

    ``run`` is a folder or a URI (``s3://bucket/run``; credentials and endpoint by the usual AWS variables); ``table``
    is ``corpus``, ``held_out`` or ``unfiltered``; ``job`` is ``export``, or ``export-union`` for a chain of runs.
    """
    if table == UNFILTERED:
        return _unfiltered(run)
    return _published(run, job, table)


def ids(run: str, table: str, job: str = "export") -> frozenset[bytes]:
    """The ids of the documents of a table."""
    corpus = _published(run, job, table)
    return frozenset(row["document_id"] for row in _rows(corpus, ["document_id"]))


def is_published(run: str, job: str, table: str) -> bool:
    """Whether the job has published a table of that name; a run or job that is not there has not."""
    filesystem, root = _filesystem(run)
    if filesystem.get_file_info(f"{root}/{job}/manifest.json").type != fs.FileType.File:
        return False
    return any(each["name"] == table for each in _manifest(filesystem, root, job)["tables"])


def _published(run: str, job: str, table: str, columns: dict[str, str] | None = None) -> Corpus:
    filesystem, root = _filesystem(run)
    manifest = _manifest(filesystem, root, job)
    entry = _table(manifest, f"{root}/{job}/manifest.json", table, COLUMNS if columns is None else columns)
    shards = tuple(Shard(f"{root}/{file['path']}", file["bytes"]) for file in entry["files"])
    # The order of the shards is that of their names.
    corpus = Corpus(
        run, table, filesystem, entry["digest"], entry["rows"], tuple(sorted(shards, key=lambda shard: shard.path))
    )
    _check_files(corpus)
    return corpus


def _unfiltered(run: str) -> Corpus:
    """Kept documents and those that the quality filter alone dropped; what is held out stays out."""
    documents = _published(run, "ingest", "documents")
    columns = {
        "document_id": "binary",
        "keep": "boolean",
        "reasons": "array<string>",
        "cuts": "array<struct<start:int,end:int>>",
    }
    selection = _published(run, "select", "selection", columns)
    chosen, cuts, kept = set(), {}, set()
    for row in _rows(selection, list(columns)):
        if row["keep"] or row["reasons"] == [QUALITY_FILTER]:
            chosen.add(row["document_id"])
            if row["cuts"]:
                cuts[row["document_id"]] = row["cuts"]
        if row["keep"]:
            kept.add(row["document_id"])
    # Of what is kept, the corpus knows what may be trained on: neither what is held out nor what is near to it.
    only = frozenset(chosen - (kept - ids(run, "corpus")))
    digest = f"{documents.digest}-{selection.digest}-{open_corpus(run).digest}"
    return Corpus(run, UNFILTERED, documents.filesystem, digest, len(only), documents.shards, only, cuts)


def _cut(text: str, cuts: list[dict[str, int]]) -> str:
    """The text as ``export`` writes it: the benchmark items in it are left out."""
    if not cuts:
        return text
    utf8, parts, start = text.encode(), [], 0
    for cut in cuts:
        parts.append(utf8[start : cut["start"]])
        start = cut["end"]
    return b"".join([*parts, utf8[start:]]).decode()


def _filesystem(run: str) -> tuple[fs.FileSystem, str]:
    if "://" not in run:
        return fs.LocalFileSystem(), str(Path(run).absolute())
    try:
        filesystem, root = fs.FileSystem.from_uri(run.replace("s3a://", "s3://", 1))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ConfigurationError(f"Cannot open the run {run}: {error}") from error
    return filesystem, root.rstrip("/")


def _manifest(filesystem: fs.FileSystem, root: str, job: str) -> dict[str, Any]:
    path = f"{root}/{job}/manifest.json"
    try:
        with filesystem.open_input_stream(path) as stream:
            manifest = json.loads(stream.read())
    except FileNotFoundError as error:
        raise DataError(f"Cannot read {path}: there is no such file; has the job {job} run there?") from error
    except ValueError as error:
        raise DataError(f"Cannot read {path}: it is not JSON ({error})") from error
    found = manifest.get("schema") if isinstance(manifest, dict) else None
    if found != SCHEMA:
        raise DataError(f"Invalid manifest schema in {path}: {found} (expected {SCHEMA})")
    return dict(manifest)


def _table(manifest: dict[str, Any], path: str, name: str, columns: dict[str, str]) -> dict[str, Any]:
    tables = {table["name"]: table for table in manifest.get("tables", [])}
    if name not in tables:
        raise DataError(f"Cannot read the table {name}: {path} names {', '.join(sorted(tables)) or 'no table'}")
    table: dict[str, Any] = tables[name]
    version = VERSIONS.get(name, 1)
    if table["version"] != version:
        raise DataError(f"Invalid version of the table {name} in {path}: {table['version']} (expected {version})")
    found = {column["name"]: column["type"] for column in table["columns"]}
    for column, kind in columns.items():
        if found.get(column) != kind:
            raise DataError(f"Invalid column {name}.{column} in {path}: {found.get(column)} (expected {kind})")
    return table


def _check_files(corpus: Corpus) -> None:
    rows = 0
    for shard in corpus.shards:
        size = corpus.filesystem.get_file_info(shard.path).size
        if size is None:
            raise DataError(f"Cannot read the shard {shard.path}: there is no such file, and the manifest names it")
        if size != shard.bytes:
            raise DataError(
                f"Cannot read the shard {shard.path}: it has {size} bytes (the manifest says {shard.bytes})"
            )
        rows += _open(corpus, shard).metadata.num_rows
    if rows != corpus.rows:
        raise DataError(f"Cannot read the table {corpus.name} of {corpus.run}: {rows} rows (expected {corpus.rows})")


def _open(corpus: Corpus, shard: Shard) -> pq.ParquetFile:
    try:
        # Spark writes a checksum of every page: a flipped bit is an error, not another text.
        return pq.ParquetFile(
            corpus.filesystem.open_input_file(shard.path), page_checksum_verification=True, pre_buffer=True
        )
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _corrupted(corpus, shard, error) from error


def _corrupted(corpus: Corpus, shard: Shard, error: Exception) -> DataError:
    return DataError(f"Cannot read the shard {shard.path} of {corpus.run}: it is corrupted ({error})")


def _rows(corpus: Corpus, columns: list[str]) -> Iterator[dict[str, Any]]:
    for shard in corpus.shards:
        try:
            rows = _open(corpus, shard).read(columns=columns)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _corrupted(corpus, shard, error) from error
        yield from rows.to_pylist()


def id_array(document_ids: list[bytes]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Document ids as rows of 16 bytes."""
    return np.frombuffer(b"".join(document_ids), dtype=np.uint8).reshape(-1, 16)
