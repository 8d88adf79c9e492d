"""An option that is given changes what is asked, or is refused: over all commands, and all pairs of their options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Final

import click
import pytest

import pcn_des as des
from pcn_des.contract.files import years
from pcn_des.dates import ContractYear
from support import worked_case
from support.command_line import Run
from support.outputs import commands
from support.readers import ADJUSTED, NETWORKS, PARTNERS, TEXTS
from support.remittances import paid

NEXT = ContractYear(years()[-1].starts_in + 1)
EXTRACT = """\
PRACTICE_CODE,PRACTICE_NAME,QUALITY_SERVICE,ACH_DATE,IND_CODE,MEASURE,VALUE
Y99911,QUAY SURGERY,NCD2526,31/03/2026,CAN04,Numerator,74
Y99911,QUAY SURGERY,NCD2526,31/03/2026,CAN04,Denominator,100
Y99913,FELL SURGERY,NCD2526,31/03/2026,CAN04,Numerator,60
Y99913,FELL SURGERY,NCD2526,31/03/2026,CAN04,Denominator,90
"""
CASES = """
[[cases]]
source = "nobody"
it = "A network in which nothing is known"
rule = "clinical_director.in_post"
answers.2022-11-14 = "UNKNOWN"
"""
REGISTER = """
[charter]
title = "The lamp charter"
publisher = "Lamplighters"
url = "https://example.org/charter"
kind = "primary"
"""
SECOND = "GP_MAP,01Jul2026,Y99913,FELL SURGERY,AB1 2CF,U99905,FELL PCN,W2U3Z,NHS HARBOUR,QKK,HARBOUR,EMIS\r\n"
FIGURES: Final = "--numerator 74 --denominator 110"

# The ways to call each command: what is given in all of them, and a value for each option that is told apart by it.
WAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "check": (
        "check",
        "check --epcn epcn_2026-05-01.csv --epcn-partners partners.csv --pcn U99902 --as-of 2025-11-14",
    ),
    "explain": ("explain practices.contract_type",),
    "timeline": ("timeline --until 2022-05-29",),
    "ledger": ("ledger --until 2022-05-29",),
    "what-if": (
        "what-if --practice Y99905 --leaves --on 2022-11-01",
        "what-if --practice Y99944 --joins --on 2022-11-01 --registered 5000",
    ),
    "workforce": ("workforce few.toml --year 2024/25 --as-of 2024-11-30",),
    "claim": (
        "claim mill.toml --post PH --month 2024-11",
        "claim --role mental_health_practitioner_adult --month 2022-11",
    ),
    "reconcile": (
        "reconcile mill.toml --year 2024/25 --paid paid.csv",
        "reconcile paid.toml --year 2024/25",
        "reconcile --published pays.csv --year 2021/22",
    ),
    "pay": (
        "pay --year 2022/23",
        "pay --year 2022/23 --registered 42000",
        "pay --all-years --registered 42000",
        "pay a.toml b.toml --year 2024/25",
    ),
    "national": ("national --map map.csv --adjusted adjusted.csv --adjusted-year 2025/26",),
    "briefing": ("briefing",),
    "improvement": ("improvement --year 2024/25",),
    "changes": ("changes 2022/23 2023/24",),
    "calendar": ("calendar 2022/23",),
    "terms": (
        "terms --as-of 2022-11-14",
        "terms enhanced_access --as-of 2022-11-14",
        "terms enhanced_access.minutes_per_1000 --history",
    ),
    "role": ("role enhanced_practice_nurse --on 2024-11-01",),
    "roles": ("roles --on 2024-11-01",),
    "services": ("services --on 2021-11-01",),
    "coverage": ("coverage", "coverage --rules", "coverage --reach"),
    "iif": (
        "iif 2022/23",
        "iif --on 2022-11-01",
        "iif 2025/26 CAN-04",
        f"iif 2025/26 CAN-04 {FIGURES}",
        "iif 2025/26 --extract ncd.csv --practices map.csv",
        "iif 2025/26 --extract ncd.csv --practices map.csv --network U99902",
    ),
    "workbook new": ("workbook new new.xlsx",),
    "workbook read": ("workbook read mill.xlsx",),
    "workbook write": ("workbook write mill.toml new.xlsx",),
    "export": ("export tables",),
    "new-year": (f"new-year {NEXT} --into draft",),
    "document add": (
        "document add charter-2 --publisher Lamplighters --title Charter --address https://example.org/2 "
        "--kind primary --register register.toml",
    ),
}
# A value of each option, where a command has no other of it: one by which its answers are told apart. "" is a switch.
VALUES: Final[Mapping[str, str]] = {
    "--adjusted": "adjusted.csv", "--adjusted-published": "2026-06-01", "--adjusted-year": "2025/26",
    "--adjustments": "factors.csv", "--all": "", "--all-years": "", "--area": "enhanced_access",
    "--as-of": "2022-11-07", "--band": "7", "--baseline": "142 1000", "--beds": "46", "--cases": "cases.toml",
    "--changelog": "", "--commissioner": "W2U3Z", "--complete": "", "--cost": "50000", "--csv": "new.csv",
    "--day": "2030-01-01", "--denominator": "110", "--done": "", "--epcn": "epcn_2026-05-01.csv",
    "--epcn-edition": "2026-06-01", "--epcn-partners": "partners.csv", "--example": "",
    "--explain": "core_pcn_funding", "--extract": "ncd.csv", "--format": "json", "--full": "", "--group": "Lamps",
    "--hire": "pharmacist", "--hire-from": "2025-02", "--history": "", "--html": "new.html", "--ical": "new.ics",
    "--indicator": "CAN-04", "--into": "draft", "--joins": "", "--json": "", "--known-on": "2022-06-30",
    "--known-then": "2024-09-25", "--leaves": "", "--list": "", "--list-size-adjustment": "1.1",
    "--list-sizes": "lists.csv", "--map": "map.toml", "--merges-into": "Y99901", "--months": "",
    "--network": "U99902", "--numerator": "74", "--owed": "owed.csv", "--paid": "paid.csv", "--paid-by": "commissioner",
    "--payments": "pays.csv", "--payments-year": "2025/26", "--pcn": "U99902",
    "--personalised-care-adjustments": "10", "--plot": "new.svg", "--post": "PH", "--practice": "Y99905",
    "--practices": "map.csv", "--prevalence-adjustment": "0.9", "--promote": "roles", "--published": "pays.csv",
    "--reach": "", "--registered": "9000", "--role": "pharmacist", "--rules": "", "--search": "minutes",
    "--section": "obligations", "--since": "2022-05-09", "--strict": "", "--subject": "Y99905", "--to": "new.toml",
    "--to-judge": "", "--until": "2022-12-11", "--weighted": "43000", "--without": "FCP", "--wte": "0.5",
    "--year": "2024/25",
}  # fmt: skip
OTHER_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "check": {"--epcn-edition": "2024-01-01"},
    "explain": {"--as-of": "2019-07-15", "--known-on": "2020-01-01"},
    "services": {"--known-on": "2020-05-01"},
    "role": {"--registered": "150000", "--area": "inner_london", "--known-on": "2024-04-05"},
    "claim": {"--area": "inner_london", "--since": "2022-11-14", "--until": "2022-11-20"},
    "workforce": {"--known-on": "2024-10-31"},
    "iif": {"--known-on": "2025-03-01"},
    "improvement": {"--as-of": "2024-06-30"},
    "national": {"--map": "map.csv"},
}
PERMISSIONS: Final = ("--force", "--same-page")  # which ask nothing: they let happen what would be refused
OF_THE_TEXT: Final = ("--all", "--full", "--months")  # what they add, plain values have anyway
# Where an option counts, and these ways and files don't tell it: by the way's beginning, what it stands beside ("":
# anything), and the option.
NOT_TOLD: Final = (
    ("check --epcn", "", "--strict"),  # no must is known to be unmet
    ("national", "", "--adjusted-published"),  # there is one edition alone
    ("improvement", "", "--as-of"),  # nothing of it is on record
    ("pay --year", "--explain", "--beds"),  # they are for other streams than the one that is explained
    ("pay --year", "--explain", "--weighted"),
    ("pay --year", "--explain", "--paid-by"),
    ("terms enhanced_access", "--json", "--area"),  # all that begins so is of that area
    ("coverage", "--rules", "--section"),  # it names the only section that has rules
    ("iif 2025/26 CAN-04", "", "--indicator"),  # it names the same
    ("check --epcn", "--to-judge", "--epcn-edition"),  # a checklist says nothing of how old the members are
    ("iif 2025/26 --extract", "--known-on", "--list-size-adjustment"),  # by then no indicator was published
    ("iif 2025/26 --extract", "--known-on", "--prevalence-adjustment"),
    ("iif 2025/26 --extract", "--known-on", "--full"),
    ("check --epcn", "--known-on", "--all"),  # by then nothing of the year was published, and nothing of it is missing
    ("iif 2025/26 --extract", "--adjustments", "--list-size-adjustment"),  # the file says it of each network
)

Outcome = tuple[int, str, dict[str, bytes]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The files that the ways name, by their names."""
    from pcn_des.formats import workbook

    folder = tmp_path_factory.mktemp("files")
    mill = worked_case.network()
    des.write_network(mill, folder / "mill.toml")
    few = mill.evolve(posts=des.Records(list(mill.posts or ())[:2], complete=True), claims=None)
    des.write_network(few, folder / "few.toml")
    workbook.write(mill, folder / "mill.xlsx")
    on_record = des.Records([paid("enhanced_access", "2024-04", "34046.61")])
    des.write_network(mill.evolve(remittances=on_record), folder / "paid.toml")
    for code in ("a", "b"):
        des.write_network(mill.evolve(code=f"U0000{ord(code) - 95}"), folder / f"{code}.toml")
    texts = {
        "paid.csv": "month,stream,amount\n2024-04,enhanced_access,34046.60\n",
        "map.toml": '[streams]\nenhanced_access = "core_pcn_funding"\n',
        "cases.toml": CASES,
        "register.toml": REGISTER,
        "ncd.csv": EXTRACT,
        "factors.csv": "kind,indicator,value\nlist_size,,1.3\nprevalence,CAN-04,1\n",
        "lists.csv": TEXTS["list sizes"],
        "map.csv": TEXTS["map"] + SECOND,
        "pays.csv": TEXTS["payments"] + "U99905,FELL PCN,Y99913,FELL,01/04/1974,9000,9000,50,20000.00,0\n",
        "adjusted.csv": "\n".join(map(",".join, ADJUSTED)),
        "epcn_2026-05-01.csv": NETWORKS.decode(),
        "partners.csv": PARTNERS.decode(),
    }
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    return made | {name: text.encode() for name, text in texts.items()}


