"""The tables of a file of the contract data."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import Any

from pcn_des.errors import ContractDataError


def parse(file: str, content: bytes) -> dict[str, Any]:
    """The tables of a file; decimals are exact.

    Raises:
        ContractDataError: it is not TOML; the message says in which line.
    """
    try:
        return tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        said = re.search(r"at line (\d+)", str(error))
        line = int(said[1]) if said else None
        raise ContractDataError(file, "the file", f"it is not TOML: {error}", "Mend it there", line) from None
