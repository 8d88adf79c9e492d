"""What the tests of display share."""

from __future__ import annotations

import pytest

import pcn_des as des


@pytest.fixture(scope="session")
def report() -> des.Report:
    network = des.example_network()
    assert network.example_as_of is not None
    return des.assess(network, network.example_as_of)
