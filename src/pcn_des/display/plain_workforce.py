"""Claims for staff as plain values, ready for JSON: amounts as texts in pounds, null where not established."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pcn_des.answers.claim import KINDS
from pcn_des.display.plain import Plain, citation_read, heading_dict, receipt_dict
from pcn_des.display.plain_contract import term_dict
from pcn_des.display.plain_parts import day_text, number_text, pounds_text, standing_text
from pcn_des.draft_mark import draft_mark

if TYPE_CHECKING:
    from pcn_des.answers.amount import Amount
    from pcn_des.answers.claim import Claim, ClaimLine
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


def amount_dict(amount: Amount) -> Plain:
    """An amount as far as it is known."""
    return {
        "amount": pounds_text(amount.exact),
        "at_least": pounds_text(amount.at_least),
        "at_most": pounds_text(amount.at_most),
    }


def claim_dict(claim: Claim) -> Plain:
    """A claim for a post in a month."""
    return {
        "post": claim.post,
        "role": claim.role,
        "month": claim.month.isoformat(),
        "from": claim.days.since.isoformat() if claim.days else None,
        "until": day_text(claim.days.until) if claim.days else None,
        "wte": str(claim.wte),
        "area": claim.area,
        "sum": claim.pot,
        **draft_mark(claim.draft_of),
        "cost": amount_dict(claim.cost),
        "maximum": amount_dict(claim.maximum),
        **{kind: amount_dict(claim.of_kind(kind)) for kind in KINDS},
        "lines": [claim_line_dict(line) for line in claim.lines],
        "by_reading": [
            {"says": one.says, **{kind: amount_dict(getattr(one, kind)) for kind in KINDS}} for one in claim.by_reading
        ],
        "assumes": list(claim.assumes),
        "missing": list(claim.missing),
        "notes": list(claim.notes),
        "papers": list(claim.papers.value) if claim.papers and claim.papers.is_known else [],
        "known_on": day_text(claim.known_on),
        "standing": standing_text(claim.standing),
    }


def claim_line_dict(line: ClaimLine) -> Plain:
    """A line of a claim."""
    return {
        "kind": line.kind,
        **amount_dict(line.of),
        "reason": line.reason,
        "working": line.working,
        "clause": line.clause,
        "terms": [entry.key for entry in line.rests_on],
        "citations": [citation_read(citation) for citation in line.citations],
    }


def workforce_dict(found: Workforce) -> Plain:
    """A year of claims for staff."""
    return {
        "heading": heading_dict(found.heading),
        "contract_year": found.receipt.contract_year,
        "as_of": found.receipt.as_of.isoformat(),
        "known_on": day_text(found.receipt.known_on),
        **draft_mark(found.draft_of),
        "claimable": amount_dict(found.claimable),
        "sums": {pot.stream: pot_dict(pot) for pot in found.pots},
        "posts": [post_year_dict(post) for post in found.posts],
        "limits": [role_limit_dict(limit) for limit in found.limits],
        "checks": [claim_check_dict(check) for check in found.checks],
        "backdated": [backdated_dict(one) for one in found.backdated],
        "later": [later_dict(one) for one in found.later],
        "notes": list(found.notes),
        "scheme": [term_dict(term) for term in found.scheme],
        "receipt": receipt_dict(found.receipt),
    }


def pot_dict(pot: Pot) -> Plain:
    """A sum and what goes against it."""
    parts = ("sum", "used", "committed", "forecast", "unspent", "over", "beyond_limits", "needs_agreement")
    return {
        "stream": pot.stream,
        "as_of": pot.as_of.isoformat(),
        **{part: amount_dict(getattr(pot, part)) for part in parts},
        "by_month": [
            {
                "month": one.month.isoformat(),
                "held": amount_dict(one.held),
                "planned": amount_dict(one.planned),
                "claimed": pounds_text(one.claimed),
            }
            for one in pot.by_month
        ],
    }


def post_year_dict(post: PostYear) -> Plain:
    """A post through the year."""
    return {
        "post": post.post,
        "role": post.role,
        "title": post.title,
        "claimable": amount_dict(post.claimable),
        "needs_agreement": amount_dict(post.needs_agreement),
        "not_claimable": amount_dict(post.not_claimable),
        "claims": [claim_dict(claim) for claim in post.claims],
    }


def role_limit_dict(limit: RoleLimit) -> Plain:
    """A role in a month, and its limit."""
    return {
        "role": limit.role,
        "month": limit.month.isoformat(),
        "from": limit.days.since.isoformat(),
        "until": day_text(limit.days.until),
        "held": str(limit.held),
        "people": number_text(limit.people),
        "shared_with": list(limit.shared_with),
        "together": number_text(limit.together),
        "over": None if limit.over is None else str(limit.over),
        "limit": term_dict(limit.limit),
        "agreement": term_dict(limit.agreement) if limit.agreement else None,
    }


def claim_check_dict(check: ClaimCheck) -> Plain:
    """A month whose claim on record is not what may be claimed."""
    return {
        "post": check.post,
        "month": check.month.isoformat(),
        "says": check.says,
        "recorded": pounds_text(check.recorded),
        "claimable": amount_dict(check.claimable),
    }


def backdated_dict(one: Backdated) -> Plain:
    """A month under the figures known then and now."""
    return {
        "post": one.post,
        "month": one.month.isoformat(),
        "known_then": one.known_then.isoformat(),
        "then": amount_dict(one.then),
        "now": amount_dict(one.now),
        "more": amount_dict(one.more),
    }


def later_dict(one: LaterStart) -> Plain:
    """What a later start leaves unspent."""
    return {
        "post": one.post,
        "from": one.since.isoformat(),
        "months": one.months,
        "unspent": amount_dict(one.unspent),
    }


def could_hire_dict(found: CouldHire) -> Plain:
    """How much of a role could still be hired."""
    return {
        "role": found.role,
        "from": found.since.isoformat(),
        "wte": number_text(found.wte),
        "at_least": number_text(found.at_least),
        "at_most": number_text(found.at_most),
        "left": amount_dict(found.left),
        "cost_to_march": amount_dict(found.cost_to_march),
        "limit": None if found.limit is None else term_dict(found.limit),
        "reason": found.reason,
    }
