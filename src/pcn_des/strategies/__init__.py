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
"""

from __future__ import annotations

from pcn_des.errors import MissingExtraError

try:
    import hypothesis as _hypothesis  # noqa: F401
except ImportError:
    raise MissingExtraError("pcn_des.strategies", "hypothesis", "strategies") from None

from pcn_des.strategies.asked import networks, plain_networks, reachable
from pcn_des.strategies.days import contract_days, epoch_edges
from pcn_des.strategies.given import facts
from pcn_des.strategies.values import ods_codes, texts
from pcn_des.strategies.workforce import posts

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
