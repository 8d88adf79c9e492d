"""Asks a little of everything and prints the answers: the same bytes in every environment.

python tests/support/asking.py              prints what tests/test_environment.py compares
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

import pcn_des as des
from pcn_des.cli import main
from pcn_des.formats import payments, schema, workbook, workforce
from pcn_des.formats.network_file.write import network_dict

# Contains information from NHS England, licensed under the current version of the Open Government Licence.
PAID = (
    "NHS England (Region) code,CCG Code,PCN Code,PCN Name,Practice Code,Contract Type,Dispensing Practice,"
    "Average Number of Registered Patients,Average Number of Weighted Patients,PCN Participation,PCN Support\n"
    "Y56,72Q,U00254,BLACKHEATH AND CHARLTON PCN,G83001,PMS,No,12533.25,12479.59,22281.75,0\n"
    "Y56,72Q,U00254,BLACKHEATH AND CHARLTON PCN,G83021,PMS,No,17526.11,16821.43,27073.72,-67654.08\n"
)
CENSUS = (
    "Data_source,CENSUS_YEAR,CENSUS_MONTH,PCN_CODE,PCN_NAME,SUB_ICB_CODE,SUB_ICB_NAME,ICB_CODE,ICB_NAME,"
    "COMM_REGION_CODE,COMM_REGION_NAME,STAFF_GROUP,STAFF_ROLE,DETAILED_STAFF_ROLE,FTE,UNIQUE_IDENTIFIER\n"
    "NWRS Staff,2026,6,U65207,PHOENIX,15C,Bristol,QUY,Bristol,Y58,South West,Other,Paramedics,Paramedic,0.533333333,1\n"
    "NWRS Staff,2026,6,U65207,PHOENIX,15C,Bristol,QUY,Bristol,Y58,South West,Other,Paramedics,Paramedic,0.933333333,2\n"
)
DAY = date(2022, 11, 14)
COMMANDS = (
    "check",
    "check --json",
    "explain enhanced_access.weekly_minutes",
    "pay --months",
    "pay --json",
    "pay --year 2024/25 --registered 51000 --adjusted 52345 --weighted 50321 --beds 217 --json",
    "ledger --since 2022-11-01 --until 2022-11-30",
    "terms --as-of 2022-11-14",
    "terms --as-of 2022-11-14 --json",
    "terms arrs.scheme.funding_share --history",
    "role care_coordinator --on 2023-06-01 --json",
    "changes 2023/24 2024/25",
    "calendar 2022/23",
    "calendar 2022/23 --json",
    "coverage",
    "example",
)


def answers() -> Iterator[str]:
    """The answers, from the library and then from the command line."""
    network = des.example_network()
    report = des.assess(network, DAY)
    yield str(report)
    yield report._repr_html_()
    yield _json(report.to_dict())
    yield report.explain("enhanced_access.weekly_minutes")
    statement = des.entitlements(network, "2022/23")
    yield str(statement)
    yield _json(statement.to_dict())
    timeline = des.timeline(network, date(2022, 10, 1), date(2022, 12, 31))
    yield str(timeline)
    yield _json(timeline.to_dict())
    yield des.deadlines("2022/23").to_csv()
    yield _json(network_dict(network))
    yield _json(schema.network_schema())
    yield _json(schema.report_schema())
    yield from _files()
    for command in COMMANDS:
        yield f"$ pcn-des {command}\n{CliRunner().invoke(main, command.split()).output}"


def _files() -> Iterator[str]:
    """Sums of public files, and a workbook written and read again."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "paid.csv"
        file.write_text(PAID, encoding="utf-8")
        yield str(payments.by_pcn(payments.read(file)))
        file.write_text(CENSUS, encoding="utf-8")
        yield str(workforce.read(file).fte("U65207"))
        network = des.example_network()
        filled = Path(folder) / "riverside.xlsx"
        workbook.write(network, filled)
        yield sha256(filled.read_bytes()).hexdigest()
        yield str(workbook.network(filled) == network)


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    for answer in answers():
        sys.stdout.buffer.write(f"{answer}\n".encode())
