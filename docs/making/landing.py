"""What the first page shows of the contract: an answer with its source, and the questions that are asked most."""

from __future__ import annotations

from datetime import date
from typing import Final

import pcn_des as des
from making.markup import link, quotes, standing, text
from making.pages.role import day_of_examples
from making.things import thing
from pcn_des.dates import ContractYear
from pcn_des.wording import in_words

ROLE: Final = "general_practitioner"
DAY: Final = date(2024, 11, 1)


def answer() -> str:
    """One question that people ask, and the answer of the package with its source."""
    found = des.reimbursable(ROLE, DAY)
    assert found.maximum is not None and found.maximum.is_known
    at = thing("roles", ROLE)
    shown = found.maximum.sources[:1]
    return (
        '<div class="answer"><p class="asked">Was a GP reimbursable under the ARRS on '
        f"{in_words(DAY)}, and for how much?</p>"
        f"<p><strong>{in_words(found.answer).capitalize()}</strong>, since {in_words(found.since)}: at most "
        f"<strong>£{found.maximum.value:,}</strong> a year for a full-time post. {standing(found.maximum)}</p>"
        f"{quotes(shown)}<p>{link('', at.url, 'Every figure for GPs, with its days and sources')}</p></div>"
    )


def questions(here: str = "") -> str:
    """The questions that are asked most, each with a link to where it is answered."""
    label = str(ContractYear.of(day_of_examples()))
    rows = (
        ("Is a role reimbursable on a day, and for how much?", "roles/", "Roles"),
        ("Which services are in force on a day, and which are planned?", "services/", "Services"),
        ("What is paid, to whom, at what rate?", "streams/", "Payment streams"),
        ("What is my network owed?", "ask/?q=What+is+my+network+owed", "Ask"),
        ("Does my network do what its contract asks?", "check/", "Check"),
        ("What changed from one year to the next?", "changes/", "What changed"),
        (f"What is due by when in {label}?", thing("calendar", label.replace("/", "-")).url, f"Deadlines of {label}"),
        ("What does a year's contract say, at a glance?", "years/", "Contract years"),
        ("What is not known?", "coverage/", "Coverage and holes"),
        ("Two sources differ: which figure holds?", "errata/", "Errata"),
    )
    items = "".join(f"<li>{text(asked)} {link(here, at, text(words))}</li>" for asked, at, words in rows)
    return f"<ul>{items}</ul>"
