"""A training that takes seconds: about a million parameters at most."""

from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from hornbook_training.cluster import Cluster
from hornbook_training.corpus import open_corpus
from hornbook_training.recipe import Recipe, load_recipe
from hornbook_training.store import TokenStore, tokenize
from hornbook_training.tokenizer import train_tokenizer
from hornbook_training.train import Data
from runs import export, texts

ALONE = Cluster(0, 1, torch.device("cpu"))


def recipe(**overrides: object) -> Recipe:
    small: dict[str, object] = {
        "model.name": "d2",
        "model.vocabulary": 512,
        "model.context": 64,
        "schedule.steps": 6,
        "schedule.batch": 4,
        "schedule.warmup": 2,
        "device.micro-batch": 2,
        "checkpoints.every": 3,
        "checkpoints.keep": 0,
    }
    values = {**small, **{key.replace("__", ".").replace("_", "-"): value for key, value in overrides.items()}}
    return load_recipe("small-pretrain", {key: str(value).lower() for key, value in values.items()})


def data(folder: Path, documents: int = 30, held_out: bool = False) -> Data:
    export(folder / "run", texts(documents), texts(5, start=1000))
    corpus = open_corpus(str(folder / "run"))
    tokenizer = train_tokenizer(corpus, 512)
    found = Data([tokenize(corpus, tokenizer, folder / "tokens", workers=1)], tokenizer)
    return replace(found, held_out=held_out_store(folder, tokenizer)) if held_out else found


def held_out_store(folder: Path, tokenizer: Tokenizer) -> TokenStore:
    return tokenize(open_corpus(str(folder / "run"), "held_out"), tokenizer, folder / "tokens", workers=1)
