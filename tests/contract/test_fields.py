"""A wrong entry is refused with where it is, what is wrong and what would be right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import pcn_des as des
from pcn_des.contract.files import evidence_kinds
from pcn_des.contract.read import read_documents, read_year
from support.lamps import ABOUT, COMMON, DOCUMENTS, YEAR, duty, term, year_of

TITLE = 'title = "x"\n'
INDICATOR = "[[indicators.l]]\n" + TITLE + COMMON + 'area = "a"\nnumerator = "n"\n'
WINDOW = "[[windows.l]]\n" + TITLE + COMMON + 'who = "PCN"\nwhat = "claims"\n'
ROLES = "".join(f'[[roles.{name}]]\ntitle = "{name}"\n{COMMON}' for name in ("sweeper", "keeper"))
KEY_DATE = "[[key_dates.l]]\n" + TITLE + COMMON + 'who = "PCN"\nkind = "claim"\n'


NO_NOTE = (
    'it is not a note. Say in words what was not found, or { note = "…", until = …, owed_by = "…" }; an obligation is '
    "owed by one of PCN, Core Network Practice, Clinical Director, Nominated Payee, PCN and commissioner, commissioner"
)
WINDOW_OF_NO_DAY = "[{'days': 'mon-fir', 'start': datetime.time(9, 0), 'end': datetime.time(17, 0)}]"
MONTHLY = (
    "obligations.lamps.x: it is monthly and not only checked by monthly evidence. "
    "Give it evidence, and neither yearly nor due"
)
WEEKLY = (
    "obligations.lamps.x: it is weekly and not checked by a rule on the network. Give it a rule, or leave weekly out"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[terms.lamps.x]]\n" + COMMON, "terms.lamps.x: 'title' is missing. Every entry of terms has one"),
        (
            "[[terms.lamps.x]]\n" + TITLE + 'standing = "confirmed"\n',
            "terms.lamps.x: 'sources' is missing. Every entry of terms has one",
        ),
        (
            "[[terms.lamps.x]]\n" + TITLE + COMMON,
            "terms.lamps.x: 'value' is missing. Every entry of terms has one, or at_least or at_most",
        ),
        (
            "[[obligations.lamps.x]]\n" + TITLE + COMMON,
            "obligations.lamps.x: 'owed_by' is missing. Every entry of obligations has one",
        ),
        (
            term("lamps.x", "1", "minutes").replace('"minutes"', "3"),
            "terms.lamps.x: 3 is not a text. Write it in quotes",
        ),
        (
            term("lamps.x", '"one"', "minutes"),
            "terms.lamps.x: 'one' is not a value in 'minutes'. Mend the value or the unit",
        ),
        (
            term("lamps.x", "true", "minutes"),
            "terms.lamps.x: True is not a value in 'minutes'. Mend the value or the unit",
        ),
        (term("lamps.x", "1", "date"), "terms.lamps.x: 1 is not a value in 'date'. Mend the value or the unit"),
        (term("lamps.x", "1", "yes/no"), "terms.lamps.x: 1 is not a value in 'yes/no'. Mend the value or the unit"),
        (term("lamps.x", "1", "text"), "terms.lamps.x: 1 is not a value in 'text'. Mend the value or the unit"),
        (term("lamps.x", "1", "list"), "terms.lamps.x: 1 is not a value in 'list'. Mend the value or the unit"),
        (term("lamps.x", "1", "table"), "terms.lamps.x: 1 is not a value in 'table'. Mend the value or the unit"),
        (
            term("lamps.x", "1", "clock times"),
            "terms.lamps.x: 1 is not a value in 'clock times'. Mend the value or the unit",
        ),
        *(
            (
                term("lamps.x", value, unit),
                f"terms.lamps.x: {said} is not a value in '{unit}'. Mend the value or the unit",
            )
            for value, unit, said in [
                ('[{ days = "mon-fir", start = 09:00:00, end = 17:00:00 }]', "clock times", WINDOW_OF_NO_DAY),
                ('[""]', "list", "['']"),
                ('" "', "text", "' '"),
                ("2030-05-01T12:00:00", "date", "datetime.datetime(2030, 5, 1, 12, 0)"),
                ("9999-12-31", "date", "datetime.date(9999, 12, 31)"),
            ]
        ),
        *(
            (
                term("lamps.x", value, "minutes", 'by = ["role"]'),
                f"terms.lamps.x: {said} is not a table of values in 'minutes'. Mend the value or the unit",
            )
            for value, said in [
                ('{ nurse = "many" }', "{'nurse': 'many'}"),
                ('{ nurse = { "4" = "many" } }', "{'nurse': {'4': 'many'}}"),
                ('[{ below = "many", value = 1 }]', "[{'below': 'many', 'value': 1}]"),
                ("[{ below = 5 }]", "[{'below': 5}]"),
                ("[{ under = 5, value = 1 }]", "[{'under': 5, 'value': 1}]"),
                ("3", "3"),
            ]
        ),
        (
            term("lamps.x", "inf", "minutes"),
            'terms.lamps.x: the value Infinity is not a number. Where there is no limit, write "unlimited"',
        ),
        (
            term("lamps.x", "nan", "minutes"),
            'terms.lamps.x: the value NaN is not a number. Where there is no limit, write "unlimited"',
        ),
        (
            term("lamps.x", "1", "minutes") + '[missing]\n"lamps.x" = "not found"\n',
            "missing.lamps.x: it is said to be missing, and has an entry on every day from 1 April 2030 to "
            "31 March 2031. Keep one of the two; what a later publication left open is key@2024-09-26, the day of that",
        ),
        (
            term("lamps.x", "1", "minutes", "until = 2030-09-30")
            + '[missing]\n"lamps.x" = { note = "not found", from = 2030-05-01, until = 2030-09-30 }\n',
            "missing.lamps.x: it is said to be missing, and has an entry on every day from 1 May 2030 to "
            "30 September 2030. Keep one of the two; what a later publication left open is key@2024-09-26, the day of "
            "that",
        ),
        *(
            (term("lamps.x", value, unit, more), f"terms.lamps.x: it can't be {said}")
            for value, unit, more, said in (
                ("100", "GBP per GBP", "", "100: a share of a cost is at most 1. Write 1 for 100%"),
                (
                    "{ oil = 0.5, wick = 1.5 }",
                    "GBP per GBP",
                    'by = ["kind"]',
                    "1.5: a share of a cost is at most 1. Write 1 for 100%",
                ),
                ("-1", "GBP", "", "-1: it can't be below nought. Write it without a minus, or mend the unit"),
                (
                    "[{ below = 2, value = -1 }, { value = 3 }]",
                    "GBP per year",
                    'by = ["size"]',
                    "-1: it can't be below nought. Write it without a minus, or mend the unit",
                ),
                (
                    "1000000000000000",
                    "GBP",
                    "",
                    "1000000000000000: it has to be below 10^15. Mend the value or the unit",
                ),
                ("40000", "days", "", "40000: at most 36,525 whole days. Mend the value or the unit"),
            )
        ),
        (
            term("lamps.x", "1", "GBP per GBP").replace("value = 1", "at_least = 0\nat_most = 70"),
            "terms.lamps.x: it can't be 70: a share of a cost is at most 1. Write 1 for 100%",
        ),
        (
            term("lamps.x", "1", "minutes", "vaule = 2"),
            "terms.lamps.x: there is no field 'vaule'. Did you mean 'value'?",
        ),
        (
            term("lamps.x", "1", "minutes", "zzz = 2"),
            "terms.lamps.x: there is no field 'zzz'. The fields are at_least, at_most, by, carried_from, checked_by, "
            "clause, end_known, end_note, from, next_review, note, published, sources, standing, title, unconfirmed, "
            "unit, until, value, with_agreement_of",
        ),
        (
            term("lamps.x", "1", "minutes", "from = 2030-03-31"),
            "terms.lamps.x: its period 2030-03-31 to 2031-03-31 does not lie inside 2030/31. from and until "
            "are inclusive days of the contract year, from first",
        ),
        (
            term("lamps.x", "1", "minutes", "until = 2031-04-01"),
            "terms.lamps.x: its period 2030-04-01 to 2031-04-01 does not lie inside 2030/31. from and until "
            "are inclusive days of the contract year, from first",
        ),
        (
            term("lamps.x", "1", "minutes", "from = 2030-05-02\nuntil = 2030-05-01\npublished = 2030-03-01"),
            "terms.lamps.x: its period 2030-05-02 to 2030-05-01 does not lie inside 2030/31. from and until "
            "are inclusive days of the contract year, from first",
        ),
        (
            term("lamps.x", "1", "minutes", 'from = "2030-05-01"'),
            "terms.lamps.x: '2030-05-01' is not a day. Write a day without quotes: 2022-10-01",
        ),
        (
            term("lamps.x", "1", "minutes", "from = 2030-05-01T12:00:00"),
            "terms.lamps.x: datetime.datetime(2030, 5, 1, 12, 0) is not a day. Write a day without quotes: 2022-10-01",
        ),
        (
            term("lamps.x", "1", "minutes", "from = 2030-05-01"),
            "terms.lamps.x: it starts on 2030-05-01 and does not say when it was published. Only a version "
            "that starts on the first day of the year may leave out published",
        ),
        (
            term("lamps.x", "1", "minutes", 'by = "role"'),
            'terms.lamps.x: \'role\' is not a list of names. Write by = ["role", "list_size"]',
        ),
        (
            term("lamps.x", "1", "minutes", "by = []"),
            'terms.lamps.x: [] is not a list of names. Write by = ["role", "list_size"]',
        ),
        (
            term("lamps.x", "1", "minutes", "by = [1]"),
            'terms.lamps.x: [1] is not a list of names. Write by = ["role", "list_size"]',
        ),
        (
            term("lamps.x", "1", "minutes").replace("confirmed", "sure"),
            "terms.lamps.x: 'sure' is none of the choices. Choose one of: confirmed, inferred, single-source, "
            "carried, conflicting",
        ),
        (
            term("lamps.x", "1", "minutes").replace("charter", "charta"),
            "terms.lamps.x: there is no document 'charta' in documents.toml. Did you mean 'charter'?",
        ),
        (
            term("lamps.x", "1", "minutes").replace('"charter"', '"zzz"'),
            "terms.lamps.x: there is no document 'zzz' in documents.toml. Register the document first",
        ),
        (
            term("lamps.x", "1", "minutes").replace("as written", " "),
            "terms.lamps.x: ' ' is not a text. Write it in quotes",
        ),
        (
            term("lamps.x", "1", "minutes").replace('"as written"', "3"),
            "terms.lamps.x: 3 is not a text. Write it in quotes",
        ),
        (
            term("lamps.x", "1", "minutes").replace('{ document = "charter", words = "as written" }', ""),
            'terms.lamps.x: it cites nothing. sources is a list of { document = "slug", words = "the few words '
            'that carry the figure" }',
        ),
        (
            term("lamps.x", "1", "minutes").replace('[{ document = "charter", words = "as written" }]', '"charter"'),
            'terms.lamps.x: it cites nothing. sources is a list of { document = "slug", words = "the few words '
            'that carry the figure" }',
        ),
        (
            term("lamps.x", "1", "minutes").replace(', words = "as written"', ""),
            "terms.lamps.x: {'document': 'charter'} is not a citation. sources is a list of { document = "
            '"slug", words = "the few words that carry the figure" }',
        ),
        (
            term("lamps.x", "1", "minutes").replace('{ document = "charter", words = "as written" }', "3"),
            'terms.lamps.x: 3 is not a citation. sources is a list of { document = "slug", words = "the few '
            'words that carry the figure" }',
        ),
        (
            duty("lamps.x", 'evidence = "log"\njudgement = "…"'),
            "obligations.lamps.x: it is checked in more than one way. Keep one of rule, evidence and judgement",
        ),
        (
            duty("lamps.x", 'due = "August"'),
            "obligations.lamps.x: 'August' is not a month. Write a month as \"2022-08\", a day as 2022-08-31",
        ),
        (duty("lamps.x", "due = 8"), "obligations.lamps.x: 8 is not a day. Write a day without quotes: 2022-10-01"),
        (
            duty("lamps.x", 'late = "never"'),
            "obligations.lamps.x: 'never' is none of the choices. Choose one of: counts, fails",
        ),
        (
            duty("lamps.x").replace('"PCN"', '"The king"'),
            "obligations.lamps.x: 'The king' is none of the choices. Choose one of: PCN, Core Network "
            "Practice, Clinical Director, Nominated Payee, PCN and commissioner, commissioner",
        ),
        (
            duty("lamps.x", strength="could"),
            "obligations.lamps.x: 'could' is none of the choices. Choose one of: must, should, may, information",
        ),
        (
            duty("lamps.x", 'yearly = "yes"'),
            "obligations.lamps.x: 'yes' is not true or false. Write true or false without quotes",
        ),
        (
            "[[services.lamps]]\n" + TITLE + COMMON + 'phase = "soon"\n',
            "services.lamps: 'soon' is none of the choices. Choose one of: planned, preparation, delivery, merged, "
            "withdrawn",
        ),
        (
            "[[services.lamps]]\n" + TITLE + COMMON + 'phase = "merged"\n',
            "services.lamps: it is merged and does not say into what. "
            'Write into = "core_functions", the key of the other',
        ),
        (
            "[[services.lamps]]\n" + TITLE + COMMON + 'phase = "delivery"\ninto = "core_functions"\n',
            "services.lamps: it has 'into' and is delivery. Only a service with phase = \"merged\" has it",
        ),
        (
            "[[payments.lamps]]\n" + TITLE + COMMON + 'payee = "x"\npaid = "daily"\n',
            "payments.lamps: 'daily' is none of the choices. Choose one of: monthly, quarterly, once, on "
            "claim, on declaration, on achievement",
        ),
        (INDICATOR + 'lower = "1"\n', "indicators.l: '1' is not a number. Write it without quotes"),
        (INDICATOR + "lower = true\n", "indicators.l: True is not a number. Write it without quotes"),
        (INDICATOR + 'exclusions = "x"\n', 'indicators.l: \'x\' is not a list of texts. Write ["…", "…"]'),
        (INDICATOR + "exclusions = [1]\n", 'indicators.l: [1] is not a list of texts. Write ["…", "…"]'),
        (
            INDICATOR + 'standings = "sure"\n',
            "indicators.l: 'sure' does not grade fields. Write standings = { points = \"single-source\" }",
        ),
        (
            INDICATOR + 'standings = { points = "sure" }\n',
            "indicators.l: 'sure' is none of the choices. Choose one of: confirmed, inferred, single-source, "
            "carried, conflicting",
        ),
        (INDICATOR + 'better = "up"\n', "indicators.l: 'up' is none of the choices. Choose one of: higher, lower"),
        (
            INDICATOR + 'function = "up"\n',
            "indicators.l: 'up' is none of the choices. Choose one of: linear, single_threshold, binary, other",
        ),
        (
            INDICATOR + "prevalence_adjusted = 1\n",
            "indicators.l: 1 is not true or false. Write true or false without quotes",
        ),
        (INDICATOR + "points = -71\n", "indicators.l: it has -71 points. Points are 0 or more"),
        (INDICATOR + "upper = 850\n", "indicators.l: upper is 850 percent. A percentage is from 0 to 100"),
        (INDICATOR + "lower = -1\n", "indicators.l: lower is -1 percent. A percentage is from 0 to 100"),
        *(
            (
                INDICATOR + f'lower = {lower}\nupper = {upper}\nbetter = "{better}"\nfunction = "linear"\n',
                f"indicators.l: lower is {lower} and upper is {upper}, where {better} is better. Upper is the "
                "threshold from which every point is earned: exchange them, or mend 'better'",
            )
            for lower, upper, better in ((90, 85, "higher"), (80, 85, "lower"))
        ),
        (
            WINDOW + "opens = 2030-05-02\ncloses = 2030-05-01\n",
            "windows.l: it opens on 2 May 2030, after it closes on 1 May 2030. Mend one of the two days",
        ),
        (
            duty("lamps.lit", 'evidence = "workforce_plan"\ndue = 2030-03-31'),
            "obligations.lamps.lit: it is due on 31 March 2030, before its contract year begins. Mend the day",
        ),
        *(
            (
                term("lamps.cap", bands, "homes"),
                f"terms.lamps.cap: its bands are below {said}, in this order. Write each edge once, the lowest first, "
                "and the band without one last",
            )
            for bands, said in (
                ("[{ below = 9, value = 2 }, { below = 5, value = 1 }]", "9, 5"),
                ("[{ below = 5, value = 2 }, { below = 5, value = 1 }]", "5, 5"),
                ("[{ value = 3 }, { below = 5, value = 1 }]", "no edge, 5"),
                ("[{ value = 3 }, { value = 1 }]", "no edge, no edge"),
            )
        ),
        *(
            (
                INDICATOR + f"{field} = {threshold}\n",
                f"indicators.l: {field} is {threshold} percent, and no words that it cites say so. Write {meant} for a "
                f"share of {threshold}; where {threshold} percent is meant, cite words with '{threshold}%'",
            )
            for field, threshold, meant in (("upper", "0.80", "80"), ("lower", "0.5", "50"), ("upper", "0.125", "12.5"))
        ),
        *(
            (
                text,
                f"{said}. Mend the day",
            )
            for text, said in (
                (
                    KEY_DATE + "on = 2030-03-31\n",
                    "key_dates.l: it falls on 31 March 2030, before its contract year begins",
                ),
                (KEY_DATE + "on = 2033-04-01\n", "key_dates.l: it falls on 1 April 2033, after the end of 2032/33"),
                (
                    KEY_DATE + 'on = "2030-03"\n',
                    "key_dates.l: it falls on a day of March 2030 that is not established, before its contract year "
                    "begins",
                ),
                (
                    WINDOW + "opens = 2029-12-31\n",
                    "windows.l: it opens on 31 December 2029, more than three months before its contract year begins",
                ),
                (
                    WINDOW + "closes = 2030-03-31\n",
                    "windows.l: it closes on 31 March 2030, before its contract year begins",
                ),
                (WINDOW + "closes = 2050-05-31\n", "windows.l: it closes on 31 May 2050, after the end of 2032/33"),
                (
                    duty("lamps.lit", 'evidence = "workforce_plan"\ndue = 2033-04-01'),
                    "obligations.lamps.lit: it is due on 1 April 2033, after the end of 2032/33",
                ),
                (
                    term("lamps.sold", "2029-05-01", "date") + KEY_DATE + 'term = "lamps.sold"\n',
                    "key_dates.l: the term 'lamps.sold' is 1 May 2029, before its contract year begins",
                ),
            )
        ),
        (
            term("lamps.x", "1", "homes", "published = 2033-04-01"),
            "terms.lamps.x: it was published on 1 April 2033, after the end of 2032/33. Mend published",
        ),
        (
            term("lamps.x", "1", "homes", "until = 2030-09-30\npublished = 2030-05-01\nend_known = 2030-04-30"),
            "terms.lamps.x: its end became known on 30 April 2030, before it was published on 1 May 2030. "
            "Mend end_known, or leave it out where what was published told the end too",
        ),
        (
            term("lamps.x", "1", "homes", "until = 2030-09-30\nend_known = 2040-04-30"),
            "terms.lamps.x: its end became known on 30 April 2040, after the end of 2032/33. "
            "Mend end_known, or leave it out where what was published told the end too",
        ),
        (
            term("lamps.x", "1", "homes", "next_review = 2030-03-01"),
            "terms.lamps.x: it is to be looked at again on 1 March 2030, and was published on 1 March 2030. "
            "next_review is a day after published: mend one of the two",
        ),
        (
            term("lamps.x", "1", "homes", "until = 2030-04-30")
            + term("lamps.x", "1", "beds", "from = 2030-05-01\npublished = 2030-03-01"),
            "terms.lamps.x: its versions are in 'homes' and in 'beds'. Give every version one unit; what is counted "
            "otherwise has a key of its own",
        ),
        *(
            (
                text,
                f"{said} to the end of 2030/31. Keep one of the two; what ends within the year has until",
            )
            for text, said in (
                (
                    '[removed]\n"obligations.lamps.lit" = "gone"\n' + duty("lamps.lit", 'judgement = "x"'),
                    "removed.obligations.lamps.lit: it is removed, and there",
                ),
                (
                    term("lamps.x", "1", "homes") + '[removed]\n"lamps.x" = "gone"\n',
                    "removed.lamps.x: it is removed, and there",
                ),
                (
                    '[removed]\n"lamps.x" = "gone"\n[missing]\n"lamps.x" = "not found"\n',
                    "removed.lamps.x: it is removed, and missing",
                ),
            )
        ),
        (
            ROLES + term("lamps.cap", "{ sweeper = 1, keper = 2 }", "WTE", 'by = ["role"]'),
            "terms.lamps.cap: its table has the role 'keper', which the year has not. Did you mean 'keeper'?",
        ),
        (
            ROLES + term("lamps.cap", "{ north = { sweeper = 1, painter = 2 } }", "WTE", 'by = ["side", "role"]'),
            "terms.lamps.cap: its table has the role 'painter', which the year has not. Write the key of a role of the "
            "year, or leave it out",
        ),
        (KEY_DATE, "key_dates.l: its day is not given in one way. Give it one of on, term and every"),
        (
            KEY_DATE + 'on = 2030-05-01\nevery = "month"\n',
            "key_dates.l: its day is not given in one way. Give it one of on, term and every",
        ),
        (KEY_DATE + 'every = "week"\n', "key_dates.l: 'week' is none of the choices. Choose one of: month"),
        (
            term("lamps.sold", "2030-05-01", "date") + KEY_DATE + 'term = "lamps.sole"\n',
            "key_dates.l: there is no term 'lamps.sole'. Did you mean 'lamps.sold'?",
        ),
        (
            term("lamps.sold", "3", "homes") + KEY_DATE + 'term = "lamps.sold"\n',
            "key_dates.l: the term 'lamps.sold' is no day. term names a term of the year whose unit is date",
        ),
        (
            duty("lamps.lit", 'judgement = "x"\nend_known = 2030-06-01'),
            "obligations.lamps.lit: it says when its end became known, and has no end within the year. "
            "Write until, the last day on which it was in force",
        ),
        (
            "[[lanterns.x]]\n" + TITLE + COMMON,
            "lanterns: there is no such kind of entry. The kinds are terms, services, roles, obligations, "
            "payments, indicators, windows, key_dates, glossary, readings, missing, looked, removed",
        ),
        ("[terms]\nx = 3\n", "terms.x: it is not an entry. Write entries as [[section.area.name]]"),
        ("[[terms]]\nx = 3\n", "terms: it is not an entry. Write entries as [[section.area.name]]"),
        ("[terms.lamps]\nx = 3\n", "terms.lamps.x: it is not an entry. Write entries as [[section.area.name]]"),
        ("[terms.lamps]\nx = [3]\n", "terms.lamps.x: it is not an entry. Write entries as [[section.area.name]]"),
        (
            '[missing]\n"lamps.x" = 3\n',
            f"missing.lamps.x: {NO_NOTE}",
        ),
        (
            '[missing]\n"lamps.x" = { note = 3 }\n',
            f"missing.lamps.x: {NO_NOTE}",
        ),
        (
            '[missing]\n"lamps.x" = { until = 2030-05-01 }\n',
            f"missing.lamps.x: {NO_NOTE}",
        ),
        (
            '[missing]\n"lamps.x" = { note = "x", to = 2030-05-01 }\n',
            f"missing.lamps.x: {NO_NOTE}",
        ),
        (
            '[missing]\n"lamps.x@soon" = "…"\n',
            "missing.lamps.x@soon: 'soon' is not a day. After @ comes the publication: key@2024-09-26",
        ),
        (
            "[removed]\nx = 3\n",
            'removed.x: it is not a text. Say in words why it is gone, or { note = "…", sources = […] }',
        ),
        (
            "[removed]\nx = { sources = [] }\n",
            'removed.x: it is not a text. Say in words why it is gone, or { note = "…", sources = […] }',
        ),
        (
            '[removed]\n"lamps.x" = { note = "gone", sources = [] }\n',
            "removed.lamps.x: it cites nothing. sources is a list of "
            '{ document = "slug", words = "the few words that carry the figure" }',
        ),
        (
            "[[terms.lamps.x\n",
            "the file: it is not TOML: Expected ']]' at the end of an array declaration (at line 1, column "
            "16). Mend it there",
        ),
        (
            term("lamps.x", "1", "minutes") * 2,
            "terms.lamps.x: two versions published 2030-03-01 cover the same days. Give each its own days",
        ),
        (
            duty("lamps.x", "monthly = 1"),
            "obligations.lamps.x: 1 is not true or false. Write true or false without quotes",
        ),
        (duty("lamps.x", "monthly = true"), MONTHLY),
        (duty("lamps.x", 'evidence = "log"\nmonthly = true\nyearly = true'), MONTHLY),
        (duty("lamps.x", 'evidence = "log"\nmonthly = true\ndue = 2030-06-30'), MONTHLY),
        (duty("lamps.x", 'evidence = "log"\nweekly = true'), WEEKLY),
        (duty("lamps.x", 'judgement = "…"\nweekly = true'), WEEKLY),
        (duty("lamps.x", 'subject = "practice"\nweekly = true'), WEEKLY),
        (
            '[missing]\n"obligations.lamps.x" = { note = "…", owed_by = "the king" }\n',
            f"missing.obligations.lamps.x: {NO_NOTE}",
        ),
        (
            term("lamps.x", "1", "minutes", "until = 2030-05-31")
            + term("lamps.x", "2", "minutes", "from = 2030-06-02\npublished = 2030-03-01"),
            "terms.lamps.x: as published by 2030-03-01, no version covers 2030-06-01. Versions of a key leave "
            "no hole between the first and the last day they cover",
        ),
        (
            term("lamps.x", "1", "minutes", "until = 2030-05-31\npublished = 2030-02-01")
            + term("lamps.x", "2", "minutes", "from = 2030-07-01\npublished = 2030-02-01")
            + term("lamps.x", "3", "minutes", "from = 2030-05-01\npublished = 2030-03-01"),
            "terms.lamps.x: as published by 2030-02-01, no version covers 2030-06-01. Versions of a key leave "
            "no hole between the first and the last day they cover",
        ),
    ],
)
def test_a_wrong_entry_stops_with_its_place_and_the_mend(text: str, said: str) -> None:
    with pytest.raises(des.ContractDataError) as caught:
        year_of(text)
    first = caught.value.problems[0]
    assert str(first) == f"2030-31/lamps.toml, line {first.line}: {said}"
    assert first.line is not None


def test_a_threshold_below_one_percent_is_one_where_its_words_say_so() -> None:
    """A share of 0.8 in the place of 80 percent would give every point to one of a hundred."""
    words = COMMON.replace("as written", "lowered from 1.2%/1.6% to 0.8 per cent")
    text = INDICATOR.replace(COMMON, words) + "lower = 0.8\nupper = 1.2\n"
    assert year_of(text).indicators["l"][0].lower == Decimal("0.8")
    for kept in ("lower = 0", "upper = 1"):
        assert year_of(INDICATOR + kept + "\n").indicators["l"]
    points = INDICATOR + 'unit = "percentage points more than the network\'s own baseline"\nlower = 0.6\n'
    assert year_of(points).indicators["l"][0].lower == Decimal("0.6")


@pytest.mark.parametrize(
    "text",
    [
        KEY_DATE + "on = 2030-04-01\n",
        KEY_DATE + "on = 2033-03-31\n",
        KEY_DATE + 'on = "2033-03"\n',
        WINDOW + "opens = 2030-01-01\ncloses = 2030-04-01\n",
        term("lamps.sold", "2030-04-01", "date") + KEY_DATE + 'term = "lamps.sold"\n',
        term("lamps.baseline", "2019-03-31", "date"),  # a term may be a day of the past: no calendar has it
        term("lamps.x", "1", "homes", "published = 2033-03-31"),
        term("lamps.x", "1", "homes", "until = 2030-09-30\npublished = 2030-05-01\nend_known = 2030-05-01"),
        term("lamps.x", "1", "homes", "next_review = 2030-03-02"),
        term("lamps.x", "1", "homes", "until = 2030-09-30") + '[removed]\n"lamps.x" = "gone in October"\n',
        term("lamps.x", "1", "GBP per GBP"),
        term("lamps.x", "[{ below = 2, value = 0.5 }, { value = 1 }]", "GBP per GBP", 'by = ["size"]'),
        term("lamps.x", "999999999999999", "GBP"),
        term("lamps.x", "1", "homes") + '[missing]\n"lamps.x@2030-09-01" = "superseded"\n',
        term("lamps.x", "1", "homes", "published = 2030-05-01") + '[missing]\n"lamps.x" = "not found till May"\n',
        term("lamps.x", "1", "homes", "until = 2030-09-30") + '[missing]\n"lamps.x" = "not found of the winter"\n',
        '[missing]\n"roles.painter" = "not found"\n' + term("lamps.cap", "{ painter = 1 }", "WTE", 'by = ["role"]'),
    ],
)
def test_the_outermost_that_can_be_meant_is_read(text: str) -> None:
    assert year_of(text).year == YEAR


@pytest.mark.parametrize(
    ("kind", "mend"),
    [
        ("workforce_plann", "Did you mean 'workforce_plan' or"),
        ("sundial", "evidence.toml lists the kinds: add it there"),
    ],
)
def test_a_kind_of_evidence_that_there_is_not_is_refused_where_the_kinds_are_known(kind: str, mend: str) -> None:
    files = {
        "2030-31/year.toml": ABOUT,
        "2030-31/lamps.toml": duty("lamps.lit", f'evidence = "{kind}"').encode(),
    }
    register = read_documents("documents.toml", DOCUMENTS)
    assert read_year(YEAR, files, register).obligations["lamps.lit"][0].evidence == kind
    with pytest.raises(des.ContractDataError) as caught:
        read_year(YEAR, files, register, evidence=evidence_kinds())
    assert str(caught.value).startswith(
        f"2030-31/lamps.toml, line 7: obligations.lamps.lit: there is no kind of evidence '{kind}'. {mend}"
    )


def test_a_unit_that_there_is_not_is_refused_with_the_words_that_units_are_made_of() -> None:
    with pytest.raises(des.ContractDataError) as caught:
        year_of(term("lamps.x", "1", "furlongs"))
    assert caught.value.key == "terms.lamps.x"
    assert caught.value.wrong.startswith(
        "'furlongs' in 'furlongs' is not a unit. Units are built with 'per' from: GBP,"
    )
    assert caught.value.mend == "See 'Units' in the format of the contract data"


REVIEWED = 'checked_by = "A. Second-Reader"\nnext_review = 2031-01-15\n'


def test_an_entry_says_who_else_has_checked_it_and_when_to_look_again() -> None:
    contract = year_of(term("lamps.x", "1", "minutes") + REVIEWED + duty("lamps.lit") + REVIEWED)
    for entry in (contract.terms["lamps.x"][0], contract.obligations["lamps.lit"][0]):
        assert (entry.checked_by, entry.next_review) == ("A. Second-Reader", date(2031, 1, 15))
        assert "Checked by:  A. Second-Reader\nNext review: 15 January 2031" in str(entry)
        assert "15 January 2031" in entry._repr_html_()
        assert entry.to_dict()["checked_by"] == "A. Second-Reader"
        assert entry.to_dict()["next_review"] == "2031-01-15"


def test_an_entry_that_nobody_else_has_checked_says_nothing_of_it() -> None:
    entry = year_of(term("lamps.x", "1", "minutes")).terms["lamps.x"][0]
    assert (entry.checked_by, entry.next_review) == ("", None)
    assert "Checked by" not in str(entry)
    assert not {"checked_by", "next_review"} & set(entry.to_dict())


@pytest.mark.parametrize(
    ("line", "said"), [('checked_by = ""', "'' is not a text"), ('next_review = "soon"', "'soon' is not a day")]
)
def test_a_review_that_is_none_is_refused(line: str, said: str) -> None:
    with pytest.raises(des.ContractDataError, match=said):
        year_of(term("lamps.x", "1", "minutes") + line + "\n")
