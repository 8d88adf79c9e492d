"""Runs every notebook in docs/notebooks from top to bottom and says which of them failed.

    python docs/run_notebooks.py                              in memory; the notebooks themselves are not changed
    python docs/run_notebooks.py --write year_2022_23.ipynb   put the outputs of today into these

Needs nbclient, nbformat and ipykernel (the extra `dev`).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

SECONDS_A_CELL = 120
FOLDER = Path(__file__).parent / "notebooks"


class _ThisPython(KernelSpecManager):
    """Offers one kernel, `python3`: the interpreter that runs this script, whatever else is installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")


def main() -> int:
    """Run them all; 1 if one failed."""
    written = sys.argv[2:] if sys.argv[1:2] == ["--write"] else []
    failed = 0
    for path in sorted(FOLDER.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        with tempfile.TemporaryDirectory() as folder:  # what a notebook writes goes here
            manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=_ThisPython())
            client = NotebookClient(
                notebook,
                km=manager,
                timeout=SECONDS_A_CELL,
                resources={"metadata": {"path": folder}},
                record_timing=False,
            )
            try:
                client.execute()
                print(path.name, "ok")
                if path.name in written:
                    nbformat.write(notebook, path)
            except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
                failed += 1
                print(path.name, "FAILED", error, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
