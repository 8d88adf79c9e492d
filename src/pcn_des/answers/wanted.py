"""Which few records would settle most of what is unknown."""

from __future__ import annotations


def shortest_list(wanted: dict[str, set[str]], share: float) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The records that settle at least a share of the duties, each with those that it helps to settle.

    Greedy: at each step the record that completes the most duties.
    """
    open_duties = dict(wanted)
    enough = len(open_duties) - int(len(open_duties) * share)
    chosen: list[tuple[str, tuple[str, ...]]] = []
    given: set[str] = set()
    while len(open_duties) > enough:
        candidates = sorted({record for records in open_duties.values() for record in records} - given)
        left = [records - given for records in open_duties.values()]
        best = max(candidates, key=lambda record: (left.count({record}), sum(record in records for records in left)))
        helped = tuple(rule for rule, records in open_duties.items() if best in records)
        chosen.append((best, helped))
        given.add(best)
        open_duties = {rule: records for rule, records in open_duties.items() if not records <= given}
    return tuple(chosen)
