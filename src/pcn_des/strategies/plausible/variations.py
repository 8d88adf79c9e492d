"""Plausible exceptions from the contract, which leave alone whatever is required."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from pcn_des.contract.question import ALLOWED
from pcn_des.contract.sizes import unfit
from pcn_des.network import Records, Variation
from pcn_des.network.agreement import KINDS_OF_VARIATION
from pcn_des.strategies.plausible.values import PlausibleValues

LOCAL: Final = "local_variation"


def variations(plausible: PlausibleValues) -> Records[Variation] | None:
    """An exception, or none."""
    return plausible.record_list("variations", [_variation(plausible)] if plausible.yes_or_no() else [])


def _variation(plausible: PlausibleValues) -> Variation:
    """An exception of any kind that lifts duties that are not required; or that amends a term, where nothing is."""
    contract, required = plausible.contract, plausible.requirements.duties
    fields: dict[str, Any] = {
        "granted_by": plausible.organisation_name("ICB"),
        "reason": plausible.text_or_blank("list suspended"),
        **plausible.spell_that_lasts(),
    }
    allowed = contract.get(ALLOWED)
    if allowed is not None and not required and plausible.yes_or_no():
        fields["since"] = max(fields["since"], allowed.since)
        return Variation(kind=LOCAL, amends=_amended_number(plausible), **fields)
    free = sorted(set(contract.obligations) - required)
    fields["lifts"] = plausible.draw(st.lists(st.sampled_from(free), unique=True, max_size=2)) if free else []
    kind = plausible.draw(st.sampled_from([kind for kind in KINDS_OF_VARIATION if kind != LOCAL]))
    return Variation(kind=kind, **fields)


def _amended_number(plausible: PlausibleValues) -> dict[str, int | Decimal]:
    """A number of the contract that another takes the place of, as large as one of its unit can be."""
    numbers = {
        key: (term.value, term.unit)
        for key, term in plausible.contract.items()
        if isinstance(term.value, int | Decimal) and not isinstance(term.value, bool)
    }
    key = plausible.draw(st.sampled_from(sorted(numbers)))
    value, unit = numbers[key]
    return {key: plausible.draw(st.sampled_from([value + more for more in range(10) if not unfit(value + more, unit)]))}
