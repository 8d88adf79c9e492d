"""What callers give: whole numbers of any library, several things and not one, names that are texts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.arguments import a_count, a_number, an_amount, as_whole, names, several
from pcn_des.errors import MisuseError

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
