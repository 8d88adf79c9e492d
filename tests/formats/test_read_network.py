"""Reads a network from TOML, JSON, a workbook or a mapping, and names everything that is wrong with its place."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des import FileFormatError, Network, RecordError, Records, example_network, read_network
from pcn_des.cli import main
from pcn_des.formats import workbook
from pcn_des.formats.network_file.read import read_network_text
from support.narrowed import there

BARE = {"code": "U00001", "name": "Millbrook PCN"}
TOML = """\
code = "U00001"
name = "Millbrook PCN"
payees = []

[practices]
complete = true

[[practices.items]]
code = "A00001"
name = "Millbrook Surgery"
contract_type = "GMS"
membership = [{ since = 2019-07-01 }]
populations = [{ kind = "adjusted", at = 2022-01-01, patients = 13296.42 }]

[[access_sessions]]
service = "enhanced_access"
on = 2022-11-07
start = 18:30:00
end = 20:00:00

[[returns]]
kind = "appointment_book_audit"
on = 2022-10-05
shows = { "enhanced_access.booking_horizon" = false }

[[variations]]
kind = "local_variation"
granted_by = "NHS Millbrook ICB"
since = 2026-05-01
lifts = ["enhanced_access.gp_cover"]
amends = { "enhanced_access.minutes_per_1000" = 45.5 }
"""
AS_JSON = {
    "code": "U00001",
    "name": "Millbrook PCN",
    "payees": [],
    "practices": {
        "complete": True,
        "items": [
            {
                "code": "A00001",
                "name": "Millbrook Surgery",
                "contract_type": "GMS",
                "membership": [{"since": "2019-07-01"}],
                "populations": [{"kind": "adjusted", "at": "2022-01-01", "patients": 13296.42}],
            }
        ],
    },
    "access_sessions": [
        {"service": "enhanced_access", "on": "2022-11-07", "start": "18:30:00", "end": "20:00"},
    ],
    "returns": [
        {
            "kind": "appointment_book_audit",
            "on": "2022-10-05",
            "shows": {"enhanced_access.booking_horizon": False},
        }
    ],
    "variations": [
        {
            "kind": "local_variation",
            "granted_by": "NHS Millbrook ICB",
            "since": "2026-05-01",
            "lifts": ["enhanced_access.gp_cover"],
            "amends": {"enhanced_access.minutes_per_1000": 45.5},
        }
    ],
}


def problems(mapping: dict[str, Any]) -> list[str]:
    with pytest.raises(RecordError) as caught:
        read_network({**BARE, **mapping})
    return list(caught.value.problems)


class TestAccepted:
    def check(self, one: Network) -> None:
        assert (one.code, one.name) == ("U00001", "Millbrook PCN")
        assert there(one.practices).complete
        (practice,) = there(one.practices)
        assert there(practice.membership)[0].since == date(2019, 7, 1)
        assert not there(practice.membership).complete
        assert there(practice.populations)[0].patients == Decimal("13296.42")
        assert practice.other_networks is None
        assert (there(one.access_sessions)[0].start, there(one.access_sessions)[0].end) == (time(18, 30), time(20))
        assert there(one.returns)[0].shows == {"enhanced_access.booking_horizon": False}
        assert there(one.variations)[0].lifts == ("enhanced_access.gp_cover",)
        assert there(one.variations)[0].amends == {"enhanced_access.minutes_per_1000": Decimal("45.5")}
        assert one.payees == Records([], complete=True)
        assert one.areas is None

    def test_a_toml_file(self, tmp_path: Path) -> None:
        path = tmp_path / "millbrook.toml"
        path.write_text(TOML, encoding="utf-8")
        self.check(read_network(path))
        self.check(read_network(str(path)))

    def test_a_json_file(self, tmp_path: Path) -> None:
        path = tmp_path / "millbrook.json"
        path.write_text(json.dumps(AS_JSON), encoding="utf-8")
        self.check(read_network(path))

    def test_text(self) -> None:
        self.check(read_network_text(TOML, "a.toml"))
        self.check(read_network_text(json.dumps(AS_JSON), "a.json"))
        assert read_network_text(TOML, "a.toml") == read_network_text(json.dumps(AS_JSON), "a.json")

    @pytest.mark.parametrize(
        ("value", "complete", "count"),
        [
            pytest.param([], True, 0, id="an empty list says that there is nothing"),
            pytest.param([{"since": "2022-04-01", "name": "a"}], False, 1, id="a list is silent about what it omits"),
            pytest.param({"complete": True}, True, 0, id="complete and empty"),
            pytest.param({"complete": False}, False, 0, id="nothing on record, and not complete"),
            pytest.param({"items": []}, True, 0, id="a table with an empty list"),
            pytest.param(
                {"complete": True, "items": [{"since": "2022-04-01", "name": "a"}]}, True, 1, id="a complete list"
            ),
            pytest.param(
                {"complete": False, "items": [{"since": "2022-04-01", "name": "a"}]}, False, 1, id="an incomplete one"
            ),
        ],
    )
    def test_lists(self, value: Any, complete: bool, count: int) -> None:
        payees = read_network({**BARE, "payees": value}).payees
        assert (there(payees).complete, len(there(payees))) == (complete, count)

    def test_a_list_that_is_absent_is_unknown(self) -> None:
        assert read_network(BARE).payees is None

    @given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
    def test_a_day_as_a_day_or_as_text(self, day: date) -> None:
        spells: list[dict[str, Any]] = [{"since": day}, {"since": day.isoformat()}]
        read = [there(read_network({**BARE, "payees": [{"name": "a", **spell}]}).payees)[0].since for spell in spells]
        assert read == [day, day]

    @given(st.decimals(0, 1_000_000, places=2))
    def test_numbers_stay_exact(self, patients: Decimal) -> None:
        figures = [{"kind": "adjusted", "at": "2022-01-01", "patients": form} for form in (patients, str(patients))]
        read = read_network({**BARE, "populations": figures}).populations
        assert [population.patients for population in there(read)] == [patients, patients]

    @given(
        st.lists(
            st.fixed_dictionaries(
                {
                    "kind": st.sampled_from(["registered", "weighted", "adjusted"]),
                    "at": st.dates(),
                    "patients": st.integers(0, 10**7),
                }
            ),
            unique_by=lambda figure: (figure["kind"], figure["at"]),
            max_size=5,
        ),
        st.sampled_from([None, True, False]),
    )
    def test_whatever_is_written_is_read_back(self, figures: list[dict[str, Any]], complete: bool | None) -> None:
        written = figures if complete is None else {"complete": complete, "items": figures}
        read = read_network({**BARE, "populations": written}).populations
        assert [(one.kind, one.at, one.patients) for one in there(read)] == [
            (one["kind"], one["at"], one["patients"]) for one in figures
        ]
        assert there(read).complete is (complete if complete is not None else not figures)


class TestRefused:
    @pytest.mark.parametrize(
        ("mapping", "place", "sentence"),
        [
            pytest.param({"payee": []}, "", "no field 'payee', did you mean 'payees'?", id="a field that is not there"),
            pytest.param({"payees": "Surgery"}, "payees", "it must be a list, or { complete = true", id="no list"),
            pytest.param({"payees": {"complete": True, "item": []}}, "payees", "it must be a list", id="a wrong table"),
            pytest.param(
                {"payees": {"complete": "yes"}}, "payees.complete", "neither true nor false", id="complete = yes"
            ),
            pytest.param(
                {"payees": {"complete": {"since": ""}}}, "payees.complete.since", "'' is not a day", id="complete since"
            ),
            pytest.param({"payees": ["Surgery"]}, "payees[1]", "a table with named fields", id="no table"),
            pytest.param({"payees": [{"name": "a"}]}, "payees[1].since", "'since' is missing", id="a day is missing"),
            pytest.param({"payees": [{"name": "a", "since": "1.10.2022"}]}, "payees[1].since", "not a day", id="a day"),
            pytest.param(
                {"payees": [{"name": "a", "since": datetime(2022, 10, 1, 9)}]},
                "payees[1].since",
                "not a day; write it as 2022-10-01",
                id="a moment",
            ),
            pytest.param(
                {"payees": [{"name": 5, "since": "2022-10-01"}]}, "payees[1].name", "not a text", id="a number as text"
            ),
            pytest.param(
                {"payees": [{"name": "a", "since": "2022-10-01", "unitl": "2022-11-01"}]},
                "payees[1]",
                "did you mean 'until'?",
                id="a field of a record",
            ),
            pytest.param(
                {"practices": {"items": [{"code": "A00001", "name": "n", "membership": [{"since": 5}]}]}},
                "practices[1].membership[1].since",
                "5 is not a day",
                id="deep inside",
            ),
            pytest.param(
                {"practices": [{"code": "A00001", "name": "n", "closes_half_day": "no"}]},
                "practices[1].closes_half_day",
                "neither true nor false",
                id="a text for yes or no",
            ),
            pytest.param(
                {"populations": [{"kind": "adjusted", "at": "2022-01-01", "patients": 13296.42}]},
                "populations[1].patients",
                "13296.42 is not a number that can be kept exactly",
                id="a float",
            ),
            pytest.param(
                {"populations": [{"kind": "adjusted", "at": "2022-01-01", "patients": True}]},
                "populations[1].patients",
                "not a number",
                id="a yes for a number",
            ),
            pytest.param(
                {"populations": [{"kind": "adjusted", "at": "2022-01-01", "patients": "NaN"}]},
                "populations[1].patients",
                "not a number",
                id="not a number",
            ),
            pytest.param(
                {"populations": [{"kind": "adjusted", "at": "2022-01-01", "patients": "13,296"}]},
                "populations[1].patients",
                "not a number",
                id="a number with a comma",
            ),
            pytest.param(
                {
                    "access_sessions": [
                        {"service": "enhanced_access", "on": "2022-11-07", "start": "half six", "end": "20:00"}
                    ]
                },
                "access_sessions[1].start",
                "not a time of day; write it as 18:30:00",
                id="a time",
            ),
            pytest.param(
                {"access_weeks": [{"service": "enhanced_access", "week_starting": "2022-11-07", "minutes": 1.5}]},
                "access_weeks[1].minutes",
                "not a whole number",
                id="part of a minute",
            ),
            pytest.param(
                {"access_weeks": [{"service": "enhanced_access", "week_starting": "2022-11-07", "minutes": True}]},
                "access_weeks[1].minutes",
                "not a whole number",
                id="a yes for minutes",
            ),
            pytest.param(
                {"variations": [{"kind": "waiver", "granted_by": "ICB", "since": "2022-10-01", "lifts": "a.b"}]},
                "variations[1].lifts",
                "list",
                id="one obligation without its list",
            ),
            pytest.param(
                {"returns": [{"kind": "k", "on": "2022-10-01", "shows": {"a.b": "no"}}]},
                "returns[1].shows.a.b",
                "neither true nor false",
                id="a text in a mapping",
            ),
            pytest.param({"example_as_of": 5}, "example_as_of", "not a day", id="a field of the network"),
            pytest.param(
                {"code": "u00254"}, "code", "such as U00254); write it as U00254", id="a code in small letters"
            ),
            pytest.param(
                {"populations": [{"kind": "adjusted", "at": "2022-01-01", "patients": "51,230.5"}]},
                "populations[1].patients",
                "'51,230.5' is not a number; write it as 51230.5",
                id="the number without its comma",
            ),
            pytest.param(
                {"populations": [{"kind": "adjusted", "at": "2022-01-01", "patients": "5_1"}]},
                "populations[1].patients",
                "'5_1' is not a number; write it as 48532 or 48532.25",
                id="a number as Python writes it",
            ),
            pytest.param(
                {"access_weeks": [{"service": "enhanced_access", "week_starting": "2022-11-07", "minutes": "1,060"}]},
                "access_weeks[1].minutes",
                "'1,060' is not a whole number; write it as 1060",
                id="a text for minutes",
            ),
        ],
    )
    def test_one_mistake_with_its_place(self, mapping: dict[str, Any], place: str, sentence: str) -> None:
        (problem,) = problems(mapping)
        assert problem.startswith(f"{place}: " if place else "there is")
        assert sentence in problem

    def test_code_and_name_are_needed(self) -> None:
        with pytest.raises(RecordError) as caught:
            read_network({})
        assert [problem.split(": ")[1] for problem in caught.value.problems] == [
            "'code' is missing",
            "'name' is missing",
        ]

    def test_every_problem_is_named_with_its_place(self) -> None:
        found = problems(
            {
                "nonsense": 1,
                "areas": "the town",
                "practices": [
                    {
                        "code": "A00001",
                        "name": "n",
                        "populations": [
                            {"kind": "registered", "at": "2022-01-01", "patients": 9_000},
                            {"kind": "adjusted", "at": "2022-01-32", "patients": 1.5},
                        ],
                    },
                    {"code": "12345", "name": "n"},
                    {"name": "n"},
                ],
                "access_sessions": [
                    {"service": "enhanced_access", "on": "2022-11-07", "start": "20:00", "end": "18:30"},
                    {"service": "evenings", "on": "2022-11-07", "start": "18:30", "end": "20:00"},
                ],
                "returns": [{"kind": "k", "on": "2022-10-01", "until": "2022-09-30"}],
                "variations": [{"kind": "waiver", "granted_by": "ICB", "since": "2022-10-01", "amends": {"a.b": 1}}],
            }
        )
        expected = [
            ("practices[1].populations[2].at", "'2022-01-32' is not a day"),
            ("practices[1].populations[2].patients", "1.5 is not a number that can be kept exactly"),
            ("practices[2].code", "'12345' is not a practice code"),
            ("practices[3].code", "'code' is missing"),
            ("areas", "it must be a list"),
            ("access_sessions[1]", "it ends at 18:30, not after its start at 20:00"),
            ("access_sessions[2].service", "service is 'evenings'"),
            ("returns[1]", "it counts until 2022-09-30, before its own day 2022-10-01"),
            ("variations[1]", "a waiver can't amend terms"),
            ("", "there is no field 'nonsense'"),
        ]
        assert len(found) == len(expected)
        for place, sentence in expected:
            start = f"{place}: {sentence}" if place else sentence
            assert any(problem.startswith(start) for problem in found), start

    def test_the_message_counts_and_lists_them(self) -> None:
        with pytest.raises(RecordError) as caught:
            read_network({**BARE, "areas": 1, "payees": 2})
        lines = str(caught.value).splitlines()
        assert lines[0] == "The network can't be used, 2 problems:"
        assert len(lines) == 3

    def test_two_mistakes_in_one_record_are_both_named(self) -> None:
        """read_network: 'every problem is named with its place'."""
        found = problems({"practices": [{"code": "12345", "name": " "}]})
        assert any("'12345' is not a practice code" in problem for problem in found)
        assert any("name is empty" in problem for problem in found)

    def test_a_wrong_code_of_the_network_does_not_wait_for_the_rest(self) -> None:
        found = problems({"code": "X", "areas": "the town"})
        assert any("'X' is not a PCN code" in problem for problem in found)
        assert any(problem.startswith("areas: ") for problem in found)

    def test_records_that_contradict_each_other_are_each_a_problem(self) -> None:
        found = problems(
            {
                "practices": [{"code": "A00001", "name": "a"}, {"code": "A00001", "name": "b"}],
                "payees": [{"name": "a", "since": "2022-04-01"}, {"name": "b", "since": "2022-05-01"}],
            }
        )
        assert found == [
            "practices[2]: the practice A00001 is on record twice; keep one",
            "payees[2]: two spells of the Nominated Payee overlap on 2022-05-01; end the first one before",
        ]

    def test_so_are_those_inside_a_record(self) -> None:
        counts = [{"kind": "registered", "at": "2022-01-01", "patients": patients} for patients in (9000, 9100)]
        lost = {"id": "x", "service": "enhanced_access", "on": "2022-10-04", "minutes": 90}
        found = problems(
            {
                "practices": [{"code": "A00001", "name": "a"}, {"code": "A00002", "name": "b", "populations": counts}],
                "cancelled_sessions": [{**lost, "made_up": [{"on": "2022-10-03", "minutes": 90}]}],
            }
        )
        assert [problem.split(":")[0] for problem in found] == [
            "practices[2].populations[2]",
            "cancelled_sessions[1].made_up[1]",
        ]

    @given(
        st.fixed_dictionaries(
            {},
            optional={
                "areas": st.just("the town"),
                "payees": st.just([{"name": "a", "since": "yesterday"}]),
                "returns": st.just([{"kind": "k", "on": "2022-10-01", "shows": {"a.b": 1}}]),
                "agreements": st.just([{"version": "v"}]),
                "access_weeks": st.just([{"service": "enhanced_access", "week_starting": "2022-11-08", "minutes": 1}]),
                "example_as_of": st.just("soon"),
            },
        ).filter(bool)
    )
    def test_as_many_problems_as_mistakes_in_different_records(self, mapping: dict[str, Any]) -> None:
        found = problems(mapping)
        assert {problem.split(":")[0].split("[")[0] for problem in found} == set(mapping)
        assert len(found) == len(mapping)

    @pytest.mark.parametrize("source", [[], 5, None])
    def test_anything_else_is_misuse(self, source: Any) -> None:
        with pytest.raises(TypeError):
            read_network(source)


class TestFiles:
    def test_another_ending(self, tmp_path: Path) -> None:
        with pytest.raises(FileFormatError, match=r"n\.yaml' is neither \.toml nor \.json"):
            read_network(tmp_path / "n.yaml")

    @pytest.mark.parametrize("content", [b"role,wte", b'{"code": ', b"\x89PNG"])
    @pytest.mark.parametrize("name", ["n.csv", "n.png", "n"])
    def test_content_is_called_by_the_name_that_it_has(self, name: str, content: bytes) -> None:
        with pytest.raises(FileFormatError) as told:
            read_network(content, name=name)
        assert str(told.value).startswith(f"{name} ")

    def test_no_such_file(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            read_network(tmp_path / "n.toml")

    @pytest.mark.parametrize(
        ("name", "text", "wrong"),
        [
            ("n.toml", "code = ", r"n\.toml can't be read"),
            ("n.json", "{", r"n\.json can't be read"),
            ("n.json", "[]", r"must hold one network, \{…\}, not a list"),
            ("n.json", '"text"', "not a text"),
        ],
    )
    def test_text_that_is_not_what_it_says(self, tmp_path: Path, name: str, text: str, wrong: str) -> None:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with pytest.raises(FileFormatError, match=wrong):
            read_network(path)

    def test_not_utf_8(self, tmp_path: Path) -> None:
        path = tmp_path / "n.toml"
        path.write_bytes('name = "Müll"'.encode("latin-1"))
        with pytest.raises(FileFormatError, match="not UTF-8"):
            read_network(path)

    def test_too_large(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pcn_des.formats.network_file.read.LARGEST_FILE", 10)
        path = tmp_path / "n.toml"
        path.write_text(TOML, encoding="utf-8")
        with pytest.raises(FileFormatError, match="larger than 10 bytes"):
            read_network(path)

    def test_the_file_is_named_in_the_message(self, tmp_path: Path) -> None:
        path = tmp_path / "millbrook.toml"
        path.write_text('code = "X"\nname = "n"', encoding="utf-8")
        with pytest.raises(RecordError, match=r"^millbrook\.toml can't be used, 1 problem:"):
            read_network(path)


class TestWorkbooks:
    def test_a_workbook_gives_the_network_that_was_written_to_it(self, tmp_path: Path) -> None:
        workbook.write(example_network(), tmp_path / "n.xlsx")
        assert read_network(tmp_path / "n.xlsx") == example_network()
        assert read_network(str(tmp_path / "n.xlsx")) == example_network()

    def test_every_cell_that_is_wrong_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "n.xlsx"
        workbook.write(read_network(BARE), path)
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.load_workbook(path)
        book["Profile"]["B2"] = "U1"
        book["Practices"]["A4"] = "Millbrook"
        book.save(path)
        with pytest.raises(RecordError) as caught:
            read_network(path)
        assert caught.value.what == "n.xlsx"
        assert [problem.split(":")[0] for problem in caught.value.problems] == [
            "Profile!B2",
            "Practices!A4",
            "Practices!B4",
        ]

    def test_what_is_no_workbook(self, tmp_path: Path) -> None:
        (tmp_path / "n.xlsx").write_text(TOML, encoding="utf-8")
        with pytest.raises(FileFormatError, match=r"n\.xlsx is no Excel workbook"):
            read_network(tmp_path / "n.xlsx")
        with pytest.raises(FileNotFoundError):
            read_network(tmp_path / "none.xlsx")

    def test_an_ending_in_capitals_is_the_same_ending(self, tmp_path: Path) -> None:
        workbook.write(example_network(), tmp_path / "n.xlsx")
        (tmp_path / "n.xlsx").rename(tmp_path / "n.XLSX")
        (tmp_path / "n.TOML").write_text(TOML, encoding="utf-8")
        (tmp_path / "n.JSON").write_text('{"code": "U00001", "name": "Millbrook PCN"}', encoding="utf-8")
        assert read_network(tmp_path / "n.XLSX") == example_network()
        assert read_network(tmp_path / "n.TOML").code == read_network(tmp_path / "n.JSON").code == "U00001"


class TestFormat:
    MILLBROOK = des.Network(code="U00001", name="Millbrook PCN")

    @pytest.mark.parametrize("ending", [".toml", ".json"])
    def test_a_file_says_its_format(self, tmp_path: Path, ending: str) -> None:
        des.write_network(self.MILLBROOK, tmp_path / f"m{ending}")
        assert re.search(r'^\s*"?format"? ?[=:] 3,?$', (tmp_path / f"m{ending}").read_text(), re.MULTILINE)
        assert des.read_network(tmp_path / f"m{ending}") == self.MILLBROOK

    @pytest.mark.parametrize("said", [{}, {"format": 1}, {"format": 2}, {"format": 3}])
    def test_older_ones_are_read(self, said: dict[str, int]) -> None:
        assert des.read_network({**said, "code": "U00001", "name": "Millbrook PCN"}) == self.MILLBROOK

    @pytest.mark.parametrize(
        ("said", "problem"),
        [
            (4, "format: it is of format 4, and this version reads up to 3; use a newer pcn_des"),
            ("two", "format: 'two' is no format; it is a whole number up to 3"),
            (True, "format: true is no format; it is a whole number up to 3"),
            (0, "format: 0 is no format; it is a whole number up to 3"),
        ],
    )
    def test_newer_ones_and_nonsense_are_refused(self, said: object, problem: str) -> None:
        with pytest.raises(des.RecordError) as caught:
            des.read_network({"format": said, "code": "U00001", "name": "Millbrook PCN"})
        assert problem in str(caught.value)

    def test_upgrade_writes_the_newest(self, tmp_path: Path) -> None:
        old, new = tmp_path / "old.toml", tmp_path / "new.json"
        old.write_text('code = "U00001"\nname = "Millbrook PCN"\n')
        assert CliRunner().invoke(main, ["upgrade", str(old), str(new)]).exit_code == 0
        assert json.loads(new.read_text())["format"] == 3
        assert CliRunner().invoke(main, ["upgrade", str(old), str(new)]).exit_code == 2  # it is there already


@pytest.mark.thorough  # twenty thousand names, each held against all that there are
def test_the_list_of_all_fields_is_told_once() -> None:
    unknown = {f"zzz{number}": 1 for number in range(20_000)}
    with pytest.raises(RecordError) as found:
        read_network({"code": "U00001", "name": "Millbrook PCN", **unknown})
    assert len(found.value.problems) == 20_000
    assert str(found.value).count("the fields are") == 1
    assert len(str(found.value)) < 2_000_000


@pytest.mark.parametrize("path", ["x" * 5_000 + ".toml", "/dev/null/below.toml"])
def test_a_path_that_the_system_cannot_reach_is_an_error_of_the_system(path: str) -> None:
    with pytest.raises(OSError):  # noqa: PT011  # which one, the system says
        read_network(path)
