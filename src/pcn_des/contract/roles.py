"""Whether a role is reimbursable under the Additional Roles Reimbursement Scheme on a day, and on what terms."""

from __future__ import annotations

from datetime import date

import attrs

from pcn_des.arguments import a_choice, a_count
from pcn_des.brief import bracketed
from pcn_des.contract.entries import Role, Term
from pcn_des.contract.files import draft_year, load_year, year_of, years
from pcn_des.contract.role_names import role_called
from pcn_des.contract.role_terms import announced_for, terms_of
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import as_known, in_force
from pcn_des.cost_areas import AREAS
from pcn_des.dates import ContractYear, Period, as_day, as_day_or_none, joined
from pcn_des.showing import Shown
from pcn_des.sources import Citation, Standing
from pcn_des.values import Range
from pcn_des.wording import in_words


@attrs.frozen(kw_only=True, repr=False)
class Reimbursable(Shown):
    """The answer for one role on one day: true or false, with the reason, the sources and the terms.

    `since` is the first day of the spell that the day lies in or, before a role's start, of the spell to come; `until`
    its last day, or None where the data hold no end. Both are None where the role had ended or was not known yet.
    `maximum` is what may be reimbursed for one whole-time equivalent a year in the area. Where the role has no figure
    of its own, it follows from that of its band: it is `inferred` and its note says so. Where its final figure was not
    found, it is UNKNOWN and `first_published` has the earlier one. `cap` is how many posts a network may have, at the
    list size if that was given. `funding_share` is the part of the cost that is reimbursed. `conditions` are what the
    post or the person has to meet. All of them are empty where the role is not reimbursable.

    `announced` is what a letter between two texts of the contract opened for the role on that day, reimbursable or not,
    each with whose agreement it needs.
    `draft_of` is the draft of a contract year that it rests on: that of its day, or one that tells of a role's start or
    end; empty where it rests on none.
    `unpublished` says that little of the year had been published by the day of knowledge, if so: then `in_short` is
    "not known" in the place of "no", and `if_known` None.
    """

    role: str
    title: str
    on: date
    area: str
    answer: bool
    reason: str
    since: date | None
    until: date | None
    standing: Standing | None
    note: str
    citations: tuple[Citation, ...]
    maximum: Term | None = None
    first_published: Term | None = None
    cap: Term | None = None
    funding_share: Term | None = None
    band: Term | None = None
    conditions: tuple[Term, ...] = ()
    announced: tuple[Term, ...] = ()
    draft_of: str = ""
    unpublished: str = ""

    def __bool__(self) -> bool:
        return self.answer

    @property
    def if_known(self) -> bool | None:
        """The answer; None where the year had not been published by the day of knowledge, which is no "no"."""
        return None if self.unpublished and not self.answer else self.answer

    @property
    def in_short(self) -> str:
        """Yes, no or "not known"."""
        return "not known" if self.if_known is None else in_words(self.answer)

    def __repr__(self) -> str:
        said = f"Reimbursable {self.role} on {in_words(self.on)}, {self.area}: {self.in_short}"
        return bracketed(said)


def reimbursable(
    role: str,
    on: date,
    *,
    area: str = "national",
    registered: int | Range | None = None,
    known_on: date | None = None,
) -> Reimbursable:
    """Whether a role is reimbursable on a day, and on what terms.

    Args:
        role: the key of the role, such as `paramedic`, its title or a short name that people use, such as `SPLW`.
        on: the day that the question is about.
        area: `national`, `outer_london` or `inner_london`: maxima differ.
        registered: registered patients of the network, or a `Range` that they lie in, where a cap depends on them.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        UnknownNameError: a role that no contract year has, or a name of several; the message offers them.
        OutsideDataError: the day is outside the data.
        MisuseError: an area that there is not, or a number of patients that is none.

    Examples:
        >>> from datetime import date
        >>> from pcn_des import reimbursable
        >>> bool(reimbursable("paramedic", date(2020, 5, 1)))
        False
        >>> reimbursable("paramedic", date(2020, 5, 1)).reason
        'Paramedic is not reimbursable on 1 May 2020: it becomes so on 1 April 2021.'
        >>> answer = reimbursable("enhanced_practice_nurse", date(2024, 5, 1), area="inner_london", registered=42_000)
        >>> answer.maximum.in_words, answer.cap.in_words
        ('£70,330 per WTE per year', '1 person per network')
    """
    a_choice(area, AREAS, "area")
    listed = registered if registered is None or isinstance(registered, Range) else a_count(registered, "registered")
    day = as_day(on, "on")
    contract = Terms(year_of(day), day, as_day_or_none(known_on, "known_on"))
    known_by = known_on or date.max
    role = role_called(role)
    every = [entry for year in years() for entry in load_year(year).roles.get(role, ())]
    known = list(as_known(every, known_by))
    entry = in_force(known, day, known_by)
    spell = _spell(known, day, _end_of_what_is_known(known_by))
    shown = entry or _told_by(known, spell)
    if not (draft := contract.draft_of) and (drafted := draft_year()):
        published = [one for one in known if str(ContractYear.of(one.since)) != drafted]
        before = _spell(published, day, _end_of_what_is_known(known_by, drafted))
        draft = "" if (spell, shown) == (before, entry or _told_by(published, before)) else drafted
    answer = entry is not None
    return Reimbursable(
        role=role,
        title=every[0].title,
        on=day,
        area=area,
        answer=answer,
        reason=_reason(every[0].title, day, answer, known, spell, contract),
        since=spell.since if spell else None,
        until=spell.until if spell else None,
        standing=shown.standing if shown else None,
        note=shown.note if shown else "",
        citations=shown.sources if shown else (),
        announced=announced_for(role, contract),
        draft_of=draft,
        unpublished=contract.unpublished or "",
        **(terms_of(role, contract, area, listed) if answer else {}),
    )


def _told_by(known: list[Role], spell: Period | None) -> Role | None:
    """The entry that tells when a role becomes or was reimbursable."""
    if spell is not None:
        return next(version for version in known if version.since == spell.since)
    return known[-1] if known else None


def _reason(title: str, day: date, answer: bool, known: list[Role], spell: Period | None, contract: Terms) -> str:
    if answer:
        assert spell is not None  # the entry in force lies in it
        until = f" and until {in_words(spell.until)}" if spell.until else ""
        return f"{title} is reimbursable on {in_words(day)}, since {in_words(spell.since)}{until}."
    if contract.unpublished:
        so_far = f" It is so since {in_words(spell.since)}." if spell is not None and day in spell else ""
        return f"{title} is not known to be reimbursable on {in_words(day)}.{so_far} {contract.unpublished}"
    if spell is not None:
        return f"{title} is not reimbursable on {in_words(day)}: it becomes so on {in_words(spell.since)}."
    if known:
        return f"{title} is not reimbursable on {in_words(day)}: it was so until {in_words(known[-1].until)}."
    by = f"as published by {in_words(contract.known_on)}" if contract.known_on else "as far as is known"
    return f"{title} is not reimbursable on {in_words(day)}, {by}."


def _end_of_what_is_known(known_by: date, without: str = "") -> date | None:
    """The last day of the last contract year that had been published, one left out."""
    known = (year for year in years() if str(year) != without and load_year(year).published <= known_by)
    return max((year.last_day for year in known), default=None)


def _spell(entries: list[Role], day: date, end: date | None) -> Period | None:
    """The unbroken spell that `day` lies in, or the first one after it; open where it reaches `end`."""
    for spell in joined(entry.period for entry in entries):
        if spell.until == end:
            return Period(spell.since)
        if spell.until is None or day <= spell.until:
            return spell
    return None
