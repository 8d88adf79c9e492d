"""From a national file of indicators to rows of figures by network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import pcn_des as des
from pcn_des.formats import epcn, iif, ncd, practice_map

NCD = "PRACTICE_CODE,PRACTICE_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE\n"
OLDER = "QUALITY_SERVICE,PRACTICE_CODE,PRACTICE_NAME,PCN_ODS_CODE,PCN_NAME,ACH_DATE,IND_CODE,MEASURE,VALUE\n"
RAW = "QUALITY_SERVICE,NAME,ORG_CODE,ACH_DATE,IND_CODE,FIELD_NAME,VALUE,LAST_SUBMISSION\n"
FUND = "ORGANISATION_TYPE,ORGANISATION_CODE,ORGANISATION_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE\n"
MAP = (
    "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,CCG_CODE,CCG_NAME,STP_CODE,STP_NAME\n"
) + "".join(
    f"01Jul2026,{practice},MILL LANE,AB1 2CD,{network},MILLBROOK PCN,99Z,NHS MILL,QZZ,MILL\n"
    for practice, network in (("A00001", "U00001"), ("A00002", "U00001"), ("A00003", "U00002"))
)
MEMBERS = {"A00001": "U00001", "A00002": "U00001", "A00003": "U00002"}
Written = Callable[..., Path]


def ncd_line(practice: str, indicator: str, top: object, bottom: object, day: str = "31/03/2026") -> str:
    begin = f"{practice},MILL LANE SURGERY,NCD2526,{day},{indicator}"
    return f"{begin},Numerator,{top}\n{begin},Denominator,{bottom}\n"


def test_an_extract_and_the_network_of_each_practice(written: Written) -> None:
    lines = (
        ncd_line("A00001", "CAN04", 30, 40) + ncd_line("A00002", "CAN04", 44, 60) + ncd_line("A00003", "CAN04", 8, 10)
    )
    rows = des.indicator_figures(written(NCD + lines), "2025/26", practices=MEMBERS)
    assert [(row["network"], row["practice"], row["indicator"], row["numerator"]) for row in rows] == [
        ("U00001", "A00001", "CAN-04", 30),
        ("U00001", "A00002", "CAN-04", 44),
        ("U00002", "A00003", "CAN-04", 8),
    ]
    assert [str(found["CAN-04"].points) for found in des.iif(rows, "2025/26")] == ["13.2 points", "22 points"]
    only = des.indicator_figures(written(NCD + lines), "2025/26", practices=MEMBERS, networks=["u00002"])
    assert [row["practice"] for row in only] == ["A00003"]


def test_a_figure_that_is_kept_back_is_not_known(written: Written) -> None:
    lines = ncd_line("A00001", "CAN04", "*", 40) + ncd_line("A00002", "CAN04", 44, 60)
    rows = des.indicator_figures(written(NCD + lines), "2025/26", practices=MEMBERS)
    assert rows[0]["numerator"] is None
    (found, *_) = des.iif(rows, "2025/26")
    number = found["CAN-04"].achievement
    assert number is not None
    assert str(number) == "44 to 84"


@pytest.mark.parametrize("codes", [("CAN04", "CAN-04"), ("CAN-04", "CAN04")])
def test_an_indicator_under_two_codes_is_refused_in_any_order(codes: tuple[str, str], written: Written) -> None:
    lines = ncd_line("A00003", "CAN04", 8, 10) + "".join(ncd_line("A00001", code, 30, 40) for code in codes)
    says = f"A00001 has CAN-04 under the codes {codes[0]} and {codes[1]}; keep one$"
    with pytest.raises(des.MisuseError, match=says):
        des.indicator_figures(written(NCD + lines), "2025/26", practices=MEMBERS)


@pytest.mark.parametrize("day", ["30/09/2026", "31/03/2025"])
def test_figures_of_a_year_have_a_day_of_it(day: str, written: Written) -> None:
    lines = ncd_line("A00001", "CAN04", 30, 40, day) + ncd_line("A00003", "CAN04", 8, 10)
    says = "has figures of 2025/26 of .*, which is no day of that year; correct the day, or the service"
    with pytest.raises(des.MisuseError, match=says):
        des.indicator_figures(written(NCD + lines), "2025/26", practices=MEMBERS)


def test_a_practice_of_the_network_of_which_the_file_has_nothing_is_unknown(written: Written) -> None:
    rows = des.indicator_figures(written(NCD + ncd_line("A00001", "CAN04", 30, 40)), "2025/26", practices=MEMBERS)
    assert [(row["practice"], row["numerator"]) for row in rows] == [("A00001", 30), ("A00002", None)]
    (found,) = des.iif(rows, "2025/26")
    assert "the denominator of CAN-04 of A00002" in found["CAN-04"].missing


class TestRowsThatCannotBeRead:
    """Whatever a row may have held that can't be used is not known, of every network of which it may be."""

    FILE = OLDER + "".join(
        f"NCD2526,{practice},MILL LANE,{network},MILLBROOK PCN,31/03/2026,CAN04,{measure},{value}\n"
        for practice, network, top in (("A00001", "U00001", 80), ("A00002", "U00001", 90), ("A00003", "U00002", 70))
        for measure, value in (("Numerator", top), ("Denominator", 100))
    )

    @staticmethod
    def points(text: str, practices: practice_map.MapReading | None = None) -> dict[str, bool]:
        """Whether the points of each network are exact."""
        rows = des.indicator_figures(text.encode(), "2025/26", practices=practices)
        return {
            found.heading.code or "": found["CAN-04"].points.exact is not None for found in des.iif(rows, "2025/26")
        }

    def test_all_of_a_good_file(self) -> None:
        assert self.points(self.FILE) == {"U00001": True, "U00002": True}

    @pytest.mark.parametrize(
        ("old", "new", "in_doubt"),
        [
            ("Numerator,90", "Numerator,[c]", ["U00001"]),
            ("A00002", "a00002", ["U00001"]),
            ("U00002", "u00002", ["U00001", "U00002"]),  # nobody knows of which network it is
            ("A00001,MILL LANE,U00001", "a00001,MILL LANE,u00001", ["U00001", "U00002"]),
            ("CAN04,Numerator,90", "=A1,Numerator,90", ["U00001"]),
            ("31/03/2026,CAN04,Numerator,90", "soon,CAN04,Numerator,90", ["U00001"]),
            ("Numerator,90", "=A1,90", ["U00001"]),
            ("Numerator,90", "PALCARDAT,[c]", []),  # read: another measure than is asked for
        ],
    )
    def test_points_that_rest_on_one_are_not_exact(self, old: str, new: str, in_doubt: list[str]) -> None:
        text = self.FILE.replace(old, new) if new != "PALCARDAT,[c]" else f"{self.FILE}{self._pca()}"
        found = self.points(text)
        assert [code for code in ("U00001", "U00002") if not found.get(code)] == in_doubt

    @staticmethod
    def _pca() -> str:
        return "NCD2526,A00001,MILL LANE,U00001,MILLBROOK PCN,31/03/2026,CAN04,PALCARDAT,[c]\n"

    def test_two_rows_that_differ_are_none(self) -> None:
        again = "NCD2526,A00002,MILL LANE,U00001,MILLBROOK PCN,31/03/2026,CAN04,{},{}\n"
        twice = self.FILE + again.format("Numerator", 91) + again.format("Denominator", 101)
        assert self.points(twice) == {"U00001": False, "U00002": True}

    @pytest.mark.parametrize(
        ("old", "new", "in_doubt"),
        [("1Jul2026,A00002", "1Jul2026,a00002", ["U00001"]), ("U00002", "u2", ["U00001", "U00002"])],
    )
    def test_nor_where_the_map_has_one(self, old: str, new: str, in_doubt: list[str]) -> None:
        text = MAP.replace(old, new)
        figures = self.FILE.replace("U00001", "U").replace("U00002", "U")
        found = self.points(figures, practice_map.read(text.encode()))
        assert [code for code in ("U00001", "U00002") if not found.get(code)] == in_doubt

    def test_the_networks_own_figures_do_not_rest_on_a_practice(self) -> None:
        begin = "{},NCD2324,31/03/2024,NCD026,ACC-08 {},{}\n"
        text = FUND + "".join(
            begin.format(whose, measure, value)
            for whose, top, bottom in (
                ("PCN,U00001,MILLBROOK PCN", 870, 1000),
                ("GP practice,a00001,MILL LANE", 1, 2),
                ("PCN,U00002,MOOR PCN", "many", "many"),
            )
            for measure, value in (("Numerator", top), ("Denominator", bottom))
        )
        rows = des.indicator_figures(text.encode(), "2023/24")
        assert [(row["network"], row["numerator"], row["denominator"]) for row in rows] == [
            ("U00001", 870, 1000),
            ("U00002", None, None),
        ]


