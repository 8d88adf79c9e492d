"""The chart of all networks: from nought, with room above, and empty where no list is known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from support.effort import examples
from support.national_files import edition, lists, partner, pcn

OLD = edition(date(2021, 6, 15), pcn("U00001"), pcn("U00002"), partner("A00001", "U00001"), partner("A00002", "U00002"))


@settings(max_examples=examples(one_in=2))
@given(patients=st.integers(1, 10**7))
def test_a_chart_begins_at_nought_and_has_room_above_its_highest(patients: int) -> None:
    pytest.importorskip("matplotlib")
    found = des.national(epcn=[OLD], list_sizes=[lists("01JAN2021", A00001=patients)])
    figure = found.plot()
    assert [axes.get_ylim()[0] for axes in figure.axes] == [0, 0]
    networks, millions = (axes.get_ylim()[1] for axes in figure.axes)
    assert networks == pytest.approx(2.2)
    assert millions == pytest.approx(1.1 * patients / 1_000_000)


def test_a_chart_of_months_without_a_list_is_empty() -> None:
    pytest.importorskip("matplotlib")
    assert des.national(epcn=[OLD]).plot().axes[1].get_ylim() == (0, pytest.approx(1.1))
