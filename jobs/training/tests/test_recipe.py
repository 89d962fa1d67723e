from pathlib import Path

import pytest

from hornbook_training.failure import ConfigurationError
from hornbook_training.recipe import load_recipe, recipe_names


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("phi-1-pretrain", ("phi-1", 36_000, 1024, 750, 1e-3, 0.1)),
        ("phi-1-small-pretrain", ("phi-1-small", 36_000, 1024, 750, 1e-3, 0.1)),
        ("phi-1-finetune", ("phi-1", 6_000, 256, 50, 1e-4, 0.01)),
        ("phi-1-small-finetune", ("phi-1-small", 6_000, 256, 50, 1e-4, 0.01)),
    ],
)
def test_the_papers_schedules(name: str, values: tuple[object, ...]) -> None:
    recipe = load_recipe(name)
    plan = recipe.schedule
    assert (
        recipe.model.name,
        plan.steps,
        plan.batch,
        plan.warmup,
        plan.max_learning_rate,
        plan.weight_decay,
    ) == values
    assert (recipe.model.context, recipe.model.vocabulary, recipe.model.dropout) == (2048, 51_200, 0.1)
    assert recipe.checkpoints.every == 1000


def test_every_number_of_a_recipe_has_its_reason() -> None:
    folder = Path(__file__).parents[1] / "src/hornbook_training/recipes"
    for name in recipe_names():
        tables = (folder / f"{name}.toml").read_text().split("\n[")[1:]
        for table in tables:
            assert "\n# " in table, f"{name}: [{table.splitlines()[0]} says no reason"


def test_the_rate_rises_and_falls_linearly() -> None:
    recipe = load_recipe("phi-1-pretrain")
    assert recipe.learning_rate(1) == pytest.approx(1e-3 / 750)
    assert recipe.learning_rate(750) == 1e-3
    assert recipe.learning_rate(751) < 1e-3
    assert recipe.learning_rate(750 + 17_625) == pytest.approx(0.5e-3, rel=1e-3)
    assert 0 < recipe.learning_rate(36_000) < 1e-7
    falls = [recipe.learning_rate(step) for step in range(750, 36_001)]
    assert falls == sorted(falls, reverse=True)


def test_values_are_replaced_and_read_as_toml_reads_them() -> None:
    recipe = load_recipe("small-pretrain", {"schedule.steps": "30", "device.precision": "bf16", "model.dropout": "0"})
    assert (recipe.schedule.steps, recipe.device.precision, recipe.model.dropout) == (30, "bf16", 0.0)
    with pytest.raises(ConfigurationError, match=r"Cannot set schedule.step: there is no such key"):
        load_recipe("small-pretrain", {"schedule.step": "30"})


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[model]\nname = 5\nlayers = 3\n[schedule]\nsteps = true\n")
    with pytest.raises(ConfigurationError) as error:
        load_recipe(str(path))
    for part in ("unknown key model.layers (known: name, ", "model.name is 5 (expected str)", "schedule.steps is True"):
        assert part in str(error.value)
    assert "optimizer is missing" in str(error.value)


def test_numbers_out_of_range_and_unknown_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"Invalid recipe small-pretrain: schedule.warmup, device.precision"):
        load_recipe("small-pretrain", {"schedule.warmup": "400", "device.precision": "int8"})
    with pytest.raises(ConfigurationError, match="Cannot read the recipe no-such: no such file, and none of"):
        load_recipe("no-such")
    (tmp_path / "broken.toml").write_text("[model")
    with pytest.raises(ConfigurationError, match="Cannot read the recipe"):
        load_recipe(str(tmp_path / "broken.toml"))
