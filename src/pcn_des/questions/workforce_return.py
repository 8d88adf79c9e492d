"""Puts a workforce return beside the contract's limits and the records of a network: differences become questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

import attrs

from pcn_des.answers.receipt import Heading
from pcn_des.answers.workforce_return import DetailedRole, RoleReturn, WorkforceReturn
from pcn_des.arguments import a_count
from pcn_des.contract.entries import Term
from pcn_des.contract.files import load_year, years
from pcn_des.contract.question import terms
from pcn_des.contract.roles import Reimbursable, reimbursable
from pcn_des.contract.terms import Terms
from pcn_des.network import Network, Variation
from pcn_des.network.digest import records_digest
from pcn_des.questions.basis import receipt_of
from pcn_des.questions.claims.limits import as_granted
from pcn_des.questions.staff_on_record import StaffOnRecord, Wte, staff_on_record
from pcn_des.questions.workforce_wording import questions_of_role
from pcn_des.values import EXACTLY, sum_of
from pcn_des.wording import in_words

CAVEATS: Final = (
    "The return counts everyone whom the network reports, whoever pays for them. It is not the staff of the Additional "
    "Roles Reimbursement Scheme, so a figure above a limit, or beside other claims, is a question and no finding.",
    "1.0 FTE of the return is 37.5 hours a week. A whole-time equivalent (WTE) of the contract or of a post may be "
    "other hours where Agenda for Change does not apply. Differences below 0.01 are taken for rounding.",
    "Roles are told by their names in the return alone. Where a name may be several roles, it counts in none of them, "
    "and in the most that each may be.",
)


@attrs.frozen(kw_only=True)
class Returned:
    """What a workforce file has of one network.

    `detailed` is None where it has no row of the network. `people` are the persons of each reimbursable role, by its
    key; None where the file doesn't tell persons apart. `lacks_rows` says that rows which can't be read may be of the
    network.
    """

    file: str
    on: date
    code: str
    name: str | None
    detailed: tuple[DetailedRole, ...] | None
    people: Mapping[str, int] | None
    lacks_rows: bool


def beside_the_contract(
    returned: Returned,
    network: Network | None,
    *,
    registered: int | None = None,
    claimed: Mapping[str, Wte] | None = None,
    known_on: date | None = None,
) -> WorkforceReturn:
    """The return of a network with the contract of its census day, and with its posts or claims.

    Raises:
        OutsideDataError: the census day is outside the data.
        UnknownNameError: claims of a role that there is not, or whose name may mean several.
        MisuseError: claims of less than nothing, or of no number; a list size that is no number of patients.
    """
    listed = None if registered is None else a_count(registered, "registered")
    contract = terms(returned.on, known_on, network)
    record = staff_on_record(network, returned.on, claimed)
    exceptions = () if network is None else network.variations_on(returned.on)
    detailed = None if returned.detailed is None else tuple(_open(one, contract) for one in returned.detailed)
    named = network.name if network is not None else returned.name
    return WorkforceReturn(
        heading=Heading(code=returned.code, name=named),
        receipt=receipt_of(
            contract.contract, returned.on, known_on, None if network is None else records_digest(network)
        ),
        file=returned.file,
        on=returned.on,
        registered=listed,
        returned=detailed is not None,
        unknown=_unknown(returned),
        roles=tuple(_roles(returned, detailed, contract, record, listed, exceptions)),
        unsettled=tuple(one for one in detailed or () if one.may_be or not one.listed),
        outside=tuple(one for one in detailed or () if one.listed and not one.role and not one.may_be),
        total=None if detailed is None else sum_of(one.fte for one in detailed),
        record=record.named,
        record_unknown=record.unknown,
        caveats=CAVEATS,
        notes=(*_notes(returned, network, contract), *record.notes),
    )


def _open(detailed: DetailedRole, contract: Terms) -> DetailedRole:
    """A detailed role with those roles alone that the scheme had on the day."""
    return attrs.evolve(detailed, may_be=tuple(role for role in detailed.may_be if role in contract.roles))


def _unknown(returned: Returned) -> str:
    if returned.detailed is not None:
        return ""
    why = "no row that can be read" if returned.lacks_rows else "no row"
    return f"{returned.file} has {why} of {returned.code}: its staff are unknown, which does not mean that it has none"


def _notes(returned: Returned, network: Network | None, contract: Terms) -> Iterator[str]:
    if returned.lacks_rows and returned.detailed is not None:
        yield f"Rows of {returned.file} that can't be read may be of {returned.code}: its figures are the least."
    below = [one.name for one in returned.detailed or () if one.at_least < 0]
    if below:
        named = ", ".join(dict.fromkeys(below))
        yield f"The return has times below nothing, and does not say why ({named}): they count as they stand."
    if contract.unpublished:
        yield contract.unpublished
    if network is None:
        return
    why = network.why_not_open(returned.on)
    if why:
        yield f"It was no network on {in_words(returned.on)}: {why}."
    for variation in network.variations_on(returned.on):
        if variation.kind == "cap_waiver":
            yield f"A limit may be other for this network: {variation.name}."


def _roles(
    returned: Returned,
    detailed: Sequence[DetailedRole] | None,
    contract: Terms,
    record: StaffOnRecord,
    registered: int | None,
    exceptions: Sequence[Variation],
) -> Iterator[RoleReturn]:
    """The roles that are in the return, plainly or perhaps, and those on record, in the order of the contract."""
    there = {one.role for one in detailed or () if one.role} | set(record.wte or ())
    there |= {role for one in detailed or () for role in one.may_be}
    data = tuple(load_year(year).digest for year in years())
    for key in _in_order(there, contract):
        on_day = _on_day(key, returned.on, contract.known_on, data)
        if registered is not None and on_day.cap is not None and on_day.cap.by:
            on_day = reimbursable(key, returned.on, registered=registered, known_on=contract.known_on)
        role = _role(key, returned, detailed, _as_granted(on_day, contract, exceptions), record.of(key), contract)
        names = tuple(one.name for one in detailed or () if key in one.may_be)
        yield attrs.evolve(role, questions=tuple(questions_of_role(role, names, record, on_day.announced)))


@lru_cache(maxsize=512)
def _on_day(role: str, on: date, known_on: date | None, data: tuple[str, ...]) -> Reimbursable:
    """What is said of a role where no list size is known: the same for each network, as long as the data are these."""
    return reimbursable(role, on, known_on=known_on)


def _in_order(keys: Iterable[str], contract: Terms) -> list[str]:
    """Keys in the order in which the scheme got the roles; those that it did not have on the day behind them."""
    places = {key: place for place, key in enumerate(contract.roles)}
    return sorted(keys, key=lambda key: (places.get(key, len(places)), key))


def _as_granted(on_day: Reimbursable, contract: Terms, exceptions: Sequence[Variation]) -> Reimbursable:
    """With the network's own limit, where a local variation replaces it or a waiver may lift it."""
    own = contract.get(f"arrs.{on_day.role}.cap")
    limit = own if own is not None and own.varied else on_day.cap
    return attrs.evolve(on_day, cap=as_granted(limit, exceptions)) if on_day.answer and limit is not None else on_day


