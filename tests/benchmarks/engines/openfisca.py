"""OpenFisca-core: variables with a formula each, parameters by date. It has no null: -1 stands for unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import numpy as np
import polars as pl

from benchmarks.engines.asked import (
    JUDGEMENT,
    MET,
    MONTHS,
    NOT_APPLICABLE,
    NOT_MET,
    PAYMENTS,
    PLACES,
    RULES,
    SHORT,
    UNKNOWN,
    Figures,
    Table,
    holiday_in_week,
    tops,
)


class _System:
    """Its system of variables for one kind of thing, networks, with whole numbers of each month or year."""

    def __init__(self, figures: dict[str, Any], period: str) -> None:
        from openfisca_core import entities, parameters, periods, taxbenefitsystems

        self._network = entities.Entity("network", "networks", "A network", "")
        self._period = periods.DateUnit(period)
        self._system = taxbenefitsystems.TaxBenefitSystem([self._network])
        self._system.parameters = parameters.ParameterNode("", data=figures)

    def variable(self, name: str, formula: Any = None) -> None:
        """A variable that is given, or worked out by a formula."""
        from openfisca_core import variables

        body = {"value_type": int, "entity": self._network, "definition_period": self._period, "label": name}
        body |= {"default_value": -1} if formula is None else {"formula": formula}
        self._system.add_variable(type(name, (variables.Variable,), body))

    def simulation(self, count: int) -> Any:
        """So many networks to work out variables of."""
        from openfisca_core.simulation_builder import SimulationBuilder

        return SimulationBuilder().build_default_simulation(self._system, count)


def rules(table: Table) -> Callable[[], Any]:
    """A variable a rule, a period a month."""
    figures = Figures.of_the_year()
    begins = str(MONTHS[0])
    numbers = {name: {"values": {begins: {"value": value}}} for name, value in attrs.asdict(figures).items()}
    holidays = {"holiday": {"values": {str(day): {"value": holiday_in_week(day)} for day in MONTHS}}}
    system = _System({**numbers, **holidays}, "month")

    def list_size(of: Any, month: Any, figures_of: Any) -> Any:
        patients, approved = of("registered", month), of("approved", month)
        conditions = [patients < 0, patients >= figures_of(month).least, approved < 0, approved == 1]
        return np.select(conditions, [UNKNOWN, MET, UNKNOWN, JUDGEMENT], NOT_MET)

    def ceiling(of: Any, month: Any, figures_of: Any) -> Any:
        patients = of("registered", month)
        return np.select([patients < 0, patients <= figures_of(month).most], [UNKNOWN, MET], NOT_MET)

    def weekly(of: Any, month: Any, figures_of: Any) -> Any:
        now = figures_of(month)
        minutes, adjusted = of("minutes", month).astype(np.int64), of("adjusted", month).astype(np.int64)
        owed, step = adjusted * int(now.minutes), 1_000 * int(now.step)
        rounded = (2 * owed + step) // (2 * step) * step
        best = (minutes + of("cancelled", month)) * 1_000 >= np.minimum(owed, rounded)
        conditions = [(minutes < 0) | (adjusted < 0), minutes * 1_000 >= np.maximum(owed, rounded)]
        return np.select([*conditions, best | bool(now.holiday)], [UNKNOWN, MET, UNKNOWN], NOT_MET)

    def in_post(of: Any, month: Any, _: Any) -> Any:
        director = of("director", month)
        return np.select([director < 0, director == 1, of("covered", month) == 1], [UNKNOWN, MET, JUDGEMENT], NOT_MET)

    def agreement(of: Any, month: Any, _: Any) -> Any:
        changed, updated = of("changed", month), of("updated", month)
        conditions = [changed == 0, (changed < 0) | (updated < 0), updated == 1]
        return np.select(conditions, [NOT_APPLICABLE, UNKNOWN, MET], JUDGEMENT)

    formulas = (list_size, ceiling, weekly, in_post, agreement)
    for name in SHORT.values():
        system.variable(name)
    for formula in formulas:
        system.variable(formula.__name__, formula)
    frame = pl.DataFrame({"day": table["day"], **{short: table[name] for name, short in SHORT.items()}})
    inputs = {
        month: {name: part[name].cast(pl.Int32).fill_null(-1).to_numpy() for name in SHORT.values()}
        for (month,), part in frame.group_by("day", maintain_order=True)
    }

    (count,) = {len(columns["minutes"]) for columns in inputs.values()}

    def answers() -> dict[str, Any]:
        simulation = system.simulation(count)
        for month, columns in inputs.items():
            for name, values in columns.items():
                simulation.set_input(name, f"{month:%Y-%m}", values)
        return {
            rule: np.concatenate([simulation.calculate(formula.__name__, f"{month:%Y-%m}") for month in inputs])
            for rule, formula in zip(RULES, formulas, strict=True)
        }

    return answers


def payments(table: Table) -> Callable[[], Any]:
    """A variable a stream, a period a year."""
    figures = {stream: {"values": {"2023-01-01": {"value": top}}} for stream, top in tops().items()}
    system = _System(figures, "year")

    def formula_of(stream: str, patients: str) -> Any:
        def formula(of: Any, year: Any, figures_of: Any) -> Any:
            number = of(patients, year).astype(np.int64)
            pence = (number * int(getattr(figures_of(year), stream)) * 200 + PLACES) // (2 * PLACES)
            return np.where(number < 0, -1, pence).astype(np.int64)

        return formula

    for name in dict.fromkeys(PAYMENTS.values()):
        system.variable(SHORT[name])
    for stream, name in PAYMENTS.items():
        system.variable(stream, formula_of(stream, SHORT[name]))
    frame = pl.DataFrame({name: table[name] for name in dict.fromkeys(PAYMENTS.values())})
    inputs = {SHORT[name]: frame[name].cast(pl.Int32).fill_null(-1).to_numpy() for name in frame.columns}

    def answers() -> dict[str, Any]:
        simulation = system.simulation(len(frame))
        for name, values in inputs.items():
            simulation.set_input(name, "2023", values)
        return {stream: simulation.calculate(stream, "2023") for stream in PAYMENTS}

    return answers
