"""The digest of records is made when somebody reads it, and nothing else about a receipt shows that."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

import attrs
import pytest

import pcn_des as des
from pcn_des.answers.receipt import MadeWhenRead, Receipt
from pcn_des.network.digest import records_digest
from pcn_des.questions import basis

DAY = date(2022, 11, 14)


def receipt(records: str | MadeWhenRead | None) -> Receipt:
    return Receipt(
        as_of=DAY,
        known_on=None,
        contract_year="2022/23",
        contract_digest="abc",
        package_version="1",
        records_digest=records,
    )


def test_it_is_made_once_and_not_before_it_is_read() -> None:
    made: list[str] = []

    def digest() -> str:
        made.append("0123456789abcdef")
        return made[-1]

    kept = receipt(MadeWhenRead(digest))
    named = attrs.evolve(kept, practice="Y99901")
    assert made == []
    assert kept.records_digest == named.records_digest == "0123456789abcdef"
    assert len(made) == 1


def test_it_compares_hashes_and_pickles_as_the_text_that_it_is() -> None:
    late, text = receipt(MadeWhenRead(lambda: "0123")), receipt("0123")
    for again in (late, pickle.loads(pickle.dumps(late)), deepcopy(late)):
        assert again == text
        assert hash(again) == hash(text)
        assert repr(again) == repr(text)
    assert late != receipt(MadeWhenRead(lambda: "3210"))
    assert late != receipt("3210")
    assert late != receipt(None)
    assert receipt(None).records_digest is None


@pytest.mark.parametrize("network", [des.example_network(), {"population.adjusted": 51_230}])
def test_a_check_does_not_make_it_and_shows_it_to_whoever_reads(
    network: des.Network | Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: object) -> str:
        raise AssertionError("made")

    with monkeypatch.context() as patched:
        patched.setattr(basis, "records_digest", refused)
        patched.setattr(basis, "digest_of", refused)
        report = des.assess(network, DAY)
        with pytest.raises(AssertionError, match="made"):
            _ = report.receipt.records_digest
    report = des.assess(network, DAY)
    shown = report.receipt.records_digest
    assert shown
    assert shown == report.to_dict()["receipt"]["records_digest"]
    assert not isinstance(network, des.Network) or shown == records_digest(network)
