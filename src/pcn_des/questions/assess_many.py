"""Checks many networks, one report after another, in several processes where asked."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import partial
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pickle import PicklingError
from threading import Thread
from typing import Any, Final

from pcn_des.answers.report import Report
from pcn_des.arguments import a, as_whole, several_networks
from pcn_des.brief import briefly
from pcn_des.contract.question import terms
from pcn_des.engine.run import Answered
from pcn_des.engine.silence import OfSilence
from pcn_des.errors import MisuseError, PcnDesError, asked_of
from pcn_des.network import Network
from pcn_des.progress import followed, known_length
from pcn_des.questions.assess import report_on
from pcn_des.questions.basis import whom

AT_ONCE: Final = 32  # networks that are handed to a process together
MOST_PROCESSES: Final = 1_000  # beyond any machine, and of what the system can count
WAITING: Final = 2  # such lots that wait for each process, so that none is idle

Asked = Network | Mapping[str, Any]
Placed = tuple[int, Asked]
"""What is asked about, and its place among all of it, counted from 0."""
Lot = tuple[Placed, ...]
Reports = list[Report | PcnDesError]


def assess_many(
    networks: Iterable[Asked],
    as_of: date,
    known_on: date | None = None,
    *,
    processes: int = 1,
    progress: bool = False,
) -> Iterator[Report]:
    """Check every obligation in force on a day, for many networks: a report for each, in their order.

    Reports come one after another, and networks are taken as they are needed: however many there are, few of either are
    held at a time. An error of one network is raised where its report would come.

    Args:
        networks: networks, or mappings of facts; a list, or whatever gives one after another. One mapping of facts is
            one network: it goes into a list too.
        as_of: the day that the question is about.
        known_on: only what had been published by this day; None means all of it.
        processes: in how many processes; more than one begin anew, so that a script guards what it does with
            `if __name__ == "__main__":`.
        progress: whether a line on the terminal says how far it has come; where there is no terminal, none does.

    Raises:
        OutsideDataError: the day is outside the data.
        MisuseError: no number of processes, or one network, one mapping of facts or a table in the place of several; a
            process that ended before it answered.
        PcnDesError: whatever `assess` raises of a network; its note says of which, by its name or, of a mapping of
            facts, its place.

    Examples:
        >>> for report in des.assess_many([des.example_network()], date(2022, 11, 14)):
        ...     print(report.heading.name, len(report.not_met))
        Riverside PCN 2
    """
    workers = as_whole(processes)
    if workers is None or not 1 <= workers <= MOST_PROCESSES:
        raise MisuseError(f"processes is {briefly(processes)}; it must be a whole number from 1 to {MOST_PROCESSES:,}")
    a(bool, progress, "progress", "True or False")
    terms(as_of, known_on)  # refuses a day outside the data before any network is taken
    placed = enumerate(several_networks(networks, "frame.assess"))
    ask = partial(_report, as_of=as_of, known_on=known_on, of_silence=OfSilence())
    reports = map(ask, placed) if workers == 1 else _in_processes(placed, ask, workers)
    return followed(reports, "network", known_length(networks)) if progress else iter(reports)


def _report(placed: Placed, as_of: date, known_on: date | None, of_silence: OfSilence[Answered]) -> Report:
    place, network = placed
    with asked_of(whom(network, place)):
        return report_on(network, as_of, known_on, of_silence=of_silence)


def _in_processes(networks: Iterable[Placed], ask: partial[Report], processes: int) -> Iterator[Report]:
    waiting: deque[tuple[Future[Reports], Lot]] = deque()
    spawn = get_context("spawn")  # a fork of threads may hang
    with ProcessPoolExecutor(processes, mp_context=spawn, initializer=_watch_parent) as pool:
        try:
            left = iter(networks)
            more = True
            while more or waiting:
                lot, failed = _next(left)
                more = failed is None and bool(lot)
                if lot:
                    waiting.append((pool.submit(_reports, lot, ask), lot))
                while waiting and (not more or len(waiting) > WAITING * processes):
                    yield from _come(*waiting.popleft(), ask)
                if failed is not None:  # in its place, as in one process
                    raise failed
        except BrokenProcessPool:
            raise MisuseError(
                "a process ended before it answered: either it was stopped, or a script that asks for processes has no "
                'guard; what it does belongs under `if __name__ == "__main__":`, in a file'
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _next(networks: Iterator[Placed]) -> tuple[Lot, Exception | None]:
    """The next networks that a process gets, and the error of whatever gives them, if it has one after these."""
    lot: list[Placed] = []
    try:
        lot.extend(islice(networks, AT_ONCE))
    except Exception as error:  # whatever the caller's own code raises
        return tuple(lot), error
    return tuple(lot), None


def _watch_parent() -> None:
    """Ends a worker with the process that began it, also where that was stopped and could end nothing itself."""

    def follow(parent: BaseProcess) -> None:
        parent.join()
        os._exit(1)

    parent = parent_process()
    assert parent is not None  # it is called in a worker
    Thread(target=follow, args=(parent,), daemon=True).start()


def _reports(networks: Lot, ask: partial[Report]) -> Reports:
    """The reports of some networks, up to the first error."""
    found: Reports = []
    for network in networks:
        try:
            found.append(ask(network))
        except PcnDesError as error:
            return [*found, error]
    return found


def _come(future: Future[Reports], lot: Lot, ask: partial[Report]) -> Iterator[Report]:
    """The reports of a lot. What can't be sent to a process is asked here, where its error says what is wrong."""
    try:
        reports = future.result()
    except (PicklingError, AttributeError, TypeError):
        reports = _reports(lot, ask)
    for found in reports:
        if isinstance(found, PcnDesError):
            raise found
        yield found
