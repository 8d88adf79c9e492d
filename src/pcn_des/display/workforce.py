"""A year of claims for staff as text, HTML and CSV, and its parts alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from html import escape
from typing import Final

from pcn_des.answers.amount import NO_MONEY, Amount
from pcn_des.answers.claim import NEEDS_AGREEMENT, NOT_CLAIMABLE
from pcn_des.answers.workforce import (
    Backdated,
    ClaimCheck,
    CouldHire,
    LaterStart,
    PostYear,
    Pot,
    RoleLimit,
    Workforce,
)
from pcn_des.contract.files import title_of
from pcn_des.contract.saying import said as said_of
from pcn_des.csv_text import csv_text
from pcn_des.dates import Period, joined, month_of
from pcn_des.display.claims import KIND_IN_WORDS, TAKEN
from pcn_des.display.html import fragment, items, notes_shown, table, table_row
from pcn_des.display.paragraphs import WIDTH, each_filled, filled, listed, noted
from pcn_des.display.phrases import network_named, receipt_text
from pcn_des.wording import in_words, month_in_words, short_month

DECIDES: Final = "What is paid may differ: claims are the commissioner's to check."
_CHECKED: Final = "CLAIMS TO LOOK AT"
_LIMITED: Final = "LIMITS OF ROLES"
_BACKDATED: Final = "TO CLAIM BESIDES, under figures known since"
_SCHEME: Final = "THE SCHEME ALSO SAYS"
_LATER: Final = "IF A PLANNED START COMES LATER"


def workforce_text(found: Workforce, width: int = WIDTH) -> str:
    """A year of claims: the sums and what goes against them, the posts, and what there is to look at."""
    lines = [*each_filled(_heading(found), width), ""]
    for pot in found.pots:
        lines += [*_pot(pot, width), ""]
    if found.posts:
        lines += ["POSTS, and what may be claimed for each in the year"]
        lines += [line for post in found.posts for line in _post_line(post, width)]
        lines.append("")
    for title, told in _parts(found):
        lines += listed(title, told, width)
    lines += listed(f"{TAKEN}:", dict.fromkeys(said for post in found.posts for said in post.assumes), width)
    lines += noted(found.notes, width)
    return "\n".join([*lines, *filled(DECIDES, width), *filled(receipt_text(found.receipt), width)])


def workforce_in_full(found: Workforce, width: int = WIDTH) -> str:
    """The same, with what the contract says of the scheme besides what the claims rest on."""
    return "\n".join([workforce_text(found, width), "", *listed(_SCHEME, _scheme(found), width)]).rstrip()


def _scheme(found: Workforce) -> Iterator[str]:
    for term in found.scheme:
        yield f"{term.title}: {said_of(term)}"


def _heading(found: Workforce) -> Iterator[str]:
    yield network_named(found.heading)
    yield f"Claims for staff in {found.receipt.contract_year}, as seen on {in_words(found.receipt.as_of)}"
    if found.receipt.known_on:
        yield f"as published by {in_words(found.receipt.known_on)}"


def _pot(pot: Pot, width: int) -> Iterator[str]:
    yield from _amount(pot.total.title, pot.sum, width, "")
    for said, amount in _uses(pot):
        yield from _amount(said, amount, width)


def _uses(pot: Pot) -> Iterator[tuple[str, Amount]]:
    """What goes against a sum, each with its name."""
    yield f"used: months that are over by {in_words(pot.as_of)}", pot.used
    yield "committed: with the rest of the year of posts held", pot.committed
    yield "forecast: with posts that begin later", pot.forecast
    yield "unspent after that", pot.unspent
    for said, amount in (
        ("beyond the sum", pot.over),
        ("of the claims, beyond the limits of roles", pot.beyond_limits),
        ("with the commissioner's agreement", pot.needs_agreement),
    ):
        if not amount.is_nothing:
            yield said, amount


def _amount(said: str, amount: Amount, width: int, mark: str = "  ") -> list[str]:
    """Words at the left and an amount at the right; below each other where they don't fit."""
    room = width - len(str(amount)) - 1
    if len(mark) + len(said) <= room:
        return [f"{mark + said:<{room}} {amount}"]
    return [*filled(said, width, mark), f"{amount!s:>{width}}"]


def _post_line(post: PostYear, width: int) -> list[str]:
    lines = _amount(_named(post), post.claimable, width)
    for said, amount in _besides(post):
        lines += _amount(f"  {said}", amount, width)
    return lines


def _besides(post: PostYear) -> Iterator[tuple[str, Amount]]:
    """What is not simply claimable of a post, each amount with its name; nothing where all of it is."""
    for kind, amount in ((NEEDS_AGREEMENT, post.needs_agreement), (NOT_CLAIMABLE, post.not_claimable)):
        if not amount.is_nothing:
            yield KIND_IN_WORDS[kind], amount


