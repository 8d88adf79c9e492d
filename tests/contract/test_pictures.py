"""What is said of the contract is, word for word, what was reviewed: dates, changes, roles, lists, indicators.

A picture that changes is a change of an answer: read it, and if it is right, write the pictures again with
`python tests/support/snapshotting.py`.
"""

from __future__ import annotations

import pytest

from support.picturing import of_contract, reviewed

PICTURES = of_contract()
REVIEWED = reviewed("contract")


def test_there_is_a_picture_of_each() -> None:
    assert sorted(REVIEWED) == sorted(PICTURES)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_the_picture_is_as_reviewed(name: str) -> None:
    assert PICTURES[name]() == REVIEWED[name]
