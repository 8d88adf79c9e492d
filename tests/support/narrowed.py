"""What a test knows to be there, said to the type checker too; where it is not there, the test fails."""

from __future__ import annotations

from typing import TypeVar

from pcn_des import Quantity

Thing = TypeVar("Thing")


def there(thing: Thing | None) -> Thing:
    """The thing, which is not None."""
    assert thing is not None
    return thing


def quantity(found: object) -> Quantity:
    """What was found or is required, which is a number with a unit."""
    assert isinstance(found, Quantity)
    return found
