"""Runs every notebook in docs/notebooks from top to bottom and says which of them failed.

    python docs/run_notebooks.py                              in memory; the notebooks themselves are not changed
    python docs/run_notebooks.py --write year_2022_23.ipynb   run this one, and put the outputs of today into it
    python docs/run_notebooks.py --data FOLDER                the public files that some need are in FOLDER

A notebook that says `DATA / "name.csv"` needs that file; one whose files are not all in FOLDER (../shared/data, unless
told) is not run, which is said. Needs nbclient, nbformat and ipykernel (the extra `dev`).
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

SECONDS_A_CELL = 300
FOLDER = Path(__file__).parent / "notebooks"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
PUBLIC_FILES = "public-files"  # the folder that notebooks call DATA
NAMED = re.compile(r'\bDATA / "([^"]+)"')


class _ThisPython(KernelSpecManager):
    """Offers one kernel, `python3`: the interpreter that runs this script, whatever else is installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")


def main(arguments: list[str] | None = None) -> int:
    """Run them all, or those that are named; 1 if one failed."""
    parser = argparse.ArgumentParser(description="Run the notebooks of the documentation.")
    parser.add_argument("--write", action="store_true", help="put the outputs of today into the notebooks")
    parser.add_argument("--data", type=Path, default=BESIDE, help="folder with the public files that some need")
    parser.add_argument("notebooks", nargs="*", help="names of notebooks to run; default: all")
    options = parser.parse_args(arguments)
    failed = 0
    for path in [FOLDER / Path(name).name for name in options.notebooks] or sorted(FOLDER.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        needed = files_needed(notebook)
        missing = [name for name in needed if not (options.data / name).exists()]
        if missing:
            print(f"{path.name} not run: not in {options.data}:", *missing, sep="\n  ")
            continue
        try:
            _run(notebook, [options.data / name for name in needed])
            print(path.name, "ok")
            if options.write:
                nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            failed += 1
            print(path.name, "FAILED", error, sep="\n")
    return 1 if failed else 0


def files_needed(notebook: Any) -> list[str]:
    """The public files that a notebook reads, in the order in which it names them."""
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return list(dict.fromkeys(name for source in code for name in NAMED.findall(source)))


def _run(notebook: Any, files: list[Path]) -> None:
    """Run a notebook in a folder of its own, which is gone afterwards, with the files that it needs in it."""
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            public = Path(folder, PUBLIC_FILES)
            public.mkdir(exist_ok=True)
            shutil.copy(file, public)
        manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=_ThisPython())
        NotebookClient(
            notebook,
            km=manager,
            timeout=SECONDS_A_CELL,
            resources={"metadata": {"path": folder}},
            record_timing=False,
        ).execute()


if __name__ == "__main__":
    sys.exit(main())
