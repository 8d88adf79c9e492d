"""What callers give: whole numbers of any library, several things and not one, names that are texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.arguments import a_count, a_number, an_amount, as_whole, names, several
from pcn_des.errors import MisuseError
from pcn_des.formats.network_file.write import network_dict
from pcn_des.network import Population, Variation

no_whole_numbers = st.one_of(
    st.booleans(), st.none(), st.text(), st.floats(), st.just(Fraction(1)), st.just(Decimal(1)), st.just([1])
)
anything = st.one_of(st.integers(), st.floats(), st.booleans(), st.none(), st.text(), st.binary(), st.lists(st.none()))


@given(st.integers())
def test_a_whole_number_is_itself(number: int) -> None:
    assert as_whole(number) == number


@given(no_whole_numbers)
def test_nothing_else_is_a_whole_number(value: Any) -> None:
    assert as_whole(value) is None


@pytest.mark.parametrize("kind", ["int8", "uint8", "int64", "uint64"])
def test_whole_numbers_of_numpy_are_those_of_python(kind: str) -> None:
    np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")
    assert (as_whole(np.dtype(kind).type(7)), type(as_whole(np.dtype(kind).type(7)))) == (7, int)
    assert as_whole(np.bool_(True)) is None
    assert as_whole(np.float64(7)) is None


@given(st.lists(st.text()))
def test_names_come_each_once_in_their_order(given_: list[str]) -> None:
    assert names(iter(given_), "rules") == tuple(dict.fromkeys(given_))


@given(anything)
def test_what_gives_no_names_is_one_clear_error(value: Any) -> None:
    if value == []:
        assert names(value, "rules") == ()
        return
    with pytest.raises(MisuseError, match=r"^rules (is|has) ") as caught:
        names(value, "rules")
    assert len(str(caught.value)) < (200 if not isinstance(value, str) else 100 + 12 * len(value) * 2)


def test_the_mend_is_said() -> None:
    with pytest.raises(MisuseError, match=r"^rules is the text 'a\.b'; give a list of names: \['a\.b'\]$"):
        names("a.b", "rules")
    with pytest.raises(MisuseError, match=r"^rules has 5; names are texts$"):
        names(["a.b", 5], "rules")  # type: ignore[list-item]  # on purpose
    with pytest.raises(MisuseError, match=r"^days is 5; give a list of days$"):
        several(5, "days", "days")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(MisuseError, match=r"^days is the text '2022'; give a list of days$"):
        several("2022", "days", "days")


numbers = st.integers(-(10**30), 10**30) | st.decimals(-(10**30), 10**30, places=2)


@given(numbers)
def test_a_number_is_one_from_0_and_an_amount_any(number: int | Decimal) -> None:
    assert an_amount(number, "the payment") == number
    if number >= 0:
        assert a_number(number, "held") == number
    else:
        with pytest.raises(MisuseError, match=r"^held is .*; give a Decimal or a whole number, 0 or more"):
            a_number(number, "held")


@given(
    st.one_of(
        st.sampled_from([Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+31"), 10**31, -(10**5000)]),
        st.floats() | st.booleans() | st.none() | st.text() | st.just(Fraction(1)),
    )
)
def test_what_is_not_finite_and_exact_is_no_number(value: Any) -> None:
    for taken in (a_number, an_amount, a_count):
        with pytest.raises(MisuseError, match=r"^held is .*; give a "):
            taken(value, "held")


@given(st.integers(0, 10**30 - 1))
def test_a_count_is_a_whole_number_from_0(number: int) -> None:
    assert a_count(number, "registered") == number
    with pytest.raises(MisuseError, match=r"^registered is -.*; give a whole number, 0 or more, such as 42000$"):
        a_count(-number - 1, "registered")
    with pytest.raises(MisuseError, match=r"^registered is Decimal"):
        a_count(Decimal(number), "registered")


DAY = date(2022, 11, 14)


def _of_facts(n: Any) -> Any:
    return {"population.registered": n(50_000), "population.adjusted": n(46_000)}


def _network(n: Any) -> des.Network:
    listed = {"kind": "registered", "at": date(2022, 1, 1), "patients": n(42_000)}
    week = {"service": "enhanced_access", "week_starting": date(2022, 11, 14), "minutes": n(420)}
    granted = {"kind": "local_variation", "granted_by": "ICB", "since": DAY, "amends": {"enhanced_access.rate": n(7)}}
    more = {"populations": [listed], "access_weeks": [week], "variations": [granted]}
    return des.read_network({"code": "U00001", "name": "Millbrook PCN", **more})


def _own(n: Any) -> Any:
    like = des.terms(DAY)["enhanced_access.minutes_per_1000"]
    return des.terms(DAY).with_own(attrs.evolve(like, key="our_icb.minutes", value=n(3)))["our_icb.minutes"]


DOORS: dict[str, Callable[[Any], Any]] = {
    "assess": lambda n: des.assess(_of_facts(n), DAY).findings,
    "assess_many": lambda n: [report.findings for report in des.assess_many([_of_facts(n)], DAY)],
    "entitlements": lambda n: dict(des.entitlements(_of_facts(n), "2022/23")),
    "entitlements_many": lambda n: [dict(one) for one in des.entitlements_many([_of_facts(n)], "2022/23")],
    "streams_by_year": lambda n: des.streams_by_year(_of_facts(n)).by_name,
    "read_network": _network,
    "write_network": lambda n: network_dict(_network(n)),
    "amend": lambda n: dict(des.terms(DAY).amend({"enhanced_access.minutes_per_1000": n(45)}).hypothetical),
    "with_own": _own,
    "variation": lambda n: Variation(kind="local_variation", granted_by="ICB", since=DAY, amends={"a.b": n(45)}),
    "population": lambda n: Population(kind="registered", at=DAY, patients=n(4)),
    "reimbursable": lambda n: des.reimbursable("GP", DAY, registered=n(42_000)),
    "iif": lambda n: des.iif({"CAN-04": (n(74), n(100))}, "2025/26", list_size_adjustment=n(1)),
    "indicator_points": lambda n: des.indicator_points("CAN-04", "2025/26", numerator=n(74), denominator=n(100)),
    "due_soon": lambda n: des.assess(_of_facts(int), DAY).due_soon(n(92)),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_whole_numbers_of_numpy_are_taken_wherever_those_of_python_are(door: Callable[[Any], Any]) -> None:
    np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")
    found, expected = door(np.int64), door(int)
    assert found == expected
    assert repr(found) == repr(expected)
