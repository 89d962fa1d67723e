"""The command line: ``python -m hornbook_training train | evaluate | experiment | export-onnx``.

By torchrun on several devices: ``torchrun --nproc-per-node=8 -m hornbook_training train ...``.
"""

import argparse
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from hornbook_training.benchmark import read
from hornbook_training.cluster import joined
from hornbook_training.corpus import is_published, open_corpus
from hornbook_training.evaluate import Settings, evaluate
from hornbook_training.experiment import load_experiment, run_experiment
from hornbook_training.export_onnx import export_onnx
from hornbook_training.failure import ConfigurationError, UserError
from hornbook_training.generate import Sampling
from hornbook_training.recipe import load_recipe
from hornbook_training.store import tokenize
from hornbook_training.tokenizer import load_tokenizer, train_tokenizer
from hornbook_training.train import Data, Training, train


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; 0, or the exit code of what a user can mend."""
    chosen = _parser().parse_args(arguments)
    try:
        {"train": _train, "evaluate": _evaluate, "experiment": _experiment, "export-onnx": _export}[chosen.command](
            chosen
        )
    except UserError as error:
        print(f"hornbook-training: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hornbook-training", description="Trains and measures models on a corpus.")
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train a model on one or more runs")
    _data(train)
    train.add_argument("--recipe", required=True, help="a named recipe, or a TOML file")
    train.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="replace a value of the recipe")
    train.add_argument("--weights", type=float, nargs="+", help="one for each --run; by default every token is equal")
    train.add_argument("--tokenizer", help="a tokenizer.json, or a name on the hub; by default one is trained")
    train.add_argument("--begin-from", type=Path, help="a checkpoint whose weights to begin with (finetuning)")
    train.add_argument("--out", type=Path, required=True, help="where checkpoints and reports are written")
    train.add_argument("--seed", type=int, default=230611644, help="of weights, order and dropout")
    evaluate = commands.add_parser("evaluate", help="measure a checkpoint")
    _data(evaluate)
    evaluate.add_argument("--checkpoint", type=Path, required=True)
    evaluate.add_argument("--benchmark", action="append", default=[], choices=["human-eval", "mbpp"])
    evaluate.add_argument("--benchmarks", type=Path, default=_published(), help="the folder of their files")
    evaluate.add_argument("--samples", type=int, default=1, help="of each problem; 0 measures bits per byte alone")
    evaluate.add_argument("--temperature", type=float, default=0.0, help="0 is greedy; 0.8 is usual for pass@100")
    evaluate.add_argument("--max-tokens", type=int, default=512)
    evaluate.add_argument("--batch", type=int, default=16)
    evaluate.add_argument("--seed", type=int, default=230611644)
    evaluate.add_argument("--jail", default="auto", help="of the sandbox: auto, bubblewrap or namespaces")
    experiment = commands.add_parser("experiment", help="figure 2.1 of the paper, at any scale")
    experiment.add_argument("--config", required=True, help="a named experiment, or a TOML file")
    experiment.add_argument("--out", type=Path, required=True)
    experiment.add_argument("--benchmarks", type=Path, default=_published(), help="the folder of their files")
    export = commands.add_parser("export-onnx", help="a model as the folder that the embedder of kind onnx reads")
    export.add_argument("--model", required=True, help="a folder of transformers, or a name on the hub")
    export.add_argument("--out", type=Path, required=True, help="the folder to write; it does not exist yet")
    for each in (train, evaluate, experiment):
        each.add_argument("--cpu", action="store_true", help="leave GPUs alone")
    return parser


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", action="append", required=True, help="a run folder, or s3://bucket/run; repeatable")
    parser.add_argument("--job", default="export", choices=["export", "export-union"], help="whose corpus")
    parser.add_argument("--source", action="append", default=[], help="train on these sources of the corpus alone")
    parser.add_argument("--cache", type=Path, default=Path("runs/tokens"), help="where token files are kept")
    parser.add_argument("--workers", type=int, help="processes that tokenize; by default one a core")


def _published() -> Path:
    return Path(os.environ.get("HORNBOOK_DATA", "../shared/data")) / "benchmarks"


def _train(chosen: argparse.Namespace) -> None:

    pairs = [each.partition("=") for each in chosen.set]
    if any(not separator for _, separator, _ in pairs):
        raise ConfigurationError(f"Invalid --set: {' '.join(chosen.set)} (expected KEY=VALUE)")
    recipe = load_recipe(chosen.recipe, {key: value for key, _, value in pairs})
    with joined(chosen.cpu) as cluster:
        # The first process tokenizes; the others find what it has made.
        if not cluster.first:
            cluster.wait()
        data = _load(chosen, recipe.model.vocabulary)
        if cluster.first:
            cluster.wait()
        best = train(Training(recipe, data, chosen.out, chosen.seed, chosen.begin_from), cluster)
        if cluster.first:
            print(best)


def _load(chosen: argparse.Namespace, vocabulary: int) -> Data:

    corpora = [open_corpus(run, job=chosen.job) for run in chosen.run]
    kept = chosen.begin_from or (chosen.out if (chosen.out / "tokenizer.json").exists() else None)
    name = chosen.tokenizer or (str(kept) if kept else None)
    tokenizer = load_tokenizer(name) if name else train_tokenizer(corpora[0], vocabulary)
    chosen.out.mkdir(parents=True, exist_ok=True)
    if not (chosen.out / "tokenizer.json").exists():
        tokenizer.save(str(chosen.out / "tokenizer.json"))
    sources = tuple(chosen.source)
    stores = [tokenize(each, tokenizer, chosen.cache, sources, chosen.workers) for each in corpora]
    data = Data(stores, tokenizer, weights=tuple(chosen.weights) if chosen.weights else None)
    first = chosen.run[0]
    if is_published(first, chosen.job, "held_out"):
        held_out = tokenize(open_corpus(first, "held_out", chosen.job), tokenizer, chosen.cache)
        data = replace(data, held_out=held_out if held_out.card.tokens > 1 else None)
    return data


def _evaluate(chosen: argparse.Namespace) -> None:

    tokenizer = load_tokenizer(str(chosen.checkpoint))
    held_out = {
        run: tokenize(open_corpus(run, "held_out", chosen.job), tokenizer, chosen.cache, tuple(chosen.source))
        for run in chosen.run
    }
    sampling = Sampling(chosen.temperature, 0.95, chosen.max_tokens, chosen.samples, chosen.batch, chosen.seed)
    benchmarks = [read(name, chosen.benchmarks) for name in chosen.benchmark]
    settings = Settings(sampling, jail=chosen.jail)
    print(json.dumps(evaluate(chosen.checkpoint, held_out, benchmarks, settings, chosen.cpu), indent=1))


def _experiment(chosen: argparse.Namespace) -> None:

    with joined(chosen.cpu) as cluster:
        run_experiment(load_experiment(chosen.config), chosen.out, chosen.benchmarks, cluster)


def _export(chosen: argparse.Namespace) -> None:
    done = export_onnx(chosen.model, chosen.out)
    longest = min(done.max_tokens or 512, 512)
    print(f"{done.folder}: {done.dimensions} dimensions, at most {done.difference:.1e} from PyTorch's. For the config:")
    print(
        f"embed: {{embedder: {{kind: onnx, model: {done.folder.resolve()}, pooling: {done.pooling}, "
        f"max-tokens: {longest}, long-documents: head, max-windows: 8, batch: 1, threads: 1}}}}"
    )


if __name__ == "__main__":
    sys.exit(main())
