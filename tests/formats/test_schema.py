"""The JSON Schemas: what is written validates, and what the network schema accepts the reader accepts."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des import network
from pcn_des.contract.files import span
from pcn_des.errors import RecordError
from pcn_des.formats import schema
from pcn_des.formats.network_file.read import read_network_text
from pcn_des.formats.network_file.write import network_dict
from pcn_des.formats.workbook.fields import fields_of
from pcn_des.network import Network
from pcn_des.strategies import plain_networks

pytestmark = pytest.mark.thorough  # many networks are written and checked


Validator = jsonschema.Draft202012Validator
NETWORK = Validator(schema.network_schema(), format_checker=Validator.FORMAT_CHECKER)
REPORT = Validator(schema.report_schema(), format_checker=Validator.FORMAT_CHECKER)

POST = {"id": "p1", "role": "paramedic", "wte": 1, "since": "2022-07-01"}

# How the reader words each point of BEYOND_THE_SCHEMA.
ONLY_THE_READER = (
    r"it ends on .*, before it starts",
    r"it counts until .*, before its own day",
    r"it ends at .*, not after its start",
    r"a week starts on its Monday|a month is written as its first day",
    r"one person is at most 1 whole-time equivalent",
    r"can't amend terms; only a local_variation does|is amended to the text|day is out of range|day of month",
    r"is on record twice",
    r"what it costs is told by .* and by|certified and years_from_cct tell the same",
    r"it is a part of one, such as",
    r"has a part of a penny; write whole pence",
    r"which is no other post on record|a claim is for the post .*, which is not on record",
    r"two spells of the .* overlap",
    r"is both vacant and held",
    r"two local variations give",
    r"is on record as .* and as",
    r"are on record as .* and as",
    r"can't have been made up before",
    r"is on record both as agreed outside the hours and as not agreed",
    r"are complete for a time",
    r"of this name is on record",
    r"which is no contract year",
    r": [0-9.E+-]+ is not a whole number",
)


def test_the_schemas_are_schemas() -> None:
    Validator.check_schema(schema.network_schema())
    Validator.check_schema(schema.report_schema())
    assert schema.network_schema()["$schema"] == schema.DIALECT


def test_the_bundled_network_is_valid() -> None:
    assert _errors(NETWORK, network_dict(des.example_network())) == []


@pytest.mark.parametrize("as_of", [date(2019, 7, 1), date(2022, 11, 14), date(2024, 5, 1), span().until])
def test_the_reports_of_the_bundled_network_are_valid(as_of: date) -> None:
    report = des.assess(des.example_network(), as_of=as_of)
    assert _errors(REPORT, json.loads(json.dumps(report.to_dict()))) == []


def test_a_report_of_given_facts_is_valid() -> None:
    report = des.assess({"population.adjusted": 51230}, as_of=date(2022, 11, 14), known_on=date(2022, 11, 1))
    assert _errors(REPORT, report.to_dict()) == []


def test_a_field_that_no_report_has_is_refused() -> None:
    report = des.assess({}, as_of=date(2022, 11, 14)).to_dict()
    report["findings"][0]["colour"] = "green"
    assert _errors(REPORT, report)


def test_every_record_and_field_is_described() -> None:
    made = schema.network_schema()
    assert set(made["properties"]) == {"format"} | {field.name for field in attrs.fields(Network)}
    assert set(made["$defs"]) == set(network.__all__) - {"Network", "Records", "Spell"}
    assert all(record["description"] for record in made["$defs"].values())
    practice = made["$defs"]["Practice"]
    assert practice["required"] == ["code", "name"]
    assert practice["properties"]["contract_type"] == {
        "anyOf": [
            {"description": "Contract: the practice's own contract", "enum": ["GMS", "PMS", "APMS"]},
            {"type": "null"},
        ]
    }
    for point in schema.BEYOND_THE_SCHEMA:
        assert point in made["description"]


def test_a_type_that_the_schema_does_not_know_is_refused() -> None:
    @attrs.frozen
    class Strange:
        weight: float

    with pytest.raises(TypeError, match="weight is of the type <class 'float'>"):
        fields_of(Strange)


def test_a_validator_that_the_schema_does_not_know_is_refused() -> None:
    @attrs.frozen
    class Strange:
        name: str = attrs.field(validator=lambda *_: None)

    with pytest.raises(TypeError, match="the validator of name"):
        fields_of(Strange)


# --- the schema and the reader ----------------------------------------------------------------------------------------


@given(plain_networks())
def test_every_network_that_can_be_written_is_valid(plain: dict[str, Any]) -> None:
    assert _errors(NETWORK, plain) == []


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "green"},
        {"code": "X00254"},
        {"code": "U0025"},
        {"code": "U00254\n"},
        {"code": None},
        {"name": " "},
        {"name": 5},
        {"example_as_of": "14/11/2022"},
        {"example_as_of": 5},
        {"practices": {"complete": "yes", "items": []}},
        {"practices": {"complete": None}},
        {"practices": {"all": []}},
        {"practices": "none"},
        {"practices": [{"code": "B83001"}]},
        {"practices": [{"code": "b83001", "name": "A"}]},
        {"practices": [{"code": "B83001", "name": "A", "contract_type": "GMX"}]},
        {"practices": [{"code": "B83001", "name": "A", "closes_half_day": "no"}]},
        {"practices": ["B83001"]},
        {"populations": [{"kind": "registered", "at": "2022-01-01", "patients": -1}]},
        {"populations": [{"kind": "registered", "at": "2022-01-01", "patients": "many"}]},
        {"populations": [{"kind": "registered", "at": "2022-01-01", "patients": "-1"}]},
        {"populations": [{"kind": "registered", "at": "2022-02-31", "patients": 1}]},
        {"populations": [{"kind": "registered", "at": "2022-01-01", "patients": True}]},
        {"populations": [{"kind": "registered", "at": "2022-01-01", "patients": None}]},
        {"populations": [{"kind": "registered", "at": "2022-01-01", "patients": 1, "source": None}]},
        {"clinical_directors": [{"name": "A", "since": "2022-01-01", "wte": 0}]},
        {"clinical_directors": [{"name": "A", "since": "2022-01-01", "wte": "0.00"}]},
        {"access_weeks": [{"service": "enhanced_access", "week_starting": "2022-11-07", "minutes": "60"}]},
        {"access_weeks": [{"service": "enhanced_access", "week_starting": "2022-11-07", "minutes": 6.5}]},
        {"access_sessions": [{"service": "enhanced_access", "on": "2022-11-07", "start": "25:00", "end": "26:00"}]},
        {"posts": [{**POST, "area": "kent"}]},
        {"posts": [{**POST, "band": "8"}]},
        {"posts": [{**POST, "band": "7 or above"}]},
        {"posts": [{**POST, "band": "band 8a"}]},
        {"posts": [{**POST, "area": None}]},
        {"posts": [{**POST, "network_share": 1.5}]},
        {"posts": [{**POST, "engaged": "lent"}]},
        {"posts": [{**POST, "certified": "long ago"}]},
        {"posts": [{**POST, "pay": [{"since": "2022-07-01"}]}]},
        {"posts": [{**POST, "pay": [{"since": "2022-07-01", "salary": -1}]}]},
        {"posts": [{**POST, "pay": {"complete": "yes", "items": []}}]},
        {"posts": [{**POST, "invoices": [{"month": "November", "amount": 1}]}]},
        {"posts": [{**POST, "leave": [{"since": "2022-07-01", "kind": "holiday"}]}]},
        {"posts": [{**POST, "leave": [{"since": "2022-07-01", "kind": "training", "pay_share": 2}]}]},
        {"posts": [{**POST, "extra_hours": [{"month": "2022-07-01", "wte": 0}]}]},
        {"posts": [{**POST, "extra_hours": [{"month": "2022-07-01", "wte": 0.1, "plain_time": "yes"}]}]},
        {"posts": [{**POST, "conditions": [{"name": "training"}]}]},
        {"claims": [{"month": "2022-07-01", "amount": 1}]},
        {"claims": [{"post": "p1", "month": "2022-07-01", "amount": -1}]},
        {"baseline_vacancies": [{"role": " ", "since": "2022-07-01"}]},
        {"indicator_adjustments": [{"year": "2022-23", "factor": 1}]},
        {"indicator_adjustments": [{"year": "1922/23", "factor": 1}]},
        {"indicator_adjustments": [{"year": "2022/23", "factor": 0}]},
        {"returns": [{"kind": "", "on": "2022-11-07"}]},
        {"returns": [{"kind": "x", "on": "2022-11-07", "shows": {"x": "yes"}}]},
        {"returns": [{"kind": "x", "on": "2022-11-07", "shows": ["x"]}]},
        {"variations": [{"kind": "waiver", "granted_by": "A", "since": "2022-11-07", "lifts": [1]}]},
        {"variations": [{"kind": "local_variation", "granted_by": "A", "since": "2022-11-07", "amends": {"x": [1]}}]},
        {"variations": [{"kind": "local_variation", "granted_by": "A", "since": "2022-11-07", "amends": {"x": None}}]},
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(change: dict[str, Any]) -> None:
    text = json.dumps({"code": "U00254", "name": "A"} | change)
    with pytest.raises(RecordError):
        read_network_text(text, "network.json")
    assert _errors(NETWORK, json.loads(text))


@given(plain=plain_networks(), data=st.data())
def test_what_the_schema_accepts_the_reader_accepts(plain: dict[str, Any], data: st.DataObject) -> None:
    changed = data.draw(_changed(plain))
    text = json.dumps(changed)
    if _errors(NETWORK, json.loads(text, parse_float=Decimal)):
        return
    try:
        read_network_text(text, "network.json")
    except RecordError as error:
        strange = [one for one in error.problems if not any(re.search(known, one) for known in ONLY_THE_READER)]
        assert strange == []


def _errors(validator: Any, instance: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(instance)]


OTHER_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2.5, 10**20, "", " ", "x", "U00254", "B83001", "B83001\n", "GMS", "adjusted", "0"),
    *("1E5", "-0.5", "1_0", "٣", "2022-11-01", "2022-02-30", "20221101", "2022-W01-1", "18:30", "18:30:00\n", "24:00"),
    *([], {}, ["x"], {"x": 1}, {"complete": True}, {"complete": False, "items": []}),
)


@st.composite
def _changed(draw: st.DrawFn, plain: dict[str, Any]) -> Any:
    """The network with one value somewhere in it removed, replaced or added."""
    places = list(_places(plain))
    holder, key = draw(st.sampled_from(places))
    match draw(st.sampled_from(["remove", "replace", "replace", "add"])):
        case "remove":
            del holder[key]
        case "replace":
            holder[key] = draw(st.sampled_from(OTHER_VALUES))
        case _ if isinstance(holder, dict):
            holder[draw(st.sampled_from(["x", "until", "code", "items", "complete"]))] = draw(
                st.sampled_from(OTHER_VALUES)
            )
        case _:
            holder.append(draw(st.sampled_from(OTHER_VALUES)))
    return plain


def _places(value: Any) -> Any:
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    else:
        return
    for key, part in inside:
        yield value, key
        yield from _places(part)
