"""Plausible networks on a day, whose records show what is required of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from pcn_des.dates import ContractYear, last_whole_week
from pcn_des.facts.network_agreement import changes_of_year
from pcn_des.network import Network
from pcn_des.strategies.field_values import days_up_to, ods_codes
from pcn_des.strategies.plausible.agreements import agreements, area_list, areas
from pcn_des.strategies.plausible.cancelled_sessions import cancelled_sessions, minutes_cancelled_in
from pcn_des.strategies.plausible.care_homes import care_homes
from pcn_des.strategies.plausible.decisions import decisions
from pcn_des.strategies.plausible.people import commissioners, directors_and_vacancies, payees
from pcn_des.strategies.plausible.practices import practices
from pcn_des.strategies.plausible.returns import returns
from pcn_des.strategies.plausible.sessions import sessions_and_weeks
from pcn_des.strategies.plausible.values import PlausibleValues
from pcn_des.strategies.plausible.variations import variations
from pcn_des.strategies.plausible.weeks import least_adjusted, owed_in, week_of
from pcn_des.strategies.plausible.workforce import baseline_vacancies, claims, partners, posts, remittances
from pcn_des.strategies.requirements import Requirements
from pcn_des.strategies.sentences import APPROVED


@st.composite
def plausible_networks(draw: st.DrawFn, requirements: Requirements, texts: st.SearchStrategy[str] | None) -> Network:
    """Networks that are plausible around the day of the requirements and show what they say.

    What depends on another record is drawn after it, as the minutes of the week after the patients.
    """
    plausible = PlausibleValues(draw, requirements, texts)
    week = week_of(requirements)
    found_areas = areas(plausible)
    members = practices(plausible, found_areas, least_adjusted(requirements, week))
    owed = owed_in(requirements.weekly, week, members.sums)
    cancelled = cancelled_sessions(plausible, owed)
    cancelled_in_week = minutes_cancelled_in(last_whole_week(plausible.as_of), cancelled)
    sessions, weeks = sessions_and_weeks(plausible, week, owed, cancelled_in_week)
    named_in_the_agreement: dict[str, Any] = {
        "practices": members.listed,
        "areas": area_list(plausible, found_areas),
        "payees": payees(plausible, members.core),
        **directors_and_vacancies(plausible, members.core),
    }
    network = Network(code=draw(ods_codes("pcn")), name=plausible.organisation_name("PCN"), **named_in_the_agreement)
    staff = posts(plausible)
    opened = plausible.requirements.holds(APPROVED) is not False and plausible.yes_or_no()
    changed_on = max(changes_of_year(network, plausible.as_of), default=None)
    return network.evolve(
        opened=draw(days_up_to(_opened_by(plausible))) if opened else None,
        commissioners=commissioners(plausible),
        populations=members.own_populations,
        agreements=agreements(plausible, members.core),
        access_sessions=sessions,
        access_weeks=weeks,
        cancelled_sessions=cancelled,
        care_homes=care_homes(plausible),
        posts=staff,
        claims=claims(plausible, staff),
        baseline_vacancies=baseline_vacancies(plausible),
        partners=partners(plausible),
        remittances=remittances(plausible),
        returns=returns(plausible, changed_on),
        variations=variations(plausible),
        decisions=decisions(plausible),
        example_as_of=draw(st.none() | st.just(plausible.as_of)),
    )


def _opened_by(plausible: PlausibleValues) -> date:
    """The last day on which a network opened of which the week and the months that are required can be asked."""
    return min(last_whole_week(plausible.as_of).since, ContractYear.of(plausible.as_of).first_day)
