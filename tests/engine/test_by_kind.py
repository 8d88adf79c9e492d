"""A question with a form for each kind of node."""

from __future__ import annotations

from typing import Any

from pcn_des.engine.by_kind import ByKind


class Shape:
    """Any shape."""


class Square(Shape):
    """A square."""


class Circle(Shape):
    """A circle."""


@ByKind
def corners(node: object, facts: dict[str, int]) -> int:
    """How many corners it has."""
    return facts["unknown"]


@corners.register
def _of_shape(node: Shape, facts: dict[str, Any]) -> int:
    return int(facts["some"])


def test_each_kind_has_its_form_or_that_of_its_base() -> None:
    facts = {"unknown": -1, "some": 9, "square": 4}
    assert [corners(thing, facts) for thing in (Shape(), Square(), Circle(), "no shape")] == [9, 9, 9, -1]

    @corners.register
    def of_square(node: Square, facts: dict[str, Any]) -> int:
        return int(facts["square"])

    assert [corners(thing, facts) for thing in (Shape(), Square(), Circle())] == [9, 4, 9]
    assert corners.__doc__ == "How many corners it has."
