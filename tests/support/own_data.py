"""A copy of the contract data of the package, to write into; while it is there, the package answers from it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files as resources
from pathlib import Path
from unittest.mock import patch

from pcn_des.contract import files, question, role_names
from pcn_des.dates import ContractYear

NEXT = ContractYear(files.years()[-1].starts_in + 1)
LAST = files.years()[-1]


@contextmanager
def own_data(folder: Path, source: Path | None = None) -> Iterator[Path]:
    """The package answers from a copy in a folder, whose path it gives; afterwards from its own data again.

    The copy is of the package's own data, or of another such copy.
    """
    source = source or Path(str(resources("pcn_des.contract")))
    copy = folder / "contract"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__", "drafting"))
    with patch.object(files, "data_folder", lambda: copy):
        forget()
        try:
            yield copy
        finally:
            forget()


def forget() -> None:
    """What was read of the data is read again."""
    kept = ("years", "span", "draft_year", "load_year", "title_of", "every_title", "_ready_titles", "evidence_kinds")
    for name in (*kept, "documents", "_documents_in_words", "fingerprint_of_documents"):
        getattr(files, name).cache_clear()
    question._terms.cache_clear()
    for name in ("_titles", "_names"):
        getattr(role_names, name).cache_clear()
