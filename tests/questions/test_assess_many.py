"""Many networks, a report each: in order, in as little memory as a few, from one process or several."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.errors import PcnDesError
from pcn_des.questions.assess_many import AT_ONCE
from pcn_des.strategies import contract_days, plain_networks
from pcn_des.strategies import networks as any_networks
from support.effort import examples

DAY = date(2022, 11, 14)
MOST_MORE = 1_000_000  # bytes that may be held at the end beyond the middle; a report alone has tens of thousands


def networks(count: int, wrong: int | None = None) -> Iterator[des.Network]:
    """Networks by number, made as they are taken; one lifts a duty that there is not."""
    for number in range(count):
        lifts = ["network.list_siez"] if number == wrong else []
        fields = {"since": "2022-04-01", "kind": "waiver", "granted_by": "An ICB", "lifts": lifts}
        variations: dict[str, Any] = {"variations": [fields]} if lifts else {}
        yield des.read_network({"code": f"U{number:05}", "name": f"Number {number}", **variations})


def test_a_report_each_in_their_order() -> None:
    reports = list(des.assess_many(networks(5), DAY))
    assert [report.heading.code for report in reports] == [f"U{number:05}" for number in range(5)]
    assert reports[0].to_dict() == des.assess(next(networks(1)), DAY).to_dict()


def test_facts_given_are_taken_too_and_none_at_all() -> None:
    (report,) = des.assess_many([{"population.adjusted": 51_230}], DAY)
    assert report["enhanced_access.weekly_minutes"].missing
    assert list(des.assess_many([], DAY)) == []


@settings(max_examples=examples(one_in=2))
@given(data=st.data(), day=contract_days())
def test_each_report_is_that_of_assess(data: st.DataObject, day: date) -> None:
    plausible, any_at_all = any_networks(day), plain_networks().map(des.read_network)
    found = data.draw(st.lists(plausible | any_at_all, min_size=1, max_size=4))
    silent = data.draw(st.lists(st.sampled_from(found).flatmap(silent_in_some), max_size=4))
    drawn = data.draw(st.permutations([next(networks(1)), *found, *silent]))
    one_by_one = {network: said for network in drawn if (said := assessed(network, day)) is not None}
    reports = des.assess_many(one_by_one, day)
    assert [report.to_dict() for report in reports] == list(one_by_one.values())


def silent_in_some(network: des.Network) -> st.SearchStrategy[des.Network]:
    """A network without some of its records: what follows from silence is worked out once for all that are silent.

    Exceptions and decisions go with them, for they may be about a subject that is no longer on record.
    """
    fields = {field.name for field in attrs.fields(des.Network) if field.default is None}
    about_subjects = {"variations", "decisions"} if _names_subjects(network) else set()
    return st.sets(st.sampled_from(sorted(fields))).map(
        lambda some: network.evolve(**dict.fromkeys(some | (about_subjects if some else set())))
    )


def _names_subjects(network: des.Network) -> bool:
    return any(one.subjects for one in network.variations or ()) or bool(network.decisions)


def assessed(network: des.Network, day: date) -> dict[str, Any] | None:
    """What is said of one network by itself; None of one with an exception that the contract does not have."""
    try:
        said: dict[str, Any] = des.assess(network, day).to_dict()
    except PcnDesError:
        return None
    return said


def test_networks_are_taken_as_they_are_needed() -> None:
    taken: list[str] = []

    def one_by_one() -> Iterator[des.Network]:
        for network in networks(3):
            taken.append(network.code)
            yield network

    reports = des.assess_many(one_by_one(), DAY)
    next(reports)
    assert taken == ["U00000"]


def test_what_is_held_does_not_grow_with_the_number_of_networks() -> None:
    held: list[int] = []
    tracemalloc.start()
    try:
        for count, _ in enumerate(des.assess_many(networks(90), DAY), 1):
            if count in (30, 90):
                held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert held[1] - held[0] < MOST_MORE


@pytest.mark.thorough  # processes are slow to begin
def test_two_processes_answer_as_one_does() -> None:
    count = AT_ONCE + 3
    alone = [report.to_dict() for report in des.assess_many(networks(count), DAY)]
    assert [report.to_dict() for report in des.assess_many(networks(count), DAY, processes=2)] == alone


ENDLESS = """
import itertools, multiprocessing
from datetime import date
import pcn_des as des

