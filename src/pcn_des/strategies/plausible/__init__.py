"""Records that are plausible around a day: such as a practice whose membership lasts on it.

They show what is required of them; all else is free. Imports run upwards in this table, to the modules above.

    values                  names, days, spells and answers
    populations             numbers of patients
    practices               practices with contracts, memberships and patients
    weeks                   nothing: what is plausible in the week that is measured
    cancelled_sessions      cancelled appointments outside core hours
    sessions                appointments outside core hours, and the minutes of weeks
    people                  clinical directors, Nominated Payees, commissioners
    agreements              Network Agreements and Network Areas
    returns                 papers
    care_homes              care homes with rounds and admissions
    workforce               posts, claims, vacancies of the baseline, partners, remittances
    variations              exceptions
    decisions               what people judged
    networks                whole networks
"""
