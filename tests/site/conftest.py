"""The pages of the site, made once for all tests of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """The Markdown of each page, by its address from the root of the site."""
    sys.path.append(str(ROOT / "docs"))
    from making import every_page  # only the repository has it; the tests that need it are skipped elsewhere

    found = every_page.pages()
    return {path.removesuffix("index.md").removesuffix(".md").rstrip("/") + "/": text for path, text in found}