def options(name: str, way: str) -> Iterator[str]:
    """Each option that a way to call a command has not yet, with its value."""
    for param in dict(commands())[name].params:
        option = max(param.opts, key=len)
        if isinstance(param, click.Option) and not {*param.opts} & {*PERMISSIONS, *way.split()}:
            yield f"{option} {OTHER_VALUES.get(name, {}).get(option, VALUES[option])}".strip()


def asked(line: str, run: Run, files: Mapping[str, bytes], folder: Path) -> Outcome:
    """What a line of the command line ends in: its code, what it prints and what it writes."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for file, content in files.items():
        (folder / file).write_bytes(content)
    code, output = run(*line.split())
    written = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return code, output, {file: content for file, content in written.items() if content != files.get(file)}


@pytest.mark.thorough
@pytest.mark.thorough
@pytest.mark.parametrize(("name", "way"), [(name, way) for name, ways in WAYS.items() for way in ways])
def test_an_option_beside_another_changes_what_is_asked_or_is_refused(
    run: Run, files: Mapping[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, way: str
) -> None:
    monkeypatch.chdir(tmp_path)

    @cache
    def ends_in(*given: str) -> Outcome:
        return asked(" ".join((way, *given)), run, files, tmp_path)

    assert ends_in()[0] != 2, ends_in()[1]
    taken = [option for option in options(name, way) if ends_in(option)[0] != 2]
    for option in taken:
        assert ends_in(option) != ends_in() or not is_told(way, option), option
    for first, second in combinations(taken, 2):
        both = ends_in(first, second)
        for one, other in ((first, second), (second, first)):
            assert both[0] == 2 or both != ends_in(other) or not is_told(way, one, other), (one, other)


def is_told(way: str, option: str, beside: str = "") -> bool:
    """Whether an option, beside another, shows in what a way to call a command ends in."""
    option, beside = option.split()[0], beside.partition(" ")[0]
    if beside == "--json" and option in OF_THE_TEXT:
        return False
    here = ((other, one) for begun, other, one in NOT_TOLD if way.startswith(begun))
    return not any(one == option and (other in ("", beside) or other in way.split()) for other, one in here)


def test_every_command_with_options_is_asked() -> None:
    with_options = {name for name, command in commands() if {*options_of(command)} - {"--json", *PERMISSIONS}}
    assert with_options == {*WAYS}


def options_of(command: click.Command) -> Iterator[str]:
    return (max(param.opts, key=len) for param in command.params if isinstance(param, click.Option))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("claim mill.toml --post PH --month 2024-11 --wte 0.1", "--wte goes with --role: a post of a file is as its"),
        ("claim mill.toml --post PH --month 2024-11 --wte 1 --area national", "--wte, --area go with --role: a post"),
        ("workforce mill.toml --as-of 2024-11-30 --hire-from 2025-02", "--hire-from goes with --hire: name the role"),
        ("check --all --to-judge", "--all and --to-judge are two answers: ask for one of them"),
        ("check --adjusted-year 2025/26", "--adjusted-year goes with --adjusted: name the file"),
        ("terms network.min --history --as-of 2022-11-14", "--history stands alone, without --as-of: it is all"),
        ("terms network.min --history --area network", "--history stands alone, without --area: it is all"),
        ("terms network --as-of 2022-11-14 --all", "--all is of all terms, where nothing else is named"),
        ("changes 2022/23 2023/24 --changelog --json", "--changelog and --json are two forms: ask for one of them"),
        ("pay --explain enhanced_access --months", "--explain has each month of the stream already"),
        ("reconcile mill.toml --year 2024/25 --complete", "FILE has none on record: name it with --paid"),
        (f"new-year {NEXT} --into draft --all", "--all goes with --list: only there"),
        (f"new-year {NEXT} --into draft --promote roles --json", "--promote stands alone, without --json: it asks"),
    ],
)
def test_an_option_that_would_change_nothing_is_refused(
    run: Run, files: Mapping[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output, written = asked(line, run, files, tmp_path)
    assert (code, written) == (2, {})
    assert said in " ".join(output.split())
