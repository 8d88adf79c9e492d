"""Asks the questions of the browser pages here, to know the styles that their answers bring along."""

from __future__ import annotations

import importlib.util
import json
import re
from types import ModuleType
from typing import Any, Final

from making.fetched import BROWSER
from pcn_des.examples.bundled import example_network, example_text

DAY: Final = "2024-05-01"
QUESTIONS: Final[dict[str, dict[str, str]]] = {
    "role": {"role": "paramedic", "day": DAY},
    "services": {"day": DAY},
    "owed": {"registered": "46982", "adjusted": "47000", "year": "2024/25"},
    "claim": {"role": "paramedic", "month": "2024-05", "cost": "50000"},
    "deadlines": {"year": "2024/25"},
}
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def page_styles() -> set[str]:
    """Every style that stands in the HTML of an answer; the policy of the pages names them, and allows no other."""
    answers = answering()
    network, given = example_text().encode(), json.dumps({"day": str(example_network().example_as_of)})
    said = [answers.ask(question, json.dumps(given)) for question, given in QUESTIONS.items()]
    said += [question(given, network) for question in (answers.check, answers.monday)]
    return {style for answer in said for style in _STYLE.findall(json.loads(answer)["html"])}


def answering() -> Any:
    """The module that answers in the browser, here."""
    spec = importlib.util.spec_from_file_location("answers", BROWSER / "answers.py")
    assert spec is not None and spec.loader is not None
    module = ModuleType(spec.name)
    spec.loader.exec_module(module)
    return module
