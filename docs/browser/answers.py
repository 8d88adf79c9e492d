"""What the pages *Ask* and *Check* ask of the library: text in, JSON out, with the answer in words and as a page.

It runs in the browser, inside Pyodide, and as well in any other Python: that is how its answers are compared.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

import pcn_des as des
from pcn_des.display.html import page
from pcn_des.errors import MisuseError, PcnDesError
from pcn_des.escaping import escaped
from pcn_des.wording import in_words, month_in_words

Given = Mapping[str, str]
MOST_DIGITS: Final = 12  # of a number that is typed, before the point or behind it
_DIGITS: Final = re.compile(r"[0-9]+")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
FIGURES: Final = {
    "registered": "population.registered",
    "adjusted": "population.adjusted",
    "weighted": "population.weighted",
    "beds": "care_homes.beds",
}
LABELS: Final = {  # what the forms call a field that a message names
    "cost": "Cost in a year, with on-costs",
    "annual_cost": "Cost in a year, with on-costs",
    "wte": "Whole-time equivalent",
    "registered": "Registered patients",
    "adjusted": "PCN Adjusted Population",
    "weighted": "Contractor weighted population",
    "beds": "Care home beds",
    "area": "Area",
}
_NAMED: Final = re.compile(rf"^(\s*- )?({'|'.join(LABELS)}) is ", re.MULTILINE)


def ask(question: str, given: str) -> str:
    """The answer to a question of *Ask*, by its name; `given` has the fields of its form, as JSON.

    A field that is left out is empty. What is wrong is told in the library's own words, under `error`, a field by what
    its form calls it.
    """
    return _told(lambda: _shown(*_QUESTIONS[question](defaultdict(str, json.loads(given)))), _by_label)


def _by_label(message: str) -> str:
    return _NAMED.sub(lambda found: f"{found[1] or ''}{LABELS[found[2]]}: ", message)


def check(given: str, content: Any) -> str:
    """The report on a network, held against the contract of a day.

    `content` is what stands in its file, as bytes or a buffer; `given` has the file's name, the day and the day by
    which the contract had been published, as JSON.
    """
    return _told(lambda: _checked(des.assess, "{} on {}", given, bytes(content)))


def monday(given: str, content: Any) -> str:
    """The page for Monday of a network on a day, given as for `check`."""
    return _told(lambda: _checked(des.briefing, "{}: what to act on, {}", given, bytes(content)))


def warm() -> str:
    """The next step of loading what every check needs, while nobody waits for it; whether there is another, as JSON.

    A check that somebody asks for waits for one step, not for all of them.
    """
    return json.dumps(next(_WARMING, False))


def _warming() -> Iterator[bool]:
    assess = des.assess
    yield True
    from pcn_des.examples.bundled import example_text

    content = example_text().encode()
    yield True
    network = _network("riverside.toml", content)
    yield True
    report = assess(network, des.example_network().example_as_of)
    yield True
    _shown("", report)


_WARMING: Final = _warming()


def _told(answer: Callable[[], Any], said: Callable[[str], str] = str) -> str:
    try:
        return json.dumps(answer())
    except (PcnDesError, ValueError) as error:
        return json.dumps({"error": escaped(said(str(error)))})


def _shown(title: str, thing: Any) -> dict[str, str]:
    return {"title": title, "text": str(thing), "html": page(title, thing._repr_html_())}


def _checked(question: Callable[..., Any], title: str, said: str, content: bytes) -> dict[str, str]:
    given = defaultdict(str, json.loads(said))
    network = _network(given["name"] or "pasted", content)
    day = _day(given["day"])
    answer = question(network, day, _day_or_none(given["known_on"]))
    return _shown(title.format(network.name or "A network", in_words(day)), answer)


@lru_cache(maxsize=1)
def _network(name: str, content: bytes) -> des.Network:
    """The network of a file; the last one is kept, for its page after its report."""
    return des.read_network(content, name=name)


def _role(given: Given) -> tuple[str, Any]:
    found = des.reimbursable(
        given["role"].strip(),
        _day(given["day"]),
        area=given["area"] or "national",
        registered=_whole(given, "registered"),
        known_on=_day_or_none(given["known_on"]),
    )
    return f"{found.title} on {in_words(found.on)}", found


def _services(given: Given) -> tuple[str, Any]:
    day = _day(given["day"])
    return f"Services on {in_words(day)}", des.terms(day, _day_or_none(given["known_on"])).all_services


def _owed(given: Given) -> tuple[str, Any]:
    figures = {key: _whole(given, name) for name, key in FIGURES.items()}
    known = {key: figure for key, figure in figures.items() if figure is not None}
    if not known:
        raise MisuseError("No figure is given; name the registered patients, the adjusted population, or both")
    year = given["year"].strip()
    registered = known.get(FIGURES["registered"])
    whose = "a network" if registered is None else f"a network of {registered:,} registered patients"
    return f"What {whose} is owed in {year}", des.entitlements(known, year, _day_or_none(given["known_on"]))


def _claim(given: Given) -> tuple[str, Any]:
    from pcn_des.contract.role_names import role_called
    from pcn_des.network import Post

    wte = _number(given, "wte")
    month = _month(given["month"])
    since, until = _day_or_none(given["since"]) or month, _day_or_none(given["until"])
    if until is not None and until < since:
        raise MisuseError(
            f"The post ends on {in_words(until)}, before it starts on {in_words(since)}; swap or correct the two days"
        )
    post = Post(
        id="the post",
        role=role_called(given["role"].strip()),
        wte=Decimal(1) if wte is None else wte,
        since=since,
        until=until,
        annual_cost=_number(given, "cost"),
        area=given["area"] or "national",
        band=given["band"] or None,
    )
    found = des.claim(post, month, known_on=_day_or_none(given["known_on"]))
    return f"Claim for {month_in_words(month)}", found


def _deadlines(given: Given) -> tuple[str, Any]:
    year = given["year"].strip()
    return f"Deadlines of {year}", des.deadlines(year, _day_or_none(given["known_on"]))


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        raise MisuseError(f"'{said}' is not a day; write it as 2022-11-14") from None


def _month(said: str) -> date:
    try:
        return datetime.strptime(said.strip(), "%Y-%m").date()
    except ValueError:
        raise MisuseError(f"'{said}' is not a month; write it as 2024-11") from None


def _day_or_none(said: str) -> date | None:
    return _day(said) if said.strip() else None


def _number(given: Given, name: str) -> Decimal | None:
    """A number as people write it, with commas between thousands and a pound sign; None where nothing is written."""
    said = given[name].strip()
    if not said:
        return None
    digits = said.removeprefix("£").strip()
    try:
        found = Decimal(digits.replace(",", "") if _THOUSANDS.fullmatch(digits) else digits)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise MisuseError(f"{name} is '{said}', which is not a number; write it as 48532.00")
    if abs(found.adjusted()) > MOST_DIGITS:  # whatever is done with it next would take its time
        raise MisuseError(f"{name} is '{said}', which nothing in the contract comes near; write it as 48532.00")
    return found


def _whole(given: Given, name: str) -> int | None:
    """A count as people write it: digits, with commas between thousands or without; None where nothing is written."""
    said = given[name].strip()
    if not said:
        return None
    if not (_DIGITS.fullmatch(said) or _THOUSANDS.fullmatch(said)) or "." in said:
        raise MisuseError(f"{name} is '{said}'; it is counted, write a whole number such as 46982")
    digits = said.replace(",", "")
    if len(digits) > MOST_DIGITS:  # whatever is done with it next would take its time
        raise MisuseError(f"{name} is '{said}', which nothing in the contract comes near; write a number such as 46982")
    return int(digits)


_QUESTIONS: Final[Mapping[str, Callable[[Given], tuple[str, Any]]]] = {
    "role": _role,
    "services": _services,
    "owed": _owed,
    "claim": _claim,
    "deadlines": _deadlines,
}
