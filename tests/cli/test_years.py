"""A contract year is made and worked through in the terminal; a document is registered."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcn_des.cli import main
from support.command_line import Run, unwrapped
from support.own_data import LAST, NEXT, forget, own_data

pytestmark = pytest.mark.thorough  # a draft of a whole year is written for each


pytest.importorskip("click", reason="click is not installed: pip install 'pcn_des[cli]'")
AREA = "care_home_premium"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contract data with a draft of the next year."""
    from support.command_line import run

    with own_data(tmp_path_factory.mktemp("made")) as folder:
        code, said = run("new-year", str(NEXT))
        assert code == 0, said
        return folder


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Iterator[Path]:
    with own_data(tmp_path, made) as folder:
        yield folder


def answers(*lines: str, wanted: str = AREA) -> tuple[int, str]:
    from click.testing import CliRunner

    from pcn_des.cli import main

    typed = "".join(f"{line}\n" for line in lines)
    result = CliRunner().invoke(main, ["new-year", str(NEXT), "--promote", wanted], input=typed)
    forget()
    return result.exit_code, unwrapped(result.stderr) + result.stdout


def left(run: Run) -> list[tuple[str, str]]:
    code, said = run("new-year", str(NEXT), "--list", "--json")
    assert code == 0
    return [(one["key"], one["why"]) for one in json.loads(said) if one["area"] == AREA]


def test_the_folder_is_written_where_the_package_finds_it_and_not_twice(data: Path, run: Run) -> None:
    names = {path.name for path in (data / "years" / NEXT.folder).iterdir()}
    assert names == {path.name for path in (data / "years" / LAST.folder).glob("*.toml")}  # a wheel has JSON too
    code, said = run("new-year", str(NEXT))
    assert code == 2
    assert "is there already" in said
    code, said = run("new-year", str(NEXT), "--force")
    assert code == 0
    assert said.splitlines()[0].endswith(f"a draft of {NEXT}: {len(names)} files.")


def test_a_published_year_is_never_written_over(data: Path, tmp_path: Path, run: Run) -> None:
    """Neither in the package nor elsewhere, and the refusal does not offer --force either."""
    published = data / "years" / "2022-23"
    before = {path.name: path.read_bytes() for path in published.iterdir()}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "year.toml").write_bytes(before["year.toml"])
    for more, folder in (((), published), (("--into", str(elsewhere)), elsewhere)):
        for force in ((), ("--force",)):
            code, said = run("new-year", "2022/23", *more, *force)
            assert code == 2
            assert said == (
                f"Error: {folder} holds the contract year 2022/23, which is no draft and is not written over; "
                f"name another: --into\n"
            )
    assert {path.name: path.read_bytes() for path in published.iterdir()} == before
    assert [path.name for path in elsewhere.iterdir()] == ["year.toml"]


@pytest.mark.parametrize("about", ["draft = tru", 'draft = "no"\n', ""])
def test_a_year_of_which_it_is_not_plain_that_it_is_a_draft_is_not_written_over(
    about: str, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "year.toml").write_text(about, encoding="utf-8")
    code, said = run("new-year", "2022/23", "--into", str(tmp_path), "--force")
    assert code == 2
    assert "holds a contract year, which is no draft and is not written over" in said
    assert (tmp_path / "year.toml").read_text(encoding="utf-8") == about


def test_what_is_left_is_listed_by_area(data: Path, run: Run) -> None:
    code, said = run("new-year", str(NEXT), "--list")
    assert code == 0
    assert f"{AREA}: 4 to confirm, 1 not published yet, 2 not looked for yet" in said.splitlines()
    assert len(left(run)) == 7


def test_a_draft_in_which_nothing_is_unconfirmed_can_be_one_no_more(data: Path, run: Run) -> None:
    for path in (data / "years" / NEXT.folder).glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace("unconfirmed = true\n", "")
        path.write_text(re.sub(r"not looked for yet; of \d{4}/\d\d: ", "", text), encoding="utf-8")
    code, said = run("new-year", str(NEXT), "--list")
    assert code == 0, said
    assert "Nothing is unconfirmed: take draft = true out of its year.toml." in said.splitlines()
    assert " to confirm" not in said


