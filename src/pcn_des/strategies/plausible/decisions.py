"""Plausible decisions: what a person judged of duties that are for a person, before the day that is asked about."""

from __future__ import annotations

from hypothesis import strategies as st

from pcn_des.network import Decision, Records
from pcn_des.network.decisions import JUDGED
from pcn_des.strategies.plausible.values import PlausibleValues


def decisions(plausible: PlausibleValues) -> Records[Decision] | None:
    """A few decisions on judgements of the day, each on another duty, or none."""
    open_to = sorted(key for key, duty in plausible.contract.obligations.items() if duty.judgement)
    judged = plausible.draw(st.lists(st.sampled_from(open_to), unique=True, max_size=3)) if open_to else []
    return plausible.record_list("decisions", [_decision(plausible, key) for key in judged])


def _decision(plausible: PlausibleValues, key: str) -> Decision:
    return Decision(
        obligation=key,
        judged=plausible.draw(st.sampled_from(JUDGED)),
        by=plausible.person_name(),
        on=plausible.day_since_the_start(),
        document=plausible.text_or_blank("minutes"),
    )
