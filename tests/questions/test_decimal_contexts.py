"""The caller's decimal context changes no answer: not its digits, rounding and traps, nor how small its range is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Context, Decimal
from functools import partial
from types import SimpleNamespace
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import years
from pcn_des.dates import ContractYear
from pcn_des.formats import payments, remittances, workforce
from pcn_des.formats.network_file.write import network_dict
from pcn_des.network import Remittance
from pcn_des.strategies import contract_days, networks
from support.asking import CENSUS, PAID
from support.decimal_contexts import LAXEST, STRICTEST, contexts, faces, in_and_outside
from support.remittances import as_owed, millbrook

pytestmark = pytest.mark.thorough  # whole networks are asked again and again

EXAMPLE = des.example_network()
SOME = settings(suppress_health_check=list(HealthCheck))
PENCE = st.integers(-(10**13), 10**13).map(lambda pence: Decimal(f"{pence}E-2"))
FILE = b"stream,month,amount\nCore PCN funding,2024-04,1234567.89\nCore PCN funding,2024-05,(0.05)\n"
TOML = b"""code = "U00001"
name = "Millbrook PCN"
populations = [{kind = "adjusted", at = 2024-01-01, patients = 51230.25}]
"""

Question = Callable[[des.Network, date], Any]


def year_of(day: date) -> str:
    return str(ContractYear.of(day))


def at_the_role(network: des.Network, day: date) -> Any:
    left = des.workforce(network, year_of(day), day)
    money = left.pots[0].unspent if left.pots else des.Money(Decimal("7601800.55"))
    first = day.replace(day=1)
    return des.could_hire("paramedic", first, left=money, annual_cost=Decimal("41234.56"), held=Decimal("0.35"))


def posts_of(network: des.Network, day: date) -> Any:
    return [faces(partial(des.claim, post, day.replace(day=1), network)) for post in network.posts or ()]


def leaving(network: des.Network, day: date) -> Any:
    return [faces(partial(des.what_if, network, one, "leaves", on=day)) for one in (network.practices or ())[:1]]


QUESTIONS: Final[Mapping[str, Question]] = {
    "assess": des.assess,
    "access_ledger": lambda network, day: des.access_ledger(network, day, day + timedelta(days=14)),
    "briefing": des.briefing,
    "claim": posts_of,
    "could_hire": at_the_role,
    "entitlements": lambda network, day: des.entitlements(network, year_of(day)),
    "iif": lambda network, day: des.iif(network, year_of(day)),
    "improvement": lambda network, day: des.improvement(network, year_of(day)),
    "reconcile": lambda network, day: des.reconcile(network, year_of(day)),
    "streams_by_year": lambda network, _: des.streams_by_year(network),
    "timeline": lambda network, day: des.timeline(network, day, day + timedelta(days=3)),
    "what_if": leaving,
    "workforce": lambda network, day: des.workforce(network, year_of(day), day),
    "written and read": lambda network, _: des.read_network(network_dict(network)),
}


@pytest.mark.parametrize("question", QUESTIONS)
class TestAnyQuestion:
    """A question about a network has the same answer, however it is shown."""

    @SOME
    @given(contexts(), st.booleans(), contract_days(), st.data())
    def test_of_a_plausible_network(
        self, question: str, context: Context, inside_first: bool, day: date, data: st.DataObject
    ) -> None:
        self.check(question, data.draw(networks(day)), day, context, inside_first)

    @SOME
    @example(STRICTEST, True, date(2022, 11, 14))
    @example(LAXEST, True, date(2022, 11, 14))
    @given(contexts(), st.booleans(), contract_days())
    def test_of_the_example(self, question: str, context: Context, inside_first: bool, day: date) -> None:
        self.check(question, EXAMPLE, day, context, inside_first)

    def check(self, question: str, network: des.Network, day: date, context: Context, inside_first: bool) -> None:
        inside, usual = in_and_outside(
            context, lambda: faces(lambda: QUESTIONS[question](network, day)), inside_first=inside_first
        )
        assert inside == usual


@SOME
@given(contexts(), st.booleans(), st.lists(st.tuples(st.integers(0, 40), PENCE), max_size=4))
def test_any_remittances_are_reconciled_alike(
    context: Context, inside_first: bool, changes: list[tuple[int, Decimal]]
) -> None:
    network = millbrook()
    paid = as_owed(network, "2024/25")
    for place, amount in changes:
        one = paid[place % len(paid)]
        paid.append(Remittance(stream=one.stream, month=one.month, amount=amount))  # beside what was paid already
    inside, usual = in_and_outside(
        context, lambda: faces(lambda: des.reconcile(network, "2024/25", paid)), inside_first=inside_first
    )
    assert inside == usual


@SOME
@given(contexts(), st.booleans(), st.sampled_from(years()[:-1]), PENCE, st.integers(1, 10**6))
def test_published_payments_are_reconciled_alike(
    context: Context, inside_first: bool, year: ContractYear, amount: Decimal, patients: int
) -> None:
    row = SimpleNamespace(pcn_code="U00001", pcn_name="Millbrook", payments={"PCN Participation": amount})
    lists = {"U00001": {"population.registered": patients, "population.weighted": Decimal(f"{patients}.25")}}

    def said() -> object:
        return faces(lambda: des.reconcile_published([row], str(year), lists))

    inside, usual = in_and_outside(context, said, inside_first=inside_first)
    assert inside == usual


@pytest.mark.parametrize(
    "read",
    [
        lambda: des.read_network(
            b'code = "U00001"\nname = "M"\npopulations = [{kind="adjusted", at=2024-01-01, patients=51230.25}]'
        ),
        lambda: des.read_network(b'{"code": "U00001", "name": "M", "populations": [1e9999999999999999999]}'),
        lambda: des.read_network({"code": "U00001", "name": "M", "claims": [{"post": "p", "amount": "12x"}]}),
        lambda: remittances.read(FILE),
        lambda: payments.by_pcn(payments.read(PAID.encode())),
        lambda: workforce.read(CENSUS.encode()).fte("U65207"),
        lambda: des.workforce_return(CENSUS.encode(), "U65207"),
        lambda: des.indicator_points("HI-03", "2025/26", numerator="six", denominator=10),
        lambda: des.workforce_return(CENSUS.encode(), "U65207", claimed={"paramedic": "many"}),
    ],
)
@SOME
@example(STRICTEST, True)
@example(LAXEST, True)
@given(contexts(), st.booleans())
def test_files_are_read_alike(read: Callable[[], object], context: Context, inside_first: bool) -> None:
    inside, usual = in_and_outside(context, lambda: faces(read), inside_first=inside_first)
    assert inside == usual
