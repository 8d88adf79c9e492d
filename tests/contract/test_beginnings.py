"""What starts, ends or changes in a contract year, and why something ends."""

from __future__ import annotations

from datetime import date

import pytest

import pcn_des as des
from pcn_des.contract.beginnings import Around, beginnings
from pcn_des.dates import ContractYear
from support.days import days_of
from support.lamps import COMMON, term, year_of


class TestStartsAndEnds:
    def test_services(self) -> None:
        found = [(day.day, day.what) for day in des.deadlines("2020/21") if day.what.startswith("Service: ")]
        assert found == [
            (date(2020, 4, 1), "Service: Social prescribing"),
            (date(2020, 7, 31), "Service: Enhanced health in care homes, preparation"),
            (date(2020, 10, 1), "Service: Enhanced health in care homes"),
            (date(2020, 10, 1), "Service: Structured medication reviews and medicines optimisation"),
            (date(2020, 10, 1), "Service: Supporting early cancer diagnosis"),
        ]
        ends = [(day.day, day.kind, day.key) for day in des.deadlines("2022/23") if day.kind == "ends"]
        assert (date(2022, 9, 30), "ends", "extended_hours") in ends

    def test_an_end_told_later_is_of_the_year_s_last_day_until_then(self) -> None:
        """Tackling neighbourhood health inequalities: that the intervention starts in March came out on 26 August."""
        found = {}
        for known_on in (date(2021, 8, 25), date(2021, 8, 26)):
            days = des.deadlines("2021/22", known_on)
            found[known_on.day] = [(day.day, day.kind) for day in days if "health inequalities" in day.what]
        assert found == {
            25: [(date(2021, 10, 1), "starts")],
            26: [(date(2021, 10, 1), "starts"), (date(2022, 3, 1), "starts")],
        }

    def test_what_ends_with_the_year_ends_on_its_last_day_and_says_why(self) -> None:
        (end,) = [day for day in days_of("2025/26", "capacity_and_access_support") if day.kind == "ends"]
        assert end.day == date(2026, 3, 31)
        assert end.consequence.startswith(
            "The £292m of the two capacity and access payments, of which it was £204m in 2025/26, went to the "
            "practice-level GP reimbursement scheme"
        )

    def test_no_end_is_said_of_the_last_year_nor_of_one_whose_next_is_not_published(self) -> None:
        for year, known_on in (("2026/27", None), ("2025/26", date(2026, 3, 25))):
            assert [day for day in des.deadlines(year, known_on) if day.kind == "ends"] == []
        assert [day.day for day in des.deadlines("2025/26", date(2026, 3, 26)) if day.kind == "ends"] == [
            date(2026, 3, 31),
            date(2026, 3, 31),
        ]

    def test_roles(self) -> None:
        found = [day.what for day in des.deadlines("2022/23") if day.kind == "starts" and day.what.startswith("Role")]
        assert found == [
            "Role: Digital and transformation lead, claimed under the ARRS",
            "Role: General practice assistant, claimed under the ARRS",
        ]

    def test_rates(self) -> None:
        found = {year: days_of(year, "enhanced_access.rate") for year in ("2022/23", "2023/24", "2024/25", "2026/27")}
        assert {year: [(day.day, day.what) for day in days] for year, days in found.items()} == {
            "2022/23": [(date(2022, 10, 1), "Enhanced access payment: £3.764 per adjusted patient per payment period")],
            "2023/24": [
                (
                    date(2023, 4, 1),
                    "Enhanced access payment: £7.578 per adjusted patient per year (before: £3.764 per adjusted "
                    "patient per payment period)",
                )
            ],
            "2024/25": [
                (date(2024, 4, 1), "Enhanced access payment: £7.975 per adjusted patient per year (before: £7.578)")
            ],
            "2026/27": [
                (date(2026, 4, 1), "Enhanced access payment: £8.903 per adjusted patient per year (before: £8.427)")
            ],
        }
        (known,) = days_of("2024/25", "enhanced_access.rate", date(2024, 9, 25))
        assert known.what == "Enhanced access payment: £7.674 per adjusted patient per year (before: £7.578)"

    def test_maxima_of_roles(self) -> None:
        (first, second) = days_of("2023/24", "arrs.apprentice_physician_associate.max_reimbursement")
        assert (first.day, first.what) == (
            date(2023, 4, 1),
            "Apprentice physician associate: at most £38,187 per WTE per year",
        )
        assert (second.day, second.what) == (
            date(2023, 7, 1),
            "Apprentice physician associate: at most £40,159 per WTE per year (before: £38,187)",
        )
        (same,) = days_of("2019/20", "arrs.clinical_pharmacist.max_reimbursement")
        assert same.what == "Clinical pharmacist: at most £37,810 per WTE per year, London too"


