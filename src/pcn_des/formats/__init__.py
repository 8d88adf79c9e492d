"""Readers of the public files about primary care networks, one module each; import the one you need.

Who belongs to which network: `epcn`, `practice_map`, `epraccur`. How many patients: `list_sizes`, `adjusted`. What was
worked, achieved and paid: `workforce`, `ncd`, `iif`, `payments`. `combine` builds a network from several of them.
"""
