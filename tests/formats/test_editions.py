"""An edition of ePCN has a day: closed networks, members of an older day, and practices that vanished."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import pcn_des as des
from pcn_des.cli import main
from pcn_des.formats import adjusted, epcn
from pcn_des.values import Range
from support.narrowed import there

SIZE = "network.list_size"
OLD, PARTNERS = "epcn-old-edition.csv", "epcn-old-edition-partners.csv"


@pytest.fixture(scope="module")
def england(real_file: Callable[[str], Path]) -> dict[str, des.Network]:
    """Every network of the edition of January 2025, with its populations of 2024/25."""
    reading = epcn.read(real_file("ePCN_2025-01-20.xlsx"), edition=date(2025, 1, 20))
    lists = adjusted.read(real_file("pcn_adjusted_populations_2024-25.csv"), "2024/25")
    return {code: adjusted.add_populations(one, lists) for code, one in epcn.networks(reading).items()}


class TestAge:
    """A small edition, whose newest change is of 1 April 2022."""

    @pytest.fixture
    def reading(self, report_file: Callable[[str], Path]) -> epcn.EpcnReading:
        return epcn.read_csv(report_file(OLD), report_file(PARTNERS))

    def network(self, reading: epcn.EpcnReading, edition: date | None = None) -> des.Network:
        code = reading.pcns[0].code
        return des.network_from_files(code, epcn=reading, edition=edition).network

    def test_the_newest_start_says_how_old_it_is_at_least(self, reading: epcn.EpcnReading) -> None:
        assert reading.known_to == date(2022, 4, 1)
        assert self.network(reading).edition == date(2022, 4, 1)
        assert self.network(reading, date(2022, 4, 27)).edition == date(2022, 4, 27)

    @pytest.mark.parametrize(
        ("day", "says", "status"),
        [
            (date(2022, 4, 1), None, des.Status.MET),
            (date(2022, 4, 2), "later changes are not in them", des.Status.MET),
            (date(2023, 4, 2), "later changes are not in them", des.Status.MET),
            (date(2023, 4, 3), "they are too old to tell who the members are", des.Status.UNKNOWN),
        ],
    )
    def test_later_it_says_so_and_after_a_year_the_members_are_not_known(
        self, reading: epcn.EpcnReading, day: date, says: str | None, status: des.Status
    ) -> None:
        report = des.assess(self.network(reading), day)
        assert [note.split(": ")[-1].rstrip(".") for note in report.notes if "Members and commissioner" in note] == (
            [says] if says else []
        )
        assert report["network.core_practices"].status is status
        assert ("(as of 1 April 2022)" in (report.heading.commissioner or "")) is (says is not None)

    def test_a_statement_says_so_too(self, reading: epcn.EpcnReading) -> None:
        notes = des.entitlements(self.network(reading), "2022/23").notes
        assert any(note.startswith("Members and commissioner are those of 1 April 2022") for note in notes)

    def test_the_command_line_takes_the_day(self, report_file: Callable[[str], Path]) -> None:
        words = ["check", "--epcn", str(report_file(OLD)), "--epcn-partners", str(report_file(PARTNERS))]
        code = epcn.read_csv(report_file(OLD), report_file(PARTNERS)).pcns[0].code
        words += ["--pcn", code, "--as-of", "2025-05-15", "--epcn-edition", "2022-04-27"]
        found = CliRunner().invoke(main, words)
        assert found.exit_code == 0
        assert "those of 27 April 2022, asked for 15 May 2025" in " ".join(found.output.split())


@pytest.mark.thorough  # all of England
class TestEngland:
    """The edition of 20 January 2025 with the adjusted populations of 2024/25: 1,366 networks, 81 of them closed."""

    DAY = date(2025, 1, 15)

    def test_sizes_of_the_open_networks_and_the_practices_that_vanished(self, england: dict[str, des.Network]) -> None:
        """Of 33 practices that ended since April 2024 and are in no network, 32 are named; the 33rd network closed."""
        statuses: Counter[str] = Counter()
        named: set[str] = set()
        for network in england.values():
            finding = des.assess(network, self.DAY)[SIZE]
            statuses[finding.status.words] += 1
            needs = (gap for fact in finding.facts if isinstance(fact.value, Range) for gap in fact.value.needs)
            named |= {code for gap in needs for code in re.findall(r"\(([A-Z]\d{5})\), a member until", gap)}
        assert statuses == {"MET": 1_174, "JUDGEMENT": 107, "UNKNOWN": 4, "NOT APPLICABLE": 81}
        assert len(named) == 76
        vanished = {
            practice.code
            for network in england.values()
            for practice in network.practices or ()
            for spell in practice.spells
            if spell.until and date(2024, 4, 1) <= spell.until and all(one.until for one in practice.spells)
        }
        assert (len(vanished), vanished - named) == (33, {"F81067"})

    def test_open_networks_without_a_practice_are_networks(self, england: dict[str, des.Network]) -> None:
        for code in ("U13557", "U62999"):
            assert des.assess(england[code], self.DAY)["network.core_practices"].status is not des.Status.NOT_APPLICABLE

    def test_a_practice_that_vanished_makes_the_size_a_range(self, england: dict[str, des.Network]) -> None:
        """L83053 (12,382 patients) ended on 1 April 2024; a year later L83056 has its name, and 26,930 patients."""
        report = des.assess(england["U27932"], self.DAY)
        assert report[SIZE].reason == "40,145 to 52,527 registered patients; at least 30,000 required"
        assert report["network.list_size_ceiling"].status is des.Status.UNKNOWN

    def test_and_the_files_suggest_the_merger(self, real_file: Callable[[str], Path]) -> None:
        lists = [
            adjusted.read(real_file(f"pcn_adjusted_populations_{name}.csv"), year)
            for name, year in (("2024-25", "2024/25"), ("2025-26", "2025/26"))
        ]
        combined = des.network_from_files("U27932", epcn=real_file("ePCN_2025-01-20.xlsx"), adjusted=lists)
        (likely,) = combined.likely_mergers
        assert (likely.practice, likely.into) == ("L83053", "ROLLE MEDICAL PARTNERSHIP (L83056)")
        assert likely.because == (
            "it has its name; its list grew from 15,178 (1 January 2024) to 26,930 (1 January 2025), and 12,382 "
            "patients were on the other"
        )
        gone = there(combined.network.practice("L83053"))
        assert there(gone.membership)[-1].ended_by is None
        assert "LIKELY MERGERS, for a person to say" in str(combined)
