"""What the page on a new contract year shows is put into a draft, and passes the checks that the page prescribes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest

import pcn_des as des
from contract import test_data
from pcn_des.contract.drafting.carry import carried_files
from pcn_des.contract.drafting.documents import with_document
from pcn_des.contract.drafting.folder import Draft
from pcn_des.contract.files import documents, files_of, load_year, years
from pcn_des.sources import Document
from support.own_data import LAST, NEXT, forget, own_data

PAGE = Path(__file__).parents[3] / "docs" / "extend" / "new-year.md"
SAID = PAGE.read_text(encoding="utf-8").replace("2027-28", NEXT.folder).replace("2027", str(NEXT.starts_in))
MOVED = SAID.partition("### A deadline that moved")[2].partition("\n## ")[0]
FILE, LINE = "participation.toml", '"obligations.data.workforce_plan"'
CITED = {
    f"nhse-spec-{NEXT.folder}": date(NEXT.starts_in, 3, 25),
    f"nhse-letter-{NEXT.starts_in}-07-12": date(NEXT.starts_in, 7, 12),
}
CHECKS = [
    check for name, check in vars(test_data).items() if name.startswith("test_") and not hasattr(check, "pytestmark")
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The draft of the page's year, with its TOML where the page says that it goes, and both documents registered."""
    with own_data(tmp_path_factory.mktemp("data")) as data:
        folder = data / "years" / NEXT.folder
        folder.mkdir()
        for name, content in carried_files(NEXT, files_of(LAST), documents()).items():
            (folder / name).write_bytes(content)
        register = data / "documents.toml"
        for key, day in CITED.items():
            document = Document(key, key, "NHS England", f"https://example.org/{key}", "primary", published=day)
            register.write_text(with_document(register.read_text("utf-8"), document), "utf-8")
        entries = re.search(r"```toml\n(.*?)```", MOVED, re.DOTALL)
        assert entries
        before, missing, after = (folder / FILE).read_text("utf-8").partition("[missing]\n")
        kept = [line for line in after.splitlines(keepends=True) if not line.startswith(f"{LINE} = ")]
        assert len(kept) == len(after.splitlines()) - 1
        (folder / FILE).write_text(f"{before}{entries[1]}\n{missing}{''.join(kept)}", "utf-8")
        forget()
        yield folder


def test_the_line_under_missing_has_to_go(folder: Path) -> None:
    assert f"{NEXT.folder}/{FILE}" in MOVED
    assert LINE in MOVED
    draft = Draft.read(NEXT, folder)
    with_it = draft.files[FILE].replace("[missing]\n", f'[missing]\n{LINE} = "not published yet"\n')
    with pytest.raises(des.ContractDataError, match="it is said to be missing, and has an entry on every day"):
        attrs.evolve(draft, files={**draft.files, FILE: with_it}).contract  # noqa: B018
    assert draft.contract.draft


def test_the_day_is_that_of_the_later_publication_for_who_knows_of_it(folder: Path) -> None:
    def due(known_on: date | None) -> list[date | None]:
        return [one.day for one in des.deadlines(str(NEXT), known_on) if one.key == "data.workforce_plan"]

    year = NEXT.starts_in
    assert folder.name == NEXT.folder
    assert due(None) == [date(year, 9, 30)]
    assert due(date(year, 6, 1)) == [date(year, 8, 31)]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_checks_that_the_page_prescribes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, check: Callable[[], None]
) -> None:
    assert "pytest tests/contract" in PAGE.read_text(encoding="utf-8")
    contracts = [load_year(year) for year in years()]
    assert contracts[-1].year == NEXT
    monkeypatch.setattr(test_data, "CONTRACTS", contracts)
    monkeypatch.setattr(test_data, "EVERY", [pair for one in contracts for pair in test_data.entries(one)])
    check()
