"""Networks of any kind: valid, and nothing more. For whatever reads, writes and compares every network there may be."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from pcn_des.formats.network_file.write import network_dict
from pcn_des.network import Network
from pcn_des.network.contradictions import names_on_record
from pcn_des.strategies import any_incentives, any_posts
from pcn_des.strategies import any_records as lists
from pcn_des.strategies.field_values import any_days, none_or, not_blank, ods_codes, texts


def plain_networks() -> st.SearchStrategy[dict[str, Any]]:
    """Any networks as plain values, as a JSON file holds them.

    Such as `{"code": "U00254", "name": "=1+1", …}`, where `networks()` draws the records of such a network.
    """
    return any_networks(texts()).map(lambda network: json.loads(json.dumps(network_dict(network))))


@st.composite
def any_networks(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Network:
    """Valid networks with every kind of record, each list unknown, empty, complete or with gaps."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "code": ods_codes("pcn"),
        "name": not_blank(texts),
        "opened": none_or(any_days()),
        "edition": none_or(any_days()),
        "commissioners": lists.commissioners(texts),
        "practices": lists.practices(texts),
        "populations": lists.populations(),
        "areas": lists.areas(texts),
        "agreements": lists.agreements(texts),
        "payees": lists.payees(texts),
        "access_sessions": lists.access_sessions(texts),
        "access_weeks": lists.access_weeks(),
        "cancelled_sessions": lists.cancelled_sessions(texts),
        "care_homes": lists.care_homes(texts),
        "posts": any_posts.posts(texts),
        "baseline_vacancies": any_posts.baseline_vacancies(texts),
        "partners": lists.partners(texts),
        "remittances": lists.remittances(texts),
        "indicator_figures": any_incentives.indicator_figures(texts),
        "indicator_adjustments": any_incentives.indicator_adjustments(texts),
        "improvement_in_place": any_incentives.improvement_in_place(texts),
        "improvement_declared": any_incentives.improvement_declared(texts),
        "returns": lists.returns(texts),
        "decisions": lists.decisions(texts),
        "example_as_of": none_or(any_days()),
    }
    found: dict[str, Any] = draw(st.fixed_dictionaries(fields))
    found["closed"] = draw(none_or(any_days().filter(lambda day: found["opened"] is None or day >= found["opened"])))
    found["claims"] = draw(any_posts.claims(texts, found["posts"]))
    about_the_director: dict[str, Any] = draw(lists.directors_and_vacancies(texts))
    network = Network(**found, **about_the_director)
    return network.evolve(variations=draw(lists.variations(texts, sorted(names_on_record(network)))))
