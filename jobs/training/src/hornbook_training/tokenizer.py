"""The tokenizer: a given one, or a byte-level BPE that is trained on the corpus."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from hornbook_training.corpus import Corpus
from hornbook_training.failure import ConfigurationError, DataError

END_OF_TEXT = "<|endoftext|>"
"""Stands after every document, as in phi-1's data; also where generation begins and ends."""

TRAINING_BYTES = 1 << 30
"""A gigabyte is a sample that settles the merges; shards are shuffled, so that the first ones are one."""


def load_tokenizer(name: str) -> Tokenizer:
    """A ``tokenizer.json``, a folder that holds one, or a name on the Hugging Face hub.

    phi-1's is ``Salesforce/codegen-350M-mono``.
    """
    path = Path(name)
    file = path / "tokenizer.json" if path.is_dir() else path
    try:
        tokenizer = Tokenizer.from_file(str(file)) if file.is_file() else Tokenizer.from_pretrained(name)
    except Exception as error:  # the library raises bare Exception
        raise ConfigurationError(
            f"Cannot load the tokenizer {name}: neither a readable file nor on the hub ({error})"
        ) from error
    end_of_text(tokenizer)
    return tokenizer


def train_tokenizer(corpus: Corpus, vocabulary: int) -> Tokenizer:
    """A byte-level BPE of exactly that many tokens or, of a tiny corpus, fewer; the same for the same corpus."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[END_OF_TEXT],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_texts(corpus), trainer)
    return tokenizer


def _texts(corpus: Corpus) -> Iterator[str]:
    taken = 0
    for document in corpus.documents():
        if taken >= TRAINING_BYTES:
            return
        taken += len(document.text)
        yield document.text


def end_of_text(tokenizer: Tokenizer) -> int:
    """The id of ``<|endoftext|>``."""
    token = tokenizer.token_to_id(END_OF_TEXT)
    if token is None:
        raise ConfigurationError(f"Invalid tokenizer: it has no {END_OF_TEXT} (documents are joined by it)")
    return int(token)


def encode(tokenizer: Tokenizer, text: str) -> list[int]:
    """The tokens of a text; one that spells ``<|endoftext|>`` does not thereby end."""
    return list(_plain(tokenizer).encode(text, add_special_tokens=False).ids)


def encode_batch(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    """The tokens of several texts, on all cores."""
    return [each.ids for each in _plain(tokenizer).encode_batch_fast(texts, add_special_tokens=False)]


def _plain(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.encode_special_tokens = True
    return tokenizer


def fingerprint(tokenizer: Tokenizer) -> str:
    """SHA-256 of its JSON: equal tokenizers, equal tokens."""
    return hashlib.sha256(tokenizer.to_str().encode()).hexdigest()


def check_vocabulary(tokenizer: Tokenizer, vocabulary: int) -> None:
    """Refuses a tokenizer with more tokens than the model has rows; fewer are padding, as in phi-1's 51,200."""
    size = tokenizer.get_vocab_size(with_added_tokens=True)
    if size > vocabulary:
        raise DataError(f"Invalid vocabulary: the tokenizer has {size} tokens, the model {vocabulary}")
