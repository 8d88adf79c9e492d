"""Readers of the files that people have about primary care networks, one module each; import the one you need.

The records of a network kept by hand: `network_file`, `workbook`; what people say the answers are: `case_tables`.
Who belongs to which network: `epcn`, `practice_map`, `epraccur`. How many patients: `list_sizes`, `adjusted`. What was
worked, achieved and paid: `workforce`, `ncd`, `iif`, `payments`. `combine` builds a network from several of them.
The contract goes out as flat tables by `export`, and as a file for each thing, day by day, by `by_day`.
"""
