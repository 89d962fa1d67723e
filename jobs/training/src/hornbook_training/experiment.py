"""Figure 2.1 of the paper (2306.11644) at any scale: what data is worth, at equal tokens.

A bar is a size, a budget of tokens, an arm (what is trained on) and a seed. All bars of a budget see the same number of
tokens, in epochs of smaller data where need be; an arm that begins from another one spends the last part of its budget
on its own data. Data that does not exist leaves its arms out, by name. Bars that are done are not done again, so that
an experiment that was stopped goes on.

Writes ``results.json``, ``report.md`` and ``figure.png``: per bar the mean over the seeds with its 95 % interval
(Student's t), and each arm's difference to the first one, seed by seed.
"""

import json
import tomllib
from dataclasses import asdict, dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from hornbook_training import benchmark, checkpoint
from hornbook_training.cluster import Cluster
from hornbook_training.corpus import is_published, open_corpus
from hornbook_training.evaluate import Settings, evaluate
from hornbook_training.failure import ConfigurationError
from hornbook_training.figure import draw, report
from hornbook_training.generate import Sampling
from hornbook_training.recipe import Recipe, bind, load_recipe
from hornbook_training.store import TokenStore, tokenize
from hornbook_training.tokenizer import load_tokenizer, train_tokenizer
from hornbook_training.train import Data, Training, train

SCHEMA = "hornbook/experiment/1"


@dataclass(frozen=True)
class Dataset:
    """A table of a run; its weight counts windows, and is its size where none of an arm's has one."""

    run: str
    table: str = "corpus"
    sources: tuple[str, ...] = ()
    weight: float = 0.0


@dataclass(frozen=True)
class Arm:
    """What a bar is trained on, and from which arm's model it begins, if from any."""

    name: str
    data: tuple[Dataset, ...]
    begin_from: str = ""
    share: float = 0.0
    """The part of the budget that an arm with ``begin_from`` spends on its own data, in (0, 1)."""
    recipe: str = ""
    """Of that part; the experiment's, if none is named."""


@dataclass(frozen=True)
class Experiment:
    """All bars of a figure."""

    recipe: str
    sizes: tuple[str, ...]
    token_budgets: tuple[int, ...]
    seeds: tuple[int, ...]
    arms: tuple[Arm, ...]
    held_out: tuple[Dataset, ...]
    benchmarks: tuple[str, ...]
    samples: int
    """Of each problem; 0 measures bits per byte alone."""
    temperature: float
    max_tokens: int
    tokenizer: str = ""
    """A file or a name on the hub; trained on the first data that exists, if none is named."""


@dataclass(frozen=True)
class Bar:
    """A training of the figure."""

    size: str
    tokens: int
    arm: str
    seed: int

    @property
    def name(self) -> str:
        """Its folder's name."""
        return f"{self.size}-{self.tokens}-{self.arm}-{self.seed}"


def experiment_names() -> list[str]:
    """The experiments that come with the package."""
    folder = resources.files("hornbook_training") / "experiments"
    return sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml"))


def load_experiment(name: str) -> Experiment:
    """A named experiment or a TOML file."""
    if name in experiment_names():
        text = (resources.files("hornbook_training") / "experiments" / f"{name}.toml").read_text()
    elif Path(name).is_file():
        text = Path(name).read_text()
    else:
        raise ConfigurationError(f"Cannot read the experiment {name}: no such file, and none of {experiment_names()}")
    try:
        found = bind(Experiment, tomllib.loads(text), f"experiment {name}")
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"Cannot read the experiment {name}: {error}") from error
    _check(found, name)
    return found


