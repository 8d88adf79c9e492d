"""Tests over the data: entries cite the words that carry their figure, versions tile, keys are sound.

What fails here is an entry: the message names it, and says how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

import pytest

import pcn_des as des
from pcn_des.contract.carried import is_left
from pcn_des.contract.entries import MERGED, Entry, Term
from pcn_des.contract.figures import not_in_its_words
from pcn_des.contract.files import documents, evidence_kinds, files_of, load_year, span, years
from pcn_des.contract.sections import SECTIONS
from pcn_des.contract.terms import Terms
from pcn_des.contract.year import YearContract, when_published
from pcn_des.dates import first_hole
from pcn_des.engine.registry import FACTS, OBLIGATION_RULES
from pcn_des.engine.rulebook import Rulebook


def entries(contract: YearContract) -> Iterator[tuple[str, Entry]]:
    for section in SECTIONS:
        for key, versions in getattr(contract, section).items():
            for version in versions:
                yield f"{contract.year} {section}.{key}", version


def none_of(wrong: Iterable[object], mend: str) -> None:
    """Nothing is wrong; where something is, each such thing and the mend are said."""
    found = [str(one) for one in wrong]
    assert found == [], "\n  ".join([f"{mend}. That is so of {len(found)}:", *found])


FIRST_DOCUMENT = re.compile(r'^first_document = "([a-z0-9-]+)"', re.MULTILINE)
CONTRACTS = [load_year(year) for year in years()]
EVERY = [pair for contract in CONTRACTS for pair in entries(contract)]


def test_the_contract_years_follow_one_another_from_2019_and_only_the_last_is_a_draft() -> None:
    assert [year.starts_in for year in years()] == list(range(2019, 2019 + len(years())))
    assert str(years()[0]) == "2019/20"
    assert len(years()) >= 8
    assert [contract.year for contract in CONTRACTS if contract.draft] in ([], [years()[-1]])


def test_a_year_that_is_no_draft_has_nothing_unconfirmed_and_says_which_document_was_its_first() -> None:
    for contract in CONTRACTS:
        if not contract.draft:
            about = files_of(contract.year)[f"{contract.year.folder}/year.toml"].decode()
            assert FIRST_DOCUMENT.search(about), (
                f'{contract.year}: write first_document = "slug" in year.toml, the key of its first document'
            )
    none_of(
        (where for where, entry in EVERY if entry.unconfirmed and not _of_draft(where)),
        "Confirm the entry: cite a document of the year and take unconfirmed out",
    )


def _of_draft(where: str) -> bool:
    return any(where.startswith(str(contract.year)) for contract in CONTRACTS if contract.draft)


def test_every_entry_has_a_standing_and_words_from_a_document() -> None:
    none_of((where for where, entry in EVERY if entry.standing is None), "Write the standing of the entry")
    none_of(
        (
            where
            for where, entry in EVERY
            if not entry.sources or not all(citation.words.strip() for citation in entry.sources)
        ),
        'Cite a document with its words: sources = [{ document = "slug", words = "the few that carry the figure" }]',
    )


def test_what_was_merged_goes_on_in_what_is_delivered() -> None:
    """For whoever knows of the publication, on every day of it."""
    for contract in CONTRACTS:
        for key, versions in contract.services.items():
            for version in versions:
                for day in (version.since, version.until) if version.phase == MERGED else ():
                    assert version.into != key, f"{contract.year} services.{key}: write another service's key as into"
                    assert version.into in Terms(contract, day, version.published).services, (
                        f"{contract.year} services.{key}: {version.into} is not in delivery on {day}; write as into "
                        "the service in which it goes on, or enter that service for the day"
                    )


def test_what_is_carried_or_conflicting_says_from_where_and_why() -> None:
    weak = (des.Standing.CARRIED, des.Standing.CONFLICTING)
    none_of(
        (where for where, entry in EVERY if entry.standing in weak and not (entry.note or entry.carried_from)),
        'Write carried_from = "2026/27", or for conflicting words a note: what else is said, and why this is used',
    )


def test_confirmed_rests_on_the_contracts_own_text_or_two_independent_sources() -> None:
    """Two titles of one publishing group are never two sources, nor are two repositories that read one text."""

    def voice(document: des.Document) -> str:
        return "a repository" if "github.com" in document.url else document.group or document.publisher

    thin = []
    for where, entry in EVERY:
        if entry.standing is des.Standing.CONFIRMED:
            cited = [citation.document for citation in entry.sources]
            voices = {voice(document) for document in cited}
            if len(voices) < 2 and not any(document.kind == "primary" for document in cited):
                thin.append(where)
    none_of(thin, 'Cite the contract\'s own text or a second, independent source, or write standing = "single-source"')


def test_what_is_missing_says_where_was_looked() -> None:
    silent = [
        f"{contract.year} {section}.{key}"
        for contract in CONTRACTS
        for section, keys in contract.missing.items()
        for key, gaps in keys.items()
        for gap in gaps
        if not gap.looked and not (contract.draft and is_left(gap.note))
    ]
    none_of(silent, 'Write below [looked] where was looked: "the.beginning.of.the.key" = "letters of NHS England, …"')


NO_PAGE = re.compile(r"https?://(github\.com/search\?.*|[^/]*/?)")  # a search for words, or a bare host
NO_FILE = re.compile(r"https?://github\.com/[^/]+/[^/]+/?")  # a repository, and no file of it


def test_what_has_no_page_of_its_own_confirms_nothing_alone() -> None:
    """A repository is cited by its file; where only words or a host are known, something else has to say the same."""
    none_of(
        (document.key for document in documents().values() if NO_FILE.fullmatch(document.url)),
        "Write in documents.toml the address of the file in the repository that was read",
    )
    alone = [
        where
        for where, entry in EVERY
        if entry.standing is des.Standing.CONFIRMED
        and all(NO_PAGE.fullmatch(citation.document.url) for citation in entry.sources)
    ]
    none_of(alone, "Cite something with a page of its own, that says the same, or write another standing")


def test_versions_tile_for_every_known_on() -> None:
    """Among the versions of terms are those that blocks of readings make, and the blocks are versions themselves."""
    assert {term.block for where, term in EVERY if isinstance(term, Term)} > {"", "core_uplift_2024"}
    for contract in CONTRACTS:
        for key, blocks in contract.readings.items():
            for published in {when_published(block) for block in blocks}:
                known = [block.period for block in blocks if when_published(block) <= published]
                assert first_hole(known) is None, (
                    f"{contract.year} readings.{key} as published by {published} leaves a hole: mend from and until"
                )
        for section in SECTIONS:
            for key, versions in getattr(contract, section).items():
                for published in {version.published for version in versions}:
                    known = [version.period for version in versions if version.published <= published]
                    assert first_hole(known) is None, (
                        f"{contract.year} {section}.{key} as published by {published} leaves a hole: "
                        "mend from and until"
                    )


def test_no_key_is_the_parent_of_another() -> None:
    for contract in CONTRACTS:
        for section in SECTIONS:
            keys = sorted({*getattr(contract, section), *contract.missing[section]})
            parents = [one for one, next_one in pairwise(keys) if next_one.startswith(f"{one}.")]
            none_of((f"{contract.year} {section}.{key}" for key in parents), "Another key goes on below it: rename one")


def test_every_obligation_is_checked_by_a_rule_by_evidence_or_by_a_person() -> None:
    des.assess({}, date(2022, 11, 14))  # registers facts and rules
    rulebook = Rulebook(FACTS, OBLIGATION_RULES)
    for contract in CONTRACTS:
        for versions in contract.obligations.values():
            for obligation in versions:
                if obligation.owed_by == "commissioner":
                    continue
                if obligation.evidence is not None:
                    assert obligation.evidence in evidence_kinds(), (
                        f"{contract.year} obligations.{obligation.key}: there is no kind of evidence "
                        f"'{obligation.evidence}'; mend it, or add the kind to evidence.toml"
                    )
                if obligation.judgement is None:
                    rulebook.bound(obligation, contract)  # binding checks keys and units, and says the mend


def test_a_duty_asks_for_a_paper_of_its_own_each_year_or_in_none() -> None:
    """Otherwise a plan of the year before would meet a duty of the year in which the flag is missing."""
    asks: dict[str, dict[bool, list[str]]] = {}
    for contract in CONTRACTS:
        for obligation in (one for versions in contract.obligations.values() for one in versions if one.evidence):
            asks.setdefault(obligation.key, {}).setdefault(obligation.yearly, []).append(str(contract.year))
    mixed = (
        f"{key}: {', '.join(found[True])}; not {', '.join(found[False])}"
        for key, found in asks.items()
        if len(found) > 1
    )
    none_of(mixed, "Write yearly = true in every year, or in none")


def test_every_rule_is_the_rule_of_some_obligation() -> None:
    des.assess({}, date(2022, 11, 14))
    named = {
        obligation.rule or obligation.key
        for contract in CONTRACTS
        for versions in contract.obligations.values()
        for obligation in versions
    }
    none_of(
        (name for name in OBLIGATION_RULES if name not in named),
        "No obligation is checked by the rule: name it in an entry of a year, or take the rule out",
    )


def test_every_document_that_is_cited_or_is_the_first_of_a_year_is_in_the_register() -> None:
    """The other way round there is no law: some are known to exist, and were not read."""
    cited = {citation.document.key for _, entry in EVERY for citation in entry.sources}
    for contract in CONTRACTS:
        for keys in contract.removed_sources.values():
            cited |= {citation.document.key for sources in keys.values() for citation in sources}
        about = files_of(contract.year)[f"{contract.year.folder}/year.toml"].decode()
        cited |= set(FIRST_DOCUMENT.findall(about))
    assert "nhse-spec-2022-23" in cited
    none_of(sorted(cited - set(documents())), "Register the document first: pcn-des document add")


WORKED_OUT = "worked out from the figures that its words carry; the note shows how"
ENDS = "its ends are what was first published and that with the whole uplift"
SAID_OTHERWISE = {
    **{(year, "iif.networks_assumed"): WORKED_OUT for year in ("2020/21", "2021/22", "2023/24", "2024/25")},
    ("2021/22", "arrs_sum.rate"): WORKED_OUT,
    ("2022/23", "payments.month_step"): WORKED_OUT,
    ("2020/21", "participation.notice_months"): "its words give the two days that lie a month apart",
    ("2024/25", "core_pcn_funding.registered_rate"): ENDS,
    ("2024/25", "core_pcn_funding.adjusted_rate"): ENDS,
    ("2019/20", "clinical_director.annual_equivalent_rate"): WORKED_OUT,
    ("2021/22", "clinical_director_supplement.rate"): WORKED_OUT,
    ("2021/22", "clinical_director_supplement.wte"): "its words are about the extension of what was said before",
}


def test_the_words_of_a_citation_carry_the_number_where_that_can_be_checked() -> None:
    """What is said otherwise is named with its years; what is unconfirmed is held to it once somebody keeps it."""
    silent = {
        (where.split()[0], entry.key) for where, entry in EVERY if not entry.unconfirmed and not_in_its_words(entry)
    }
    none_of(
        sorted(silent - set(SAID_OTHERWISE)),
        "Mend the number, cite words that carry it, or say in the note how it follows and name it in SAID_OTHERWISE",
    )
    none_of(sorted(set(SAID_OTHERWISE) - silent), "Its words carry the number now: take it out of SAID_OTHERWISE")
    none_of(
        (where for where, entry in EVERY if not_in_its_words(entry) and not (entry.note or entry.carried_from)),
        "Say in the note how the number follows from the words that it cites",
    )


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.year.folder)
def test_a_day_of_every_week_of_a_year_is_answered_by_what_is_in_force_on_it(contract: YearContract) -> None:
    day = max(span().since, contract.year.first_day)
    while day <= contract.year.last_day:
        terms = des.terms(day)
        assert terms.contract_year == str(contract.year)
        none_of(
            (f"{key} on {day}" for key, term in terms.items() if term.key != key or day not in term.period),
            "Write from when until when it is so, or put the key under [missing]",
        )
        day = date.fromordinal(day.toordinal() + 7)