def service(phase: str, more: str = "") -> str:
    return f'[[services.x]]\ntitle = "The x"\nphase = "{phase}"\n{COMMON}{more}'


ROLE = f'[[roles.lamplighter]]\ntitle = "Lamplighter"\n{COMMON}'
PAID = f'[[payments.oil]]\ntitle = "Oil money"\npayee = "keeper"\npaid = "once"\n{COMMON}'
UNTIL_MAY, FROM_JUNE = "until = 2030-05-31\n", "from = 2030-06-01\npublished = 2030-03-01\n"
TO_THE_DAY_BEFORE, ON_THE_LAST_DAY = "until = 2031-03-30\n", "from = 2031-03-31\npublished = 2030-03-01\n"
MAXIMUM, GBP = "arrs.lamplighter.max_reimbursement", "GBP per WTE per year"
BEFORE, AFTER = ContractYear(2029), ContractYear(2031)
X_STARTS = (date(2030, 4, 1), "starts", "PCN", "Service: The x", "x", "")
OIL_STARTS = (date(2030, 4, 1), "starts", "keeper", "Payment: Oil money", "oil", "")


def begun(
    text: str, *, before: str | None = None, after: str | None = None, known_by: date = date.max
) -> list[tuple[date | None, str, str, str, str, str]]:
    """What starts, ends or changes in the year of the lamps, between the years before and after it."""
    around = Around(
        year_of(text),
        known_by,
        None if before is None else year_of(before, BEFORE),
        None if after is None else year_of(after, AFTER),
    )
    found = list(beginnings(around))
    assert {day.contract_year for day in found} <= {"2030/31"}
    return [(day.day, day.kind, day.who, day.what, day.key, day.consequence) for day in found]


def ends(why: str, day: date = date(2031, 3, 31)) -> tuple[date, str, str, str, str, str]:
    return (day, "ends", "PCN", "Service: The x", "x", why)