def _check(given: Experiment, name: str) -> None:
    names = [arm.name for arm in given.arms]
    for arm in given.arms:
        if arm.begin_from and (arm.begin_from not in names or not 0 < arm.share < 1):
            raise ConfigurationError(
                f"Invalid experiment {name}: the arm {arm.name} begins from {arm.begin_from} with the share {arm.share}"
                f" (expected one of {', '.join(names)}, and a share in (0, 1))"
            )
    if not all((given.sizes, given.token_budgets, given.seeds, given.arms)):
        raise ConfigurationError(f"Invalid experiment {name}: sizes, token-budgets, seeds and arms must not be empty")


def run_experiment(given: Experiment, out: Path, benchmarks: Path, cluster: Cluster) -> dict[str, Any]:
    """Trains and measures every bar, and draws the figure."""
    lab = Laboratory(given, out, benchmarks, cluster)
    for left_out in lab.left_out:
        if cluster.first:
            print(f"Left out: {left_out}")
    bars = [
        Bar(size, tokens, arm.name, seed)
        for size in given.sizes
        for tokens in given.token_budgets
        for arm in lab.arms
        for seed in given.seeds
    ]
    measured = [lab.measured(bar) for bar in bars]
    results = {"schema": SCHEMA, "left_out": lab.left_out, "experiment": asdict(given), "bars": measured}
    if cluster.first:
        (out / "results.json").write_text(json.dumps(results, indent=1))
        (out / "report.md").write_text(report(results))
        draw(results, out / "figure.png")
    cluster.wait()
    return results


