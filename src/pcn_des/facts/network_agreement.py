"""The Network Agreement and its signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from pcn_des.dates import ONE_DAY, ContractYear
from pcn_des.engine.view import Observed, View
from pcn_des.engine.words import fact
from pcn_des.facts._members import Members, core_members, first_day_as_network, settled, year_so_far
from pcn_des.facts._mergers import founders_of
from pcn_des.facts._since import due_before_it_opened, duty_on, so_since
from pcn_des.network import Network, NetworkAgreement, Practice
from pcn_des.network.practices import is_core
from pcn_des.network.records import Records, covering, days_of_change, tells_all_of, unbroken
from pcn_des.values import NEVER, Unknown
from pcn_des.wording import in_words, whether_complete

UPDATE: Final = "network_agreement_update"
UPDATED: Final = "network_agreement.updated_after_change"


@fact("date")
def signed_by_all_on(on: View) -> Observed:
    """The day on which the last of those who were Core Network Practices when it began signed the agreement in force.

    Every Core Network Practice of today has to have signed.
    """
    agreements = on.network.agreements
    in_force = covering(agreements, on.as_of)
    if not in_force:
        if _none_in_force(on.network, on.as_of):
            since = so_since(days_of_change(agreements), on.as_of, lambda day: _none_in_force(on.network, day))
            return _not_signed(on, f"no Network Agreement is in force on {in_words(on.day_said)}", since)
        return Observed(Unknown.because("the Network Agreement in force, with its signatures"))
    agreement = in_force[0]
    members = core_members(on.network, on.as_of)
    if agreement.signatures is None or members is None:
        return Observed(Unknown.because(f"the signatures under the Network Agreement {agreement.version}"))
    signed: dict[str, date] = {}
    for signature in agreement.signatures:
        if signature.on <= on.as_of:
            signed[signature.practice] = min(signature.on, signed.get(signature.practice, signature.on))
    signed |= _carried_signatures(on, members, signed)
    unsigned = [practice for practice in members.practices if practice.code not in signed]
    if unsigned and agreement.signatures.complete:
        names = ", ".join(practice.name for practice in unsigned)
        return _not_signed(on, f"not signed by {names} ({agreement.version})", _owed_since(agreement, unsigned, on))
    missing = [f"the signature of {practice.name} under the Network Agreement" for practice in unsigned]
    missing += members.missing
    if missing or not members.practices:
        return Observed(Unknown.because(*(missing or ["the list of practices"])))
    # Who joined later signs later: that does not make the agreement late.
    start = max(agreement.since, _first_day(members.practices))
    founders = [practice for practice in members.practices if is_core(practice, start)]
    last = max(signed[practice.code] for practice in founders or members.practices)
    return Observed(last, f"signed by all {len(members.practices)}, the last on {in_words(last)} ({agreement.version})")


def _none_in_force(network: Network, day: date) -> bool:
    """Whether the records show that no Network Agreement is in force on a day."""
    return not covering(network.agreements, day) and tells_all_of(network.agreements, day, day)


def _not_signed(on: View, because: str, since: date | None) -> Observed:
    """That it is not signed; but where it was due before the network opened, it may be due later for it."""
    ContractYear.of(on.as_of)  # whoever watches the day learns that the duty may be another in the next year
    duty = duty_on(on.day_said, "network_agreement.signed", on.known_on)
    too_early = due_before_it_opened(on, duty.due if duty else None, "the signed Network Agreement")
    return Observed(too_early) if too_early else Observed(NEVER, because, since=since)


def _carried_signatures(on: View, members: Members, signed: Mapping[str, date]) -> Mapping[str, date]:
    """The signatures of practices that came to be by a merger: those of the ones that merged, where all had signed."""
    found = {}
    for practice in members.practices:
        founders = founders_of(on.network, practice)
        days = [signed[founder.code] for founder in founders if founder.code in signed]
        if practice.code not in signed and founders and len(days) == len(founders):
            found[practice.code] = max(days)
    return found


def _owed_since(agreement: NetworkAgreement, unsigned: Iterable[Practice], on: View) -> date:
    """The first day from which one of those who did not sign was a member under the Network Agreement."""
    joined_on = (min(spell.since for spell in covering(practice.membership, on.as_of)) for practice in unsigned)
    return max(agreement.since, min(joined_on))


@fact("yes/no")
def changed_this_year(on: View) -> Observed:
    """Whether the members, clinical director, payee or area that the Network Agreement names changed this year."""
    changes = changes_of_year(on.network, on.as_of)
    if changes:
        said = "; ".join(f"{' and '.join(what)} changed on {in_words(day)}" for day, what in changes.items())
        return Observed(True, said)
    gaps = _gaps(on)
    if gaps:
        return Observed(Unknown.because(*gaps))
    return Observed(False, f"no member, clinical director, payee or area changed in {ContractYear.of(on.as_of)}")


@fact("yes/no")
def updated_since_change(on: View) -> Observed:
    """Whether a version or an update of the Network Agreement has the day of the year's last change, or a later one."""
    changed = on.fact("network_agreement.changed_this_year").value
    if isinstance(changed, Unknown):
        return Observed(changed)
    if not changed:
        return Observed(True, "nothing changed")
    changes = changes_of_year(on.network, on.as_of)
    last = max(changes)
    versions, returns = on.network.agreements, on.network.returns
    days = [version.since for version in unbroken(versions)]
    days += [record.on for record in returns or () if record.kind == UPDATE and record.shows.get(UPDATED, True)]
    updates = [day for day in days if last <= day <= on.as_of]
    if not updates:
        if all(tells_all_of(records, last, on.as_of) for records in (versions, returns)):
            return Observed(
                False,
                f"not brought up to date since {in_words(last)}, when {' and '.join(changes[last])} changed",
                since=last,
            )
        return Observed(Unknown.because(f"how the Network Agreement was brought up to date after {in_words(last)}"))
    gaps = _gaps(on)
    if gaps:  # a change that is not on record may be later
        return Observed(Unknown.because(*gaps))
    return Observed(True, f"brought up to date on {in_words(min(updates))}, after the change of {in_words(last)}")