def test_the_older_form_has_networks_and_codes_of_its_own(written: Written) -> None:
    begin = "NCD2223,A00001,MILL LANE,U00001,MILLBROOK PCN,31/03/2023,NCD112"
    rows = des.indicator_figures(
        written(OLDER + f"{begin},Numerator,60\n{begin},Denominator,100\n{begin},FITNIDAT,3\n"), "2022/23"
    )
    assert [(row["network"], row["name"], row["indicator"]) for row in rows] == [("U00001", "MILLBROOK PCN", "CAN-01")]
    (found,) = des.iif(rows, "2022/23")
    assert found["CAN-01"].points.exact == 11
    assert str(found).startswith("MILLBROOK PCN (U00001)")


def test_the_annual_file_of_the_fund(written: Written) -> None:
    lines = "".join(
        f"GP practice,{code},MILL LANE,NCD2324,31/03/2024,NCD026,ACC-08 {measure},{value}\n"
        for code, measure, value in (("A00001", "Numerator", 88), ("A00001", "Denominator", 100))
    )
    own = "".join(
        f"PCN,U00001,MILLBROOK PCN,NCD2324,31/03/2024,NCD026,ACC-08 {measure},{value}\n"
        for measure, value in (("Numerator", 870), ("Denominator", 1000))
    )
    file = written(FUND + lines)
    rows = des.indicator_figures(file, "2023/24", practices={"A00001": "U00001"})
    assert [(row["network"], row["numerator"], row["denominator"]) for row in rows] == [("U00001", 88, 100)]
    with pytest.raises(des.MisuseError, match="which network the practices of ACC-08 belong to"):
        des.indicator_figures(file, "2023/24")
    both = des.indicator_figures(written(FUND + lines + own), "2023/24", practices={"A00001": "U00001"})
    assert [(row["practice"], row["numerator"]) for row in both if row["numerator"]] == [(None, 870)]


