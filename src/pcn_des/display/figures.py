"""What every chart begins with: the figure of matplotlib, which is loaded on first use."""

from __future__ import annotations

from typing import Any

from pcn_des.errors import MissingExtraError


def figure_class() -> Any:
    """The class of matplotlib's figures.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError("A chart", "matplotlib", "plot") from None
    return Figure
