"""Where was looked for what was not found: said once for the keys of a file that begin alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pcn_des.contract.fields import Place, text

ANY: Final = "*"  # stands for one part of a key


def read_looked(at: Place, table: Any, missing: Iterable[str]) -> dict[str, str]:
    """Where was looked, by the beginning of the keys that it is said of: `arrs`, or `arrs.*.max_reimbursement`.

    Raises:
        ContractDataError: it is no text, or nothing that is missing in the file begins so.
    """
    if not isinstance(table, dict):
        raise at.wrong("it is not a table", 'Write [looked] with "area" = "in which pages and letters"')
    names = [name.partition("@")[0] for name in missing]
    for beginning, said in table.items():
        text(at, said)
        if not any(_begins(name, beginning) for name in names):
            raise at.wrong(
                f"nothing that is missing begins with '{beginning}'", "Leave it out, or write the beginning of a key"
            )
    return dict(table)


def where_looked(table: Mapping[str, str], name: str) -> str:
    """Where was looked for a key: as the longest beginning of it says; nothing where none does."""
    fitting = [beginning for beginning in table if _begins(name.partition("@")[0], beginning)]
    return table[max(fitting, key=_narrowness)] if fitting else ""


def _narrowness(beginning: str) -> tuple[int, int]:
    """The more parts, the narrower; of as many, the fewer that stand for any."""
    parts = beginning.split(".")
    return len(parts), -parts.count(ANY)


def _begins(name: str, beginning: str) -> bool:
    parts, wanted = name.split("."), beginning.split(".")
    return len(parts) >= len(wanted) and all(want in (ANY, part) for part, want in zip(parts, wanted, strict=False))