if __name__ == "__main__":
    facts = itertools.repeat({"population.registered": 51000})
    for place, report in enumerate(des.assess_many(facts, date(2022, 11, 14), processes=2)):
        if place == 0:
            print(*(child.pid for child in multiprocessing.active_children()), flush=True)
"""


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="whether a process runs is read from /proc")
def test_workers_end_with_the_process_that_began_them(tmp_path: Path) -> None:
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS, "utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout is not None
        workers = [int(said) for said in asking.stdout.readline().split()]
        assert workers
        assert all(map(_runs, workers))
        asking.kill()  # it can tidy nothing up
    until = time.monotonic() + 30
    while any(map(_runs, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(_runs, workers))


@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_of_one_network_is_ours_and_comes_where_its_report_would(processes: int) -> None:
    reports = des.assess_many(networks(6, wrong=4), DAY, processes=processes)
    assert [next(reports).heading.code for _ in range(4)] == [f"U{number:05}" for number in range(4)]
    with pytest.raises(des.UnknownNameError, match=r"network\.list_siez") as caught:
        next(reports)
    assert caught.value.nearest[0] == "network.list_size"
    assert caught.value.__notes__ == ["It was asked of Number 4 (U00004)."]


@pytest.mark.thorough  # processes are slow to begin
@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_of_whatever_gives_the_networks_comes_after_the_reports_before_it(processes: int) -> None:
    def given() -> Iterator[des.Network]:
        yield from networks(3)
        raise LookupError("the fourth file is gone")

    reports = des.assess_many(given(), DAY, processes=processes)
    assert [next(reports).heading.code for _ in range(3)] == ["U00000", "U00001", "U00002"]
    with pytest.raises(LookupError, match="the fourth file is gone"):
        next(reports)


@pytest.mark.parametrize("processes", [1, 2])
def test_what_no_process_can_be_sent_is_refused_in_its_place(processes: int) -> None:
    given: list[dict[str, Any]] = [{"population.adjusted": 51_230}, {"population.adjusted": lambda: 51_230}]
    reports = des.assess_many(given, DAY, processes=processes)
    next(reports)
    with pytest.raises(des.RecordError, match=r"population\.adjusted"):
        next(reports)


@pytest.mark.thorough  # processes are slow to begin
def test_a_script_without_a_guard_is_told_of_it(tmp_path: Path) -> None:
    script = tmp_path / "no_guard.py"
    script.write_text(
        "from datetime import date\nimport pcn_des as des\n"
        "print(len(list(des.assess_many([{}] * 2, date(2022, 11, 14), processes=2))))\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "MisuseError: a process ended before it answered" in done.stderr.splitlines()[-1]
    assert 'if __name__ == "__main__":' in done.stderr.splitlines()[-1]


@pytest.mark.thorough  # processes are slow to begin
def test_whoever_stops_early_leaves_no_process_behind() -> None:
    reports = des.assess_many(networks(4), DAY, processes=2)
    assert next(reports).heading.code == "U00000"
    reports.close()  # type: ignore[attr-defined]  # a generator, which has it
    assert list(reports) == []


def test_what_can_be_refused_is_refused_at_once() -> None:
    with pytest.raises(des.OutsideDataError, match="is outside"):
        des.assess_many(networks(1), date(2019, 1, 1))
    for wrong in (0, -1, True, 1.5):
        with pytest.raises(des.MisuseError, match=r"processes is .*; it must be a whole number from 1"):
            des.assess_many(networks(1), DAY, processes=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [next(networks(1)), 5, None, "U00001", {"population.adjusted": 51_230}, {"U1": 1}])
def test_one_in_the_place_of_several_is_refused_at_once(wrong: Any) -> None:
    with pytest.raises(des.MisuseError, match=r"^networks is .*; give a list"):
        des.assess_many(wrong, DAY)


@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_of_facts_given_says_of_which(processes: int) -> None:
    given = [{"population.adjusted": 51_230}, {"population.adjustde": 51_230}]
    reports = des.assess_many(given, DAY, processes=processes)
    assert next(reports).heading.code is None
    with pytest.raises(des.UnknownNameError) as caught:
        next(reports)
    assert caught.value.__notes__ == ["It was asked of number 1, from 0."]


def test_a_whole_number_of_numpy_is_a_number_of_processes() -> None:
    np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")
    assert len(list(des.assess_many(networks(1), DAY, processes=np.int64(1)))) == 1


def test_nothing_is_said_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(list(des.assess_many(networks(2), DAY, progress=True))) == 2
    assert capsys.readouterr() == ("", "")
