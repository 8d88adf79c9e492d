"""Hypothesis strategies: networks, days, facts and posts for property-based tests of whatever uses this package.

    from hypothesis import given
    from pcn_des import assess
    from pcn_des.strategies import contract_days, networks

    @given(networks(), contract_days())
    def test_something(network, day): ...

- `networks()`: any valid network; `networks(day)`: one that is plausible around a day; `networks(day, meets=…,
  breaks=…)`: one that meets and breaks obligations as asked. `reachable(day)` has what can be asked for.
- `plain_networks()`: the same as plain values, as `network_dict` writes them and `read_network` reads them.
- `contract_days()`: days that the data answer for; `epoch_edges()`: those on which something changes.
- `facts()`: facts to give to `assess` directly; `posts()`: reimbursable posts; `ods_codes()`; `texts()`: awkward ones.

Once Hypothesis is imported, `st.from_type(pcn_des.Network)` and `st.from_type(pcn_des.network.Post)` are these.

What each module draws; imports run upwards in this table, to the modules above.

    field_values                    texts, codes, days, decimals, spells, lists of records
    days_to_ask_about               days of the contract, and those on which something changes
    reimbursable_posts              posts under the Additional Roles Reimbursement Scheme
    given_facts                     facts to give instead of a network
    any_records                     the lists of a network, with any valid records
    any_posts                       the lists about staff, in the same way
    any_incentives                  the lists about incentives, in the same way
    any_networks                    networks of any kind, as records or as plain values
    contract_figures                nothing: figures of the contract to calculate with
    sentences                       nothing: what can be required of a network, in words
    requirements                    nothing: what records have to show on a day
    recipes                         nothing: how records answer each rule, a recipe for each
    what_can_be_asked_for           nothing: which duties can be met or broken on a day, and what that requires
    plausible                       records and networks that are plausible around a day and show what is required
    networks_that_meet_or_break     networks that answer as asked
"""

from __future__ import annotations

from pcn_des.errors import MissingExtraError

try:
    import hypothesis as _hypothesis  # noqa: F401
except ImportError:
    raise MissingExtraError("pcn_des.strategies", "hypothesis", "strategies") from None

from pcn_des.strategies.any_networks import plain_networks
from pcn_des.strategies.days_to_ask_about import contract_days, epoch_edges
from pcn_des.strategies.field_values import ods_codes, texts
from pcn_des.strategies.given_facts import facts
from pcn_des.strategies.networks_that_meet_or_break import networks
from pcn_des.strategies.reimbursable_posts import posts
from pcn_des.strategies.what_can_be_asked_for import reachable

__all__ = [
    "contract_days",
    "epoch_edges",
    "facts",
    "networks",
    "ods_codes",
    "plain_networks",
    "posts",
    "reachable",
    "texts",
]