class TestOfTheLamps:
    @pytest.mark.parametrize(
        ("text", "after", "found"),
        [
            pytest.param(service("delivery"), None, [X_STARTS], id="the last year ends nothing"),
            pytest.param(service("delivery"), "", [X_STARTS, ends("")], id="gone without a word"),
            pytest.param(
                service("delivery"),
                '[removed]\n"services.x" = "lamps went out."\n',
                [X_STARTS, ends("Lamps went out.")],
                id="gone, and why",
            ),
            pytest.param(
                service("delivery"),
                '[looked]\n"*" = "the attic"\n[missing]\n"services.x" = "torn"\n',
                [X_STARTS],
                id="not found is not gone",
            ),
            pytest.param(
                service("delivery", UNTIL_MAY) + service("withdrawn", FROM_JUNE + 'note = "nobody came"\n'),
                None,
                [X_STARTS, ends("nobody came", date(2030, 5, 31))],
                id="withdrawn within the year",
            ),
            pytest.param(
                service("preparation", UNTIL_MAY) + service("delivery", FROM_JUNE),
                None,
                [
                    (date(2030, 4, 1), "starts", "PCN", "Service: The x, preparation", "x", ""),
                    (date(2030, 6, 1), "starts", "PCN", "Service: The x", "x", ""),
                ],
                id="prepared, then delivered",
            ),
            pytest.param(service("planned"), "", [], id="what is planned has not begun"),
            pytest.param(
                PAID + UNTIL_MAY + '[missing]\n"payments.oil" = { note = "torn", from = 2030-06-01 }\n',
                None,
                [OIL_STARTS],
                id="a payment that was not found is not gone",
            ),
            pytest.param(
                ROLE + ON_THE_LAST_DAY,
                None,
                [(date(2031, 3, 31), "starts", "PCN", "Role: Lamplighter, claimed under the ARRS", "lamplighter", "")],
                id="on the last day of the year",
            ),
            pytest.param(
                PAID + term("oil.rate", "2", "GBP", TO_THE_DAY_BEFORE) + term("oil.rate", "3", "GBP", ON_THE_LAST_DAY),
                None,
                [
                    OIL_STARTS,
                    (date(2030, 4, 1), "rate", "keeper", "Oil money: £2", "oil.rate", ""),
                    (date(2031, 3, 31), "rate", "keeper", "Oil money: £3 (before: £2)", "oil.rate", ""),
                ],
                id="a rate of the last day",
            ),
            pytest.param(
                PAID + term("oil.rate", "1", "minutes", UNTIL_MAY) + term("oil.rate", "2", "minutes", FROM_JUNE),
                None,
                [
                    OIL_STARTS,
                    (date(2030, 4, 1), "rate", "keeper", "Oil money: 1 minute", "oil.rate", ""),
                    (date(2030, 6, 1), "rate", "keeper", "Oil money: 2 minutes (before: 1)", "oil.rate", ""),
                ],
                id="one of a thing before",
            ),
        ],
    )
    def test_what_begins_and_ends_is_said_with_who_and_why(
        self, text: str, after: str | None, found: list[tuple[date, str, str, str, str, str]]
    ) -> None:
        assert begun(text, after=after) == found

    def test_at_the_border_to_a_year_of_which_nothing_was_known_nothing_begins_or_ends(self) -> None:
        gone = '[removed]\n"services.x" = "lamps went out"\n'
        assert begun(service("delivery"), after=gone, known_by=date(2031, 3, 1))[1:] == [ends("Lamps went out.")]
        assert begun(service("delivery"), after=gone, known_by=date(2031, 2, 28)) == [X_STARTS]
        early = service("delivery", "published = 2029-03-01\n")
        assert begun(early, before="", known_by=date(2029, 3, 1)) == [X_STARTS]
        assert begun(early, before="", known_by=date(2029, 2, 28)) == []
        assert begun(service("delivery"), before=service("delivery")) == []

    def test_the_maxima_of_a_role_are_one_day_each_with_all_that_is_cited(self) -> None:
        text = ROLE + term(f"{MAXIMUM}.national", "10", GBP, TO_THE_DAY_BEFORE)
        text += term(f"{MAXIMUM}.national", "12", GBP, ON_THE_LAST_DAY)
        text += term(f"{MAXIMUM}.inner_london", "13", GBP).replace("charter", "almanac")
        days = [day for day in beginnings(Around(year_of(text), date.max)) if day.kind == "maximum"]
        assert [(day.day, day.what, [one.document.key for one in day.citations]) for day in days] == [
            (
                date(2030, 4, 1),
                "Lamplighter: at most £10 per WTE per year; inner London £13 per WTE per year",
                ["charter", "almanac"],
            ),
            (date(2031, 3, 31), "Lamplighter: at most £12 per WTE per year (before: £10)", ["charter"]),
        ]
        assert {day.key for day in days} == {MAXIMUM}

    def test_one_figure_of_two_areas_is_said_once(self) -> None:
        text = ROLE + "".join(term(f"{MAXIMUM}.{area}", "10", GBP) for area in ("national", "inner_london"))
        (day,) = (day for day in beginnings(Around(year_of(text), date.max)) if day.kind == "maximum")
        assert day.what == "Lamplighter: at most £10 per WTE per year, London too"
