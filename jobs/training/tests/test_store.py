from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from hornbook_training.corpus import open_corpus
from hornbook_training.failure import ConfigurationError, DataError
from hornbook_training.mixture import IGNORED, Mixture, Position, in_order
from hornbook_training.store import TokenStore, check_tokenizer, tokenize
from hornbook_training.tokenizer import (
    END_OF_TEXT,
    check_vocabulary,
    encode,
    end_of_text,
    fingerprint,
    load_tokenizer,
    train_tokenizer,
)
from runs import document, export, publish, texts


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    run = tmp_path_factory.mktemp("tokenizer")
    export(run, texts(40))
    return train_tokenizer(open_corpus(str(run)), 300)


def store_of(folder: Path, tokenizer: Tokenizer, given_texts: list[str]) -> TokenStore:
    export(folder / "run", given_texts)
    return tokenize(open_corpus(str(folder / "run")), tokenizer, folder / "tokens", workers=1)


def test_the_trained_tokenizer_has_the_size_it_was_told_and_gives_every_text_back(tokenizer: Tokenizer) -> None:
    assert tokenizer.get_vocab_size() == 300
    for text in ("def f(x):\n\treturn 'Größe 🐍'\n", "", "\x00\x7f", f"a {END_OF_TEXT} in a string"):
        tokens = encode(tokenizer, text)
        assert tokenizer.decode(tokens, skip_special_tokens=False) == text
        assert end_of_text(tokenizer) not in tokens


def test_the_same_corpus_gives_the_same_tokenizer(tmp_path: Path, tokenizer: Tokenizer) -> None:
    export(tmp_path, texts(40))
    assert fingerprint(train_tokenizer(open_corpus(str(tmp_path)), 300)) == fingerprint(tokenizer)


def test_loads_a_file_or_its_folder_and_says_what_it_cannot_load(tmp_path: Path, tokenizer: Tokenizer) -> None:
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    for name in (tmp_path, tmp_path / "tokenizer.json"):
        assert fingerprint(load_tokenizer(str(name))) == fingerprint(tokenizer)
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ConfigurationError, match="Cannot load the tokenizer"):
        load_tokenizer(str(tmp_path))


def test_a_vocabulary_that_does_not_match_is_a_clear_error(tmp_path: Path, tokenizer: Tokenizer) -> None:
    check_vocabulary(tokenizer, 300)
    with pytest.raises(DataError, match="Invalid vocabulary: the tokenizer has 300 tokens, the model 299"):
        check_vocabulary(tokenizer, 299)
    export(tmp_path / "other", texts(30, start=500))
    other = train_tokenizer(open_corpus(str(tmp_path / "other")), 280)
    with pytest.raises(DataError, match="they are of another tokenizer than the model's"):
        check_tokenizer(store_of(tmp_path, tokenizer, texts(4)), other)


def test_a_store_holds_every_document_with_its_id_and_end(tmp_path: Path, tokenizer: Tokenizer) -> None:
    store = store_of(tmp_path, tokenizer, texts(20))

    assert store.card.documents == 20
    assert store.card.bytes == sum(len(text.encode()) for text in texts(20))
    assert store.card.sources == ("code",)
    for index, text in enumerate(texts(20)):
        tokens = store.document(index).tolist()
        assert tokens == [*encode(tokenizer, text), end_of_text(tokenizer)]
    all_ids = [document(text)["document_id"].hex() for text in texts(20)]
    assert store.documents_of(0, store.card.tokens) == all_ids
    assert store.documents_of(0, 1) == all_ids[:1]


def test_a_store_is_made_once_and_for_the_sources_that_were_named(tmp_path: Path, tokenizer: Tokenizer) -> None:
    rows = [document(text, "a" if i % 2 else "b") for i, text in enumerate(texts(9))]
    publish(tmp_path, "export", {"corpus": rows})
    corpus = open_corpus(str(tmp_path))
    both = tokenize(corpus, tokenizer, tmp_path / "tokens", workers=1)
    modified = (both.folder / "tokens.bin").stat().st_mtime_ns
    one = tokenize(corpus, tokenizer, tmp_path / "tokens", sources=("a",), workers=1)

    assert (one.card.documents, one.card.sources, both.card.sources) == (4, ("a",), ("a", "b"))
    again = tokenize(corpus, tokenizer, tmp_path / "tokens", workers=1)
    assert again.folder == both.folder
    assert (again.folder / "tokens.bin").stat().st_mtime_ns == modified
    with (both.folder / "tokens.bin").open("ab") as file:
        file.write(b"x")
    with pytest.raises(DataError, match=r"Cannot read .*tokens.bin: \d+ bytes"):
        TokenStore(both.folder)


