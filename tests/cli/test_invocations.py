"""A hundred ways to call the command line, right and wrong: the documented exit code, and never a word of Python."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest

from pcn_des.contract.files import years
from pcn_des.dates import ContractYear
from support.command_line import Run
from support.outputs import commands
from support.readers import ADJUSTED, TEXTS

PYTHONS = re.compile(r"Traceback|\[Errno|Error\(|Exception|<class|codec can't|NoneType|\bNone\b|PosixPath|File \"")
HERE = pytest.mark.parametrize
RIGHT, SHORTFALL, WRONG = 0, 1, 2
LAST = years()[-1]
NEXT = ContractYear(LAST.starts_in + 1)
CHARTER = "--publisher Lamplighters --title Charter --address https://example.org/2 --kind primary"

INVOCATIONS = (
    # the whole
    ("", WRONG, "Usage"),
    ("--help", RIGHT, "Commands"),
    ("-h", RIGHT, "Commands"),
    ("--version", RIGHT, "pcn-des"),
    ("chek", WRONG, "chek"),  # newer releases of click offer the nearest command
    ("--nonsense", WRONG, "nonsense"),
    # check
    ("check", RIGHT, "Riverside PCN"),
    ("check --help", RIGHT, "--as-of"),
    ("check --json", RIGHT, '"U99901"'),
    ("check --strict", SHORTFALL, "NOT MET"),
    ("check good.toml --as-of 2022-11-14", RIGHT, "Good PCN"),
    ("check good.json --as-of 2022-11-14", RIGHT, "Good PCN"),
    ("check good.xlsx --as-of 2022-11-14", RIGHT, "Good PCN"),
    ("check good.toml --as-of 2022-11-14 --strict", RIGHT, "Good PCN"),
    ("check good.toml --as-of today", RIGHT, "Good PCN"),
    ("check good.toml --as-of TODAY --known-on today", RIGHT, "Good PCN"),
    ("check good.toml", WRONG, "--as-of 2022-11-14"),
    ("check good.toml --as-of", WRONG, "requires an argument"),
    ("check good.toml --as-of 14/11/2022", WRONG, "write it as 2022-11-14, or today"),
    ("check good.toml --as-of 2022-02-30", WRONG, "is not a day"),
    ("check good.toml --as-of 2022-W46-1", WRONG, "'2022-W46-1' is not a day; write it as 2022-11-14, or today"),
    ("check good.toml --as-of 20221114", WRONG, "'20221114' is not a day; write it as 2022-11-14, or today"),
    ("check good.toml --as-of tomorrow", WRONG, "is not a day"),
    ("check good.toml --as-of 1999-01-01", WRONG, f"1 July 2019 to 31 March {LAST.last_day.year}"),
    ("check good.toml --as-of 9999-12-31", WRONG, f"1 July 2019 to 31 March {LAST.last_day.year}"),
    ("check good.toml good.toml", WRONG, "unexpected extra argument"),
    ("check nowhere.toml --as-of 2022-11-14", WRONG, "no such file or directory"),
    ("check . --as-of 2022-11-14", WRONG, "Error: '.' is neither .toml nor .json nor .xlsx"),
    ("check some/folder --as-of 2022-11-14", WRONG, "Error: 'some/folder' is neither .toml nor .json nor .xlsx"),
    ("pay 2022/23", WRONG, "2022/23 is a contract year, where a file is wanted; a year is named with --year"),
    ("reconcile good.toml --year 2024/25 --paid .", WRONG, "Error: . is a folder; name a file in it"),
    ("upgrade good.toml new.txt", WRONG, "new.txt ends neither in .toml nor .json nor .xlsx; name the file so"),
    ("national --epcn adjusted_2025-26.csv", WRONG, "is it the right file?"),
    ("check --epcn adjusted_2025-26.csv --pcn U99902 --as-of 2022-11-14", WRONG, "is it the right file?"),
    ("check folder.toml --as-of 2022-11-14", WRONG, "folder.toml"),
    ("check empty.toml --as-of 2022-11-14", WRONG, "'code' is missing"),
    ("check empty.json --as-of 2022-11-14", WRONG, "empty.json can't be read"),
    ("check empty.xlsx --as-of 2022-11-14", WRONG, "empty.xlsx"),
    ("check list.json --as-of 2022-11-14", WRONG, "must hold one network"),
    ("check broken.toml --as-of 2022-11-14", WRONG, "broken.toml can't be read"),
    ("check latin.toml --as-of 2022-11-14", WRONG, "latin.toml is not UTF-8 text (byte 3); save it as UTF-8"),
    ("check wrong.toml --as-of 2022-11-14", WRONG, "2 problems"),
    ("check steering.json --as-of 2022-11-14", WRONG, "remove it"),
    ("check text.txt --as-of 2022-11-14", WRONG, "neither .toml nor .json nor .xlsx"),
    ("check text.xlsx --as-of 2022-11-14", WRONG, "is no Excel workbook"),
    ("check --html new.html", RIGHT, "Riverside PCN"),
    ("check --html there.html", WRONG, "is there already"),
    ("check --html there.html --force", RIGHT, "Riverside PCN"),
    ("check --html .", WRONG, "is a folder"),
    ("check --html nowhere/new.html", WRONG, "make the folder first"),
    ("check --html /dev/full --force", WRONG, "a device or a pipe"),
    ("check good.toml --as-of 2022-11-14 --html good.toml --force", WRONG, "is what is read"),
    ("check --html", WRONG, "requires an argument"),
    ("check --plot x.png", WRONG, "No such option"),
    ("check --pcn U00254", WRONG, "go with --epcn"),
    ("check --epcn nowhere.xlsx", WRONG, "goes with --pcn"),
    ("check --epcn nowhere.xlsx --pcn u00254 --as-of 2022-11-14", WRONG, "no such file"),
    ("check --epcn text.txt --pcn u00254 --as-of 2022-11-14", WRONG, "text.txt"),
    ("check --cases cases.toml", RIGHT, "all as expected"),
    ("check --cases nowhere", WRONG, "nowhere"),
    ("check --cases broken.toml", WRONG, "broken.toml"),
    ("check --cases cases.toml --as-of 2022-11-14", WRONG, "stands alone"),
    # explain
    ("explain", WRONG, "Missing argument"),
    ("explain network.list_size", RIGHT, "The duty is in"),
    ("explain network.list_size --json", RIGHT, '"rule"'),
    ("explain network.listsize", WRONG, "Did you mean 'network.list_size'"),
    ("explain extended_hours.weekly_minutes", WRONG, "It is not in force on this day; it was until 30 September 2022."),
    ("explain network.all_patients_covered", RIGHT, "THE COMMISSIONER'S DUTY: Every registered patient covered"),
    ("explain network.all_patients_covered --json", RIGHT, '"network.all_patients_covered"'),
    ("explain practices.contract_type --subject Y99901", RIGHT, "Y99901"),
    ("explain practices.contract_type --subject y99901", RIGHT, "Y99901"),
    ("explain practices.contract_type --subject Y00000", WRONG, "Y00000"),
    ("explain network.list_size good.toml", WRONG, "--as-of 2022-11-14"),
    ("explain network.list_size nowhere.toml --as-of 2022-11-14", WRONG, "no such file"),
    # timeline and ledger
    ("timeline --since 2022-11-01 --until 2022-11-07", RIGHT, "Riverside PCN"),
    ("timeline --since 2022-11-07 --until 2022-11-01", WRONG, "before it starts"),
    ("timeline --since 2019-01-01", WRONG, "; 1 January 2019 is outside"),
    ("timeline --since 2031-01-01", WRONG, "; 1 January 2031 is outside"),
    ("timeline --since 2019-01-01 --until 2022-11-07", WRONG, "; 1 January 2019 is outside"),
    ("timeline good.toml", WRONG, "--since 2022-04-01"),
    ("timeline --since 2022-11-01 --until 2022-11-02 --plot x.foo", WRONG, "x.foo does not end in .png, .svg or .pdf"),
    ("timeline --since 2022-11-01 --until 2022-11-02 --plot x", WRONG, "x does not end in .png, .svg or .pdf"),
    ("timeline --since 2022-11-01 --until 2022-11-02 --plot X.SVG", RIGHT, "Riverside PCN"),
    ("timeline --since 2022-11-01 --until 2022-11-02 --plot nowhere/x.svg", WRONG, "make the folder first"),
    ("timeline --since soon", WRONG, "is not a day"),
    ("ledger --since 2022-11-01 --until 2022-11-14", RIGHT, "Riverside PCN"),
    ("ledger --since 2022-11-01 --until 2022-11-14 --csv new.csv", RIGHT, "Riverside PCN"),
    ("ledger --since 2022-11-01 --until 2022-11-14 --csv there.html", WRONG, "is there already"),
    ("ledger --since 2022-11-01 --until 2022-11-14 --csv a.csv --html a.csv", WRONG, "written twice"),
    ("ledger --since 2019-01-01", WRONG, "; 1 January 2019 is outside"),
    ("ledger --since 2031-01-01", WRONG, "; 1 January 2031 is outside"),
    ("ledger --since 2019-01-01 --until 2022-11-14", WRONG, "; 1 January 2019 is outside"),
    ("ledger good.toml", WRONG, "--since 2022-04-01"),
    # what-if and upgrade
    (
        "what-if --practice Y99905 --merges-into y99905 --on 2022-11-01",
        WRONG,
        "--merges-into Y99905: Y99905 can't merge into itself; name the practice that takes its patients",
    ),
    ("what-if --practice Y99905 --leaves --on 2022-11-01", RIGHT, "Core PCN funding: -£4,427.50"),
    (
        "what-if --practice Y99905 --merges-into y99904 --on 2022-11-01",
        RIGHT,
        "No stream is known to come to anything else.",
    ),
    ("what-if --practice B83001 --joins --registered 9000 --on 2022-11-01", RIGHT, "B83001 (B83001) joins the network"),
    (
        "what-if --practice B83001 --joins --adjusted 9100.55 --on 2022-11-01",
        RIGHT,
        "B83001 (B83001) joins the network",
    ),
    ("what-if --practice Y99905 --on 2022-11-01", WRONG, "--leaves, --joins or --merges-into CODE"),
    ("what-if --practice Y99905 --leaves --joins --on 2022-11-01", WRONG, "--leaves and --joins are said; say one"),
    (
        "what-if --practice Y99905 --leaves --merges-into Y99904 --on 2022-11-01",
        WRONG,
        "--leaves and --merges-into are said; say one",
    ),
    ("what-if --practice Y99909 --leaves --on 2022-11-01", WRONG, "Y99909 is no practice on record"),
    ("what-if good.toml --practice Y99905 --leaves --on 2022-11-01", WRONG, "practice"),
    ("verify report.json good.toml", RIGHT, "the same report"),
    ("verify report.json good.xlsx --json", RIGHT, '"same": true'),
    ("verify report.json", SHORTFALL, "were not given; name the file of the network"),
    ("verify report.json other.json", SHORTFALL, "records: "),
    ("verify old.json good.toml", SHORTFALL, "package version: 0.0.1 when it was saved"),
    ("verify", WRONG, "REPORT"),
    ("verify good.json", WRONG, "is the file what pcn-des check --json writes?"),
    ("verify good.toml good.toml", WRONG, "is no saved report"),
    ("verify empty.json good.toml", WRONG, "can't be read"),
    ("verify folder.toml", WRONG, "folder.toml is a folder"),
    ("verify nowhere.json", WRONG, "no such file"),
    ("verify report.json wrong.toml", WRONG, "2 problems"),
    ("upgrade good.toml newer.json", RIGHT, "Wrote newer.json"),
    ("upgrade good.toml there.html", WRONG, "there.html"),
    ("upgrade nowhere.toml newer.toml", WRONG, "no such file"),
    # pay
    ("pay", RIGHT, "Core PCN funding"),
    ("pay --year 2021/22 --registered 42000", RIGHT, "£"),
    ("pay --registered 42000", WRONG, "--year 2022/23"),
    ("pay --registered many --year 2021/22", WRONG, "'many' is not a whole number; write it as 46982 or 46,982"),
    ("pay --registered 42,000 --year 2021/22", RIGHT, "£63,000.00"),
    ("pay --registered 42,00 --year 2021/22", WRONG, "'42,00' is not a whole number"),
    ("pay --registered 42.5 --year 2021/22", WRONG, "'42.5' is not a whole number"),
    ("role paramedic --on 2022-11-14 --registered 99,000", RIGHT, "Paramedic"),
    (
        "what-if --practice B83001 --joins --registered 9,000 --on 2022-11-01",
        RIGHT,
        "B83001 (B83001) joins the network",
    ),
    ("pay --registered -1 --year 2021/22", WRONG, "-1"),
    ("pay good.toml --registered 1 --year 2021/22", WRONG, "not both"),
    ("pay --all-years", RIGHT, "Network Contract DES, year by year"),
    ("pay --all-years --registered 42000 --csv new.csv --html new.html --plot new.svg", RIGHT, "£63,000.00"),
    ("pay good.toml second.toml --year 2021/22 --json", RIGHT, '"U99904"'),
    ("pay --csv pay.csv --html pay.html", RIGHT, "Core PCN funding"),
    ("pay good.toml good.toml --year 2021/22", WRONG, "is there twice"),
    ("pay good.toml second.toml", WRONG, "name it with --year 2022/23"),
    ("pay --all-years --year 2021/22", WRONG, "leave --year out"),
    ("pay --all-years --months", WRONG, "are of one network and one year"),
    ("pay --plot new.svg", WRONG, "--plot goes with --all-years"),
    ("pay --explain enhanced_access --csv new.csv", WRONG, "leave --csv out, or --explain"),
    ("pay --explain enhanced_access --csv new.csv --html new.html", WRONG, "leave --csv and --html out, or"),
    ("pay --explain enhanced_access --plot new.svg", WRONG, "--plot goes with --all-years"),
    ("pay --all-years --chart new.svg", WRONG, "No such option"),
    ("pay --all-years --plot new.txt", WRONG, "does not end in .png"),
    ("pay --year 2022", WRONG, "2022"),
    ("pay --year 2024/25 --adjusted 13,296.42", RIGHT, "(7.975 x 13,296.42) / 12"),
    ("pay --year 2024/25 --weighted 13000.5", RIGHT, "(1.761 x 13,000.5) / 12"),
    ("pay --year 2024/25 --adjusted 13.296,42", WRONG, "is not a number; write it as 13296 or 13,296.42"),
    ("pay --year 2024/25 --adjusted -5", WRONG, "'-5' is less than nothing, which this can't be; write 0 or more"),
    ("pay --year 2024/25 --registered 13296.42", WRONG, "is not a whole number; write it as 46982 or 46,982"),
    ("pay --year 2031/32", WRONG, f"2019/20 to {LAST}"),
    ("pay --paid-by cheque", WRONG, "cheque"),
    # claim and workforce
    ("claim --role paramedic --month 2024-05 --cost 50000", RIGHT, "£4,166.67"),
    ("claim --role SPLW --month 2024-05 --wte 0.5 --cost 36000 --area outer_london", RIGHT, "outer London"),
    ("claim --role paramedic --month 2024-05 --since 2024-05-16 --until 2024-05-30 --cost 50000", RIGHT, "if a part"),
    ("claim --role paramedic --month 2024-05 --cost 50000 --json", RIGHT, '"claimable": {'),
    ("claim --role paramedic --month 2025-05 --known-on 2025-05-01", RIGHT, "as published by"),
    ("claim --role paramedic --month Nov-24 --cost 50000", RIGHT, "November 2024"),
    ("claim --role paramedic --month 11/2024 --cost 50000", RIGHT, "November 2024"),
    ("claim --role paramedic --month 2022-11-05", WRONG, "'2022-11-05' is not a month; write it as 2024-11"),
    ("claim --role paramedic --month 2022-13", WRONG, "'2022-13' is not a month; write it as 2024-11"),
    ("claim --role paramedic", WRONG, "Missing option '--month'"),
    ("claim --month 2024-05", WRONG, "Give a FILE with --post, or --role"),
    ("claim good.toml --month 2024-05", WRONG, "Name the post: --post and its id in FILE"),
    ("claim good.toml --role paramedic --month 2024-05", WRONG, "Give a FILE with --post, or --role"),
    ("claim --post P1 --role paramedic --month 2024-05", WRONG, "Give a FILE with --post, or --role"),
    ("claim good.toml --post P1 --month 2024-05", WRONG, "post on record"),
    ("claim good.toml --post P1 --month 2024-05 --cost 9", WRONG, "--cost goes with --role"),
    ("claim nowhere.toml --post P1 --month 2024-05", WRONG, "no such file"),
    ("claim --role paramedics --month 2024-05", WRONG, "Did you mean 'paramedic'"),
    ("claim --role paramedic --month may", WRONG, "is not a month; write it as 2024-11"),
    ("claim --role paramedic --month 2018-05", WRONG, f"1 July 2019 to 31 March {LAST.last_day.year}"),
    (
        "claim --role paramedic --month 2024-05 --cost dear",
        WRONG,
        "'dear' is not a number; write it as 0.5 or 48,532.00",
    ),
    ("claim --role paramedic --month 2024-05 --cost nan", WRONG, "is not a number; write it as 0.5 or 48,532.00"),
    ("claim --role paramedic --month 2024-05 --wte 0,5", WRONG, "'0,5' is not a number; write it as 0.5, with a point"),
    ("claim --role paramedic --month 2024-05 --cost -1", WRONG, "-1"),
    ("claim --role paramedic --month 2024-05 --wte 1.1", WRONG, "one person is at most 1 whole-time equivalent"),
    ("claim --role paramedic --month 2024-05 --area north", WRONG, "north"),
    ("claim --role paramedic --month 2024-05 --until 2024-04-01", WRONG, "before it"),
    ("workforce", RIGHT, "Riverside PCN"),
    ("workforce good.toml --year 2024/25", RIGHT, "No list of posts is on record"),
    ("workforce good.toml --year 2024/25 --as-of 2024-11-30 --json", RIGHT, '"arrs_sum"'),
    ("workforce good.toml --as-of 2024-11-30", RIGHT, "Claims for staff in 2024/25, as seen on 30 November 2024"),
    ("workforce good.toml --as-of 2024-11-30 --known-on 2024-09-25", RIGHT, "as published by 25 September 2024"),
    ("workforce good.toml --as-of 2024-11-30 --hire pharmacist", RIGHT, "Clinical pharmacist from 1 December 2024"),
    ("workforce good.toml --as-of 2024-11-30 --hire GP --hire-from 2025-02 --json", RIGHT, '"could_hire"'),
    ("workforce good.toml --as-of 2024-11-30 --csv new.csv --html new.html --plot new.svg", RIGHT, "Good PCN"),
    ("workforce good.toml --as-of 2024-11-30 --hire GP --hire-from 2024-11", RIGHT, "from 1 November 2024"),
    ("workforce good.toml --as-of 2024-11-30 --hire GP --hire-from 2024-10", WRONG, "from --hire-from 2024-11 on"),
    (
        "workforce good.toml --year 2024/25 --hire GP --hire-from 2025-01",
        WRONG,
        "January 2025 is over on 31 March 2025",
    ),
    ("workforce good.toml", WRONG, "Name the contract year: --year 2024/25"),
    ("workforce good.toml --year 2024", WRONG, "2024"),
    ("workforce good.toml --year 2031/32", WRONG, f"2019/20 to {LAST}"),
    (
        "workforce good.toml --year 2024/25 --as-of 2024-03-31",
        WRONG,
        "before 2024/25 began; give 2024-04-01 or",
    ),
    ("workforce good.toml --year 2024/25 --hire pharmacist", WRONG, "What is left of 2024/25 can't be used from April"),
    ("workforce good.toml --as-of 2024-11-30 --hire pharmacists", WRONG, "Did you mean"),
    ("workforce good.toml --year 2024/25 --without P1", WRONG, "post on record"),
    ("workforce good.toml --year 2024/25 --html there.html", WRONG, "is there already"),
    ("workforce good.toml --year 2024/25 --plot x.foo", WRONG, "x.foo does not end in .png, .svg or .pdf"),
    ("workforce nowhere.toml --year 2024/25", WRONG, "no such file"),
    # reconcile and briefing
    ("reconcile good.toml --year 2024/25 --paid paid.csv", RIGHT, "what was owed, and what was paid"),
    ("reconcile good.toml --year 2024/25 --paid paid.csv --complete --json", RIGHT, '"to_look_at"'),
    ("reconcile good.toml --year 2024/25 --paid paid.csv --known-on 2024-05-31", RIGHT, "as published by 31 May 2024"),
    ("reconcile good.toml --year 2024/25 --paid paid.csv --csv r.csv --html r.html", RIGHT, "Good PCN"),
    ("reconcile good.toml --year 2024/25 --paid paid.csv --csv r.csv --html r.csv", WRONG, "written twice"),
    ("reconcile good.toml --year 2024/25 --paid paid.csv --html there.html", WRONG, "is there already"),
    ("reconcile good.toml --year 2024/25", WRONG, "has no remittances on record; give what was paid"),
    ("reconcile good.toml --paid paid.csv", WRONG, "Missing option '--year'"),
    ("reconcile --year 2024/25", WRONG, "Missing argument"),
    ("reconcile good.toml --year 2024 --paid paid.csv", WRONG, "2024"),
    ("reconcile good.toml --year 2031/32 --paid paid.csv", WRONG, f"2019/20 to {LAST}"),
    ("reconcile good.toml --year 2024/25 --map map.toml", WRONG, "--map says how to read the file of --paid"),
    ("reconcile good.toml --year 2024/25 --paid paid.csv --map map.toml", WRONG, "lacks the heading 'Payment month'"),
    ("reconcile good.toml --year 2024/25 --paid paid.csv --map broken.toml", WRONG, "broken.toml is no TOML"),
    ("reconcile good.toml --year 2024/25 --paid paid.csv --map nowhere.toml", WRONG, "no such file"),
    ("reconcile good.toml --year 2024/25 --paid totals.csv", RIGHT, "it is a row of totals, and left out"),
    ("reconcile good.toml --year 2024/25 --paid half.csv", WRONG, "1 row of half.csv can't be read; mend them"),
    ("reconcile good.toml --year 2024/25 --paid text.txt", WRONG, "lacks the heading 'month'"),
    ("reconcile good.toml --year 2024/25 --paid nowhere.csv", WRONG, "no such file"),
    ("reconcile nowhere.toml --year 2024/25 --paid paid.csv", WRONG, "no such file"),
    ("reconcile --published pays.csv --year 2021/22", RIGHT, "published payments, and what was owed"),
    ("reconcile --published pays.csv --year 2021/22 --network u99902 --json", RIGHT, '"counts"'),
    ("reconcile --published pays.csv --year 2021/22 --csv new.csv --html new.html", RIGHT, "1 network"),
    ("reconcile --published pays.csv --year 2021/22 --known-on 2021-09-01", RIGHT, "as published by 1 September 2021"),
    (
        "reconcile --published pays.csv --year 2021/22 --network u00001",
        WRONG,
        "no network to compare among those named",
    ),
    ("reconcile --published pays.csv --year 2025/26 --adjusted adjusted.csv", RIGHT, "1 network"),
    ("reconcile --published pays.csv --year 2021/22 --adjusted nowhere.csv", WRONG, "no such file"),
    ("reconcile --published pays.csv", WRONG, "Missing option '--year'"),
    ("reconcile --published pays.csv --year 2031/32", WRONG, f"2019/20 to {LAST}"),
    ("reconcile --published text.txt --year 2021/22", WRONG, "text.txt has no payments to PCNs"),
    ("reconcile --published nowhere.csv --year 2021/22", WRONG, "no such file"),
    ("reconcile --published pays_2021-22.csv --year 2021/22", WRONG, "no such file"),
    (
        "reconcile --published pays_2021-22.csv --year 2022/23",
        WRONG,
        "--year says 2022/23, and the name of pays_2021-22.csv 2021/22: give the year that the file is of",
    ),
    (
        "reconcile --published pays.csv --year 2024/25 --adjusted adjusted_2025-26.csv",
        WRONG,
        "--year says 2024/25, and the name of adjusted_2025-26.csv 2025/26",
    ),
    ("reconcile good.toml --published pays.csv --year 2021/22", WRONG, "--published stands alone"),
    ("reconcile good.toml --year 2024/25 --paid paid.csv --network u99902", WRONG, "go with --published"),
    ("improvement --year 2024/25", RIGHT, "Better digital telephony"),
    ("improvement good.toml --year 2024/25 --as-of 2024-12-02 --json", RIGHT, '"parts"'),
    ("improvement --year 2024/25 --csv improvement.csv", RIGHT, "Riverside PCN"),
    ("improvement --year 2022/23", WRONG, "it is not paid in this year"),
    ("improvement --year 2024/25 --html there.html", WRONG, "is there already"),
    ("briefing", RIGHT, "What to look at on 14 November 2022"),
    ("briefing good.toml --as-of 2024-12-02", RIGHT, "Good PCN"),
    # national
    ("national --map map.csv", RIGHT, "Primary care networks of England"),
    ("national --map map.csv --json", RIGHT, '"networks": null'),
    ("national --map map.csv --commissioner w2u3z --html new.html", RIGHT, "NHS HARBOUR (W2U3Z)"),
    ("national --map map.csv --commissioner QKK --csv new.csv --owed new2.csv", RIGHT, "HARBOUR (QKK)"),
    ("national --map map.csv --payments pays.csv --payments-year 2021/22", RIGHT, "payments of 2021/22"),
    ("national --map map.csv --adjusted adjusted_2025-26.csv", RIGHT, "adjusted populations of 2025/26"),
    ("national --map map.csv --until 2020-01-31", RIGHT, "Jul 2019 to Jan 2020"),
    ("national --map map.csv --until 2020-01", RIGHT, "Jul 2019 to Jan 2020"),
    ("national --map map.csv --until 2020", WRONG, "'2020' is not a month; write it as 2024-11"),
    ("changes 2022/23 2023-24", RIGHT, "From 31 March 2023 to 31 March 2024"),
    ("changes 2022/23 14/11/2023", WRONG, "'14/11/2023' is not a day; write it as 2022-11-14, or today"),
    ("national --map map.csv --plot new.svg", RIGHT, "Primary care networks"),
    ("national --map map.csv --plot new.txt", WRONG, "does not end in .png, .svg or .pdf"),
    ("national", WRONG, "give an edition of ePCN or a map of practices"),
    ("national --map map.csv --commissioner QXX", WRONG, "There is no commissioner of a network 'QXX'"),
    (
        "national --map map.csv --adjusted adjusted.csv",
        WRONG,
        "as in 2025-26; name it with --adjusted-year",
    ),
    ("national --map map.csv --map map.csv", WRONG, "map.csv and map.csv are both maps of"),
    ("national --map map.csv --payments pays.csv --payments-year 2031/32", WRONG, f"2019/20 to {LAST}"),
    ("national --map map.csv --adjusted-year 2025/26", WRONG, "--adjusted-year: 1 for 0 files"),
    (
        "national --map map.csv --adjusted adjusted_2025-26.csv --adjusted-year 2024/25",
        WRONG,
        "--adjusted-year says 2024/25, and the name of adjusted_2025-26.csv 2025/26",
    ),
    (
        "national --map map.csv --adjusted adjusted_2025-26.csv --adjusted-year 2025-26",
        RIGHT,
        "adjusted populations of 2025/26",
    ),
    ("national --map map.csv --until 2018-01-31", WRONG, "is before the contract began"),
    ("national --map nowhere.csv", WRONG, "no such file"),
    ("national --map map.csv --csv map.csv --force", WRONG, "is what is read"),
    ("briefing good.toml --as-of today", RIGHT, "Good PCN"),
    ("briefing good.toml --as-of 2024-12-02 --known-on 2024-09-25 --json", RIGHT, '"at_risk"'),
    ("briefing --html b.html", RIGHT, "Riverside PCN"),
    ("briefing --html there.html", WRONG, "is there already"),
    ("briefing good.toml", WRONG, "--as-of 2022-11-14"),
    ("briefing good.toml --as-of 2018-01-01", WRONG, f"1 July 2019 to 31 March {LAST.last_day.year}"),
    ("briefing good.toml --as-of monday", WRONG, "is not a day"),
    ("briefing nowhere.toml --as-of 2024-12-02", WRONG, "no such file"),
    # terms, role, changes, calendar, coverage
    ("terms", WRONG, "--as-of 2022-11-14"),
    ("terms --as-of 2022-11-14", RIGHT, "enhanced_access"),
    ("terms enhanced_access --as-of 2022-11-14 --json", RIGHT, "{"),
    ("terms enhanced_acces --as-of 2022-11-14", WRONG, "Did you mean"),
    ("terms --as-of 2022-11-14", RIGHT, "351 terms (124 not established)"),
    ("terms --as-of 2022-11-14 --all", RIGHT, "60 minutes per 1,000 adjusted patients per week"),
    ("terms --as-of 2022-11-14 --json", RIGHT, '"enhanced_access.minutes_per_1000"'),
    ("terms --as-of 2022-11-14 --area care_homes --section obligations", RIGHT, "CARE HOMES: WHAT NETWORKS DO THERE"),
    ("terms --as-of 2022-11-14 --search minutes", RIGHT, 'terms with "minutes"'),
    ("terms --as-of 2022-11-14 --search minutes --json", RIGHT, '"enhanced_access.minutes_per_1000"'),
    ("terms --as-of 2022-11-14 --search zebra", RIGHT, "No terms of it on this day."),
    ("terms --as-of 2022-11-14 --area enhanced_acces", WRONG, "Did you mean 'enhanced_access'"),
    ("terms --as-of 2022-11-14 --section term", WRONG, "Did you mean 'terms'"),
    ("terms network.all_patients_covered --as-of 2022-11-14", RIGHT, "Owed by:     commissioner"),
    ("terms vi-01 --as-of 2022-11-14", RIGHT, "Flu vaccination of people aged 65 and over"),
    ("terms gp --as-of 2024-11-14", RIGHT, "General practitioner"),
    ("terms extended_hours.weekly_minutes --as-of 2022-11-14", WRONG, "it was until 30 September 2022."),
    ("terms --history", WRONG, "needs a KEY"),
    ("terms network.list_size.min --history", WRONG, "There is no term"),
    ("role paramedic --on 2022-11-01", RIGHT, "Yes"),
    ("role paramedic --on today", RIGHT, "Paramedic"),
    ("role GP --on 2024-11-01", RIGHT, "Yes. General practitioner"),
    ("role care-co-ordinator --on 2024-11-01", RIGHT, "Yes. Care coordinator"),
    ("role nurse --on 2024-11-01", WRONG, "It may mean 'consultant_nurse_primary_care', "),
    ("role paramedic", WRONG, "--as-of"),
    ("role paramedics --on 2022-11-01", WRONG, "Did you mean 'paramedic'"),
    ("role paramedic --on 2022-11-01 --area north", WRONG, "north"),
    ("services --on 2021-11-01", RIGHT, "In preparation"),
    ("services --on 2021-11-01 --known-on 2020-05-01", RIGHT, "Planned"),
    ("services --on 2021-11-01 --json", RIGHT, '"phase": "delivery"'),
    ("services", WRONG, "--as-of"),
    ("services --on 1999-01-01", WRONG, f"1 July 2019 to 31 March {LAST.last_day.year}"),
    ("roles --on 2024-11-01", RIGHT, "General practitioner"),
    ("roles --on 2024-11-01 --known-on 2024-01-01", RIGHT, "had been published"),
    ("roles --on 2024-11-01 --json", RIGHT, '"general_practitioner"'),
    ("roles", WRONG, "--as-of"),
    ("services --on 2024-11-01", RIGHT, "Merged (it goes on as part of another)"),
    ("iif 2025/26", RIGHT, "2 paid, 6 collected, not paid."),
    ("iif 2025/26 --json", RIGHT, '"collected, not paid"'),
    ("iif 2025/26 can-04", RIGHT, "Numerator:"),
    ("iif 2025/26 CAN-04 --json", RIGHT, '"CAN-04"'),
    ("iif --on 2022-11-01", RIGHT, "2022/23 on 1 November 2022"),
    ("iif 2022/23 --on 2022-11-01 --known-on 2022-05-01", RIGHT, "published by 1 May 2022"),
    ("iif", WRONG, "--as-of 2022-11-14"),
    ("iif 2025/26 can04", WRONG, "CAN-04"),
    ("iif 2025/26 --on 2022-11-01", WRONG, "is not in 2025/26"),
    ("iif 2025/26 can-04 --numerator 74 --denominator 100", RIGHT, "13.2 of 22"),
    ("iif 2025/26 --indicator can-04 --numerator 74 --denominator 100 --json", RIGHT, '"13.2"'),
    ("iif 2025/26 can-04 --indicator hi-03", WRONG, "name one of them"),
    ("iif 2025/26 --numerator 74 --denominator 100", WRONG, "Name the indicator"),
    ("iif 2025/26 can-04 --numerator 101 --denominator 100", WRONG, "can't be above it"),
    ("iif 2025/26 can-04 --numerator many", WRONG, "is not a number"),
    ("iif 2025/26 can-04 --done", WRONG, "not done"),
    ("iif 2022/23 acc-05 --done --known-on 2022-09-01", RIGHT, "48 of 48"),
    ("iif 2022/23 cvd-02 --numerator 148 --denominator 1000 --baseline 142 1000", RIGHT, "0.6 percentage points"),
    ("iif --on 2022-11-01 --numerator 3", WRONG, "Name the contract year, as in 2022/23"),
    ("iif 2025/26 can-04 --on 2025-11-01 --numerator 3", WRONG, "leave --as-of out"),
    ("iif 2025/26 --extract ncd.csv --practices map.csv --network u99902", RIGHT, "13.2 of 22 points"),
    ("iif 2025/26 --extract ncd.csv --practices map.csv", RIGHT, "13.2 of 22 points"),
    ("iif 2025/26 --extract ncd.csv --practices map.csv --json", RIGHT, '"U99902"'),
    ("iif 2025/26 hi-03 --extract ncd.csv --practices map.csv --network u99902", RIGHT, "0 to 36 of 36"),
    ("iif 2025/26 can-04 --extract ncd.csv --practices map.csv", RIGHT, "HARBOUR PCN (U99902)"),
    ("iif 2025/26 --extract ncd.csv --practices map.csv", RIGHT, "no pounds without"),
    ("iif 2025/26 --extract ncd.csv --practices map.csv --adjustments factors.csv", RIGHT, "£2,874.96"),
    (
        "iif 2025/26 --extract ncd.csv --practices map.csv --list-size-adjustment 1.1 --prevalence-adjustment 1",
        RIGHT,
        "£2,874.96",
    ),
    (
        "iif 2025/26 --extract ncd.csv --practices map.csv --network u99902 --adjustments mistyped.csv",
        WRONG,
        "mistyped.csv has adjustments of U99920, and there are no figures of U99920 in the extract; correct the code",
    ),
    ("iif 2025/26 --extract ncd.csv --practices map.csv --adjustments map.csv", WRONG, "lacks the heading 'kind'"),
    ("iif 2025/26 --adjustments factors.csv", WRONG, "go with --extract"),
    ("iif 2025/26 --extract ncd.csv --practices map.csv --done", WRONG, "--done goes with one indicator"),
    ("iif 2025/26 --extract ncd.csv --practices map.csv --network u99902 --full", RIGHT, "THE FUND'S TEXT ALSO SAYS"),
    ("iif 2025/26 --extract ncd.csv --practices map.csv --network u99902 --csv new.csv", RIGHT, "HARBOUR"),
    ("iif 2025/26 --extract ncd.csv --practices map.csv --csv new.csv", WRONG, "name it with --network"),
    ("iif 2025/26 --extract ncd.csv --practices map.csv --network u99901", WRONG, "has no figures of U99901"),
    ("iif 2025/26 --extract ncd.csv", WRONG, "give a map of practices, gp-reg-pat-prac-map.csv (--practices)"),
    ("iif 2025/26 --extract ncd.csv", WRONG, "which network the practices of CAN-04"),
    ("iif 2024/25 --extract ncd.csv --practices map.csv", WRONG, "no numerators and denominators of 2024/25"),
    ("iif 2025/26 --extract text.txt", WRONG, "text.txt"),
    ("iif 2025/26 --extract nowhere.csv", WRONG, "no such file"),
    ("iif 2025/26 --extract ncd.csv --numerator 3", WRONG, "goes with one indicator"),
    ("iif 2025/26 --network U99902", WRONG, "go with --extract"),
    ("iif 2025/26 can-04 --numerator 74 --denominator 100 --full", RIGHT, "WHAT IT RESTS ON"),
    ("iif 2025/26 can-04 --full", WRONG, "go with figures"),
    (
        "iif 2025/26 can-04 --numerator 74 --denominator 110 --personalised-care-adjustments 10",
        RIGHT,
        "(110 - 10) = 74%",
    ),
    ("iif 2025/26 --html new.html", WRONG, "go with figures"),
    ("iif 2022/23 fund.toml", RIGHT, "Good PCN (U99903)"),
    ("iif 2025/26 fund.toml --indicator can-04", RIGHT, "13.2 of 22"),
    ("iif 2025/26 fund.toml --indicator can-04 --as-of 2026-01-30", RIGHT, "0 to 22 of 22"),
    ("iif 2025/26 fund.toml --csv new.csv --list-size-adjustment 1.1", RIGHT, "CAN-04: "),
    ("iif 2025/26 fund.toml --full --html new.html", RIGHT, "CAN-04: "),
    ("iif 2025/26 fund.toml --json", RIGHT, '"U99903"'),
    ("iif 2025/26 nowhere.toml", WRONG, "nowhere.toml: no such file"),
    ("iif 2025/26 fund.toml --numerator 3", WRONG, "goes with one indicator, without fund.toml"),
    ("iif 2025/26 fund.toml --extract ncd.csv", WRONG, "name one of them"),
    ("iif fund.toml 2025/26", WRONG, "the contract year stands first: iif 2022/23 fund.toml"),
    ("iif 2022/23 cvd05", WRONG, "Did you mean 'CVD-05'?"),
    ("iif cvd-05", WRONG, "'cvd-05' is not a contract year, which stands first: iif 2022/23 CVD-05"),
    ("iif 2025/26 can-04 --numerator 7 --denominator 9 --html new.html", RIGHT, "CAN-04, 2025/26"),
    ("iif 2031/32", WRONG, f"2019/20 to {LAST}"),
    ("changes 2022/23 2023/24", RIGHT, "SERVICES"),
    ("changes 2023/24 2024/25 --section services", RIGHT, "now: merged into Core functions of a network"),
    ("changes 2023/24 2024/25 --area enhanced_access --search rate", RIGHT, "£7.975"),
    ("changes 2023/24 2024/25 --section service", WRONG, "Did you mean 'services'"),
    ("changes 2022/23", WRONG, "Missing argument"),
    ("changes 2022/25 2023/24", WRONG, "2022/25"),
    ("changes yesterday 2022-10-01", WRONG, "is not a day"),
    ("calendar 2022/23", RIGHT, "31 Jul 2022"),
    ("calendar 2022/23 --ical new.ics --csv new2.csv", RIGHT, "31 Jul 2022"),
    ("calendar 2018/19", WRONG, "2019/20"),
    ("coverage", RIGHT, "enhanced_access"),
    ("coverage --rules", RIGHT, "network.list_size"),
    ("coverage --rules --area care_homes", RIGHT, "care_homes.weekly_home_round"),
    ("coverage --rules --section terms", WRONG, "leave --section out"),
    ("coverage --area iif --section terms --search points", RIGHT, "All areas by standing"),
    ("coverage --search zebra", RIGHT, f"No entry in {len(years())} contract years"),
    ("coverage --area ifi", WRONG, "Did you mean 'iif'"),
    # files
    ("workbook", WRONG, "Usage"),
    ("workbook new new.xlsx", RIGHT, "Wrote new.xlsx"),
    ("workbook new new.ods", WRONG, "does not end in .xlsx"),
    ("workbook new good.xlsx", WRONG, "is there already"),
    ("workbook read good.xlsx", RIGHT, "nothing to mend"),
    ("workbook read good.xlsx --to new.toml", RIGHT, "nothing to mend"),
    ("workbook read good.xlsx --to good.toml", WRONG, "is there already"),
    ("workbook read good.xlsx --to new.foo", WRONG, "neither .toml nor .json"),
    ("workbook read text.xlsx", WRONG, "is no Excel workbook"),
    ("workbook read nowhere.xlsx", WRONG, "no such file"),
    ("workbook write good.toml new3.xlsx", RIGHT, "Wrote new3.xlsx"),
    ("workbook write good.toml good.toml", WRONG, "is what is read"),
    ("schema network", RIGHT, '"Network"'),
    ("schema nonsense", WRONG, "nonsense"),
    ("export tables", RIGHT, "datapackage.json"),
    ("export tables --format xml", WRONG, "xml"),
    ("export text.txt", WRONG, "no folder"),
    ("example", RIGHT, "U99901"),
    ("example new.toml", RIGHT, "Wrote new.toml"),
    ("example good.toml", WRONG, "is there already"),
    ("example new.json", WRONG, "does not end in .toml"),
    # the next contract year, and the documents
    ("changes 2022/23 2023/24 --changelog", RIGHT, "### Added"),
    (f"new-year {NEXT} --into draft", RIGHT, f"Wrote draft, a draft of {NEXT}"),
    (f"new-year {NEXT} --into draft --json", RIGHT, '"unconfirmed"'),
    (f"new-year {NEXT} --into text.txt", WRONG, "text.txt"),
    (f"new-year {NEXT} --into draft --list", WRONG, "holds no contract year; make it first"),
    (f"new-year {NEXT} --into draft --promote roles", WRONG, "holds no contract year; make it first"),
    ("new-year 2018/19 --into draft", WRONG, "2018/19 is made from 2017/18, and the contract data cover"),
    ("new-year next --into draft", WRONG, "is not a contract year. Write it as 2022/23"),
    ("new-year 2022/23 --list", WRONG, "2022/23 is no draft"),
    ("new-year", WRONG, "Missing argument"),
    (f"document add charter-2 {CHARTER} --register register.toml", RIGHT, "Registered charter-2 in register.toml"),
    (f"document add charter {CHARTER} --register register.toml", WRONG, "'charter' is there already"),
    (f"document add Charter {CHARTER} --register register.toml", WRONG, "is no key"),
    (f"document add charter-2 {CHARTER} --register nowhere.toml", WRONG, "no such file"),
    (f"document add charter-2 {CHARTER} --register broken.toml", WRONG, "it is not TOML"),
    ("document add charter-2", WRONG, "Missing option"),
    ("completion bash", RIGHT, "_PCN_DES_COMPLETE"),
    ("completion cmd", WRONG, "cmd"),
)

REGISTER = """
[charter]
title = "The lamp charter"
publisher = "Lamplighters"
url = "https://example.org/charter"
kind = "primary"
"""
EXTRACT = """\
PRACTICE_CODE,PRACTICE_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE
Y99911,QUAY SURGERY,NCD2526,31/03/2026,CAN04,Numerator,74
Y99911,QUAY SURGERY,NCD2526,31/03/2026,CAN04,Denominator,100
Y99911,QUAY SURGERY,NCD2526,31/03/2026,SMR01A,Denominator,*
"""
CASES = """
[[cases]]
source = "nobody"
it = "A network in which nothing is known"
rule = "clinical_director.in_post"
answers.2022-11-14 = "UNKNOWN"
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import pcn_des as des
    from pcn_des.formats import workbook
    from pcn_des.network import IndicatorFigures

    folder = tmp_path_factory.mktemp("files")
    network = des.Network(code="U99903", name="Good PCN")
    des.write_network(network, folder / "good.toml")
    des.write_network(des.Network(code="U99904", name="Second PCN"), folder / "second.toml")
    figures = IndicatorFigures(indicator="CAN-04", on=date(2026, 3, 31), numerator=74, denominator=100)
    des.write_network(network.evolve(indicator_figures=[figures]), folder / "fund.toml")
    des.write_network(network, folder / "good.json")
    des.write_network(network.evolve(payees=[]), folder / "other.json")
    report = json.dumps(des.assess(network, date(2022, 11, 14)).to_dict())
    (folder / "report.json").write_text(report, encoding="utf-8")
    (folder / "old.json").write_text(report.replace(f'"{des.__version__}"', '"0.0.1"'), encoding="utf-8")
    workbook.write(network, folder / "good.xlsx")
    (folder / "folder.toml").mkdir()
    for name in ("empty.toml", "empty.json", "empty.xlsx"):
        (folder / name).touch()
    (folder / "latin.toml").write_bytes(b"# \xe9")
    for name, text in {
        "paid.csv": "month,stream,amount\n2024-04,enhanced_access,34046.60\n",
        "totals.csv": "month,stream,amount\n2024-04,enhanced_access,34046.60\nTotal,,34046.60\n",
        "half.csv": "month,stream,amount\n2024-04,enhanced_access,34046.60\nsoon,enhanced_access,1\n",
        "map.toml": '[columns]\nmonth = "Payment month"\n',
        "list.json": "[]",
        "broken.toml": "code = \n",
        "wrong.toml": 'code = "99903"\nname = ""\n',
        "steering.json": '{"code": "U99903", "name": "x\\u001b[2J"}',
        "text.txt": "text",
        "text.xlsx": "text",
        "mistyped.csv": "network,kind,indicator,value\nU99902,list_size,,1.1\nU99920,prevalence,CAN-04,1\n",
        "factors.csv": "kind,indicator,value\nlist_size,,1.1\nprevalence,CAN-04,1\n",
        "there.html": "mine",
        "cases.toml": CASES,
        "register.toml": REGISTER,
        "ncd.csv": EXTRACT,
        "map.csv": TEXTS["map"],
        "pays.csv": TEXTS["payments"],
        "adjusted.csv": "\n".join(map(",".join, ADJUSTED)),
        "adjusted_2025-26.csv": "\n".join(map(",".join, ADJUSTED)),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@HERE(("line", "expected", "said"), INVOCATIONS, ids=[line or "nothing" for line, _, _ in INVOCATIONS])
def test_an_invocation_ends_as_documented(
    run: Run, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, expected: int, said: str
) -> None:
    for path in files.iterdir():  # each line has its own folder, with the same files
        if path.is_dir():
            (tmp_path / path.name).mkdir()
        else:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    code, output = run(*line.split())
    assert code == expected, output
    assert said in output
    if expected == WRONG:
        assert not PYTHONS.search(output), output
        assert len(output.splitlines()) < 60
        assert (tmp_path / "there.html").read_text() == "mine"
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".pcn_des-")]  # noqa: PTH208


def test_every_command_is_among_them_right_and_wrong() -> None:
    for name, command in commands():
        codes = {code for line, code, _ in INVOCATIONS if line.startswith(name)}
        assert RIGHT in codes, name
        assert WRONG in codes or not [param for param in command.params if param.required], name