def test_of_several_days_the_last_is_taken(written: Written) -> None:
    file = written(
        NCD + ncd_line("A00001", "CAN04", 3, 10, "30/09/2025") + ncd_line("A00001", "CAN04", 8, 10, "31/12/2025")
    )
    members = {"A00001": "U00001"}
    assert des.indicator_figures(file, "2025/26", practices=members)[0]["numerator"] == 8
    (early,) = des.indicator_figures(file, "2025/26", practices=members, on=date(2025, 9, 30))
    assert early["numerator"] == 3
    with pytest.raises(des.MisuseError, match="has figures of 30 September 2025, 31 December 2025"):
        des.indicator_figures(file, "2025/26", practices=members, on=date(2026, 3, 31))


def test_a_file_of_another_year_is_refused(written: Written) -> None:
    with pytest.raises(des.MisuseError, match="no numerators and denominators of 2024/25"):
        des.indicator_figures(written(NCD + ncd_line("A00001", "CAN04", 3, 10)), "2024/25")


def test_the_raw_form_needs_its_short_names(written: Written) -> None:
    line = "NCD2526,NCD,A00001,20260331,CAN04,{},{},Y\n"
    raw = ncd.read(written(RAW + line.format("Those with a result", 74) + line.format("All of them", 100)))
    with pytest.raises(des.MisuseError, match="with_short_names first"):
        des.indicator_figures(raw, "2025/26", practices={"A00001": "U00001"})
    fields = ncd.read_fields(
        written(
            "SERVICE_YEAR,IND_CODE,FIELD_NAME,SHORT_NAME\n2025-26,CAN04,Those with a result,Numerator\n"
            "2025-26,CAN04,All of them,Denominator\n"
        )
    )
    named = ncd.with_short_names(raw, fields)
    (row,) = des.indicator_figures(named, "2025/26", practices={"A00001": "U00001"})
    assert (row["numerator"], row["denominator"]) == (74, 100)


def test_a_file_that_is_neither_is_refused(written: Written) -> None:
    with pytest.raises(des.FileFormatError):
        des.indicator_figures(written("A,B\n1,2\n"), "2025/26")


def test_a_reading_will_do(written: Written) -> None:
    begin = "PCN,U00001,MILLBROOK PCN,NCD2324,31/03/2024,NCD026,ACC-08"
    reading = iif.read(written(FUND + f"{begin} Numerator,87\n{begin} Denominator,100\n"))
    (row,) = des.indicator_figures(reading, "2023/24")
    assert row["network"] == "U00001"


@pytest.mark.thorough  # all of England
def test_the_real_annual_file_of_2023(real_file: Callable[[str], Path]) -> None:
    """ACC-08 of each network whose practices are all there: below, between and above the thresholds."""
    day = date(2024, 3, 31)
    partners = epcn.read(real_file("ePCN_2025-01-20.xlsx")).partners
    practices = {one.practice_code: one.pcn_code for one in partners if day in one.period}
    rows = des.indicator_figures(real_file("iif_indicators_2023-24.csv"), "2023/24", practices=practices)
    sums: dict[str, list[int]] = {}
    for row in rows:
        if row["indicator"] == "ACC-08" and row["network"] in ("U44695", "U10730"):
            of = sums.setdefault(row["network"], [0, 0])
            of[0], of[1] = of[0] + int(row["numerator"]), of[1] + int(row["denominator"])
    assert sums == {"U44695": [115759, 131838], "U10730": [134849, 158690]}
    before = date(2024, 6, 6)  # the day before every network was credited
    found = [one["ACC-08"].points.exact for one in des.iif(rows, "2023/24", known_on=before)]
    assert len(found) == 1273
    known = [points for points in found if points is not None]
    assert [len(known), sum(points == 0 for points in known), sum(points == 71 for points in known)] == [1264, 419, 468]
