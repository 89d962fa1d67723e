import json
from pathlib import Path
from typing import Any

import pytest

from hornbook_training.corpus import COLUMNS, SCHEMA, VERSIONS, ids, is_published, open_corpus
from hornbook_training.failure import ConfigurationError, DataError
from runs import document, export, publish, texts

REPOSITORY = Path(__file__).parents[3]


def change(manifest: Path, **changes: object) -> None:
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), **changes}))


def table_of(manifest: Path) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(manifest.read_text())["tables"][0]
    return table


def test_reads_the_documents_that_the_manifest_names_in_order(tmp_path: Path) -> None:
    export(tmp_path, texts(20), texts(3, start=100))
    (tmp_path / "export/attempt-0/corpus/part-99999.parquet").write_text("an attempt that died")

    assert [each.text for each in open_corpus(str(tmp_path)).documents()] == texts(20)
    assert [each.text for each in open_corpus(str(tmp_path), "held_out").documents()] == texts(3, start=100)
    assert ids(str(tmp_path), "held_out") == {document(text)["document_id"] for text in texts(3, start=100)}
    assert is_published(str(tmp_path), "export", "held_out")
    assert not is_published(str(tmp_path), "export", "other")
    assert not is_published(str(tmp_path / "elsewhere"), "export", "corpus")


def test_reads_through_any_file_system_of_pyarrow(tmp_path: Path) -> None:
    export(tmp_path, texts(5))
    assert len(list(open_corpus(f"file://{tmp_path}").documents())) == 5


def test_a_run_without_a_manifest_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"Cannot read .*/export/manifest.json: there is no such file; has the job"):
        open_corpus(str(tmp_path))


def test_an_unknown_scheme_is_a_clear_error() -> None:
    with pytest.raises(ConfigurationError, match="Cannot open the run nowhere://bucket/run"):
        open_corpus("nowhere://bucket/run")


def test_a_manifest_of_another_schema_is_refused(tmp_path: Path) -> None:
    manifest = export(tmp_path, texts(5))
    change(manifest, schema="hornbook/manifest/2")
    with pytest.raises(DataError, match=r"Invalid manifest schema .*: hornbook/manifest/2 \(expected hornbook/man"):
        open_corpus(str(tmp_path))
    manifest.write_text("{")
    with pytest.raises(DataError, match="it is not JSON"):
        open_corpus(str(tmp_path))


def test_a_table_of_another_version_or_with_other_columns_is_refused(tmp_path: Path) -> None:
    manifest = export(tmp_path, texts(5))
    table = table_of(manifest)
    change(manifest, tables=[{**table, "version": 2}])
    with pytest.raises(DataError, match="Invalid version of the table corpus"):
        open_corpus(str(tmp_path))
    change(manifest, tables=[{**table, "columns": table["columns"][:2]}])
    with pytest.raises(DataError, match=r"Invalid column corpus.text in .*: None \(expected string\)"):
        open_corpus(str(tmp_path))
    with pytest.raises(DataError, match=r"Cannot read the table held_out: .* names corpus"):
        open_corpus(str(tmp_path), "held_out")


def test_a_corrupted_shard_is_named(tmp_path: Path) -> None:
    manifest = export(tmp_path, texts(20))
    shard = tmp_path / table_of(manifest)["files"][1]["path"]
    sound = shard.read_bytes()

    # Somewhere in the pages: the footer stands at the end.
    shard.write_bytes(sound[:60] + bytes([sound[60] ^ 1]) + sound[61:])
    with pytest.raises(DataError, match=rf"Cannot read the shard {shard} of .*: it is corrupted"):
        list(open_corpus(str(tmp_path)).documents())
    shard.write_bytes(sound[:-4] + b"nope")
    with pytest.raises(DataError, match="it is corrupted"):
        open_corpus(str(tmp_path))
    shard.write_bytes(sound[:-1])
    with pytest.raises(DataError, match=rf"it has {len(sound) - 1} bytes \(the manifest says {len(sound)}\)"):
        open_corpus(str(tmp_path))
    shard.unlink()
    with pytest.raises(DataError, match="there is no such file, and the manifest names it"):
        open_corpus(str(tmp_path))


def test_other_counts_than_the_manifests_are_an_error(tmp_path: Path) -> None:
    manifest = export(tmp_path, texts(20))
    change(manifest, tables=[{**table_of(manifest), "rows": 21}])
    with pytest.raises(DataError, match=r"20 rows \(expected 21\)"):
        open_corpus(str(tmp_path))


def test_unfiltered_is_what_the_quality_filter_alone_dropped_and_what_it_kept(tmp_path: Path) -> None:
    rows = [document(text) for text in texts(6)]
    kept, held_out, near_held_out, low, low_and_long, long = rows
    reasons = [[], [], [], ["low_quality"], ["low_quality", "long_line"], ["long_line"]]
    publish(tmp_path, "ingest", {"documents": rows})
    publish_verdicts(tmp_path, [(row, why, None) for row, why in zip(rows, reasons, strict=True)])
    publish(tmp_path, "export", {"corpus": [kept], "held_out": [held_out]})

    found = open_corpus(str(tmp_path), "unfiltered")

    assert [each.text for each in found.documents()] == [kept["text"], low["text"]]
    assert found.rows == 2
    assert near_held_out["document_id"] not in (found.only or set())
    assert not {low_and_long["document_id"], long["document_id"]} & (found.only or set())


def test_what_is_cut_from_the_corpus_is_cut_from_the_unfiltered_texts(tmp_path: Path) -> None:
    kept, low = document("# Größe\nbenchmark item\nx = 1\n"), document("€ one two three")
    size = len("# Größe\n".encode())
    cuts = [
        {"start": 0, "end": len("€ ".encode())},
        {"start": len("€ one ".encode()), "end": len("€ one two ".encode())},
    ]
    publish(tmp_path, "ingest", {"documents": [kept, low]})
    publish_verdicts(
        tmp_path, [(kept, [], [{"start": size, "end": size + len("benchmark item\n")}]), (low, ["low_quality"], cuts)]
    )
    publish(tmp_path, "export", {"corpus": [kept]})

    found = open_corpus(str(tmp_path), "unfiltered")

    assert [each.text for each in found.documents()] == ["# Größe\nx = 1\n", "one three"]


def publish_verdicts(run: Path, verdicts: list[tuple[dict[str, Any], list[str], list[dict[str, int]] | None]]) -> None:
    rows = [
        {"document_id": row["document_id"], "keep": not why, "reasons": why, "cuts": cuts}
        for row, why, cuts in verdicts
    ]
    publish(run, "select", {"selection": rows}, columns=("document_id", "keep", "reasons", "cuts"))


def test_the_schema_is_that_of_the_java_side() -> None:
    resources = REPOSITORY / "common/src/main/resources/io/hornbook/common/manifest"
    schema = json.loads((resources / "manifest-1.schema.json").read_text())
    assert schema["properties"]["schema"]["const"] == SCHEMA
    table = schema["properties"]["tables"]["items"]
    assert {"name", "version", "columns", "rows", "digest", "files"} <= set(table["required"])
    assert schema["$defs"]["files"]["items"]["required"] == ["path", "bytes"]
    java = (REPOSITORY / "jobs/src/main/java/io/hornbook/jobs/table/CorpusTable.java").read_text()
    for column, kind in COLUMNS.items():
        assert f"{column} {kind.upper()}" in java
    selection = (REPOSITORY / "jobs/src/main/java/io/hornbook/jobs/table/SelectionTable.java").read_text()
    assert f'"selection",\n          {VERSIONS["selection"]},' in selection