def _named(post: PostYear) -> str:
    return f"{post.post}: {post.title}, {_span(post.claims[0].month, post.claims[-1].month)}"


def _parts(found: Workforce) -> Iterator[tuple[str, list[str]]]:
    """What there is to look at, under its title."""
    yield _CHECKED, [*_checks(found.checks)]
    yield _LIMITED, [*_limits(found.over_limit)]
    yield _BACKDATED, [*map(_backdated, found.backdated)]
    yield _LATER, [*map(_later, found.later)]


def _months_in_words(months: Iterable[date]) -> str:
    """Months, one after another as a span: `Apr 2024 to Jul 2024, Sep 2024`."""
    spans = joined(month_of(month) for month in months)
    return ", ".join(_span(span.since, span.until or span.since) for span in spans)


def _span(first: date, last: date) -> str:
    begin, end = short_month(first), short_month(last)
    return begin if begin == end else f"{begin} to {end}"


def _checks(checks: Iterable[ClaimCheck]) -> Iterator[str]:
    """Posts and what is to be said of their claims, the months together."""
    together: dict[tuple[str, str], list[ClaimCheck]] = {}
    for check in checks:
        together.setdefault((check.post, check.says), []).append(check)
    for (post, says), each in together.items():
        may = each[0].claimable
        for check in each[1:]:
            may += check.claimable
        recorded = sum((check.recorded for check in each if check.recorded is not None), NO_MONEY)
        claimed = f", {recorded} claimed" if any(check.recorded is not None for check in each) else ""
        yield f"{post}: {says} in {_months_in_words(check.month for check in each)}: {may} may be{claimed}"


def _limits(limits: Iterable[RoleLimit]) -> Iterator[str]:
    """Roles beyond their limit, or whose limit is not known, the months together."""
    together: dict[tuple[str, str], list[Period]] = {}
    for limit in limits:
        together.setdefault((limit.title, _limited(limit)), []).append(limit.days)
    for (title, said), days in together.items():
        yield f"{title}, {', '.join(map(_days_in_words, joined(days)))}: {said}"


def _days_in_words(days: Period) -> str:
    """Whole months as a span of them, other days as they are."""
    if (days.since, days.last) == (month_of(days.since).since, month_of(days.last).last):
        return _span(days.since, days.last)
    return f"{in_words(days.since)} to {in_words(days.last)}"


def _limited(limit: RoleLimit) -> str:
    """How much of a role is held and how much it may be, and who granted a limit that is not the contract's own."""
    granted = f" ({limit.limit.note})" if limit.limit.varied else ""
    if not limit.limit.is_known and not limit.limit.is_bounded:
        return f"{limit.held} held; {limit.limit.note or 'the limit is not known'}"
    held = f"{limit.held} held, the limit is {limit.limit.in_words}{granted}"
    if limit.people is not None and limit.over is None:
        return f"{_in_either(limit)}{granted or f'. {limit.limit.note}'}"
    if limit.together is not None and limit.over is None:
        others = " and ".join(title_of("roles", role) for role in limit.shared_with)
        return f"{held}; with {others}, {limit.together} held: whether they share the limit was not seen"
    if limit.over:
        agreed = f", unless the commissioner agrees: {limit.agreement.in_words}" if limit.agreement else ""
        return f"{held}: {limit.over} too much{agreed}. Which post it is, is the network's choice."
    return held if limit.over is not None else f"{held}: whether that is too much is not known"


def _in_either(limit: RoleLimit) -> str:
    """How much of a role is held by either count of a limit of which it was not seen what it counts."""
    counted = ((limit.held, "WTE"), (limit.people, "people"))
    told = (f"{held} {unit} held, {_too_much(limit, held)}" for held, unit in counted if held is not None)
    return f"the limit is {limit.limit.in_words}: {'; or '.join(told)}"


def _too_much(limit: RoleLimit, held: Decimal) -> str:
    over = limit.over_by(held)
    return "which may be too much" if over is None else f"{over} too much" if over else "which is within it"


def _backdated(one: Backdated) -> str:
    return (
        f"{one.post}, {month_in_words(one.month)}: {one.then} as known on {in_words(one.known_then)}, "
        f"now {one.now}: {one.more} more"
    )


def _later(one: LaterStart) -> str:
    return f"{one.post}, planned for {in_words(one.since)}: {one.months} months later leaves {one.unspent} unspent"


def post_year_text(post: PostYear, width: int = WIDTH) -> str:
    """A post through the year: the claim of each month."""
    lines = _post_line(post, width)
    lines += [f"    {short_month(claim.month)}  {claim.of_kind('claimable')}" for claim in post.claims]
    return "\n".join([*lines, *listed(f"{TAKEN}:", post.assumes, width)]).rstrip()


def pot_text(pot: Pot, width: int = WIDTH) -> str:
    """A sum and what goes against it."""
    return "\n".join(_pot(pot, width))


