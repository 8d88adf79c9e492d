"""The tables of a file of the contract data."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import Any

from pcn_des.errors import ContractDataError
from pcn_des.toml_faults import fault


def parse(file: str, content: bytes) -> dict[str, Any]:
    """The tables of a file; decimals are exact.

    Raises:
        ContractDataError: it is not TOML; the message says in which line.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContractDataError(file, "the file", f"it is not TOML: {error}", "Mend it there") from None
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        said = re.search(r"at line (\d+)", str(error))
        line = int(said[1]) if said else None
        wrong = f"it is not TOML: {fault(text, error)}"
        raise ContractDataError(file, "the file", wrong, "Mend it there", line) from None
