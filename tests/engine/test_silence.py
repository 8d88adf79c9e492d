"""What is read of a network is noted: what follows from silence is worked out once for all who are silent."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from pcn_des.engine.silence import OfSilence, ReadNetwork, also_read, fields_read
from pcn_des.network import Network

SILENT = Network(code="U00001", name="The lamplighters")
ALSO_SILENT = Network(code="U00002", name="The sweepers")


def test_a_field_that_is_read_is_noted_with_what_it_says() -> None:
    network = ReadNetwork(SILENT)
    assert fields_read(network, lambda: (network.code, network.name)) == (
        ("U00001", "The lamplighters"),
        frozenset({"code", "name"}),
    )


def test_a_method_notes_the_fields_that_it_reads() -> None:
    network = ReadNetwork(SILENT)
    _, fields = fields_read(network, lambda: network.core_practices(date(2030, 6, 1)))
    assert fields == {"practices"}


def test_a_property_notes_the_fields_that_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks have none today; one that is added must not count as a field of its own."""
    monkeypatch.setattr(Network, "letter", property(lambda self: self.code[0]), raising=False)
    network = ReadNetwork(SILENT)
    assert fields_read(network, lambda: network.letter) == ("U", {"code"})


def test_what_a_network_does_not_have_it_does_not_have() -> None:
    with pytest.raises(AttributeError):
        _ = ReadNetwork(SILENT).lamps


def test_what_is_read_inside_is_read_outside_too() -> None:
    network = ReadNetwork(SILENT)

    def inside() -> Any:
        assert network.code == "U00001"
        return fields_read(network, lambda: network.name)

    (found, inner), outer = fields_read(network, inside)
    assert (found, inner, outer) == ("The lamplighters", {"name"}, {"name", "code"})


def test_what_was_read_is_noted_where_the_answer_fails_too() -> None:
    network = ReadNetwork(SILENT)

    def inside() -> Any:
        assert network.code == "U00001"
        with pytest.raises(ZeroDivisionError):
            fields_read(network, lambda: network.name and 1 // 0)

    assert fields_read(network, inside) == (None, {"name", "code"})


def test_fields_that_were_read_before_are_noted_again() -> None:
    network = ReadNetwork(SILENT)
    assert fields_read(network, lambda: also_read(network, ["name", "code"])) == (None, {"name", "code"})


def test_a_network_that_notes_nothing_has_read_nothing() -> None:
    assert fields_read(SILENT, lambda: SILENT.name) == ("The lamplighters", frozenset())
    also_read(SILENT, ["name"])


class TestOfSilence:
    def ask(self, kept: OfSilence[str], network: ReadNetwork, field: str) -> str:
        """Who was asked, where the answer rests on a field."""

        def answer() -> str:
            getattr(network, field)
            return network._network.code

        return kept.of("whether it is lit", answer, network)

    def test_an_answer_that_rests_on_no_record_is_that_of_all_who_have_none(self) -> None:
        kept: OfSilence[str] = OfSilence()
        found = [self.ask(kept, ReadNetwork(network), "practices") for network in (SILENT, ALSO_SILENT)]
        assert found == ["U00001", "U00001"]

    def test_an_answer_that_rests_on_a_record_is_ones_own(self) -> None:
        kept: OfSilence[str] = OfSilence()
        found = [self.ask(kept, ReadNetwork(network), "name") for network in (SILENT, ALSO_SILENT)]
        assert found == ["U00001", "U00002"]

    def test_a_network_that_has_such_a_record_is_asked_for_itself(self) -> None:
        kept: OfSilence[str] = OfSilence()
        told = attrs.evolve(ALSO_SILENT, practices=())
        found = [self.ask(kept, ReadNetwork(network), "practices") for network in (SILENT, told, ALSO_SILENT)]
        assert found == ["U00001", "U00002", "U00001"]

    def test_other_questions_have_other_answers(self) -> None:
        kept: OfSilence[str] = OfSilence()
        network = ReadNetwork(SILENT)
        assert kept.of("lit", lambda: "it is lit", network) == "it is lit"
        assert kept.of("swept", lambda: "it is swept", network) == "it is swept"
        assert kept.of("lit", lambda: "it is dark", network) == "it is lit"
