"""What is wrong with the contract data, gathered: a reader goes on after an error, so that one run tells all."""

from __future__ import annotations

from types import TracebackType

import attrs

from pcn_des.errors import ContractDataError


@attrs.define
class Problems:
    """The errors that were found so far. In `with problems:` an error of the contract data is kept, not raised."""

    found: list[ContractDataError] = attrs.field(factory=list)

    def add(self, error: ContractDataError) -> None:
        """Keep an error, and each of those that it tells of."""
        self.found.extend(error.problems)

    def stop(self) -> None:
        """Raise what was found, if anything was.

        Raises:
            ContractDataError: something is wrong.
        """
        if self.found:
            raise ContractDataError.of(self.found)

    def touch(self, key: str) -> bool:
        """Whether something is wrong with a key such as `terms.network.list_size`."""
        return any(error.key == key for error in self.found)

    def __enter__(self) -> Problems:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if isinstance(error, ContractDataError):
            self.add(error)
            return True
        return False
