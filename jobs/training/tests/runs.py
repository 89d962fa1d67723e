"""Runs as the Java program writes them, small."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

TYPES = {
    "document_id": ("binary", pa.binary()),
    "source": ("string", pa.string()),
    "text": ("string", pa.string()),
    "keep": ("boolean", pa.bool_()),
    "reasons": ("array<string>", pa.list_(pa.string())),
    "cuts": (
        "array<struct<start:int,end:int>>",
        pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())])),
    ),
}
VERSIONS = {"selection": 2}

Rows = list[dict[str, Any]]


def document(text: str, source: str = "code") -> dict[str, Any]:
    return {"document_id": hashlib.sha256(text.encode()).digest()[:16], "source": source, "text": text}


def texts(count: int, start: int = 0) -> list[str]:
    """Small programs, no two alike."""
    return [
        f"def f{i}(x):\n    # step {i}\n    return x * {i} + {i * i % 97}\n" * (1 + i % 5)
        for i in range(start, start + count)
    ]


def publish(run: Path, job: str, tables: dict[str, Rows], shard_rows: int = 7, columns: tuple[str, ...] = ()) -> Path:
    """Writes a job's tables and its manifest; the columns are those of documents unless they are named."""
    names = columns or ("document_id", "source", "text")
    entries = [_table(run, job, name, rows, shard_rows, names) for name, rows in tables.items()]
    manifest = {
        "schema": "hornbook/manifest/1",
        "job": job,
        "attempt": "00000000-0000-0000-0000-000000000000",
        "digest": "0" * 64,
        "tables": entries,
    }
    path = run / job / "manifest.json"
    path.write_text(json.dumps(manifest))
    return path


def _table(run: Path, job: str, name: str, rows: Rows, shard_rows: int, names: tuple[str, ...]) -> dict[str, Any]:
    folder = run / job / "attempt-0" / name
    folder.mkdir(parents=True, exist_ok=True)
    schema = pa.schema([(each, TYPES[each][1]) for each in names])
    files = []
    for shard, start in enumerate(range(0, len(rows), shard_rows)):
        path = folder / f"part-{shard:05}.c000.zstd.parquet"
        part = pa.Table.from_pylist(rows[start : start + shard_rows], schema)
        pq.write_table(part, path, compression="zstd", row_group_size=3, write_page_checksum=True)
        files.append({"path": str(path.relative_to(run)), "bytes": path.stat().st_size})
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    return {
        "name": name,
        "version": VERSIONS.get(name, 1),
        "columns": [{"name": each, "type": TYPES[each][0]} for each in names],
        "buckets": 0,
        "rows": len(rows),
        "digest": f"{digest}-{len(rows)}",
        "files": files,
    }


def export(run: Path, corpus: list[str], held_out: list[str] | None = None, source: str = "code") -> Path:
    """A run whose corpus and held-out documents have these texts."""
    tables = {"corpus": [document(text, source) for text in corpus]}
    if held_out is not None:
        tables["held_out"] = [document(text, source) for text in held_out]
    return publish(run, "export", tables)
