"""A list that is absent is never read as an empty one, for every list of every record.

Leaving a list out turns an answer only into itself, UNKNOWN or JUDGEMENT: of each duty, and of each of its parts.
"""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcn_des import Finding, Network, Records, Status, assess
from pcn_des.dates import Period
from pcn_des.strategies import contract_days, epoch_edges, networks, reachable
from support.effort import examples
from support.lists import lists_of, with_list

SOME = settings(max_examples=examples(one_in=4), suppress_health_check=list(HealthCheck))
OPEN = (Status.UNKNOWN, Status.JUDGEMENT)
Answers = dict[tuple[str, str | None], Finding]


def answers(network: Network, day: date) -> Answers:
    """Each finding, and each of its parts, by the duty and the subject."""
    found: Answers = {}
    for finding in assess(network, day).findings:
        found[finding.rule, None] = finding
        found.update({(part.rule, part.subject): part for part in finding.parts})
    return found


def contradicted(finding: Finding | None) -> bool:
    """Whether two records say something different: without one of them, the other is what there is to say."""
    return finding is not None and any(gap.startswith("which ") for gap in finding.missing)


def own_figure(finding: Finding) -> bool:
    """Whether the network's own number of patients is what counts: it does where no practice is on record at all."""
    return any(use.because.startswith("the network's own figure") for use in finding.facts)


def check_silence(network: Network, day: date) -> None:
    """Exceptions are left out: none on record means none, as every report says.

    A network without a list of practices is taken to be the one that its own figure counted (the page on populations).
    """
    network = network.evolve(variations=None)
    before = answers(network, day)
    wrong = {}
    for path, _ in lists_of(network):
        for key, after in answers(with_list(network, path, None), day).items():
            was = before.get(key)
            if path == ("practices",) and own_figure(after):
                continue
            if after.status not in (was.status if was else None, *OPEN) and not contradicted(was):
                wrong[path, key] = (was.status if was else None, after.status, after.reason)
    assert wrong == {}


@st.composite
def less_or_more_known(draw: st.DrawFn, network: Network) -> Network:
    """The network with some of its lists left out, and others complete, with gaps, or kept for a time."""

    kept = st.builds(lambda one, other: Period(min(one, other), max(one, other)), contract_days(), contract_days())
    for path, records in reversed(list(lists_of(network))):
        what = draw(st.sampled_from(("as it is", "as it is", "out", "complete", "gaps", "for a time")))
        if what == "out":
            network = with_list(network, path, None)
        elif what == "for a time" and path[-1] != "signatures":
            network = with_list(network, path, Records(records, complete=draw(kept)))
        elif what in ("complete", "gaps"):
            network = with_list(network, path, Records(records, complete=what == "complete"))
    return network


@SOME
@given(contract_days() | epoch_edges(), st.data())
def test_of_plausible_networks(day: date, data: st.DataObject) -> None:
    check_silence(data.draw(networks(day)), day)


@SOME
@given(contract_days() | epoch_edges(), st.data())
def test_of_plausible_networks_of_which_less_or_more_is_known(day: date, data: st.DataObject) -> None:
    check_silence(data.draw(less_or_more_known(data.draw(networks(day)))), day)


@SOME
@given(contract_days() | epoch_edges(), st.data())
def test_of_networks_that_meet_or_break_a_duty(day: date, data: st.DataObject) -> None:
    """Whose lists say enough to decide it."""
    key, outcomes = data.draw(st.sampled_from(sorted(reachable(day).items())))
    if data.draw(st.sampled_from(outcomes)) is Status.MET:
        check_silence(data.draw(networks(day, meets=[key])), day)
    else:
        check_silence(data.draw(networks(day, breaks=[key])), day)


@SOME
@given(networks(), contract_days() | epoch_edges())
def test_of_any_networks(network: Network, day: date) -> None:
    check_silence(network, day)


def test_the_lists_are_those_of_every_record() -> None:
    """One list inside a list, and lists of the network itself; each is found where it is."""
    network = Network(code="U00001", name="Millbrook PCN", payees=[], practices=[])
    assert [path for path, _ in lists_of(network)] == [("practices",), ("payees",)]
    assert with_list(network, ("payees",), None).payees is None
