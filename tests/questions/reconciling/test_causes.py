"""The causes that are tried, in which order, and what each would have come to."""

from __future__ import annotations

from datetime import date

from pcn_des.dates import ContractYear
from pcn_des.questions.reconciling.causes import supposed
from support.remittances import millbrook, of_lists, population

EA, BEDS = "enhanced_access", "care_home_premium"
CORRECTED = of_lists(
    population("adjusted", 46_000, "2025-01-01"),
    population("adjusted", 46_900, "2025-01-01", published="2025-05-30"),
)


def words(network: object, year: str, *streams: str, known_on: date | None = None) -> list[tuple[str, str]]:
    found = supposed(network, ContractYear.parse(year), known_on, lambda: set(streams))  # type: ignore[arg-type]
    return [(one.cause, one.because) for one in found]


def test_the_likeliest_comes_first_and_corrections_before_earlier_rates() -> None:
    found = list(dict.fromkeys(cause for cause, _ in words(CORRECTED, "2025/26", EA)))
    assert found == ["rounding of the paying system", "population correction", "rate known later"]


def test_an_earlier_rate_says_that_the_lists_were_not_known_either() -> None:
    found = [because for cause, because in words(CORRECTED, "2025/26", EA) if cause == "rate known later"]
    assert "the rate as known before 1 August 2025" in found
    assert any(because.startswith("the rate and the lists as known before ") for because in found)


def test_the_national_system_is_tried_only_in_the_years_in_which_it_paid() -> None:
    network = of_lists(population("registered", 45_000, "2021-01-01"))
    by_system = "the month's rate rounded first, as the national system paid"
    assert ("rounding of the paying system", by_system) in words(network, "2021/22", "core_pcn_funding")
    assert ("rounding of the paying system", by_system) not in words(CORRECTED, "2025/26", EA)


def test_old_beds_are_tried_for_the_care_home_premium_alone_and_members_for_the_others() -> None:
    of_beds = {cause for cause, _ in words(millbrook(), "2024/25", BEDS)}
    of_access = {cause for cause, _ in words(millbrook(), "2024/25", EA)}
    assert of_beds == {"rounding of the paying system", "rate known later", "bed count of an earlier month"}
    assert of_access == {"rounding of the paying system", "rate known later", "membership"}


def test_no_rate_is_tried_that_was_published_after_the_day_of_the_question() -> None:
    network = of_lists(population("adjusted", 46_000))
    uplift = ("rate known later", "the rate as known before 26 September 2024")
    assert uplift in words(network, "2024/25", EA, known_on=date(2024, 9, 26))
    assert uplift not in words(network, "2024/25", EA, known_on=date(2024, 9, 25))