def role_limit_text(limit: RoleLimit, width: int = WIDTH) -> str:
    """A role in a month, or in a part of one, and its limit."""
    is_whole = limit.days == month_of(limit.month)
    when = month_in_words(limit.month) if is_whole else _days_in_words(limit.days)
    return "\n".join(filled(f"{limit.title}, {when}: {_limited(limit)}", width))


def claim_check_text(check: ClaimCheck, width: int = WIDTH) -> str:
    """A month whose claim on record is not what may be claimed."""
    return "\n".join(each_filled(_checks([check]), width))


def backdated_text(one: Backdated, width: int = WIDTH) -> str:
    """A month under the figures known then and now."""
    return "\n".join(filled(_backdated(one), width))


def later_text(one: LaterStart, width: int = WIDTH) -> str:
    """What a later start leaves unspent."""
    return "\n".join(filled(_later(one), width))


def could_hire_text(found: CouldHire, width: int = WIDTH) -> str:
    """How much of a role could still be hired, and why."""
    much = f"{found.wte} WTE" if found.wte is not None else _between(found)
    said = f"{found.title} from {in_words(found.since)}: {much} could be hired to 31 March."
    return "\n".join([*filled(said, width), *filled(found.reason, width)])


def _between(found: CouldHire) -> str:
    return f"at least {found.at_least} WTE" if found.at_most is None else f"{found.at_least} to {found.at_most} WTE"


def workforce_html(found: Workforce) -> str:
    """A year of claims as an HTML fragment, as notebooks show it."""
    name, *others = map(escape, _heading(found))
    sums = "".join(map(_pot_html, found.pots))
    parts = "".join(f"<h3>{escape(title.capitalize())}</h3>{items(told)}" for title, told in _parts(found) if told)
    assumed = items(dict.fromkeys(said for post in found.posts for said in post.assumes))
    notes = notes_shown(found.notes)
    return fragment(
        f"<h2>{name}</h2>{''.join(f'<p>{line}</p>' for line in others)}{notes}{sums}"
        f"{_posts_html(found)}{parts}"
        + (f"<details><summary>{escape(TAKEN)}</summary>{assumed}</details>" if assumed else "")
        + f"<details><summary>{_SCHEME.capitalize()}</summary>{items(_scheme(found))}</details>"
        + f"<p>{escape(DECIDES)}</p><p class=rule>{escape(receipt_text(found.receipt))}</p>"
    )


def _pot_html(pot: Pot) -> str:
    rows = (table_row(escape(said), escape(str(amount))) for said, amount in _uses(pot))
    return table(("Use", "Amount"), rows, kind="money", caption=f"{pot.total.title}: {pot.sum}")


def _posts_html(found: Workforce) -> str:
    if not found.posts:
        return ""
    rows = (table_row(escape(_named(post)), escape(str(post.claimable)), _rest_html(post)) for post in found.posts)
    return table(("Post", "May be claimed", "Besides, and by month"), rows, kind="money")


def _rest_html(post: PostYear) -> str:
    return "".join(f"<p>{escape(f'{said}: {amount}')}</p>" for said, amount in _besides(post)) + _months_html(post)


def _months_html(post: PostYear) -> str:
    months = ((short_month(claim.month), str(claim.of_kind("claimable"))) for claim in post.claims)
    rows = (table_row(*map(escape, cells)) for cells in months)
    return f"<details><summary>by month</summary>{table(('Month', 'Amount'), rows, kind='money')}</details>"


_COLUMNS: Final = (
    "post",
    "role",
    "month",
    "from",
    "until",
    "wte",
    "sum",
    "cost_at_least",
    "cost_at_most",
    "maximum_at_least",
    "maximum_at_most",
    "claimable_at_least",
    "claimable_at_most",
    "needs_agreement_at_most",
    "not_claimable_at_least",
    "reason",
    "clauses",
)


def workforce_csv(found: Workforce) -> str:
    """The claims as CSV for spreadsheets, a row for each post and month."""
    return csv_text(
        _COLUMNS,
        (
            (
                claim.post,
                claim.role,
                claim.month.isoformat(),
                claim.days.since.isoformat() if claim.days else "",
                claim.days.until.isoformat() if claim.days and claim.days.until else "",
                str(claim.wte),
                claim.pot,
                str(claim.cost.at_least.pounds),
                _most(claim.cost),
                str(claim.maximum.at_least.pounds),
                _most(claim.maximum),
                str(claim.at_least.pounds),
                "" if claim.at_most is None else str(claim.at_most.pounds),
                _most(claim.of_kind(NEEDS_AGREEMENT)),
                str(claim.of_kind(NOT_CLAIMABLE).at_least.pounds),
                claim.reason,
                "; ".join(dict.fromkeys(line.clause for line in claim.lines if line.clause)),
            )
            for claim in found.claims
        ),
    )


def _most(amount: Amount) -> str:
    return "" if amount.at_most is None else str(amount.at_most.pounds)
