"""How days, times and numbers are written: what is taken, what is refused, and the same in every form."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import written
from pcn_des.errors import RecordError
from pcn_des.formats import cells, remittances
from pcn_des.formats.network_file.read import read_network_text
from pcn_des.formats.workbook.cell import Cell
from pcn_des.formats.workbook.fields import fields_of
from pcn_des.formats.workbook.understanding import understood
from pcn_des.network import Population, Remittance
from pcn_des.network.access import AccessSession

BEFORE: dict[str, Any] = {"service": "enhanced_access", "on": "2022-11-07", "end": "23:59:59.999999"}


def of_json(text: str) -> time:
    session = {**BEFORE, "start": text}
    plain = {"code": "U00254", "name": "A", "access_sessions": [session]}
    return _start(read_network_text(json.dumps(plain), "n.json"))


def of_toml(text: str) -> time:
    session = "\n".join(f"{name} = {json.dumps(value)}" for name, value in {**BEFORE, "start": text}.items())
    return _start(read_network_text(f'code = "U00254"\nname = "A"\n[[access_sessions]]\n{session}\n', "n.toml"))


def of_workbook(text: str) -> time:
    found: time = understood(fields_of(AccessSession)["start"], Cell(value=text))
    return found


def _start(network: Any) -> time:
    (session,) = network.access_sessions
    found: time = session.start
    return found


READERS = (written.time_of_day, of_json, of_toml, of_workbook)
times = st.times(max_value=time(23, 58)).map(lambda at: at.replace(second=0, microsecond=0))


@given(times, st.sampled_from(["{0:02}:{1:02}", "{0}:{1:02}", "{0:02}.{1:02}", "{0}.{1:02}", "{0:02}:{1:02}:00"]))
def test_a_time_is_hours_and_minutes_in_every_form(at: time, form: str) -> None:
    text = form.format(at.hour, at.minute)
    assert [read(text) for read in READERS] == [at] * len(READERS)


@given(st.times(max_value=time(23, 59, 58)))
def test_what_the_library_writes_it_reads(at: time) -> None:
    assert [read(at.isoformat()) for read in READERS] == [at] * len(READERS)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "text",
    [
        *("18", "18.5", "18.3", "1830", "T18:30", "18:3", "18.30.00", "18:30.5", "18.300", "183.0", "18,30", "18-30"),
        *("6pm", "6:30 pm", "18:30Z", "18:30+01:00", "18:60", "24:00", "25:00", "25.00", "half six", "١٨:٣٠", "18:30:"),
    ],
)
def test_what_is_not_written_so_is_no_time(read: Callable[[str], time], text: str) -> None:
    with pytest.raises((ValueError, RecordError), match="not a time of day; write it as 18:30"):
        read(text)


@given(st.text("0123456789.:T,Z+- ", max_size=9))
def test_a_text_is_one_time_in_every_form_or_none_in_any(text: str) -> None:
    found = {_or_none(read, text.strip()) for read in READERS if text.strip()}
    assert len(found) <= 1


def _or_none(read: Callable[[str], time], text: str) -> time | None:
    try:
        return read(text)
    except ValueError:
        return None


@given(st.dates())
def test_a_day_is_written_in_one_way(on: date) -> None:
    assert written.day(on.isoformat()) == on
    week = "{}-W{:02}-{}".format(*on.isocalendar())
    for text in (f"{on:%Y%m%d}".rjust(8, "0"), week, f"{on:%d/%m/%Y}", on.isoformat()[:7], f"{on.isoformat()} "):
        with pytest.raises(ValueError, match="not a day; write it as 2022-10-01"):
            written.day(text)


def of_month_option(text: str) -> date:
    pytest.importorskip("click", reason="click is not installed: pip install 'pcn_des[cli]'")
    from pcn_des.cli.shared import MONTH

    return MONTH.convert(text, None, None)


def of_month_cell(value: object) -> date:
    found: date = understood(fields_of(Remittance)["month"], Cell(value=value))
    return found


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_month_is_written_the_same_way_in_every_form(on: date) -> None:
    first = on.replace(day=1)
    for text in (f"{on:%Y-%m}", f"{on:%m/%Y}", f"{on:%b-%y}", f"{on:%B %Y}", f"{on:%b %Y}"):
        assert written.month(text) == remittances.month(text) == of_month_cell(text) == of_month_option(text) == first
    assert remittances.month(on.isoformat()) == of_month_cell(on) == of_month_cell(on.isoformat()) == first


@given(st.integers(0, 10**12), st.sampled_from(["", ".5", ".25"]), st.sampled_from(["", "-", "£", "-£"]))
def test_commas_stand_between_thousands(number: int, rest: str, sign: str) -> None:
    assert written.ungrouped(f"{sign}{number:,}{rest}") == f"{sign}{number}{rest}"


@given(st.text("0123456789,.-£", max_size=12))
def test_a_comma_in_another_place_is_left_for_the_reader_to_refuse(text: str) -> None:
    first, *others = text.lstrip("-£").partition(".")[0].split(",")
    in_place = bool(others) and 1 <= len(first) <= 3 and all(len(group) == 3 for group in others)
    if not in_place or "," in text.partition(".")[2] or not (first + "".join(others)).isdigit():
        assert written.ungrouped(text) == text


def of_option(text: str) -> Decimal:
    pytest.importorskip("click", reason="click is not installed: pip install 'pcn_des[cli]'")
    from click import UsageError

    from pcn_des.cli.shared import AMOUNT

    try:
        return AMOUNT.convert(text, None, None)
    except UsageError as error:
        raise ValueError(str(error)) from None


def of_population(text: str) -> Decimal:
    found: Decimal = understood(fields_of(Population)["patients"], Cell(value=text))
    return found


NUMBERS: tuple[Callable[[str], Decimal], ...] = (cells.decimal, cells.money, of_population, of_option)


@given(st.integers(0, 10**9 - 1), st.integers(0, 99))
def test_a_number_may_have_commas_between_thousands_in_every_form(pounds: int, pence: int) -> None:
    number = Decimal(f"{pounds}.{pence:02}")
    for text in (f"{number}", f"{number:,}"):
        assert [read(text) for read in NUMBERS] == [number] * len(NUMBERS)


@pytest.mark.parametrize(
    "text", ["1,05", "0,5", "2,5,00.5", "4,69", "1,2345", "1234,567", ",5", "1,", "1,,000", "1_000"]
)
@pytest.mark.parametrize("read", [*NUMBERS, cells.whole])
def test_a_decimal_comma_never_multiplies_a_number(read: Callable[[str], Decimal], text: str) -> None:
    with pytest.raises(ValueError, match=r"not (a number|an amount|a whole number); write it as"):
        read(text)


def test_the_mend_of_a_decimal_comma_is_a_point() -> None:
    with pytest.raises(ValueError, match=r"'1,05' is not a number; write it as 1\.05, with a point"):
        of_option("1,05")
