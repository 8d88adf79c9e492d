"""The reader of the adjusted populations: both editions, every kind of bad row, and the populations of a network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.dates import ContractYear
from pcn_des.errors import FileFormatError, OutsideDataError
from pcn_des.formats import adjusted, epcn
from pcn_des.network import Membership, Network, Population, Practice, Records

# Contains information from NHS England, licensed under the current version of the Open Government Licence.
OF_2025 = (
    "Practice Code,Practice Name,PCN Code,PCN Name,ICB Code,ICB Name,Region code,Region,"
    "Raw list size,Adjusted Population,PCN member January 25\r\n"
    'E81615,ASHBURNHAM ROAD SURGERY,U74819,CARITAS MEDICAL PCN,QHG,"NHS Bedfordshire, Luton and Milton Keynes '
    'Integrated Care Board",Y61,East of England,4239,4008,Yes\r\n'
    "Y01163,West Coker Surgery (Y01163),no_data,no_data,no_data,no_data,Y58,South West,4044,4024,No\r\n"
    ",,,,,,,,63724163,63724141,\r\n"
)
OF_2024 = (
    "Practice Code,Practice Name,PCN Code,PCN Name,Region,Raw list size 2024/25,Adjusted Population 2024/25\n"
    "E81615,ASHBURNHAM ROAD SURGERY,U74819,CARITAS MEDICAL PCN,East of England,4096,3695\n"
    "Y01163,West Coker Surgery (Y01163),N/A,N/A,South West,4060,4197\n"
)
PLAIN = "Practice Code,Practice Name,PCN Code,Raw list size,Adjusted Population\n"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., adjusted.AdjustedReading]:
    """Reads a file with the given content."""

    def reading(content: str, year: str = "2025/26", encoding: str = "utf-8") -> adjusted.AdjustedReading:
        path = tmp_path / "adjusted.csv"
        path.write_bytes(content.encode(encoding))
        return adjusted.read(path, year)

    return reading


Read = Callable[..., adjusted.AdjustedReading]


def said(reading: adjusted.AdjustedReading) -> list[str]:
    return [str(problem) for problem in reading.problems]


# --- the two editions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_edition_of_2025_26(read: Read, encoding: str) -> None:
    reading = read(OF_2025, encoding=encoding)
    assert (reading.file, reading.year, reading.at) == ("adjusted.csv", ContractYear(2025), date(2025, 1, 1))
    assert reading.problems == ()
    assert reading.rows == (
        adjusted.AdjustedRow(
            practice_code="E81615",
            practice_name="ASHBURNHAM ROAD SURGERY",
            pcn_code="U74819",
            registered=4239,
            adjusted=Decimal(4008),
            row=2,
        ),
        adjusted.AdjustedRow(
            practice_code="Y01163",
            practice_name="West Coker Surgery (Y01163)",
            pcn_code=None,
            registered=4044,
            adjusted=Decimal(4024),
            row=3,
        ),
    )
    assert reading.total == adjusted.TotalRow(registered=63724163, adjusted=Decimal(63724141), row=4)


def test_the_edition_of_2024_25(read: Read) -> None:
    reading = read(OF_2024, "2024/25")
    assert (reading.at, reading.total, reading.problems) == (date(2024, 1, 1), None, ())
    assert [(row.practice_code, row.pcn_code, row.registered, row.adjusted) for row in reading.rows] == [
        ("E81615", "U74819", 4096, Decimal(3695)),
        ("Y01163", None, 4060, Decimal(4197)),
    ]


def test_numbers_with_separators_decimals_and_blanks(read: Read) -> None:
    reading = read(PLAIN + 'G83001,A,U00254,"12,549"," 12,316.25 "\nG83013,B,U00254,,no_data\n')
    assert [(row.registered, row.adjusted) for row in reading.rows] == [(12549, Decimal("12316.25")), (None, None)]
    assert reading.problems == ()


def test_blank_rows_are_passed_over_and_counted(read: Read) -> None:
    reading = read(PLAIN + "\nG83001,A,U00254,1,2\n,,,,\n")
    assert ([row.row for row in reading.rows], reading.total, reading.problems) == ([3], None, ())


@pytest.mark.parametrize("name", ["", "England", "TOTAL"])
def test_the_total_may_have_a_name(read: Read, name: str) -> None:
    reading = read(PLAIN + f'G83001,A,U00254,1,2\n{name},,,"1,000",2\n')
    assert reading.total == adjusted.TotalRow(registered=1000, adjusted=Decimal(2), row=3)


# --- the contract year ------------------------------------------------------------------------------------------------


def test_a_heading_that_names_another_year_refuses_the_file(read: Read) -> None:
    with pytest.raises(FileFormatError) as caught:
        read(OF_2024, "2025/26")
    assert str(caught.value) == (
        "adjusted.csv was to be read for 2025/26, but its heading is 'Raw list size 2024/25'; "
        "read it with year='2024/25', or choose the file for 2025/26"
    )


def test_a_heading_that_names_another_january_is_a_problem(read: Read) -> None:
    reading = read(OF_2025, "2026/27")
    assert len(reading.rows) == 2
    assert said(reading) == [
        "adjusted.csv, row 1, PCN member January 25 'PCN member January 25': "
        "the contract year 2026/27 counts patients on 1 January 2026; is it the file for that year?"
    ]


@pytest.mark.parametrize("year", ["2025", "2025/27", ""])
def test_what_is_no_contract_year_is_refused(read: Read, year: str) -> None:
    with pytest.raises(OutsideDataError, match="is not a contract year"):
        read(OF_2025, year)


# --- bad rows and files -----------------------------------------------------------------------------------------------


def test_every_bad_cell_is_reported_and_the_good_rows_are_kept(read: Read) -> None:
    reading = read(
        PLAIN
        + "G8300,A,U00254,1,2\n"
        + "G83002,,U0,-1,x\n"
        + ",,,5,6\n"  # a total that isn't the last row is a row without a practice
        + "G83003,B,U00254,1\n"
        + "G83013,C,U00254,1,2\n"
    )
    assert [row.practice_code for row in reading.rows] == ["G83013"]
    assert said(reading) == [
        "adjusted.csv, row 2, Practice Code 'G8300': "
        "it is not a practice code; write a letter and five digits, such as B83001",
        "adjusted.csv, row 3, Practice Name '': it is empty; write it",
        "adjusted.csv, row 3, PCN Code 'U0': it is not a PCN code; write U and five digits, such as U00254",
        "adjusted.csv, row 3, Raw list size '-1': it is negative, which this can't be; write 0 or more",
        "adjusted.csv, row 3, Adjusted Population 'x': it is not a number; write it as 7779, 7,779 or 7779.25",
        "adjusted.csv, row 4, Practice Code '': "
        "it is not a practice code; write a letter and five digits, such as B83001",
        "adjusted.csv, row 4, Practice Name '': it is empty; write it",
        "adjusted.csv, row 5: it has 4 cells where 5 were expected; complete it",
    ]


def test_a_bad_total_is_a_problem(read: Read) -> None:
    reading = read(PLAIN + "G83013,C,U00254,1,2\n,,,many,2\n")
    assert (len(reading.rows), reading.total) == (1, None)
    assert said(reading) == [
        "adjusted.csv, row 3, Raw list size 'many': it is not a whole number; write it as 7779 or 7,779"
    ]


def test_a_practice_twice_is_used_once_where_its_figures_agree_and_not_at_all_where_they_differ(read: Read) -> None:
    reading = read(
        PLAIN
        + "G83001,A,U00254,1,2\nG83013,B,U00254,3,4\nG83001,A,U00254,1,2\nG83013,B,U00254,3,5\nG83044,C,U00254,6,7\n"
    )
    assert [row.practice_code for row in reading.rows] == ["G83001", "G83044"]
    assert said(reading) == [
        "adjusted.csv, row 4, Practice Code 'G83001': "
        "row 2 has this practice already, the PCN and figures agree and are used once; remove one of the two",
        "adjusted.csv, row 5, Practice Code 'G83013': "
        "row 3 has this practice already, the PCN and figures differ and none is used; remove one of the two",
    ]


def test_other_headings_are_refused(read: Read) -> None:
    with pytest.raises(
        FileFormatError,
        match=r"adjusted\.csv lacks the heading 'PCN Code'; and 'Raw list size'; and 'Adjusted Population'\. "
        r"Its headings are: 'Practice Code', 'Practice Name', 'List'",
    ):
        read("Practice Code,Practice Name,List\n")


def test_two_columns_of_the_same_figure_are_refused(read: Read) -> None:
    with pytest.raises(FileFormatError, match="heading 'Adjusted Population' twice"):
        read(PLAIN.strip() + ",Adjusted Population 2025/26\n")


@given(text=st.text(alphabet='U02G831,"\n\r x', max_size=200))
def test_any_text_is_read_or_refused_in_words(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes((PLAIN + text).encode())
    with suppress(FileFormatError):  # and nothing else
        reading = adjusted.read(path, "2025/26")
        assert all(problem.row >= 1 and problem.file == "any.csv" for problem in reading.problems)


# --- populations ------------------------------------------------------------------------------------------------------


def network(*practices: Practice) -> Network:
    return Network(code="U00254", name="BLACKHEATH", practices=Records(practices, complete=True))


def practice(code: str, populations: Records[Population] | None = None) -> Practice:
    membership = Records([Membership(since=date(2019, 10, 1))])
    return Practice(code=code, name=f"{code} SURGERY", membership=membership, populations=populations)


def test_populations_are_added_with_their_snapshot_and_source(read: Read) -> None:
    reading = read(PLAIN + "G83001,A,U00254,12549,12316.5\nG83013,B,U00254,,7860\n")
    before = network(practice("G83001"), practice("G83013"), practice("G83044"))
    after = adjusted.add_populations(before, reading)
    assert after.practices is not None
    assert after.practices.complete
    first, second, third = after.practices
    at, source = date(2025, 1, 1), "adjusted.csv"
    assert first.populations == Records(
        [
            Population(kind="registered", at=at, patients=Decimal(12549), source=source),
            Population(kind="adjusted", at=at, patients=Decimal("12316.5"), source=source),
        ],
        complete=False,
    )
    assert second.populations == Records(
        [Population(kind="adjusted", at=at, patients=Decimal(7860), source=source)], complete=False
    )
    assert third == practice("G83044")
    assert attrs.evolve(first, populations=None) == practice("G83001")
    assert before.practices is not None
    assert before.practices[0].populations is None


def test_populations_on_record_stay_and_a_correction_stands_beside_them(read: Read) -> None:
    earlier = Population(kind="registered", at=date(2024, 1, 1), patients=Decimal(5))
    before = network(practice("G83001", populations=Records([earlier], complete=True)))
    reading = read(PLAIN + "G83001,A,U00254,6,7\n")
    once = adjusted.add_populations(before, reading)
    corrected = adjusted.add_populations(once, reading, published=date(2025, 6, 20), source="correction of June 2025")
    assert corrected.practices is not None
    populations = corrected.practices[0].populations
    assert [(item.at.year, item.kind, item.published, item.source) for item in populations] == [
        (2024, "registered", None, ""),
        (2025, "registered", None, "adjusted.csv"),
        (2025, "adjusted", None, "adjusted.csv"),
        (2025, "registered", date(2025, 6, 20), "correction of June 2025"),
        (2025, "adjusted", date(2025, 6, 20), "correction of June 2025"),
    ]
    assert not populations.complete


def test_an_edition_added_twice_is_there_once(read: Read) -> None:
    reading = read(PLAIN + "G83001,A,U00254,6,7\n")
    once = adjusted.add_populations(network(practice("G83001")), reading)
    assert adjusted.add_populations(once, reading) == once


def test_a_network_without_practices_stays_as_it_is(read: Read) -> None:
    unknown = Network(code="U00254", name="BLACKHEATH")
    assert adjusted.add_populations(unknown, read(OF_2025)) == unknown


def test_the_day_of_publication_must_be_a_day(read: Read) -> None:
    with pytest.raises(TypeError, match="published must be a"):
        adjusted.add_populations(network(), read(OF_2025), published="2025-06-20")  # type: ignore[arg-type]


# --- the real files ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def for_2025(real_file: Callable[[str], Path]) -> adjusted.AdjustedReading:
    """The edition for 2025/26, before its correction of June 2025."""
    return adjusted.read(real_file("pcn_adjusted_populations_2025-26.csv"), "2025/26")


@pytest.fixture(scope="module")
def networks_in_2025(real_file: Callable[[str], Path], for_2025: adjusted.AdjustedReading) -> dict[str, Network]:
    """The networks open on 1 May 2025, as the January edition of ePCN knows them, with their populations."""
    pytest.importorskip("openpyxl")
    reading = epcn.read(real_file("ePCN_2025-01-20.xlsx"))
    networks = epcn.networks(reading, codes=[row.code for row in reading.open_on(date(2025, 5, 1))])
    return {code: adjusted.add_populations(network, for_2025) for code, network in networks.items()}


def test_the_real_edition_for_2025_26(for_2025: adjusted.AdjustedReading) -> None:
    assert (len(for_2025.rows), for_2025.problems) == (6249, ())
    assert for_2025.total == adjusted.TotalRow(registered=63_724_163, adjusted=Decimal(63_724_141), row=6251)
    assert sum(row.registered or 0 for row in for_2025.rows) == 63_724_163
    assert sum(row.adjusted or 0 for row in for_2025.rows) == 63_724_141
    assert sum(row.pcn_code is None for row in for_2025.rows) == 81


def test_the_real_edition_for_2024_25(real_file: Callable[[str], Path]) -> None:
    reading = adjusted.read(real_file("pcn_adjusted_populations_2024-25.csv"), "2024/25")
    assert (len(reading.rows), reading.problems, reading.total) == (6329, (), None)
    assert sum(row.registered or 0 for row in reading.rows) == 63_161_806
    assert sum(row.adjusted or 0 for row in reading.rows) == 63_161_839
    assert sum(row.pcn_code is None for row in reading.rows) == 73


def test_the_four_practices_of_blackheath_and_charlton(networks_in_2025: dict[str, Network]) -> None:
    lists = {
        practice.code: population.patients
        for practice in networks_in_2025["U00254"].practices or ()
        for population in practice.populations or ()
        if population.kind == "registered"
    }
    assert lists == {"G83013": 7779, "G83044": 12684, "G83001": 12549, "G83021": 18661}


def test_practices_without_a_list_are_unknown(networks_in_2025: dict[str, Network]) -> None:
    without = [
        (practice.code, network.code)
        for network in networks_in_2025.values()
        for practice in network.core_practices(date(2025, 5, 1))
        if practice.populations is None
    ]
    assert (len(without), len({code for _, code in without})) == (53, 49)


def test_networks_below_30_000(for_2025: adjusted.AdjustedReading, networks_in_2025: dict[str, Network]) -> None:
    by_own_codes: dict[str, int] = defaultdict(int)
    for row in for_2025.rows:
        if row.pcn_code is not None:
            by_own_codes[row.pcn_code] += row.registered or 0
    assert sum(patients < 30_000 for patients in by_own_codes.values()) == 105
    below: dict[str, int] = defaultdict(int)
    for network in networks_in_2025.values():
        lists = [
            next((item.patients for item in practice.populations or () if item.kind == "registered"), None)
            for practice in network.core_practices(date(2025, 5, 1))
        ]
        if sum(patients or 0 for patients in lists) < 30_000:
            below["empty" if not lists else "with gaps" if None in lists else "known"] += 1
    assert below == {"known": 96, "with gaps": 6, "empty": 2}