def _role(
    key: str,
    returned: Returned,
    detailed: Sequence[DetailedRole] | None,
    on_day: Reimbursable,
    on_record: Decimal | None,
    contract: Terms,
) -> RoleReturn:
    said: dict[str, Decimal | int | None] = dict.fromkeys(("fte", "contracted", "people", "at_least", "at_most"))
    if detailed is not None:
        plain = [one for one in detailed if one.role == key]
        others = [one for one in detailed if key in one.may_be]
        contracted = [one.contracted for one in plain]
        fte = sum_of(one.fte for one in plain)
        may_be_more = returned.lacks_rows or any(not one.listed for one in detailed)
        said = {
            "fte": fte,
            "contracted": None if None in contracted else sum_of(one for one in contracted if one is not None),
            "people": None if returned.people is None else returned.people.get(key, 0),
            "at_least": EXACTLY.add(fte, sum_of(one.at_least for one in others)),
            "at_most": None if may_be_more else EXACTLY.add(fte, sum_of(one.at_most for one in others)),
        }
    title = contract.roles[key].title if key in contract.roles else on_day.title
    cap: Term | None = on_day.cap
    return RoleReturn(
        role=key,
        title=title,
        reimbursable=on_day.if_known,
        reason=on_day.reason,
        cap=cap,
        on_record=on_record,
        **said,  # type: ignore[arg-type]  # each is of the kind of its field
    )