def test_an_area_is_walked_through_entry_by_entry(data: Path, run: Run) -> None:
    cited = ("nhse-spec-2026-27", "as it is written there", "confirmed")
    code, said = answers(
        *("keep", *cited),
        *("change", "value", '["care homes"]', "", *cited),
        *("remove", "the codes are gone", "nhse-spec-2026-27", "no codes"),
        *("skip",),
        *("missing", "what a year costs was not found", "the specification"),
        *("skip",),
        *("change", "value", "140.5", "", *cited),
    )
    assert code == 0, said
    assert "1 of 7" in said
    assert said.splitlines()[-1] == f"Left of {AREA}: 2"
    assert left(run) == [("care_home_premium", "unconfirmed"), (f"{AREA}.change_within_year", "not looked for yet")]
    text = (data / "years" / NEXT.folder / "payments.toml").read_text(encoding="utf-8")
    assert '[[terms.care_home_premium.rate]]\ntitle = "Yearly rate"\nvalue = 140.5\n' in text
    gone = '{ note = "the codes are gone", sources = [{ document = "nhse-spec-2026-27", words = "no codes" }] }'
    assert f'"care_home_premium.resident_codes" = {gone}' in text
    assert '"care_home_premium.national_total" = "what a year costs was not found"' in text
    assert '[looked]\n"care_home_premium.national_total" = "the specification"\n\n[missing]\n' in text
    assert "\n\n\n" not in text
    code, said = run("terms", "care_home_premium.rate", "--as-of", f"{NEXT.starts_in}-05-01")
    assert code == 0, said
    assert said.splitlines()[0] == f"DRAFT of {NEXT}: not the published contract; nothing carried is confirmed."
    assert "£140.5 per bed per year" in said


def test_what_can_not_be_is_told_and_asked_again(data: Path, run: Run) -> None:
    cited = ("nhse-spec-2026-27", "as it is written there", "confirmed")
    code, said = answers(
        *("change", "value", "2,5", "2.5", "", *cited),  # no value, and then one that the unit does not allow
        *("keep", "nhse-spec-2026-2", *cited),
        "quit",
    )
    assert code == 0, said
    assert '2,5 is no value: write 2.5, 2027-06-30, true or "a text"' in said
    assert "is not a value in 'text'" in said
    assert "Did you mean 'nhse-spec-2026-27'?" in said
    assert len(left(run)) == 6


