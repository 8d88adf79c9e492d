"""What the files say about a practice in a PCN: one voice for each file, and where voices contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs

from pcn_des.dates import ONE_DAY, Period, joined
from pcn_des.formats.combine.completeness import days_told
from pcn_des.formats.combine.files import Files, one
from pcn_des.formats.epcn import ITS_DAYS, periods_of
from pcn_des.network import OtherMembership, Practice, Records
from pcn_des.wording import in_words


@attrs.frozen(kw_only=True)
class Voice:
    """What one file says about a practice in a PCN: days when it was a member, days when it wasn't.

    `all_of` are the days of which it names every spell. `goes_on` are the days after the last of which a file tells,
    where the practice was a member on it: only where no other file tells of them was it one then.
    """

    file: str
    says: str
    member: tuple[Period, ...] = ()
    not_member: tuple[Period, ...] = ()
    all_of: Period | None = None
    goes_on: Period | None = None

    def tells_of(self, day: date) -> bool:
        """Whether it says anything of a day."""
        return any(day in period for period in (*self.member, *self.not_member))

    def contradicts(self, other: Voice) -> bool:
        """Whether one says that it was a member on a day on which the other says that it wasn't."""
        return any(
            yes.overlaps(no)
            for says_yes, says_no in ((self, other), (other, self))
            for yes in says_yes.member
            for no in says_no.not_member
        )


def practices_listed(files: Files) -> set[str]:
    """The practices that some file but the base puts into the network on some day."""
    found: set[str] = set()
    for _, epcn in one(files.epcn):
        found |= epcn.spells.in_pcn.get(files.code, {}).keys()
    for _, reading in one(files.map):
        found |= {row.practice_code for row in reading.of_pcn.get(files.code, ())}
    for _, adjusted in files.adjusted:
        found |= {row.practice_code for row in adjusted.of_pcn.get(files.code, ())}
    return found


def other_pcns(files: Files, code: str, record: Records[OtherMembership] | None) -> set[str]:
    """The other PCNs that some file names for a practice."""
    found = {spell.pcn for spell in record or ()}
    for _, epcn in one(files.epcn):
        found |= epcn.spells.of_practice.get(code, {}).keys()
    on_a_day = [
        *(reading.of_practice.get(code) for _, reading in one(files.map)),
        *(reading.of_practice.get(code) for _, reading in files.adjusted),
    ]
    named: set[str | None] = {row.pcn_code for row in on_a_day if row is not None}
    return (found | {pcn for pcn in named if pcn is not None}) - {files.code}


def has_all_other_pcns(files: Files, code: str) -> bool:
    """Whether ePCN can't have left out a spell of the practice in another PCN."""
    return bool(files.epcn and not files.epcn[1].spells.gaps_of(code) - {files.code})


def voices(files: Files, code: str, pcn: str, known: Practice | None) -> list[Voice]:
    """What every file that knows about it says about a practice in a PCN."""
    said = [*_voice_of_base(files, pcn, known)]
    for file, epcn in one(files.epcn):
        rows = epcn.spells.of_practice.get(code, {}).get(pcn, [])
        all_of = None if epcn.spells.gaps_of(code) & {pcn, None} else ITS_DAYS
        said.append(_dated_voice(file, periods_of(rows), all_of, files.epcn_tells_to))
    for file, reading in one(files.map):
        if code in reading.of_practice:
            row = reading.of_practice[code]
            said.append(_voice_of_a_day(file, row.pcn_code, row.at, pcn))
    for file, adjusted in files.adjusted:
        line = adjusted.of_practice.get(code)
        if line is not None and line.pcn_code is not None:  # no_data is silence, not membership of no PCN
            said.append(_voice_of_a_day(file, line.pcn_code, adjusted.at, pcn))
    return said


def _voice_of_base(files: Files, pcn: str, known: Practice | None) -> Iterator[Voice]:
    if not files.base:
        return
    file, base = files.base
    to = files.base_tells_to
    if known is None:
        all_of = days_told(base.practices)
        if all_of is not None and pcn == files.code:
            yield _dated_voice(file, (), all_of, to)
        return
    if pcn != files.code:
        if known.other_networks is not None:
            elsewhere = [spell.period for spell in known.other_networks if spell.pcn == pcn]
            yield _dated_voice(file, elsewhere, days_told(known.other_networks), to)
        return
    if known.membership is not None:
        core = [spell.period for spell in known.membership if spell.core]
        voice = _dated_voice(file, core, days_told(known.membership), to)
        not_core = tuple(_told(spell.period, to) for spell in known.membership if not spell.core)
        yield attrs.evolve(voice, not_member=(*voice.not_member, *not_core))


def dated(files: Files, voices: Iterable[Voice]) -> list[Voice]:
    """The voices that know spells, or that there were none, and not only a day: those of the base and of ePCN."""
    knowing = {file for file, _ in (*one(files.base), *one(files.epcn))}
    return [voice for voice in voices if voice.file in knowing and (voice.member or voice.all_of)]


def contradictory(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """The voices that some other voice contradicts."""
    return tuple(voice for voice in voices if any(voice.contradicts(other) for other in voices))


def _dated_voice(file: str, member: Sequence[Period], all_of: Period | None, to: date | None = None) -> Voice:
    """The voice of a file that knows spells, and of some days all of them; up to `to`, or a later day of a spell."""
    says = f"a member {', '.join(str(period) for period in member)}" if member else "never a member"
    if to is None:
        not_member = all_of.without(member) if all_of else ()
        return Voice(file=file, says=says, member=tuple(member), not_member=not_member, all_of=all_of)
    last = max([to, *(_last_written(period, to) for period in member)])
    told = tuple(_told(period, last) for period in member)
    later = [Period(last + ONE_DAY)] if last < date.max else []
    return Voice(
        file=file,
        says=f"{says}, as of {in_words(to)}",
        member=told,
        not_member=all_of.without([*told, *later]) if all_of else (),
        all_of=all_of,
        goes_on=Period(last) if any(period.until is None for period in member) else None,
    )


def _last_written(period: Period, to: date) -> date:
    """The last day of which a spell itself says whether it was a member: its first, or the one after a later end."""
    if period.until is None:
        return period.since
    return period.until + ONE_DAY if to < period.until < date.max else period.until


def _told(period: Period, to: date | None) -> Period:
    """The days of a spell of which a file tells that knows nothing after a day: one that goes on ends with it."""
    return period if to is None or period.until is not None else Period(period.since, max(to, period.since))


def _voice_of_a_day(file: str, pcn: str | None, day: date, asked: str) -> Voice:
    on = (Period(day, day),)
    says = f"in {pcn or 'no PCN'} on {in_words(day)}"
    return Voice(file=file, says=says, member=on) if pcn == asked else Voice(file=file, says=says, not_member=on)


def members(voices: Sequence[Voice]) -> tuple[Period, ...]:
    """The days on which some voice says that it was a member, going on where no other voice tells of what followed."""
    days = [period for voice in voices for period in voice.member]
    days += [voice.goes_on for voice in unconfirmed(voices) if voice.goes_on is not None]
    return joined(days, adjoining=False)


def unconfirmed(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """The voices that have it as a member on the last day of which they tell, after which no other voice tells."""
    return tuple(
        voice
        for voice in voices
        if voice.goes_on is not None
        and not any(_tells_after(other, voice.goes_on.since) for other in voices if other is not voice)
    )


def _tells_after(voice: Voice, day: date) -> bool:
    return day < date.max and voice.tells_of(day + ONE_DAY)
