"""Every way in which a claim turns out says, word for word, what was reviewed, with the terms that it rests on.

A picture that changes is a change of an answer: read it, and if it is right, write the pictures again with
`python tests/support/snapshotting.py`.
"""

from __future__ import annotations

import pytest

from support.picturing import of_claims, reviewed

PICTURES = of_claims()
REVIEWED = reviewed("claims")


def test_there_is_a_picture_of_each() -> None:
    assert sorted(REVIEWED) == sorted(PICTURES)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_the_picture_is_as_reviewed(name: str) -> None:
    assert PICTURES[name]() == REVIEWED[name]
