"""Every reader with a small file of its own kind, to be damaged."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pcn_des import example_network, read_network
from pcn_des.formats import (
    adjusted,
    epcn,
    epcn_columns,
    epraccur,
    iif,
    list_sizes,
    ncd,
    payments,
    practice_map,
    remittances,
    workbook,
    workforce,
)
from pcn_des.formats.case_tables import read_cases
from pcn_des.formats.network_file.write import network_dict
from pcn_des.network import Network

Read = Callable[[bytes], Any]

NETWORKS = (
    b"U99902,HARBOUR PCN,99Z,NHS HARBOUR,20191001,,Quay,,,,,AB1 2CD\n"
    b"U99903,MOOR PCN,99Z,NHS HARBOUR,20191201,20220331,Moor,,,,,AB1 2CE\n"
)
PARTNERS = (
    b"Y99911,QUAY SURGERY,99Z,NHS HARBOUR,U99902,HARBOUR PCN,99Z,NHS HARBOUR,20191001,,TRUE\n"
    b"Y99912,MOLE PRACTICE,98Z,NHS DOWNS,U99902,HARBOUR PCN,99Z,NHS HARBOUR,20191001,20220331,FALSE\n"
)

READERS: Mapping[str, Read] = {
    "ePCN": lambda raw: epcn.read(raw, name="ePCN.xlsx"),
    "ePCN as downloaded": lambda raw: epcn.read(raw, name="epcn.zip"),
    "ePCN networks, CSV": lambda raw: epcn.read_csv(raw, PARTNERS),
    "ePCN partners, CSV": lambda raw: epcn.read_csv(NETWORKS, raw),
    "practices": epraccur.read,
    "list sizes": list_sizes.read,
    "map": practice_map.read,
    "map as downloaded": lambda raw: practice_map.read(raw, name="map.zip"),
    "adjusted": lambda raw: adjusted.read(raw, "2025/26"),
    "adjusted, workbook": lambda raw: adjusted.read(raw, "2025/26", name="adjusted.xlsx"),
    "payments": payments.read,
    "payments by PCN": payments.read_pcns,
    "workforce": workforce.read,
    "workforce by role": workforce.read_by_role,
    "IIF": iif.read,
    "indicators": ncd.read,
    "indicators, raw": ncd.read,
    "measures": ncd.read_measures,
    "fields": ncd.read_fields,
    "network, TOML": lambda raw: read_network(raw, name="n.toml"),
    "network, JSON": lambda raw: read_network(raw, name="n.json"),
    "network, workbook": lambda raw: read_network(raw, name="n.xlsx"),
    "remittances": remittances.read,
    "remittances, workbook": lambda raw: remittances.read(raw, name="paid.xlsx"),
    "cases": lambda raw: read_cases(raw, name="cases.toml"),
}

ADJUSTED = [
    ["PCN adjusted populations"],
    ["Practice Code", "Practice Name", "PCN Code", "Raw list size", "Adjusted Population", "PCN member January 25"],
    ["Y99911", "QUAY SURGERY", "U99902", "21030", "20544.25", "Y"],
    ["Y99912", "MOLE PRACTICE", "no_data", "13120", "N/A", "N"],
    ["", "England", "", "34150", "20544.25", ""],
]
_PAID = ("month,stream,amount", "Apr-24,Enhanced access payment,32761.59", "2024-05,enhanced_access,-12.50")
TEXTS: Mapping[str, str] = {
    "practices": "\n".join(
        f'"Y9991{n}","QUAY SURGERY","Y54","QZZ","1 Quay","","","","","AB1 2CD","19740401","","A","B","99Z",'
        f'"20130401","","0100 {n}","","","","0","","","","4",""'
        for n in range(3)
    ),
    "list sizes": "PUBLICATION,EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,"
    "NUMBER_OF_PATIENTS\nGP_PRAC_PAT_LIST,2026-03-01,GP,16C,E38000247,A81001,TS18 1HU,ALL,ALL,3743\n"
    "GP_PRAC_PAT_LIST,2026-03-01,GP,16C,E38000247,A81002,TS18 2AW,ALL,ALL,18812\n",
    "map": "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
    "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,SUPPLIER_NAME\r\n"
    "GP_MAP,01Jul2026,Y99911,QUAY SURGERY,AB1 2CD,U99902,HARBOUR PCN,W2U3Z,NHS HARBOUR,QKK,HARBOUR,EMIS\r\n"
    'GP_MAP,01-Jul-26,Y99912,"MOLE, PRACTICE",AB1 2CD,U,Unallocated,M1J4Y,NHS DOWNS,T6Y0W,DOWNS,TPP\r\n',
    "payments": "PCN Code,PCN Name,Practice Code,Practice Name,Practice Open Date,"
    "Average Number of Registered Patients,Average Number of Weighted Patients,PCN Participation,PCN Support,"
    "PCN Extended Hours Access\n"
    "U99902,HARBOUR PCN,Y99911,QUAY SURGERY,01/04/1974,21030.25,20000,100.5,70473.00,-20.75\n"
    "Unknown or No PCN,,Y99912,MOLE,,13120,13000,0,0,0\n",
    "payments by PCN": "PCN Code,PCN Name,Average Number of Registered Patients,Average Number of Weighted Patients,"
    "PCN Participation\nU99902,HARBOUR PCN,34150,33951,100.5\n",
    "workforce": "Data_source,CENSUS_YEAR,CENSUS_MONTH,PCN_CODE,PCN_NAME,SUB_ICB_CODE,ICB_CODE,STAFF_GROUP,STAFF_ROLE,"
    "DETAILED_STAFF_ROLE,FTE,UNIQUE_IDENTIFIER\n"
    "NWRS Staff,2026,6,U99902,HARBOUR PCN,99Z,QZZ,DPC,Paramedics,Paramedic,0.8,1\n"
    "NWRS contracted services,2026,6,U99902,HARBOUR PCN,99Z,QZZ,DPC,Pharmacists,Pharmacist,-0.026666667,NULL\n",
    "workforce by role": "Data_source,PCN_CODE,ICB_CODE,STAFF_GROUP,STAFF_ROLE,DETAILED_STAFF_ROLE,FTE,RECORDS\n"
    "NWRS Staff,U99902,QZZ,DPC,Paramedics,Paramedic,1.8,2\n",
    "IIF": "ORGANISATION_TYPE,ORGANISATION_CODE,ORGANISATION_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE\n"
    "PCN,U99902,HARBOUR PCN,NCD2324,31/03/2024,NCD026,ACC-08 Numerator,3214\n"
    "GP practice,Y99911,QUAY SURGERY,NCD2324,31/03/2024,NCD026,ACC-08 Denominator,*\n",
    "indicators": "PRACTICE_CODE,PRACTICE_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE\n"
    "Y99911,QUAY SURGERY,NCD2526,30/09/2025,SMR01A,Numerator,14\n"
    "Y99911,UNALLOCATED,NCD2526,30/09/2025,SMR01A,Denominator,*\n",
    "indicators, raw": "QUALITY_SERVICE,NAME,ORG_CODE,ACH_DATE,IND_CODE,FIELD_NAME,VALUE,LAST_SUBMISSION\n"
    "NCD2526,QUAY SURGERY,Y99911,20250930,SMR01A,Numerator,14,1\n"
    "NCD2526,QUAY SURGERY,Y99911,20250930,SMR01A,Denominator,20,0\n",
    "measures": "SERVICE_YEAR,Care domain (CQRS short domain name),INDICATOR_ID,INDICATOR_DESCRIPTION,MEASURE_TYPE,"
    "MEASURE,MEASURE_DESCRIPTION,CQRS short code\n"
    'NCD2526,SMR,SMR01A,"Reviews, structured",Numerator,Numerator,People reviewed,N/A\n',
    "fields": "SERVICE_YEAR,IND_CODE,FIELD_NAME,SHORT_NAME\nNCD2526,SMR01A,Patients who declined,PCADEC\n",
    "remittances": "month,stream,amount,payee,paid_on,document\n"
    'Apr-24,Enhanced access payment,"£32,761.59",QUAY SURGERY,20/04/2024,R-1\n'
    "2024-05,enhanced_access,-12.50,,,\n",
    "cases": '[sets.two]\npractices = [{ code = "A00001", name = "Mill Lane" }]\n[[cases]]\n'
    'rule = "nominated_payee.named"\nit = "A payee"\nwith = ["two"]\n'
    'records.payees = [{ name = "Mill Lane", since = 2023-04-01 }]\n'
    'answers = { 2023-03-31 = "UNKNOWN", 2023-04-01 = { is = "MET", because = "since" } }\n',
}


@cache
def whole(kind: str) -> bytes:
    """A file of a kind, with nothing wrong in it."""
    made: Mapping[str, Callable[[], bytes]] = {
        "ePCN": _epcn_workbook,
        "ePCN as downloaded": lambda: packed({"ePCN.xlsx": _epcn_workbook(), "Specification.pdf": b"%PDF"}),
        "ePCN networks, CSV": lambda: NETWORKS,
        "ePCN partners, CSV": lambda: PARTNERS,
        "map as downloaded": lambda: packed({"map.csv": whole("map")}),
        "adjusted": lambda: "\n".join(map(",".join, ADJUSTED)).encode(),
        "adjusted, workbook": lambda: _workbook({"Notes": [["notes"]], "Practices": ADJUSTED}),
        "remittances, workbook": lambda: _workbook({"Paid": [line.split(",") for line in _PAID]}),
        "network, TOML": lambda: _short_example().encode(),
        "network, JSON": lambda: json.dumps(network_dict(_network())).encode(),
        "network, workbook": _network_workbook,
    }
    return made[kind]() if kind in made else TEXTS[kind].encode()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive with these parts."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return into.getvalue()


def _short_example() -> str:
    """The example without its sessions, which are most of it."""
    import tomli_w

    plain = {**network_dict(_network())}
    return tomli_w.dumps(plain)


def _network() -> Network:
    return example_network().evolve(access_sessions=None, access_weeks=None, cancelled_sessions=None)


def _network_workbook() -> bytes:
    with TemporaryDirectory() as folder:
        workbook.write(_network(), Path(folder, "n.xlsx"))
        return Path(folder, "n.xlsx").read_bytes()


def _epcn_workbook() -> bytes:
    heads = [
        [column.headings[0] for column in columns.values()]
        for columns in (epcn_columns.PCN_COLUMNS, epcn_columns.PARTNER_COLUMNS)
    ]
    return _workbook(
        {
            epcn.PCN_SHEET: [heads[0], ["U99902", "HARBOUR PCN", "99Z", "NHS HARBOUR", "20191001", "", "AB1 2CD"]],
            epcn.PARTNER_SHEET: [
                heads[1],
                ["Y99911", "QUAY", "99Z", "NHS HARBOUR", "U99902", "HARBOUR PCN", "20191001", None, True],
                ["Y99912", "MOLE", "98Z", "NHS DOWNS", "U99902", "=A1", "20191001", "20220331", False],
            ],
        }
    )


def _workbook(sheets: Mapping[str, list[list[Any]]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()
