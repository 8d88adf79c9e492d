"""Every exception of the package, wherever it is defined: one family, and the same in another process."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from typing import Any

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des import errors
from pcn_des.contract.indicators import indicators_of
from pcn_des.network import Decision, Variation
from support.drawing import some
from support.effort import examples
from support.modules import classes_of
from support.raising import raised

EXCEPTIONS = sorted(classes_of(Exception), key=lambda kind: kind.__name__)
COPIES: dict[str, Callable[[Any], Any]] = {
    "pickle": lambda error: pickle.loads(pickle.dumps(error)),
    "oldest pickle": lambda error: pickle.loads(pickle.dumps(error, protocol=0)),
    "deepcopy": copy.deepcopy,
    "copy": copy.copy,
}


def made(kind: type[Exception]) -> st.SearchStrategy[Exception]:
    """Any error of a kind, made from what its constructor asks for."""
    own = any("__init__" in vars(base) and base.__module__.startswith("pcn_des") for base in kind.__mro__)
    return st.builds(kind) if own else st.builds(kind, st.text())


def told(error: BaseException) -> tuple[object, ...]:
    attributes = {name: value for name, value in vars(error).items() if name != "__notes__"}
    return type(error), str(error), repr(error), error.args, attributes, getattr(error, "msg", None)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


def test_the_exceptions_of_the_package_are_found_and_are_one_family() -> None:
    listed = {value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)}
    assert listed < set(EXCEPTIONS)
    assert {kind for kind in EXCEPTIONS if not issubclass(kind, des.PcnDesError | click.ClickException)} == set()


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: kind.__name__)
@settings(max_examples=examples(one_in=8))
@given(data=st.data())
def test_a_copy_says_the_same(kind: type[Exception], copied: Callable[[Any], Any], data: st.DataObject) -> None:
    error = data.draw(made(kind))
    error.add_note("in riverside.xlsx")
    again = copied(error)
    assert told(again) == told(error)
    assert again.__notes__ == ["in riverside.xlsx"]


@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: kind.__name__)
def test_another_process_hands_it_back_as_itself(kind: type[Exception], elsewhere: ProcessPoolExecutor) -> None:
    (error,) = some(made(kind), 1)
    with pytest.raises(kind) as found:
        elsewhere.submit(raised, error).result(timeout=60)
    assert told(found.value) == told(error)


def test_questions_asked_in_another_process_fail_with_their_own_errors(elsewhere: ProcessPoolExecutor) -> None:
    with pytest.raises(des.RecordError, match="code: 'code' is missing") as records:
        elsewhere.submit(des.read_network, {}).result(timeout=60)
    assert len(records.value.problems) > 1
    with pytest.raises(des.UnknownNameError, match=r"Did you mean 'enhanced_access\.minutes_per_1000'") as name:
        elsewhere.submit(des.history, "enhanced_access.minutes_per_100").result(timeout=60)
    assert name.value.name == "enhanced_access.minutes_per_100"


class Late(des.RecordError):
    """An error that somebody derives from ours."""

    def __init__(self, days: int) -> None:
        super().__init__("a return", [f"it came {days} days late"])
        self.days = days


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_errors_derived_from_ours_are_copied_too(copied: Callable[[Any], Any]) -> None:
    again = copied(Late(3))
    assert told(again) == told(Late(3))
    assert (again.days, again.problems) == (3, ("it came 3 days late",))


ANYTHING: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.floats() | st.binary() | st.lists(st.integers()) | st.just({1: {}})
)


@given(name=ANYTHING | st.text(), known=st.lists(st.text(max_size=10)))
def test_any_name_can_be_unknown(name: object, known: list[str]) -> None:
    error = des.UnknownNameError("term", name, known)
    assert isinstance(error.name, str)
    assert error.name == name or not isinstance(name, str)
    assert "There is no term" in str(error)
    assert isinstance(name, str) or error.nearest == ()


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_names_that_are_not_known_are_told_together_each_with_its_place(copied: Callable[[Any], Any]) -> None:
    one = des.UnknownNameError("obligation", "network.siz", ["network.size"])
    other = des.UnknownNameError("obligation", "a\nb", [])
    both = copied(des.UnknownNameError.of([("lifts[1]", one), ("decisions[2]", other)]))
    assert str(both) == (
        "There are 2 names that are not known:\n"
        "  - lifts[1]: There is no obligation 'network.siz'. Did you mean 'network.size'?\n"
        f"  - decisions[2]: {other}"
    )
    assert (both.kind, both.name, both.nearest) == ("obligation", "network.siz", ("network.size",))
    assert both.problems == (f"lifts[1]: {one}", f"decisions[2]: {other}")
    alone = copied(des.UnknownNameError.of([("lifts[1]", one)]))
    assert str(alone) == f"lifts[1]: {one}"
    assert one.problems == ()


OF_A_TEXT = [
    *(des.MisuseError, des.WrongTypeError, des.OutsideDataError, des.FileFormatError, des.PlainTextError),
    *(des.WritingError, des.RuleDefinitionError, des.EndedStreamError),
]


@pytest.mark.parametrize("kind", OF_A_TEXT)
@given(mend=st.text(min_size=1, max_size=9))
def test_a_message_is_bounded_whatever_it_repeats_and_keeps_its_end(kind: type[des.PcnDesError], mend: str) -> None:
    said = str(kind(f"year is {'x' * 100_000}; {mend}"))
    assert said.startswith("year is xxx")
    assert said.endswith(str(kind(f"xxx; {mend}")))
    assert len(said) < 2_100


@pytest.mark.parametrize(
    "ask",
    [
        lambda long: des.history(long),
        lambda long: des.deadlines(long),
        lambda long: des.coverage(area=long),
        lambda long: des.reimbursable(long, date(2022, 11, 14)),
        lambda long: des.entitlements(des.example_network(), "2022/23", practice=long),
        lambda long: des.Network(code=long, name="Millbrook PCN"),
    ],
)
def test_a_long_text_is_cut_where_it_is_repeated(ask: Callable[[str], Any]) -> None:
    with pytest.raises(des.PcnDesError, match="xxx…") as found:
        ask("x" * 100_000)
    assert len(str(found.value)) < 2_100


class Unwritable:
    def __repr__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize("value", [Unwritable(), 10**5_000, [Unwritable()]], ids=["no repr", "digits", "inside"])
def test_what_python_cannot_write_is_refused_all_the_same(value: Any) -> None:
    with pytest.raises(des.PcnDesError):
        des.terms(value)
    with pytest.raises(des.PcnDesError):
        des.Network(code=value, name="Millbrook PCN")


@given(st.sampled_from(["CVD-05", "SMR-01A", "network.list_size", "paramedic"]), st.data())
def test_a_name_is_near_whatever_its_capitals_and_hyphens(name: str, data: st.DataObject) -> None:
    left = [letter for letter in name if letter.isalnum() or data.draw(st.booleans())]
    asked = "".join(data.draw(st.sampled_from([letter.upper(), letter.lower()])) for letter in left)
    assert (
        errors.nearest(asked, ["CVD-05", "CVD-06", "SMR-01A", "SMR-01B", "network.list_size", "paramedic"])[0] == name
    )


def test_a_name_stands_before_what_is_explained_of_it() -> None:
    judged = Decision(obligation="network.area_makes_sens", judged="met", by="the board", on=date(2022, 5, 1))
    network = des.example_network().evolve(decisions=[judged])
    with pytest.raises(
        des.UnknownNameError,
        match=r"^decisions\[1\]\.obligation: There is no obligation 'network\.area_makes_sens'\. Did you mean .*\? "
        r"It is judged met by the board on 1 May 2022, until 31 March 2023\.$",
    ):
        des.assess(network, date(2022, 11, 14))
    waived = Variation(kind="waiver", granted_by="ICB", since=date(2022, 5, 1), lifts=["network.area_makes_sens"])
    with pytest.raises(
        des.UnknownNameError, match=r"There is no obligation 'network\..*\? The waiver granted by ICB lifts it\.$"
    ):
        des.assess(des.example_network().evolve(variations=[waived]), date(2022, 11, 14))


@pytest.mark.parametrize("name", ["VI-01", "vi-01"])
def test_an_indicator_of_other_years_is_told_with_them_and_not_taken_for_another(name: str) -> None:
    said = rf"^There is no indicator in 2024/25 '{name}'\. It is one of 2021/22 and 2022/23\.$"
    with pytest.raises(des.UnknownNameError, match=said):
        des.iif({name: (1, 2)}, "2024/25")
    with pytest.raises(des.UnknownNameError, match=said):
        des.indicator_points(name, "2024/25", numerator=1, denominator=2)
    with pytest.raises(des.UnknownNameError, match=said):
        des.iif({"CAN-04": (1, 2)}, "2024/25")[name]
    with pytest.raises(des.UnknownNameError, match=said):
        indicators_of("2024/25")[name]


def test_a_number_of_days_is_told_with_one_of_days() -> None:
    with pytest.raises(des.MisuseError, match=r"^days is '5'; give a whole number, 0 or more, such as 92$"):
        des.assess(des.example_network(), date(2022, 11, 14)).due_soon("5")  # type: ignore[arg-type]
