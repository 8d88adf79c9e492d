"""A network made of several files: where each fact comes from, and what they contradict."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import pcn_des as des
from pcn_des.dates import Period
from pcn_des.errors import FileFormatError, OutsideDataError, RecordError, UnknownNameError
from pcn_des.formats import adjusted, combine, epcn, list_sizes, practice_map
from pcn_des.network import (
    Commissioner,
    Membership,
    Network,
    OtherMembership,
    Population,
    Practice,
    Records,
)
from support.narrowed import there

SINCE = date(2019, 10, 1)
OF_EPCN = Period(SINCE)  # of the days before, the file knows nothing
EPCN = (
    "U00254,BLACKHEATH PCN,72Q,NHS SOUTH EAST LONDON ICB - 72Q,20191001,,1 HIGH STREET,,,LONDON,,SE3 0PB\n"
    "U00070,WEST MERTON PCN,36L,NHS SOUTH WEST LONDON ICB - 36L,20191001,,,,,,,\n"
)
PARTNERS = (
    "G83001,MANOR BROOK PMS,72Q,SEL,U00254,BLACKHEATH PCN,72Q,SEL,20191001,,TRUE\n"
    "G83013,VANBRUGH,72Q,SEL,U00254,BLACKHEATH PCN,72Q,SEL,20191001,20220331,TRUE\n"
    "G83013,VANBRUGH,72Q,SEL,U00070,WEST MERTON PCN,36L,SWL,20220401,,FALSE\n"
)
MAP = (
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,SUB_ICB_LOCATION_CODE,"
    "SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME\n"
)
LISTS = "EXTRACT_DATE,TYPE,CODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
ADJUSTED = "Practice Code,Practice Name,PCN Code,Raw list size,Adjusted Population\n"


def on_map(practice: str, pcn: str, name: str = "A SURGERY") -> str:
    return f"01Jul2026,{practice},{name},SE3 0EN,{pcn},{pcn} PCN,72Q,SEL - 72Q,QKK,SEL\n"


def on_list(practice: str, patients: int, day: str = "2026-01-01", kind: str = "GP") -> str:
    return f"{day},{kind},{practice},ALL,ALL,{patients}\n"


Build = Callable[..., combine.Combined]


@pytest.fixture
def build(written: Callable[..., Path]) -> Build:
    """Builds U00254 of files with the given contents."""

    def built(
        *,
        partners: str | None = PARTNERS,
        on_map: str | None = None,
        lists: tuple[str, ...] = (),
        adjusted: str | None = None,
        base: Network | Path | None = None,
        code: str = "U00254",
    ) -> combine.Combined:
        files: dict[str, Any] = {"base": base}
        if partners is not None:
            files["epcn"] = (written(EPCN, "epcn.csv"), written(partners, "partners.csv"))
        if on_map is not None:
            files["practice_map"] = written(MAP + on_map, "map.csv")
        if adjusted is not None:
            files["adjusted"] = (written(ADJUSTED + adjusted, "adjusted.csv"), "2026/27")
        files["list_sizes"] = [written(LISTS + rows, f"lists{place}.csv") for place, rows in enumerate(lists, start=1)]
        return combine.network_from_files(code, **files)

    return built


def practice(combined: combine.Combined, code: str) -> Practice:
    found = combined.network.practice(code)
    assert found is not None
    return found


def said(combined: combine.Combined) -> list[str]:
    return [str(contradiction) for contradiction in combined.contradictions]


def base(*practices: Practice, complete: bool = False, **other: Any) -> Network:
    return Network(code="U00254", name="Blackheath", practices=Records(practices, complete=complete), **other)


# --- files that agree -------------------------------------------------------------------------------------------------


def test_each_fact_has_its_file(build: Build) -> None:
    combined = build(
        on_map=on_map("G83001", "U00254") + on_map("G83013", "U00070"),
        lists=(on_list("G83001", 12549),),
        adjusted="G83001,MANOR BROOK,U00254,12549,12316.5\n",
    )
    assert (combined.contradictions, combined.problems) == ((), ())
    at = date(2026, 1, 1)
    assert combined.network == Network(
        code="U00254",
        name="BLACKHEATH PCN",
        edition=date(2022, 4, 1),
        commissioners=Records(
            [Commissioner(name="NHS SOUTH EAST LONDON ICB - 72Q", code="72Q", since=SINCE)], complete=False
        ),
        practices=Records(
            [
                Practice(
                    code="G83001",
                    name="MANOR BROOK PMS",
                    membership=Records([Membership(since=SINCE)], complete=OF_EPCN),
                    other_networks=Records([], complete=OF_EPCN),
                    populations=Records(
                        [
                            Population(kind="registered", at=at, patients=Decimal(12549), source="adjusted.csv"),
                            Population(kind="adjusted", at=at, patients=Decimal("12316.5"), source="adjusted.csv"),
                        ],
                        complete=False,
                    ),
                ),
                Practice(
                    code="G83013",
                    name="VANBRUGH",
                    membership=Records([Membership(since=SINCE, until=date(2022, 3, 31))], complete=OF_EPCN),
                    other_networks=Records([OtherMembership(pcn="U00070", since=date(2022, 4, 1))], complete=OF_EPCN),
                ),
            ],
            complete=OF_EPCN,
        ),
    )
    both = "epcn.csv and partners.csv"
    assert combined.origins == {
        "name": both,
        "edition": both,
        "commissioners": both,
        "practices[G83001].name": both,
        "practices[G83001].membership": both,
        "practices[G83001].other_networks": both,
        "practices[G83001].populations registered 2026-01-01": "adjusted.csv and lists1.csv",
        "practices[G83001].populations adjusted 2026-01-01": "adjusted.csv",
        "practices[G83013].name": both,
        "practices[G83013].membership": both,
        "practices[G83013].other_networks": both,
    }


def test_epcn_alone_gives_what_its_reader_gives(build: Build, written: Callable[..., Path]) -> None:
    reading = epcn.read_csv(written(EPCN, "epcn.csv"), written(PARTNERS, "partners.csv"))
    assert build().network == epcn.networks(reading)["U00254"]


def test_readings_do_instead_of_files(build: Build, written: Callable[..., Path]) -> None:
    rows, lists = "G83001,MANOR BROOK,U00254,12549,12316\n", on_list("G83001", 12549)
    from_files = build(on_map=on_map("G83001", "U00254"), lists=(lists,), adjusted=rows)
    from_readings = combine.network_from_files(
        "U00254",
        epcn=epcn.read_csv(written(EPCN, "epcn.csv"), written(PARTNERS, "partners.csv")),
        adjusted=adjusted.read(written(ADJUSTED + rows, "adjusted.csv"), "2026/27"),
        list_sizes=list_sizes.read(written(LISTS + lists, "lists1.csv")),
        practice_map=practice_map.read(written(MAP + on_map("G83001", "U00254"), "map.csv")),
    )
    assert from_readings == from_files


def test_a_network_makes_itself_of_files(build: Build, written: Callable[..., Path]) -> None:
    files = (written(EPCN, "epcn.csv"), written(PARTNERS, "partners.csv"))
    assert des.network_from_files("U00254", epcn=files) == build()


def test_several_years_and_days_and_one_path(written: Callable[..., Path]) -> None:
    rows = "G83001,MANOR BROOK,U00254,12549,12316\n"
    combined = combine.network_from_files(
        "U00254",
        adjusted=[
            (str(written(ADJUSTED + rows, "2025.csv")), "2025/26"),
            (written(ADJUSTED + rows, "2026.csv"), "2026-27"),
        ],
        list_sizes=str(written(LISTS + on_list("G83001", 12600, "2026-03-01"))),
    )
    assert [item.at for item in practice(combined, "G83001").populations or ()] == [
        date(2025, 1, 1),
        date(2025, 1, 1),
        date(2026, 1, 1),
        date(2026, 1, 1),
        date(2026, 3, 1),
    ]


def test_files_of_the_same_name_are_told_apart_by_their_paths(written: Callable[..., Path]) -> None:
    paths = [written(LISTS + on_list("G83001", size), f"{size}/all.csv") for size in (1, 2)]
    combined = combine.network_from_files("U00254", base=base(a_member()), list_sizes=paths)
    assert [claim.file for claim in combined.contradictions[0].claims] == [str(path) for path in paths]


def a_member(**other: Any) -> Practice:
    membership = Records([Membership(since=date(2019, 7, 1))], complete=True)
    return Practice(**{"code": "G83001", "name": "Manor Brook", "membership": membership, **other})


def test_the_map_alone_knows_practices_but_no_memberships(build: Build) -> None:
    combined = build(partners=None, on_map=on_map("G83001", "U00254", "MANOR") + on_map("G83013", "U"))
    assert combined.contradictions == ()
    assert combined.network == Network(
        code="U00254",
        name="U00254 PCN",
        practices=Records([Practice(code="G83001", name="MANOR")], complete=False),
    )
    assert combined.origins == {"name": "map.csv", "practices[G83001].name": "map.csv"}


def test_the_adjusted_file_alone_has_no_name_for_the_network(build: Build) -> None:
    combined = build(partners=None, adjusted="G83001,MANOR BROOK,U00254,1,2\nG83013,VANBRUGH,no_data,3,4\n")
    assert (combined.network.name, "name" in combined.origins) == ("U00254", False)
    assert [item.code for item in combined.network.practices or ()] == ["G83001"]


def test_lists_without_practices_give_only_the_networks_own_figure(written: Callable[..., Path]) -> None:
    combined = combine.network_from_files(
        "U00254",
        base=Network(code="U00254", name="Blackheath"),
        list_sizes=written(LISTS + on_list("U00254", 51000, kind="PCN") + on_list("G83001", 5)),
    )
    assert combined.network.practices is None
    assert combined.network.populations == Records(
        [Population(kind="registered", at=date(2026, 1, 1), patients=Decimal(51000), source="a.csv")], complete=False
    )
    assert combined.origins["populations registered 2026-01-01"] == "a.csv"


def test_the_problems_of_all_files_are_kept(build: Build) -> None:
    combined = build(
        on_map=on_map("X1", "U00254") + on_map("G83001", "U00254"),
        lists=(on_list("G8", 1) + on_list("G83001", 1),),
        adjusted="G83001,A,U00254,x,1\nG83021,B,U00254,1,1\n",
    )
    assert [(problem.file, problem.row) for problem in combined.problems] == [
        ("map.csv", 2),
        ("adjusted.csv", 2),
        ("lists1.csv", 2),
    ]


# --- a network file as the base ---------------------------------------------------------------------------------------


def test_what_only_a_network_file_has_is_kept(build: Build, written: Callable[..., Path]) -> None:
    path = written(
        'code = "U00254"\nname = "Blackheath"\n'
        '[[payees]]\nname = "Manor Brook"\nsince = 2019-07-01\n'
        '[[practices]]\ncode = "G83001"\nname = "Manor Brook"\ncontract_type = "PMS"\n'
        "[[practices.membership]]\nsince = 2019-07-01\n",
        "blackheath.toml",
    )
    combined = build(base=path, lists=(on_list("G83001", 12549),))
    assert combined.contradictions == ()
    manor = practice(combined, "G83001")
    assert (combined.network.name, manor.name, manor.contract_type) == ("Blackheath", "Manor Brook", "PMS")
    assert manor.membership == Records([Membership(since=date(2019, 7, 1))], complete=OF_EPCN)
    assert [item.code for item in combined.network.practices or ()] == ["G83001", "G83013"]
    both = "blackheath.toml and epcn.csv and partners.csv"
    assert combined.origins["practices[G83001].membership"] == both
    assert combined.origins["practices[G83001].contract_type"] == "blackheath.toml"
    assert combined.origins["payees"] == "blackheath.toml"
    assert combined.origins["commissioners"] == "epcn.csv and partners.csv"


@pytest.mark.parametrize(
    ("opened", "kept", "origin"),
    [
        pytest.param("2019-07-01", date(2019, 7, 1), "b.toml", id="before ePCN begins"),
        pytest.param("2019-10-01", SINCE, "b.toml", id="the first day of ePCN"),
        pytest.param(None, None, None, id="only ePCN has it, and may be older"),
    ],
)
def test_the_day_of_opening(
    build: Build, written: Callable[..., Path], opened: str | None, kept: date | None, origin: str | None
) -> None:
    """In ePCN, whatever opened before 1 October 2019 opened on that day."""
    day = f"opened = {opened}\n" if opened else ""
    combined = build(base=written(f'code = "U00254"\nname = "Blackheath"\n{day}', "b.toml"))
    assert (combined.network.opened, combined.origins.get("opened")) == (kept, origin)
    assert combined.contradictions == ()


def test_two_days_of_opening_are_contradicted(build: Build, written: Callable[..., Path]) -> None:
    combined = build(base=written('code = "U00254"\nname = "Blackheath"\nopened = 2020-04-01\n', "b.toml"))
    assert combined.network.opened is None
    assert [str(one) for one in combined.contradictions] == [
        "opened is left out, because files contradict each other: b.toml says 1 April 2020; epcn.csv and partners.csv "
        "says 1 October 2019. Correct or leave out one of them"
    ]


def test_a_base_alone_stays_as_it_is(build: Build) -> None:
    for network in (
        Network(code="U00254", name="Blackheath"),
        base(a_member(), complete=True, populations=Records()),
        base(a_member(membership=None, other_networks=Records([OtherMembership(pcn="U00070", since=SINCE)]))),
        base(
            a_member(
                membership=Records([Membership(since=SINCE, core=False)]),
                populations=Records([Population(kind="weighted", at=SINCE, patients=Decimal(5))], complete=True),
            )
        ),
    ):
        combined = build(partners=None, base=network)
        assert combined.network == network
        assert combined.contradictions == ()


def test_a_spell_before_october_2019_is_no_contradiction_of_epcn(build: Build) -> None:
    combined = build(base=base(a_member(), complete=True), partners=PARTNERS.splitlines()[0])
    assert combined.contradictions == ()
    assert practice(combined, "G83001").membership == Records([Membership(since=date(2019, 7, 1))], complete=True)


def test_epcn_adds_spells_to_an_incomplete_list(build: Build) -> None:
    later = Records([Membership(since=date(2021, 1, 1), until=date(2021, 12, 31))], complete=False)
    combined = build(base=base(a_member(membership=later)))
    assert combined.contradictions == ()
    assert practice(combined, "G83001").membership == Records([Membership(since=SINCE)], complete=OF_EPCN)


def test_a_member_that_is_not_core_stays_beside_the_spells_of_epcn(build: Build) -> None:
    first = Membership(since=date(2019, 7, 1), until=date(2019, 9, 30), core=False)
    combined = build(base=base(a_member(membership=Records([first], complete=False))))
    assert practice(combined, "G83001").membership == Records([first, Membership(since=SINCE)], complete=OF_EPCN)


# --- contradictions ---------------------------------------------------------------------------------------------------


def test_two_figures_of_one_day_are_both_left_out(build: Build) -> None:
    combined = build(
        lists=(on_list("G83001", 12549) + on_list("G83013", 7), on_list("G83001", 12550) + on_list("G83013", 7)),
        adjusted="G83001,MANOR BROOK,U00254,12549,12316\n",
    )
    assert said(combined) == [
        "practices[G83001].populations registered 2026-01-01 is left out, because files contradict each other: "
        "adjusted.csv says 12,549; lists1.csv says 12,549; lists2.csv says 12,550. "
        "Correct or leave out one of them"
    ]
    assert [item.kind for item in practice(combined, "G83001").populations or ()] == ["adjusted"]
    assert "practices[G83001].populations registered 2026-01-01" not in combined.origins
    assert [item.patients for item in practice(combined, "G83013").populations or ()] == [7]


def test_a_figure_that_nothing_is_left_of_is_unknown(build: Build) -> None:
    combined = build(lists=(on_list("G83001", 1), on_list("G83001", 2)))
    assert practice(combined, "G83001").populations == Records([], complete=False)


def test_another_edition_of_a_figure_is_no_contradiction(build: Build) -> None:
    corrected = Population(
        kind="registered", at=date(2026, 1, 1), patients=Decimal(5), published=date(2026, 6, 20), source="letter"
    )
    combined = build(
        base=base(a_member(populations=Records([corrected], complete=True))), lists=(on_list("G83001", 6),)
    )
    assert combined.contradictions == ()
    assert [item.patients for item in practice(combined, "G83001").populations or ()] == [5, 6]
    place = "practices[G83001].populations registered 2026-01-01"
    assert combined.origins[f"{place} published 2026-06-20"] == "the network given as base"
    assert combined.origins[place] == "lists1.csv"


@pytest.mark.parametrize(("pcn", "words"), [("U00070", "in U00070"), ("U", "in no PCN")])
def test_a_map_that_has_a_member_elsewhere(build: Build, pcn: str, words: str) -> None:
    combined = build(on_map=on_map("G83001", pcn))
    membership = (
        "practices[G83001].membership is left out, because files contradict each other: "
        f"epcn.csv and partners.csv says a member from 1 October 2019; map.csv says {words} on 1 July 2026. "
        "Correct or leave out one of them"
    )
    assert said(combined)[0] == membership
    assert practice(combined, "G83001").membership is None
    assert "practices[G83001].membership" not in combined.origins
    assert combined.network.practices is not None
    assert combined.network.practices.complete_for == OF_EPCN
    # where the map names another network, ePCN contradicts that too
    others = [contradiction.fact for contradiction in combined.contradictions[1:]]
    assert others == (["practices[G83001].other_networks U00070"] if pcn != "U" else [])
    assert practice(combined, "G83001").other_networks == (None if others else Records([], complete=OF_EPCN))


def test_a_map_that_has_a_member_which_epcn_does_not_know(build: Build) -> None:
    combined = build(on_map=on_map("G83021", "U00254", "FAIRFIELD"), partners=PARTNERS)
    assert practice(combined, "G83021") == Practice(
        code="G83021", name="FAIRFIELD", other_networks=Records([], complete=OF_EPCN)
    )
    assert [contradiction.fact for contradiction in combined.contradictions] == ["practices[G83021].membership"]
    assert combined.contradictions[0].claims == (
        combine.Claim(file="epcn.csv and partners.csv", says="never a member"),
        combine.Claim(file="map.csv", says="in U00254 on 1 July 2026"),
    )


def test_an_epcn_row_that_cannot_be_read_contradicts_nobody(build: Build) -> None:
    broken = "G83021,FAIRFIELD,72Q,SEL,U00254,BLACKHEATH PCN,72Q,SEL,2019,,TRUE\n"
    combined = build(on_map=on_map("G83021", "U00254", "FAIRFIELD"), partners=PARTNERS + broken)
    assert combined.contradictions == ()
    assert practice(combined, "G83021").membership is None
    assert combined.network.practices is not None
    assert not combined.network.practices.tells_all_of(SINCE, SINCE)
    assert [problem.file for problem in combined.problems] == ["partners.csv"]


def test_an_adjusted_file_speaks_for_its_snapshot_day_only(build: Build) -> None:
    combined = build(adjusted="G83001,MANOR BROOK,U00070,1,2\nG83013,VANBRUGH,no_data,3,4\n")
    assert [contradiction.fact for contradiction in combined.contradictions] == [
        "practices[G83001].membership",
        "practices[G83001].other_networks U00070",
    ]
    assert combined.contradictions[0].claims[1] == combine.Claim(
        file="adjusted.csv", says="in U00070 on 1 January 2026"
    )
    # its figures stand, and no_data is silence
    assert [item.patients for item in practice(combined, "G83001").populations or ()] == [1, 2]
    assert practice(combined, "G83013").membership is not None


def test_a_base_that_contradicts_epcn(build: Build) -> None:
    shorter = Records([Membership(since=SINCE, until=date(2020, 12, 31))], complete=True)
    combined = build(base=base(a_member(membership=shorter), complete=True))
    assert [(item.fact, [claim.says for claim in item.claims]) for item in combined.contradictions] == [
        (
            "practices[G83001].membership",
            ["a member from 1 October 2019 to 31 December 2020", "a member from 1 October 2019"],
        ),
        ("practices[G83013].membership", ["never a member", "a member from 1 October 2019 to 31 March 2022"]),
    ]
    assert practice(combined, "G83001").membership is practice(combined, "G83013").membership is None


def test_a_base_that_says_not_core_contradicts_epcn(build: Build) -> None:
    not_core = Records([Membership(since=SINCE, core=False)], complete=False)
    combined = build(base=base(a_member(membership=not_core)))
    assert [contradiction.fact for contradiction in combined.contradictions] == ["practices[G83001].membership"]


def test_other_networks_of_the_base_and_of_epcn(build: Build) -> None:
    elsewhere = Records([OtherMembership(pcn="U11111", since=date(2020, 1, 1))], complete=True)
    combined = build(base=base(a_member(other_networks=elsewhere)))
    assert [contradiction.fact for contradiction in combined.contradictions] == [
        "practices[G83001].other_networks U11111"
    ]
    assert practice(combined, "G83001").other_networks is None


@pytest.mark.parametrize(("code", "contradicted"), [("72Q", False), (None, False), ("36L", True)])
def test_the_present_commissioner(build: Build, code: str | None, contradicted: bool) -> None:
    before = Commissioner(name="NHS GREENWICH CCG", code="08A", since=date(2019, 7, 1), until=date(2020, 3, 31))
    now = Commissioner(name="NHS X ICB", code=code, since=date(2020, 4, 1))
    combined = build(base=base(commissioners=Records([before, now], complete=True)))
    kept = Records([before], complete=False) if contradicted else Records([before, now], complete=True)
    assert combined.network.commissioners == kept
    assert said(combined) == (
        [
            "commissioners is left out, because files contradict each other: the network given as base says "
            "NHS X ICB (36L) at present; epcn.csv and partners.csv says NHS SOUTH EAST LONDON ICB - 72Q (72Q) at "
            "present. Correct or leave out one of them"
        ]
        if contradicted
        else []
    )


# --- what can't be built ----------------------------------------------------------------------------------------------


def test_a_code_that_no_file_has_is_refused(build: Build) -> None:
    with pytest.raises(UnknownNameError, match=r"There is no PCN 'U00245'\. Did you mean 'U00254'"):
        build(code="U00245", on_map=on_map("G83001", "U00254"))
    with pytest.raises(UnknownNameError, match="None of the files has a usable row of it"):
        combine.network_from_files("U00254")


def test_a_base_of_another_network_is_refused(build: Build) -> None:
    with pytest.raises(FileFormatError, match="the network given as base is the network U00254, not U00070; choose"):
        build(code="U00070", base=base())


def test_errors_of_the_readers_come_through(written: Callable[..., Path]) -> None:
    with pytest.raises(FileFormatError, match="lacks the heading"):
        combine.network_from_files("U00254", practice_map=written(LISTS))
    with pytest.raises(OutsideDataError, match="is not a contract year"):
        combine.network_from_files("U00254", adjusted=(written(ADJUSTED), "2026"))
    with pytest.raises(RecordError):
        combine.network_from_files("U00254", base=written('code = "U00254"\n', "a.toml"))


# --- the real files ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(real_file: Callable[[str], Path]) -> dict[str, Any]:
    """The real files of January 2025 to July 2026."""
    pytest.importorskip("openpyxl")
    return {
        "epcn": epcn.read(real_file("ePCN_2025-01-20.xlsx")),
        "adjusted": (real_file("pcn_adjusted_populations_2025-26.csv"), "2025/26"),
        "list_sizes": list_sizes.read(real_file("gp-reg-pat-prac-all_2026-01-01.csv")),
        "practice_map": practice_map.read(real_file("gp-reg-pat-prac-map_2026-07-01.csv")),
    }


def test_blackheath_and_charlton_of_real_files(real: dict[str, Any]) -> None:
    combined = combine.network_from_files("U00254", **real)
    assert (combined.contradictions, combined.problems) == ((), ())
    assert combined.network.name == "BLACKHEATH AND CHARLTON PCN"
    lists = {
        item.code: {
            population.at.year: population.patients
            for population in item.populations or ()
            if population.kind == "registered"
        }
        for item in combined.network.core_practices(date(2026, 7, 1))
    }
    assert {code: years[2025] for code, years in lists.items()} == {
        "G83013": 7779,
        "G83044": 12684,
        "G83001": 12549,
        "G83021": 18661,
    }
    assert all(2026 in years for years in lists.values())
    place = "practices[G83001].populations registered"
    assert combined.origins[f"{place} 2025-01-01"] == "pcn_adjusted_populations_2025-26.csv"
    assert combined.origins[f"{place} 2026-01-01"] == "gp-reg-pat-prac-all_2026-01-01.csv"


def test_real_files_that_contradict_each_other(real: dict[str, Any]) -> None:
    # The adjusted file of 2025/26 has E81048 in U62122 on the day on which ePCN has it in U79932.
    combined = combine.network_from_files("U79932", epcn=real["epcn"], adjusted=real["adjusted"])
    membership = [item for item in combined.contradictions if item.fact == "practices[E81048].membership"]
    assert [[claim.file for claim in item.claims] for item in membership] == [
        ["ePCN_2025-01-20.xlsx", "pcn_adjusted_populations_2025-26.csv"]
    ]
    assert practice(combined, "E81048").membership is None


@pytest.mark.thorough  # all of England
def test_every_disputed_membership_of_england_is_found(real: dict[str, Any]) -> None:
    year = adjusted.read(*real["adjusted"])
    open_pcns = {pcn.code for pcn in real["epcn"].open_on(date(2025, 1, 20))}
    found = {
        (code, item.code)
        for code in open_pcns
        for item in combine.network_from_files(code, **{**real, "adjusted": year}).network.practices or ()
        if item.membership is None
    }
    assert (len(found), len({pcn for pcn, _ in found})) == (192, 102)

    def disputed(listed: dict[str, str | None], day: date) -> set[tuple[str, str]]:
        of_epcn = {
            (row.pcn_code, row.practice_code)
            for row in real["epcn"].partners
            if day in row.period and row.practice_code in listed
        }
        return of_epcn ^ {(pcn, code) for code, pcn in listed.items() if pcn is not None}

    on_map = disputed({row.practice_code: row.pcn_code for row in real["practice_map"].rows}, date(2026, 7, 1))
    in_year = disputed({row.practice_code: row.pcn_code for row in year.rows if row.pcn_code}, date(2025, 1, 1))
    assert found == {pair for pair in on_map | in_year if pair[0] in open_pcns}


def test_how_a_spell_ended_is_kept_beside_epcn(build: Build, written: Callable[..., Path]) -> None:
    """ePCN has the last day of a spell; only a network file knows how it ended."""
    ended = 'ended_by = "merged", into = "G83001"'
    membership = f"membership = [{{ since = 2019-07-01, until = 2022-03-31, {ended} }}]"
    practice_ = f'[[practices]]\ncode = "G83013"\nname = "Vanbrugh"\n{membership}\n'
    combined = build(base=written(f'code = "U00254"\nname = "Blackheath"\n{practice_}', "b.toml"))
    (spell,) = there(practice(combined, "G83013").membership)
    assert (spell.since, spell.until, spell.ended_by, spell.into) == (
        date(2019, 7, 1),
        date(2022, 3, 31),
        "merged",
        "G83001",
    )


@pytest.mark.parametrize("once", [iter, tuple])
def test_an_iterator_of_files_gives_the_same_as_a_list(once: Callable[[list[Any]], Any]) -> None:
    """The files are named before they are read: an iterator that was used up by then would lose them in silence."""
    sizes = [
        list_sizes.read((LISTS + on_list("G83001", 9000, day)).encode(), name=f"{day}.csv")
        for day in ("2025-01-01", "2026-01-01")
    ]
    figures = [
        adjusted.read((ADJUSTED + "G83001,MANOR BROOK,U00254,9000,8500\n").encode(), year, name=f"{year[:4]}.csv")
        for year in ("2025/26", "2026/27")
    ]
    given: dict[str, Any] = {"epcn": (EPCN.encode(), PARTNERS.encode())}
    found = combine.network_from_files("U00254", **given, list_sizes=once(sizes), adjusted=once(figures))
    assert found == combine.network_from_files("U00254", **given, list_sizes=sizes, adjusted=figures)
    assert len(there(there(found.network.practice("G83001")).populations)) == 4
