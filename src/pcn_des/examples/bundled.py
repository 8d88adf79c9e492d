"""The bundled example: Riverside PCN, an invented network with the records of the contract year 2022/23."""

from __future__ import annotations

from functools import lru_cache

from pcn_des.formats.network_file.read import read_network_text
from pcn_des.network import Network


@lru_cache(maxsize=1)
def example_network() -> Network:
    """Riverside PCN. Look at it on its `example_as_of`, where its report shows every status.

    Examples:
        >>> example_network()
        <Network U99901 Riverside PCN: practices 5, care homes 4, access sessions 524, posts 3, returns 18>
        >>> example_network().example_as_of
        datetime.date(2022, 11, 14)
    """
    return read_network_text(example_text(), "riverside.toml")


def example_text() -> str:
    """The file of the example network, TOML with comments, to start one's own from."""
    from importlib.resources import files

    return files("pcn_des.examples").joinpath("riverside.toml").read_text(encoding="utf-8")
