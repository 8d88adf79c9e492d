"""The command about money."""

from __future__ import annotations

import json

import pytest

from pcn_des.questions.entitlements import PAYERS
from support.command_line import Run


def test_pay_works_from_a_network_or_from_figures(run: Run) -> None:
    code, output = run("pay", "--year", "2021/22", "--registered", "46982", "--months")
    assert code == 0
    assert "£70,473.00" in output
    assert "£67,654.08" in output
    assert "Apr 2021" in output
    assert max(map(len, output.splitlines())) <= 80
    assert json.loads(run("pay", "--json")[1])["streams"]["core_pcn_funding"]["amount"] == "75618.00"


def test_the_payers_are_those_of_the_question() -> None:
    pytest.importorskip("click", reason="click is not installed: pip install 'pcn_des[cli]'")
    from pcn_des.cli import money

    assert money.PAYERS == PAYERS


def test_a_payment_is_explained(run: Run) -> None:
    code, said = run("pay", "--year", "2024/25", "--adjusted", "46000", "--explain", "enhanced_access")
    assert (code, "through the years" in said) == (0, True)
    code, said = run("pay", "--year", "2024/25", "--adjusted", "46000", "--explain", "enhanced_access", "--json")
    assert (code, json.loads(said)["amount"]) == (0, "366850.00")  # 7.975 x 46,000
    code, said = run("pay", "--year", "2024/25", "--adjusted", "46000", "--explain", "enhanced_acces")
    assert (code, "enhanced_access" in said) == (2, True)