@pytest.mark.slow
def test_many_processes_write_what_one_does(tmp_path: Path, tokenizer: Tokenizer) -> None:
    export(tmp_path, texts(20))
    corpus = open_corpus(str(tmp_path))
    one = tokenize(corpus, tokenizer, tmp_path / "one", workers=1)
    two = tokenize(corpus, tokenizer, tmp_path / "two", workers=2)
    for name in ("tokens.bin", "starts.npy", "ids.npy", "store.json"):
        assert (one.folder / name).read_bytes() == (two.folder / name).read_bytes()


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=12), st.integers(1, 50), st.integers(0, 99))
def test_packing_loses_and_repeats_no_token(
    tmp_path_factory: pytest.TempPathFactory, contents: list[str], context: int, seed: int
) -> None:
    run = tmp_path_factory.mktemp("packing")
    export(run / "tokenizer", texts(10))
    tokenizer = train_tokenizer(open_corpus(str(run / "tokenizer")), 270)
    store = store_of(run, tokenizer, [text.encode(errors="ignore").decode() for text in contents])
    stream = np.asarray(store.tokens).tolist()
    if len(stream) < 2:
        return

    ordered = list(in_order(store, context, size=3))
    kept = [batch.targets != IGNORED for batch in ordered]
    targets = [t for batch, mask in zip(ordered, kept, strict=True) for t in batch.targets[mask].tolist()]
    inputs = [t for batch, mask in zip(ordered, kept, strict=True) for t in batch.inputs[mask].tolist()]
    assert targets == stream[1:]
    assert inputs == stream[:-1]

    mixture = Mixture([store], context, seed)
    samples, _ = mixture.draw(mixture.start(), mixture.sizes[0])
    assert sorted(sample.window for sample in samples) == list(range(store.windows(context)))
    assert mixture.targets(samples) == len(stream) - 1


def test_windows_come_in_the_seeds_order_another_one_each_epoch(tmp_path: Path, tokenizer: Tokenizer) -> None:
    store = store_of(tmp_path, tokenizer, texts(40))
    mixture = Mixture([store], 16, seed=1)
    count = mixture.sizes[0]
    first, middle = mixture.draw(mixture.start(), count)
    second, _ = mixture.draw(middle, count)

    assert first == Mixture([store], 16, seed=1).draw(mixture.start(), count)[0]
    assert first != Mixture([store], 16, seed=2).draw(mixture.start(), count)[0]
    assert first != second
    assert sorted(first, key=lambda each: each.window) == sorted(second, key=lambda each: each.window)


def test_goes_on_at_the_exact_sample_wherever_it_stopped(tmp_path: Path, tokenizer: Tokenizer) -> None:
    stores = [store_of(tmp_path / str(i), tokenizer, texts(10 + 10 * i, start=100 * i)) for i in range(2)]
    whole, end = Mixture(stores, 16, 5, (1.0, 2.5)).draw(Position((0, 0)), 300)
    for stop in (1, 17, 150, 299):
        head, position = Mixture(stores, 16, 5, (1.0, 2.5)).draw(Position((0, 0)), stop)
        tail, last = Mixture(stores, 16, 5, (1.0, 2.5)).draw(position, 300 - stop)
        assert (head + tail, last) == (whole, end)


def test_every_store_has_its_share_at_any_time(tmp_path: Path, tokenizer: Tokenizer) -> None:
    stores = [store_of(tmp_path / str(i), tokenizer, texts(10, start=100 * i)) for i in range(3)]
    weights = (1.0, 3.0, 0.5)
    mixture = Mixture(stores, 16, 5, weights)
    position = mixture.start()
    for drawn in range(1, 200):
        _, position = mixture.draw(position, 1)
        for taken, weight in zip(position.taken, weights, strict=True):
            assert abs(taken - drawn * weight / sum(weights)) <= 1
    with pytest.raises(DataError, match="Invalid weights"):
        Mixture(stores, 16, 5, (1.0, 0.0, 1.0))


def test_an_empty_store_cannot_be_trained_on(tmp_path: Path, tokenizer: Tokenizer) -> None:
    with pytest.raises(DataError, match="it has 0 tokens"):
        Mixture([store_of(tmp_path, tokenizer, [])], 16, 0)
