"""A statement notes the months in which nobody was clinical director: what that does to the money was not found."""

from __future__ import annotations

from typing import Any

import pytest

import pcn_des as des

LISTS = [{"kind": "registered", "at": "2022-01-01", "patients": 40_000}]
HELD = {"name": "Dr Ash", "since": "2019-07-01", "until": "2022-05-31"}
NEXT = {"name": "Dr Elm", "since": "2022-08-15"}
NOT_FOUND = "the consequence of a vacancy, or a time of grace, was not found."


@pytest.mark.parametrize(
    ("records", "notes"),
    [
        (
            {"clinical_directors": {"complete": True, "items": [HELD]}},
            [f"Nobody was clinical director in June 2022 to March 2023: {NOT_FOUND}"],
        ),
        (
            {"clinical_directors": {"complete": True, "items": [HELD, NEXT]}},
            [f"Nobody was clinical director in June 2022 to August 2022: {NOT_FOUND}"],
        ),
        (
            {"clinical_director_vacancies": [{"since": "2022-12-02"}], "clinical_directors": [HELD]},
            [f"Nobody was clinical director in January 2023 to March 2023: {NOT_FOUND}"],
        ),
        ({"clinical_directors": [HELD]}, []),  # the list may have gaps
        ({"clinical_directors": {"complete": True, "items": [HELD]}, "closed": "2022-05-31"}, []),
    ],
)
def test_the_months_in_which_nobody_was_in_post(records: dict[str, Any], notes: list[str]) -> None:
    network = des.read_network({"code": "U00001", "name": "Mill", "populations": LISTS, **records})
    statement = des.entitlements(network, "2022/23")
    assert [note for note in statement.notes if "clinical director" in note] == notes
