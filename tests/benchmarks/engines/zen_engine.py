"""zen-engine: expressions of its own language, evaluated a row at a time, with its trace."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from benchmarks.engines.asked import PAYMENTS, PLACES, RULES, SHORT, Figures, Table, holiday_in_week, tops


def _decision(expressions: Mapping[str, str]) -> Any:
    """Its graph of one node that has an expression for each answer."""
    import zen

    listed = [{"id": key, "key": key, "value": text} for key, text in expressions.items()]
    content = {"expressions": listed, "passThrough": False}
    nodes = [("in", "inputNode", {}), ("rules", "expressionNode", content), ("out", "outputNode", {})]
    graph = {
        "nodes": [
            {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": held}
            for name, kind, held in nodes
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }
    return zen.ZenEngine().create_decision(json.dumps(graph))


_RULES: Final = {
    RULES[0]: "registered == null ? 'UNKNOWN' : registered >= least ? 'MET' : approved == null ? 'UNKNOWN' "
    ": approved ? 'JUDGEMENT' : 'NOT_MET'",
    RULES[1]: "registered == null ? 'UNKNOWN' : registered <= most ? 'MET' : 'NOT_MET'",
    RULES[2]: "minutes == null or adjusted == null ? 'UNKNOWN' : minutes * 1000 >= max([adjusted * owed, "
    "floor(adjusted * owed / step + 0.5) * step]) ? 'MET' : ((minutes + cancelled) * 1000 >= min([adjusted * owed, "
    "floor(adjusted * owed / step + 0.5) * step]) or holiday) ? 'UNKNOWN' : 'NOT_MET'",
    RULES[3]: "director == null ? 'UNKNOWN' : director ? 'MET' : covered ? 'JUDGEMENT' : 'NOT_MET'",
    RULES[4]: "changed == false ? 'NOT_APPLICABLE' : changed == null or updated == null ? 'UNKNOWN' : updated ? 'MET' "
    ": 'JUDGEMENT'",
}


def rules(table: Table) -> Callable[[], Any]:
    """An expression a rule."""
    figures = Figures.of_the_year()
    decision = _decision({rule.replace(".", "_"): text for rule, text in _RULES.items()})
    known = {
        "least": figures.least,
        "most": figures.most,
        "owed": figures.minutes,
        "step": 1_000 * figures.step,
    }
    rows = [
        {
            **{short: table[name][number] for name, short in SHORT.items()},
            **known,
            "holiday": holiday_in_week(day),
        }
        for number, day in enumerate(table["day"])
    ]
    return lambda: [decision.evaluate(row, {"trace": True}) for row in rows]


def payments(table: Table) -> Callable[[], Any]:
    """An expression a stream."""
    pence = "{0} == null ? null : floor({0} * {1} * 100 / {2} + 0.5)"
    decision = _decision({stream: pence.format(SHORT[PAYMENTS[stream]], top, PLACES) for stream, top in tops().items()})
    names = dict.fromkeys(PAYMENTS.values())
    rows = [{SHORT[name]: table[name][number] for name in names} for number in range(len(table["code"]))]
    return lambda: [decision.evaluate(row, {"trace": True}) for row in rows]
