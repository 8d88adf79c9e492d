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
    text = decoded(file, content)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        said = re.search(r"at line (\d+)", str(error))
        line = int(said[1]) if said else None
        wrong = f"it is not TOML: {fault(text, error)}"
        raise ContractDataError(file, "the file", wrong, "Mend it there", line) from None


def decoded(file: str, content: bytes) -> str:
    """The text of a file.

    Raises:
        ContractDataError: it is not UTF-8, or begins with a mark of it, which TOML has not; the message says where.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        wrong = f"it is not UTF-8: nothing there is written with the byte {content[error.start]:#04x}"
        raise ContractDataError(file, "the file", wrong, "Save it as UTF-8", line) from None
    if text.startswith("\ufeff"):
        wrong = "it is not TOML: it begins with a byte order mark"
        raise ContractDataError(file, "the file", wrong, "Save it as UTF-8 without one (no BOM)", 1)
    return text
