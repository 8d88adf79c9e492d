"""Posts under the Additional Roles Reimbursement Scheme whose roles are reimbursable on a day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from pcn_des.contract.question import terms
from pcn_des.contract.roles import reimbursable
from pcn_des.dates import as_day
from pcn_des.network import Post
from pcn_des.strategies.days_to_ask_about import contract_days
from pcn_des.strategies.field_values import PEOPLE, PLACES


def posts(as_of: date | None = None) -> st.SearchStrategy[Post]:
    """Posts that last on a day and whose role is reimbursable on it; without a day, on some day of the contract.

    On 1 July 2019 it is a clinical pharmacist or a social prescribing link worker, since that day. A post begins no
    earlier than the spell in which its role is reimbursable. Its cost may be above the maximum.

    Raises:
        OutsideDataError: the day is outside the data.
    """
    if as_of is None:
        return contract_days().flatmap(posts)
    day = as_day(as_of, "as_of")
    return st.sampled_from(sorted(terms(day).roles)).flatmap(lambda role: _posts_of(role, day))


def _posts_of(role: str, day: date) -> st.SearchStrategy[Post]:
    begins = reimbursable(role, day).since or day
    return st.builds(
        Post,
        id=st.integers(1, 999).map("P{:03d}".format),
        role=st.just(role),
        wte=st.decimals("0.01", "1", places=2),
        since=st.integers(0, (day - begins).days).map(lambda back: day - timedelta(days=back)),
        until=st.none() | st.integers(0, 700).map(lambda on: day + timedelta(days=on)),
        person=st.just("") | st.sampled_from(PEOPLE),
        employer=st.just("") | st.sampled_from(PLACES),
        annual_cost=st.none() | st.decimals(0, 150_000, places=2),
    )
