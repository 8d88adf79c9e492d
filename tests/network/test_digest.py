"""The digest of records: the same for the same records, from any file and in any process; another for others."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal, Inexact, localcontext
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest
from hypothesis import given, settings

import pcn_des as des
from pcn_des.dates import Period
from pcn_des.network import Payee, Population, Post, Practice
from pcn_des.network.digest import digest_of, records_digest
from pcn_des.strategies import networks
from support.effort import examples
from support.narrowed import there

SMALL = des.Network(code="U00001", name="Millbrook PCN")


def test_the_digest_of_small_records_is_this_one() -> None:
    """By hand: `printf '{"code":"U00001","name":"Millbrook PCN"}' | sha256sum | cut -c -16`."""
    assert records_digest(SMALL) == "8583104134475311"


@settings(max_examples=examples(one_in=5))
@given(networks())
def test_records_that_were_written_and_read_have_the_same_digest(network: des.Network) -> None:
    with TemporaryDirectory() as folder:
        for ending in (".toml", ".json"):
            path = Path(folder, f"network{ending}")
            des.write_network(network, path)
            assert records_digest(des.read_network(path)) == records_digest(network)


def test_an_example_in_a_workbook_has_the_digest_of_its_text(tmp_path: Path) -> None:
    workbook = pytest.importorskip("pcn_des.formats.workbook")
    pytest.importorskip("openpyxl")
    example = des.example_network().evolve(example_as_of=None)
    workbook.write(example, tmp_path / "example.xlsx")
    assert records_digest(des.read_network(tmp_path / "example.xlsx")) == records_digest(example)


def _with_list(patients: str) -> des.Network:
    counted = Population(kind="adjusted", at=date(2022, 1, 1), patients=Decimal(patients))
    return SMALL.evolve(practices=[Practice(code="A00001", name="Mill Lane", populations=[counted])])


STAFF = SMALL.evolve(
    posts=[
        Post(
            id="paramedic 1",
            role="paramedic",
            wte=Decimal("0.8"),
            since=date(2022, 7, 1),
            person="N1",
            employer="Weirside Surgery",
            annual_cost=Decimal("38825.60"),
        )
    ]
)


def test_posts_have_the_digest_that_they_had_before_they_said_more() -> None:
    """By hand, with `sha256sum` over the text that such a post had: no area, no cover, no agreement in it."""
    told = (
        '{"code":"U00001","name":"Millbrook PCN","posts":{"complete":false,"items":[{"annual_cost":"38825.6",'
        '"employer":"Weirside Surgery","id":"paramedic 1","person":"N1","role":"paramedic","since":"2022-07-01",'
        '"wte":"0.8"}]}}'
    )
    assert records_digest(STAFF) == sha256(told.encode()).hexdigest()[:16] == "9a933d92ef237d9a"


@pytest.mark.parametrize(
    "more", [{"area": "inner_london"}, {"covers_leave_of": "paramedic 2"}, {"agreed": "letter"}, {"band": "7"}]
)
def test_what_posts_say_more_counts(more: dict[str, str]) -> None:
    held = [attrs.evolve(post, id=f"paramedic {place}") for place, post in enumerate([there(STAFF.posts)[0]] * 2, 1)]
    changed = [attrs.evolve(held[0], **more), held[1]]
    assert records_digest(STAFF.evolve(posts=held)) != records_digest(STAFF.evolve(posts=changed))


def test_a_number_has_one_digest_however_it_is_written() -> None:
    assert records_digest(_with_list("9812")) == records_digest(_with_list("9812.00"))
    assert records_digest(_with_list("9800")) == records_digest(_with_list("9.8E+3"))
    assert records_digest(_with_list("9812")) != records_digest(_with_list("9813"))


def test_what_a_list_is_complete_for_counts() -> None:
    payee = Payee(name="Mill Lane Surgery", since=date(2023, 4, 1))
    kept = (None, True, Period(date(2023, 4, 1), None), Period(date(2023, 4, 1), date(2024, 3, 31)))
    digests = {records_digest(SMALL.evolve(payees=des.Records([payee], complete=known))) for known in kept}
    assert len(digests) == len(kept)
    assert records_digest(SMALL.evolve(payees=[])) != records_digest(SMALL)


def test_the_callers_decimals_change_nothing() -> None:
    with localcontext(Context(prec=2, traps=[Inexact])):
        assert digest_of(_with_list("9812.25")) == digest_of(_with_list("9812.250"))
        assert digest_of(_with_list("9812.25")) != digest_of(_with_list("9812.26"))
