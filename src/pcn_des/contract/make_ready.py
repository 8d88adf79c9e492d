"""Makes the contract data ready as JSON, which is read many times faster than TOML: `python -m … FOLDER`.

The build of a wheel does so. Whoever packs the library in another way calls `make_ready`, and puts what it wrote beside
the TOML, in the folder `pcn_des/contract` of the package. A source checkout has none and reads the TOML.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pcn_des.contract import files
from pcn_des.contract.as_json import documents_as_json, year_as_json
from pcn_des.contract.ready import DOCUMENTS, KEYS, YEAR, written
from pcn_des.contract.sections import SECTIONS
from pcn_des.writing import write_files


def make_ready(folder: Path) -> list[Path]:
    """Writes the register of documents, the keys of all years and each year as JSON below a folder.

    Args:
        folder: stands for `pcn_des/contract`, and has the same folders below it.

    Returns:
        The files that were written, by their path below the folder.

    Raises:
        ContractDataError: an entry of the data is wrong.
        WritingError: a file can't be written.
    """
    made = {path: written(content, made_from) for path, content, made_from in _contents()}
    write_files({folder / path: text for path, text in made.items()}, overwrite=True, make_folder=True)
    return list(made)


def _contents() -> Iterator[tuple[Path, Mapping[str, Mapping[str, Any]], str]]:
    yield Path(DOCUMENTS), {"documents": documents_as_json(files.documents())}, files.fingerprint_of_documents()
    for year in files.years():
        contract = files.load_year(year)
        yield Path("years", year.folder, YEAR), year_as_json(contract), files.fingerprint_of_year(year)
    titles = {section: dict(files.every_title(section)) for section in SECTIONS}
    yield Path(KEYS), titles, files.fingerprint_of_all()


if __name__ == "__main__":
    print(*make_ready(Path(sys.argv[1])), sep="\n")