def test_whoever_stops_keeps_what_was_answered(
    data: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answers("remove", "gone", "", "quit")[0] == 0
    assert len(left(run)) == 6
    monkeypatch.setattr("sys.stdin", io.StringIO("remove\ngone too\n\n"))  # and then the input ends
    with pytest.raises(SystemExit) as ended:
        main(["new-year", str(NEXT), "--promote", AREA])
    forget()
    assert ended.value.code == 130
    assert "Traceback" not in "".join(capsys.readouterr())
    assert len(left(run)) == 5


def test_an_area_that_there_is_not_offers_those_that_there_are(data: Path, run: Run) -> None:
    code, said = run("new-year", str(NEXT), "--promote", "care_home_premiums")
    assert code == 2
    assert "Did you mean 'care_home_premium'" in said


def test_one_key_is_promoted_without_the_rest_of_its_area(data: Path, run: Run) -> None:
    cited = ("nhse-spec-2026-27", "140.5 a bed", "single-source")
    for wanted, lines in (
        (f"{AREA}.rate", ("change", "value", "140.5", "", *cited)),
        (f"payments.{AREA}", ("remove", "gone", "")),
        ("opt_out", ("skip",)),
    ):
        code, said = answers(*lines, wanted=wanted)
        assert code == 0, said
        assert "1 of 1" in said
        assert said.splitlines()[-1] == f"Left of {wanted}: {int(lines == ('skip',))}"
    keys = [key for key, _ in left(run)]
    assert f"{AREA}.rate" not in keys
    assert len(keys) == 5
    code, said = run("new-year", str(NEXT), "--promote", f"{AREA}.rates")
    assert code == 2
    assert f"Did you mean '{AREA}." in said


def test_words_that_do_not_give_the_figure_are_told_at_once(data: Path, run: Run) -> None:
    """As the test over the data would: other words are asked for, or a note that says how it follows."""
    key = "network.minimum_population"
    first = ("nhse-spec-2026-27", "of 3 practices or more", "single-source")
    code, said = answers("keep", *first, "", "at least 30,000 patients", "confirmed", wanted=key)
    assert code == 0, said
    assert "Its words do not give 30,000, which the entry says: quote the words that carry it." in said
    assert "SAID_OTHERWISE" not in said
    assert said.splitlines()[-1] == f"Left of {key}: 0"
    key = "network.usual_maximum_population"
    code, said = answers("keep", *first, "3 of 10,000 each", wanted=key)
    assert code == 0, said
    assert f"against {key} until SAID_OTHERWISE in tests/contract/test_data.py names it for {NEXT}" in said
    assert 'note = "3 of 10,000 each"' in (data / "years" / NEXT.folder / "network.toml").read_text(encoding="utf-8")


def test_what_nothing_reads_once_a_duty_is_gone_is_said_with_the_removal(data: Path, run: Run) -> None:
    code, said = answers("remove", "gone", "", wanted="obligations.care_homes.weekly_home_round")
    assert code == 0, said
    assert f"Nothing of {NEXT} reads any more: " in said
    assert "contract/beside.toml" in said
    code, said = answers("remove", "gone", "", wanted="glossary.core_network_practice")
    assert "reads any more" not in said


def test_a_term_that_a_rule_reads_is_not_removed_before_what_reads_it(data: Path, run: Run) -> None:
    """Its removal would leave a rule without a term, and with it every answer about the year."""
    key, duty = "network.usual_maximum_population", "network.list_size_ceiling"
    file = data / "years" / NEXT.folder / "network.toml"
    before = file.read_bytes()
    code, said = answers("remove", "quit", wanted=key)
    assert code == 0, said
    assert (
        f"terms.{key} is read by finding: {duty}: remove those first, or answer missing, which their rules can bear."
        in said
    )
    assert file.read_bytes() == before
    code, said = answers("remove", "missing", "what is usual was not found", "the specification", wanted=key)
    assert code == 0, said
    assert said.splitlines()[-1] == f"Left of {key}: 0"
    assert run("explain", duty, "--as-of", f"{NEXT.starts_in}-05-01")[0] == 0


def test_a_term_is_removed_once_nothing_reads_it(data: Path, run: Run) -> None:
    key, duty = "network.usual_maximum_population", "network.list_size_ceiling"
    assert answers("remove", "gone", "", wanted=f"obligations.{duty}")[0] == 0
    code, said = answers("remove", "gone too", "", wanted=key)
    assert code == 0, said
    assert said.splitlines()[-1] == f"Left of {key}: 0"
    assert run("check", "--as-of", f"{NEXT.starts_in}-05-01")[0] == 0


def test_a_year_whose_rules_do_not_bind_does_not_end_the_walk(data: Path, run: Run) -> None:
    """As where somebody took a term out of the file by hand: what nothing reads then can't be told, and is not."""
    file = data / "years" / NEXT.folder / "network.toml"
    text = file.read_text(encoding="utf-8")
    before, _, after = text.partition("[[terms.network.usual_maximum_population]]")
    file.write_text(before + after.partition("\n\n")[2], encoding="utf-8")
    forget()
    code, said = answers("remove", "gone", "", wanted="glossary.core_network_practice")
    assert code == 0, said
    assert f"What reads the entries of {NEXT} can't be told: {NEXT.folder}/network.toml, line " in said
    assert "rule network.list_size_ceiling: There is no term" in said
    assert said.splitlines()[-1] == "Left of glossary.core_network_practice: 0"


def test_a_field_that_there_is_not_is_refused_before_anything_else_is_asked(data: Path, run: Run) -> None:
    cited = ("nhse-spec-2026-27", "140.5 a bed", "single-source")
    code, said = answers("change", "valeu", "value", "140.5", "", *cited, wanted=f"{AREA}.rate")
    assert code == 0, said
    assert f"terms.{AREA}.rate: there is no field 'valeu'. Did you mean 'value'?" in said
    assert said.index("Did you mean 'value'?") < said.index("value, as TOML")
    assert said.splitlines()[-1] == f"Left of {AREA}.rate: 0"


def test_the_commands_answer_from_the_draft_and_say_so_first(data: Path, run: Run) -> None:
    first = f"DRAFT of {NEXT}: not the published contract; nothing carried is confirmed."
    day = f"{NEXT.starts_in}-05-01"
    for line in (
        f"terms --as-of {day}", f"check --as-of {day}", f"check --as-of {day} --all", f"pay --year {NEXT}",
        f"pay --year {NEXT} --registered 42000", f"role paramedic --on {day}", f"roles --on {day}",
        f"services --on {day}", f"calendar {NEXT}", f"changes {LAST} {NEXT}",
        f"explain network.list_size --as-of {day}", f"check --as-of {day} --to-judge",
    ):  # fmt: skip
        code, said = run(*line.split())
        assert code == 0, said
        assert said.splitlines()[0] == first, line
    for line in (
        f"iif {NEXT}", "coverage", "coverage --rules", f"explain network.list_size --as-of {day}",
        f"pay --year {NEXT} --registered 42000 --explain enhanced_access",
    ):  # fmt: skip
        assert json.loads(run(*line.split(), "--json")[1])["draft"] is True, line
    for line in (f"terms network --as-of {day}", f"terms network.list_size --section obligations --as-of {day}"):
        found = json.loads(run(*line.split(), "--json")[1])
        assert found
        assert all(entry["draft"] is True for entry in found.values()), line
    reached = json.loads(run("coverage", "--reach", "--area", "network", "--json")[1])
    assert {entry.get("draft", False) for entry in reached if entry["year"] == str(NEXT)} == {True}
    assert {entry.get("draft", False) for entry in reached if entry["year"] != str(NEXT)} == {False}
    code, said = run("changes", str(LAST), str(NEXT), "--changelog")
    assert f"*{NEXT} is a draft: what is carried is unconfirmed.*" in said
    pounds = {word for word in run("pay", "--year", str(NEXT))[1].split() if word.startswith("£")}
    assert pounds <= {"£0.00"}


def test_a_document_is_registered_once(data: Path, run: Run) -> None:
    add = (
        *("document", "add", "lamp-charter", "--publisher", "The lamplighters", "--title", "The lamp charter"),
        *("--address", "https://example.org/charter", "--kind", "secondary", "--day", "2027-03-25", "--group", "guild"),
    )
    code, said = run(*add)
    assert code == 0, said
    assert (
        (data / "documents.toml")
        .read_text(encoding="utf-8")
        .endswith(
            '\n[lamp-charter]\ntitle = "The lamp charter"\npublisher = "The lamplighters"\n'
            'url = "https://example.org/charter"\nkind = "secondary"\npublished = 2027-03-25\ngroup = "guild"\n'
        )
    )
    code, said = run(*add)
    assert code == 2
    assert "'lamp-charter' is there already" in said
    code, said = run(*("document", "add", "other", *add[3:]))
    assert code == 2
    assert "is the address of 'lamp-charter' already" in said
    assert run(*("document", "add", "other", *add[3:], "--same-page"))[0] == 0
    code, said = run(*("document", "add", "third", *add[3:7], "--address", "on the shelf", "--kind", "primary"))
    assert code == 2
    assert "write it whole: https://" in said


def test_a_rate_of_the_year_for_a_stream_that_nobody_confirmed_says_which_is_which(data: Path, run: Run) -> None:
    cited = ("nhse-spec-2026-27", "9.10 a patient", "confirmed")
    asked = ("pay", "--year", str(NEXT), "--registered", "50000", "--adjusted", "49000")
    assert answers("change", "value", "9.1", "", *cited, wanted="enhanced_access.rate")[0] == 0
    said = " ".join(run(*asked)[1].split())
    assert (
        "its rate is published for the year; carried and unconfirmed: Enhanced access payment (enhanced_access)" in said
    )
    assert "Not in it: this year's rates, for what is carried over £445,900.00" in said
    assert "carried over from another year" not in said
    assert json.loads(run(*asked, "--json")[1])["streams"]["enhanced_access"]["unconfirmed"] == ["enhanced_access"]
    assert answers("keep", *cited, wanted="payments.enhanced_access")[0] == 0
    said = " ".join(run(*asked)[1].split())
    assert "Total of what is established £445,900.00" in said
    assert "unconfirmed:" not in said


def test_a_draft_that_is_one_no_more_too_early_is_told_in_short_or_whole(data: Path, run: Run) -> None:
    about = data / "years" / NEXT.folder / "year.toml"
    text = about.read_text(encoding="utf-8").replace("draft = true\n", f"published = {NEXT.first_day}\n")
    about.write_text(text, encoding="utf-8")
    forget()
    code, said = run("new-year", str(NEXT), "--list")
    assert code == 2
    assert len(said.splitlines()) < 20
    assert re.search(r"The contract data have \d{3,} problems: \d+ in \S+/access.toml, ", said)
    code, plain = run("new-year", str(NEXT), "--list", "--json")
    problems = json.loads(plain)
    assert code == 2
    assert f"have {len(problems)} problems" in said
    assert problems[0]["wrong"] == "it is unconfirmed, and the year is no draft"
    code, said = run("new-year", str(NEXT), "--list", "--all")
    assert code == 2
    assert len(said.splitlines()) == len(problems)