def changes_of_year(network: Network, as_of: date) -> Mapping[date, tuple[str, ...]]:
    """The days of the contract year on which what the agreement names changed, with what did. Founding is no change.

    A director or payee who was named before the members joined was named for it. Nor is a spell a change of which the
    records don't say what was before it, or what came after: that may have been the same.
    """
    spells = [spell for practice in network.practices or () for spell in practice.membership or () if spell.core]
    spells += [*(network.clinical_directors or ()), *(network.payees or ()), *(network.areas or ())]
    if not spells:
        return {}
    founded = first_day_as_network(network) or min(spell.since for spell in spells)
    edges = {spell.since for spell in spells} | {spell.over for spell in spells if spell.over}
    year = ContractYear.of(as_of)
    found = {}
    for day in sorted(edges):
        if founded < day and year.first_day <= day <= as_of:
            before, after = _named(network, day - ONE_DAY), _named(network, day)
            changed = [key for key, now in after.items() if None not in (now, before[key]) and now != before[key]]
            if changed:
                found[day] = tuple(dict.fromkeys(what for what, _ in changed))
    return found


def _named(network: Network, day: date) -> Mapping[tuple[str, str], frozenset[Any] | None]:
    """Who and what the Network Agreement names on a day: of members, whether each practice is one.

    None where the records do not say.
    """

    def said(spells: Records[Any] | None, name: str) -> frozenset[Any] | None:
        found = frozenset(getattr(spell, name) for spell in covering(spells, day))
        return found if found or tells_all_of(spells, day, day) else None

    codes = {spell.name: spell.code for spell in network.payees or () if spell.code}

    def payee() -> frozenset[Any] | None:
        """By its code, where it has one on record, so that another name for it is no change."""
        names = said(network.payees, "name")
        here = {spell.name: spell.code for spell in covering(network.payees, day) if spell.code}
        return names and frozenset(here.get(name) or codes.get(name, name) for name in names)

    members = {
        ("the members", practice.code): said(practice.membership, "core") for practice in network.practices or ()
    }
    return {
        **{key: core and core - {False} for key, core in members.items()},
        ("the clinical director", ""): said(network.clinical_directors, "name"),
        ("the payee", ""): payee(),
        ("the area", ""): said(network.areas, "description"),
    }


def _gaps(on: View) -> tuple[str, ...]:
    """What would be needed to know of every change."""
    network, year = on.network, year_so_far(on.as_of)
    gaps = [
        whether_complete(what)
        for what, records in (("practices", network.practices), ("clinical directors", network.clinical_directors))
        if not tells_all_of(records, year.since, on.as_of)
    ]
    one_at_a_time: list[tuple[str, Records[Any] | None]] = [
        ("Nominated Payee", network.payees),
        ("Network Area", network.areas),
        *((f"membership of {practice.name}", practice.membership) for practice in network.practices or ()),
    ]
    gaps += [f"every {what} of the year" for what, spells in one_at_a_time if not settled(spells, year)]
    return tuple(gaps)


def _first_day(practices: Iterable[Practice]) -> date:
    """The first day on which any of the practices was a Core Network Practice."""
    return min(spell.since for practice in practices for spell in practice.membership or () if spell.core)