class Laboratory:
    """What the bars share: the arms that exist, one tokenizer, the token files, the measurements."""

    def __init__(self, given: Experiment, out: Path, benchmarks: Path, cluster: Cluster) -> None:
        self.given, self.out, self.cluster = given, out, cluster
        self.recipe = load_recipe(given.recipe)
        self.left_out: list[str] = []
        self.arms = self._existing_arms()
        self.benchmarks = self._existing_benchmarks(benchmarks)
        # The first process makes the tokenizer and the token files; the others find them.
        if not cluster.first:
            cluster.wait()
        self.tokenizer = self._tokenizer()
        self.stores = {arm.name: [self._store(each) for each in arm.data] for arm in self.arms}
        self.held_out = {self._name(each): self._store(each) for each in given.held_out if self._exists(each)}
        if cluster.first:
            cluster.wait()

    def _exists(self, data: Dataset) -> bool:
        job = "ingest" if data.table == "unfiltered" else "export"
        table = "documents" if data.table == "unfiltered" else data.table
        return is_published(data.run, job, table)

    def _existing_arms(self) -> list[Arm]:
        arms: dict[str, Arm] = {}
        for arm in self.given.arms:
            missing = [f"{each.run} ({each.table})" for each in arm.data if not self._exists(each)]
            if missing:
                self.left_out.append(f"arm {arm.name}: there is no {', no '.join(missing)}")
            elif arm.begin_from and arm.begin_from not in arms:
                self.left_out.append(f"arm {arm.name}: it begins from {arm.begin_from}, which is left out")
            else:
                arms[arm.name] = arm
        if not arms:
            raise ConfigurationError(f"Cannot run the experiment: {'; '.join(self.left_out)}")
        missing_held_out = [each for each in self.given.held_out if not self._exists(each)]
        self.left_out += [f"held-out text: there is no {each.run} ({each.table})" for each in missing_held_out]
        return list(arms.values())

    def _existing_benchmarks(self, folder: Path) -> list[benchmark.Benchmark]:
        found = []
        for name in self.given.benchmarks:
            try:
                found.append(benchmark.read(name, folder))
            except ConfigurationError as error:
                self.left_out.append(f"benchmark {name}: {error}")
        return found

    def _tokenizer(self) -> Tokenizer:
        path = self.out / "tokenizer.json"
        if not path.exists():
            name = self.given.tokenizer
            first = self.arms[0].data[0]
            corpus = open_corpus(first.run, first.table)
            made = load_tokenizer(name) if name else train_tokenizer(corpus, self.recipe.model.vocabulary)
            self.out.mkdir(parents=True, exist_ok=True)
            made.save(str(path))
        return load_tokenizer(str(path))

    def _store(self, data: Dataset) -> TokenStore:
        return tokenize(open_corpus(data.run, data.table), self.tokenizer, self.out / "tokens", data.sources)

    def _name(self, data: Dataset) -> str:
        return f"{Path(data.run).name} {data.table}" + (f" ({', '.join(data.sources)})" if data.sources else "")

    def measured(self, bar: Bar) -> dict[str, Any]:
        """What a bar comes to; trained and evaluated unless it has been."""
        folder = self.out / "bars" / bar.name
        result = folder / "result.json"
        if not result.exists():
            arm = next(each for each in self.arms if each.name == bar.arm)
            trained = self._trained(bar, arm, bar.tokens, folder)
            if self.cluster.first:
                sampling = Sampling(
                    self.given.temperature, 0.95, self.given.max_tokens, self.given.samples, 16, bar.seed
                )
                cpu = self.cluster.device.type == "cpu"
                evaluation = evaluate(trained, self.held_out, self.benchmarks, Settings(sampling), cpu)
                seen = checkpoint.card(trained)
                bar_result = {
                    **asdict(bar),
                    "measures": measures(evaluation),
                    "tokens_seen": self._seen(seen, arm, bar),
                }
                result.write_text(json.dumps(bar_result, indent=1))
            self.cluster.wait()
        found: dict[str, Any] = json.loads(result.read_text())
        return found

    def _seen(self, card: dict[str, Any], arm: Arm, bar: Bar) -> int:
        """How many tokens a bar was trained on, its beginning among them."""
        recipe = self.recipe
        own = int(card["step"]) * int(card["recipe"]["schedule"]["batch"]) * int(card["recipe"]["model"]["context"])
        before = schedule(recipe, bar.size, round(bar.tokens * (1 - arm.share))).schedule if arm.begin_from else None
        return own + (before.steps * before.batch * recipe.model.context if before else 0)

    def _trained(self, bar: Bar, arm: Arm, tokens: int, folder: Path) -> Path:
        begin_from, recipe = None, self.recipe
        if arm.begin_from:
            base = next(each for each in self.arms if each.name == arm.begin_from)
            begin_from = self._trained(bar, base, round(tokens * (1 - arm.share)), folder / "base")
            tokens = round(tokens * arm.share)
            recipe = load_recipe(arm.recipe) if arm.recipe else recipe
        weights = tuple(each.weight for each in arm.data)
        data = Data(self.stores[arm.name], self.tokenizer, None, weights if any(weights) else None)
        labels = {"arm": arm.name}
        planned = schedule(recipe, bar.size, tokens)
        return train(Training(planned, data, folder / "model", bar.seed, begin_from, labels), self.cluster)


def schedule(recipe: Recipe, size: str, tokens: int) -> Recipe:
    """The recipe for another size and number of tokens: as many whole steps as fit, warm-up in proportion."""
    steps = max(1, tokens // (recipe.schedule.batch * recipe.model.context))
    warmup = min(steps - 1, round(steps * recipe.schedule.warmup / recipe.schedule.steps))
    return replace(
        recipe,
        model=replace(recipe.model, name=size),
        schedule=replace(recipe.schedule, steps=steps, warmup=warmup),
        checkpoints=replace(recipe.checkpoints, every=max(1, min(recipe.checkpoints.every, steps)), keep=1),
    )


def measures(evaluation: dict[str, Any]) -> dict[str, float]:
    """The numbers of an evaluation that the figure compares, by name."""
    found = {f"bits per byte, {name}": value["bits_per_byte"] for name, value in evaluation["held_out"].items()}
    for name, value in evaluation["benchmarks"].items():
        if value["solutions"]["bits_per_byte"] is not None:
            found[f"bits per byte, {name} solutions"] = value["solutions"]["bits_per_byte"]
        found |= {f"{name} {key}": value[key]["value"] for key in value if key.startswith("pass@")}
    return found
