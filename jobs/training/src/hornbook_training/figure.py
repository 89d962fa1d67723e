"""The figure and the report of an experiment."""

import math
import statistics
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

Results = dict[str, Any]

STUDENT = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365, 9: 2.306, 10: 2.262}
"""The 97.5 % quantile of Student's t for so many seeds."""


def interval(values: list[float]) -> tuple[float, float | None]:
    """The mean of several seeds, and the half width of its 95 % interval; None for one seed, which has none."""
    if len(values) < 2:
        return statistics.fmean(values), None
    quantile = STUDENT.get(len(values), 1.96)
    return statistics.fmean(values), quantile * statistics.stdev(values) / math.sqrt(len(values))


def groups(results: Results) -> list[tuple[str, int]]:
    """Sizes and budgets, in the order of the experiment."""
    return list(dict.fromkeys((bar["size"], bar["tokens"]) for bar in results["bars"]))


def arms(results: Results) -> list[str]:
    """The arms that were run, in the order of the experiment."""
    return list(dict.fromkeys(bar["arm"] for bar in results["bars"]))


def metrics(results: Results) -> list[str]:
    """What was measured."""
    return list(dict.fromkeys(name for bar in results["bars"] for name in bar["measures"]))


def by_seed(results: Results, group: tuple[str, int], arm: str, metric: str) -> dict[int, float]:
    """A metric of an arm for each seed."""
    return {
        bar["seed"]: bar["measures"][metric]
        for bar in results["bars"]
        if (bar["size"], bar["tokens"]) == group and bar["arm"] == arm and metric in bar["measures"]
    }


def draw(results: Results, path: Path) -> None:
    """One panel a metric, one group of bars a size and budget, one bar an arm, with its interval."""
    names, sizes, kinds = metrics(results), groups(results), arms(results)
    figure = Figure(figsize=(3 + 0.8 * len(sizes) * len(kinds), 3.2 * len(names)))
    panels = figure.subplots(len(names), 1, squeeze=False)
    width = 0.8 / len(kinds)
    for panel, metric in zip(panels[:, 0], names, strict=True):
        for number, arm in enumerate(kinds):
            found = [interval(list(by_seed(results, group, arm, metric).values())) for group in sizes]
            places = [place + (number - (len(kinds) - 1) / 2) * width for place in range(len(sizes))]
            errors = [half or 0.0 for _, half in found]
            bars = panel.bar(places, [mean for mean, _ in found], width, yerr=errors, capsize=3, label=arm)
            panel.bar_label(bars, fmt="%.3f", fontsize=7)
        panel.set_xticks(range(len(sizes)), [f"{size}\n{tokens:,} tokens" for size, tokens in sizes])
        panel.set_title(metric, fontsize=9)
        if metric.startswith("bits"):
            means = [interval(list(by_seed(results, g, a, metric).values()))[0] for g in sizes for a in kinds]
            panel.set_ylim(min(means) * 0.9, max(means) * 1.05)
            panel.set_ylabel("less is better", fontsize=8)
    panels[0, 0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=120, metadata={"Software": None})


def report(results: Results) -> str:
    """The numbers as Markdown: means with intervals, and differences to the first arm, seed by seed."""
    kinds = arms(results)
    lines = ["# What the data is worth", "", "![figure](figure.png)", ""]
    lines += [f"Left out: {each}." for each in results["left_out"]]
    for metric in metrics(results):
        lines += [
            "",
            f"## {metric}",
            "",
            "| size | tokens | " + " | ".join(kinds) + " |",
            "|---|---|" + "---|" * len(kinds),
        ]
        lines += [_row(results, group, metric) for group in groups(results)]
        lines += ["", f"Differences to {kinds[0]}, of the same seed:", ""] if len(kinds) > 1 else []
        lines += [_difference(results, group, arm, metric) for group in groups(results) for arm in kinds[1:]]
    lines += [
        "",
        "Means over seeds with 95 % intervals (Student's t); an interval of a difference that holds 0 proves nothing.",
    ]
    return "\n".join(lines) + "\n"


def _shown(values: list[float], sign: str = "") -> str:
    mean, half = interval(values)
    return f"{mean:{sign}.4f}" + ("" if half is None else f" ± {half:.4f}")


def _row(results: Results, group: tuple[str, int], metric: str) -> str:
    cells = [_shown(list(by_seed(results, group, arm, metric).values())) for arm in arms(results)]
    return f"| {group[0]} | {group[1]:,} | " + " | ".join(cells) + " |"


def _difference(results: Results, group: tuple[str, int], arm: str, metric: str) -> str:
    first = by_seed(results, group, arms(results)[0], metric)
    other = by_seed(results, group, arm, metric)
    return f"- {group[0]}, {group[1]:,} tokens, {arm}: {_shown([other[seed] - first[seed] for seed in other], '+')}"
