"""Executes the notebooks on a run, and sees that each draws what it says and that none is stored with outputs.

``python check.py NOTEBOOK...``: what was executed lies in ``build/``.
"""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

HERE = Path(__file__).parent


def check(path: Path) -> list[str]:
    """What is wrong with a notebook."""
    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    problems = [f"{path.name}: it is stored with outputs (run `make strip`)"] if any(map(_has_run, cells)) else []
    try:
        NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": HERE}}).execute()
    except CellExecutionError as error:
        return [*problems, f"{path.name}: {error}"]
    finally:
        (HERE / "build").mkdir(exist_ok=True)
        nbformat.write(notebook, HERE / "build" / path.name)
    for number, cell in enumerate(cells):
        drawn = sum("image/png" in output.get("data", {}) for output in cell.outputs)
        if "plt.show()" in cell.source and drawn == 0:
            problems.append(f"{path.name}: code cell {number} draws nothing")
    return problems


def strip(path: Path) -> None:
    """Removes the outputs of a notebook."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)


def _has_run(cell: nbformat.NotebookNode) -> bool:
    return bool(cell.outputs) or cell.execution_count is not None


def main(arguments: list[str]) -> int:
    (HERE / "build" / "ipython").mkdir(parents=True, exist_ok=True)
    os.environ["IPYTHONDIR"] = str(HERE / "build" / "ipython")  # no settings of the user's
    if arguments[0] == "--strip":
        for name in arguments[1:]:
            strip(Path(name))
        return 0
    problems = [problem for name in arguments for problem in check(Path(name))]
    print("\n".join(problems) or f"{len(arguments)} notebooks run", file=sys.stderr if problems else sys.stdout)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
