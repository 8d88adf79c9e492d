"""Small public files of all networks, as their readers have read them: editions of ePCN, lists, populations, maps."""

from __future__ import annotations

from datetime import date

from pcn_des.formats import adjusted, list_sizes, practice_map
from pcn_des.formats.epcn import EpcnReading, PartnerRow, PcnRow

FIRST = date(2019, 10, 1)


def pcn(code: str, opened: date = FIRST, closed: date | None = None, commissioner: str = "99Z") -> PcnRow:
    return PcnRow(
        code=code,
        name=f"{code} PCN",
        commissioner_code=commissioner,
        commissioner_name="NHS DOWNS",
        opened=opened,
        closed=closed,
        postcode=None,
        row=2,
    )


def partner(practice: str, network: str, start: date = FIRST, end: date | None = None) -> PartnerRow:
    return PartnerRow(
        practice_code=practice,
        practice_name=practice,
        practice_commissioner_code="99Z",
        practice_commissioner_name=None,
        pcn_code=network,
        pcn_name=None,
        start=start,
        end=end,
        same_commissioner=True,
        row=2,
    )


def edition(day: date, *rows: PcnRow | PartnerRow) -> EpcnReading:
    return EpcnReading(file=f"ePCN_{day}.xlsx", rows=rows, problems=(), edition=day)


def lists(at: str, **patients: int) -> list_sizes.ListSizeReading:
    head = "EXTRACT_DATE,TYPE,CODE,CCG_CODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    rows = (f"{at},GP,{code},99Z,ALL,ALL,{number}\n" for code, number in patients.items())
    return list_sizes.read((head + "".join(rows)).encode(), name=f"lists_{at}.csv")


def populations(
    year: str, *, published: date | None = None, **figures: tuple[int | str, str]
) -> adjusted.AdjustedReading:
    head = "Practice Code,Practice Name,PCN Code,Raw list size,Adjusted Population\n"
    rows = (f"{code},{code},U00001,{raw},{figure}\n" for code, (raw, figure) in figures.items())
    return adjusted.read((head + "".join(rows)).encode(), year, name="adjusted.csv", published=published)


def map_of(at: str, *rows: tuple[str, str, str, str]) -> practice_map.MapReading:
    """A map of practices of a day such as 01APR2021; of each its code, its network, the commissioner and the board."""
    head = (
        "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,SUB_ICB_LOCATION_CODE,"
        "SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME\n"
    )
    body = (
        f"{at},{code},{code},AB1 2CD,{of},{of} PCN,{place},NHS {place},{board},{board}\n"
        for code, of, place, board in rows
    )
    return practice_map.read((head + "".join(body)).encode(), name=f"map_{at}.csv")
