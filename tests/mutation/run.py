"""Mutation tests: changes the package in thousands of small ways and says which changes no test notices.

    python tests/mutation/run.py ../mutation                      all that [tool.mutmut] names
    python tests/mutation/run.py ../mutation 'pcn_des.facts.*'    some modules
    python tests/mutation/run.py ../mutation --again 10           the survivors, with 10 seconds of tests for each

mutmut makes the mutants in a copy of the project (see prepare.py). Its own runner is slow here, because it starts
pytest afresh for each mutant; this one lets pytest collect once and gives each mutant a fork of that process: without
caches, with the tests that reach the changed function, the likeliest to fail first. `mutmut show NAME` and
`mutmut results` work in the copy afterwards.
"""

from __future__ import annotations

import argparse
import fnmatch
import gc
import importlib
import itertools
import json
import os
import pkgutil
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants, setup_source_paths
from mutmut.configuration import config
from mutmut.mutation.data import SourceFileMutationData
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import mangled_name_from_mutant_name
from prepare import prepare
from switches import called, install, turn

WORKERS = 2
SURVIVED, KILLED, NO_TESTS, TIMED_OUT = 0, 1, 33, 36  # as mutmut writes them down
NAMES: dict[int | None, str] = {SURVIVED: "survived", KILLED: "killed", NO_TESTS: "no tests", TIMED_OUT: "timeout"}
MEMORY = 4 * 1024**3
ALONE = (  # see what importing does
    "tests/contract/test_fields.py",
    "tests/contract/test_read.py",
    "tests/engine",
    "tests/facts",
)
READING = "pcn_des.contract.files"  # the module that keeps what was read
OF_READING = "tests/contract/"
AT_ONCE = 500  # tests whose reach is noted before more are tried
NOTES = Path("reach.json")  # which test reaches what, and how long it takes


def main() -> None:
    """Make the copy and its mutants, run the tests, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("copy", type=Path)
    parser.add_argument("pattern", nargs="*", default=["*"])
    parser.add_argument("--seconds", type=float, default=2, help="of tests for each mutant")
    parser.add_argument("--again", type=float, metavar="SECONDS", help="the survivors, with more time for each")
    parser.add_argument("--examples", type=int, default=10, help="that Hypothesis tries for each property")
    parser.add_argument("--alone", help="one mutant, seen from the first import on")
    asked = parser.parse_intermixed_args()
    copy = asked.copy.resolve()
    if not asked.alone:
        prepare(copy)
    os.chdir(copy)
    os.environ.update(POLARS_ALLOW_FORKING_THREAD="1", POLARS_MAX_THREADS="1")  # it warns of forks, and begins threads
    Path("mutants").mkdir(exist_ok=True)
    if not asked.alone:
        _remove_what_is_stale()
        _silently(copy_src_dir, copy_also_copy_files, lambda: create_mutants(WORKERS))
    setup_source_paths()
    mutants = [data for data in map(_results, walk_mutatable_files()) if data.exit_code_by_key]
    install()
    turn(asked.alone or "", note=not asked.alone)
    os.chdir("mutants")
    at_import = set() if asked.alone else _called_at_import()
    options = ["-qq", "--rootdir=.", "-p", "no:cacheprovider", "--tb=native", "--assert=plain"]
    tests = ALONE if asked.alone else config().pytest_add_cli_args_test_selection
    code = pytest.main([*options, *tests], plugins=[_Loop(mutants, asked, copy, at_import)])
    if asked.alone:
        sys.exit(code)
    os.chdir(copy)
    _table(mutants)


class _Loop:
    """Stands in for pytest's loop over the tests that it collected."""

    def __init__(
        self, mutants: list[SourceFileMutationData], asked: argparse.Namespace, copy: Path, at_import: set[str]
    ) -> None:
        self.mutants, self.asked, self.copy, self.at_import = mutants, asked, copy, at_import
        self.seconds = asked.again or asked.seconds
        self.killers: dict[str, Counter[str]] = defaultdict(Counter)

    def pytest_sessionstart(self) -> None:
        from hypothesis import HealthCheck, Phase, settings  # pytest wants to be first

        settings.register_profile(
            "mutation",
            max_examples=self.asked.examples,
            deadline=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),  # one that fails is enough: none smaller is looked for
            report_multiple_bugs=False,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            sys.exit("the tests can't be collected")
        self.items = {item.nodeid: item for item in session.items}
        for item in session.items:  # to write down what failed takes Hypothesis longer than to find it
            getattr(item, "function", item).__dict__["_hypothesis_internal_print_given_args"] = False
        if self.asked.alone:
            notes = json.loads(NOTES.read_text("utf-8"))
            self.durations = notes["seconds"]
            self.reaching = {test: len(functions) for test, functions in notes["reached"].items()}
            session.testsfailed = int(bool(self._noticed(self._likeliest(list(self.items)))))
            return True
        self._fill_caches()
        self._learn()
        self._run()
        return True

    def _learn(self) -> None:
        """Which test reaches which function, and how long it takes.

        The contract stays read, because reading it anew for each test would take hours: see `_order`.
        """
        notes = json.loads(NOTES.read_text("utf-8")) if NOTES.exists() else {"reached": {}, "seconds": {}}
        reached, seconds = notes["reached"], notes["seconds"]
        functions = {mangled_name_from_mutant_name(name) for data in self.mutants for name in data.exit_code_by_key}
        of_new = {_module(function) for function in functions.difference(notes.get("functions", ()))}
        for test in [test for test, found in reached.items() if not of_new.isdisjoint(map(_module, found))]:
            del reached[test]  # it may reach the functions that its modules have now and had not
        new = [name for name in self.items if name not in reached]
        print(f"{len(new)} tests to learn about", flush=True)
        for some in (new[place : place + AT_ONCE] for place in range(0, len(new), AT_ONCE)):
            for found in _forked(self._look, [(some[place::WORKERS],) for place in range(WORKERS)]):
                reached.update({name: functions for name, (functions, _) in found.items()})
                seconds.update({name: spent for name, (_, spent) in found.items()})
            noted = {"reached": reached, "seconds": seconds, "functions": sorted(functions)}
            NOTES.write_text(json.dumps(noted), "utf-8")
            print(f"{len(reached)} learned", flush=True)
        self.durations = seconds
        self.reaching = {test: len(functions) for test, functions in reached.items()}
        self.tests: dict[str, list[str]] = defaultdict(list)
        for test, functions in reached.items():
            if test in self.items:
                for function in functions:
                    self.tests[function].append(test)

    def _look(self, names: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in names:
            _clear_caches(but=READING)
            turn(note=True)
            signal.signal(signal.SIGALRM, lambda *_, name=name: _give_up(f"{name} takes minutes"))
            signal.alarm(600)
            started = time.monotonic()
            if _failed(self.items[name]):
                _give_up(f"{name} fails on the unchanged package")
            found[name] = sorted(called), time.monotonic() - started
        return found

    def _fill_caches(self) -> None:
        """Read the contract and bind its rules before the forks, for the mutants that have no part in that.

        `reading` and `binding` are the functions that have.
        """
        from pcn_des.contract.files import evidence_kinds, load_year, years
        from pcn_des.questions.basis import rulebook

        _clear_caches()
        turn(note=True)
        contracts = [load_year(year) for year in years()]
        evidence_kinds()
        self.reading = set(called)
        for contract in contracts:
            for versions in contract.obligations.values():
                for version in versions:
                    if not version.judgement:
                        rulebook().bound(version, contract)
            for payments in contract.payments.values():
                for payment in payments:
                    if payment.rule or payment.key in rulebook().payments:
                        rulebook().bound_payment(payment, contract)
        self.binding = set(called) - self.reading

    def _run(self) -> None:
        """Every mutant that is asked for, in forks."""
        turn()
        gc.freeze()  # forks share what they don't change
        wanted = (SURVIVED, NO_TESTS, TIMED_OUT, None) if self.asked.again else (None,)
        chosen = [
            (data, name)
            for pattern in self.asked.pattern
            for data in self.mutants
            for name in fnmatch.filter(data.exit_code_by_key, pattern)
            if data.exit_code_by_key[name] in wanted
        ]
        chosen = list({name: (data, name) for data, name in chosen}.values())
        print(f"{len(chosen)} mutants", flush=True)
        running: dict[int, tuple[SourceFileMutationData, str, int]] = {}
        done, started = 0, time.monotonic()
        while chosen or running:
            while chosen and len(running) < WORKERS:
                data, name = chosen.pop(0)
                tests = self._order(mangled_name_from_mutant_name(name))
                if not tests and mangled_name_from_mutant_name(name) not in self.at_import:
                    data.exit_code_by_key[name] = NO_TESTS
                    continue
                receive, send = os.pipe()
                pid = os.fork()
                if pid == 0:
                    self._try(name, tests, send)
                os.close(send)
                running[pid] = (data, name, receive)
            if not running:
                break
            pid, status = os.wait()
            data, name, receive = running.pop(pid)
            with os.fdopen(receive) as pipe:
                killer = pipe.read()
            code = os.waitstatus_to_exitcode(status)
            if code >= 0:  # one that somebody stopped was not tried
                data.exit_code_by_key[name] = code if code in (SURVIVED, TIMED_OUT) else KILLED
            if killer:
                function = mangled_name_from_mutant_name(name)
                self.killers[function][killer] += 1
                self.killers[_module(function)][killer] += 1
            data.save()
            done += 1
            if done % 100 == 0:
                print(
                    f"{done} done, {len(chosen)} to go, {done / (time.monotonic() - started):.1f} a second", flush=True
                )
        for data in self.mutants:
            data.save()

    def _order(self, function: str) -> list[str]:
        """The tests that reach a function: those that noticed others of its mutants, or of its module's, come first.

        What reads the contract is reached by whatever asks about it, and noticed most likely by the tests of reading.
        """
        reaching = self.tests.get(function, [])
        if function in self.reading:
            reaching = list({*reaching, *(name for name in self.items if name.startswith(OF_READING))})
        module = _module(function)
        of_module = [name for name, _ in self.killers[module].most_common(20) if name in reaching]
        first = dict.fromkeys([*(name for name, _ in self.killers[function].most_common(20)), *of_module])
        others = [name for name in reaching if name not in first]
        return [*first, *self._likeliest(others, of=_parts(module.replace(".", "/")))]

    def _likeliest(self, names: list[str], of: Set[str] = frozenset()) -> list[str]:
        """The tests in their order: first those whose file has names of the module, then the quick and narrow."""

        def order(name: str) -> tuple[int, float]:
            return -len(of & _parts(name)), self.durations.get(name, 0.0) * self.reaching.get(name, 1)

        return sorted(names, key=order)

    def _noticed(self, tests: list[str]) -> str:
        """The first of the tests that fails; empty where none does that begins within the time."""
        end = time.process_time() + self.seconds
        begun = itertools.takewhile(lambda _: time.process_time() < end, tests)
        return next((test for test in begun if _failed(self.items[test])), "")

    def _try(self, name: str, tests: list[str], send: int) -> None:
        """In a fork: the tests against a mutant, until one notices."""
        signal.signal(signal.SIGALRM, lambda *_: os._exit(TIMED_OUT))
        signal.setitimer(signal.ITIMER_REAL, 20 + 6 * self.seconds)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        _to_nowhere()
        turn(name)
        function = mangled_name_from_mutant_name(name)
        if function in self.reading:
            _clear_caches()
        elif function in self.binding:
            _clear_caches(but=READING)
        if test := self._noticed(tests):
            os.write(send, test.encode())
            os._exit(KILLED)
        if function in self.at_import - self.reading:  # what ran before the fork ran unchanged
            again = [
                sys.executable,
                str(Path(__file__)),
                str(self.copy),
                "--alone",
                name,
                "--seconds",
                str(self.seconds),
            ]
            signal.setitimer(signal.ITIMER_REAL, 0)
            alone = subprocess.run(again, check=False, capture_output=True)
            os._exit(SURVIVED if alone.returncode == 0 else KILLED)
        os._exit(SURVIVED)


def _module(function: str) -> str:
    """The module of a function as mutmut names it."""
    return function.rpartition(".")[0]


def _parts(path: str) -> Set[str]:
    """The names in the path of a module, or of the file of a test: {"facts", "mergers"} for facts/_mergers."""
    names = path.partition("::")[0].removesuffix(".py").split("/")
    return {name.removeprefix("test_").strip("_") for name in names} - {"pcn_des", "tests", ""}


def _give_up(why: str) -> None:
    print(why, file=sys.__stderr__, flush=True)
    os._exit(1)


def _failed(item: pytest.Item) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False))


def _clear_caches(but: str = "") -> None:
    """Forget what the package has read and worked out: it may come from before the mutant."""
    for name, module in list(sys.modules.items()):
        if name.startswith("pcn_des"):
            for value in list(vars(module).values()):
                if callable(getattr(value, "cache_clear", None)) and value.__module__ != but:  # where it was defined
                    value.cache_clear()


def _forked(function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """What a function gives for each call, all at once in forks."""
    pipes = []
    for arguments in calls:
        receive, send = os.pipe()
        if os.fork() == 0:
            _to_nowhere()
            with os.fdopen(send, "w") as pipe:
                json.dump(function(*arguments), pipe)
            os._exit(0)
        os.close(send)
        pipes.append(receive)
    for receive in pipes:
        with os.fdopen(receive) as pipe:
            said = pipe.read()
        os.wait()
        if not said:
            sys.exit("the tests fail on the unchanged package")
        yield json.loads(said)


def _to_nowhere() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)


def _remove_what_is_stale() -> None:
    """From what an earlier run left. mutmut notices a changed module, and never a changed file of data or one gone."""
    shutil.rmtree("mutants/tests", ignore_errors=True)
    for path in Path("mutants/src").rglob("*"):
        module = path.with_suffix("") if path.suffix in (".meta", ".spans") else path
        if path.is_file() and (module.suffix != ".py" or not module.relative_to("mutants").exists()):
            path.unlink()


def _called_at_import() -> set[str]:
    """The functions that run when the package is imported; those of Hypothesis would be imported before pytest."""
    import pcn_des

    for module in pkgutil.walk_packages(pcn_des.__path__, "pcn_des."):
        if not any(part in ("strategies", "_hypothesis", "__main__") for part in module.name.split(".")):
            importlib.import_module(module.name)
    return set(called)


def _silently(*steps: Callable[[], Any]) -> None:
    kept, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: PTH123, SIM115
    for step in steps:
        step()
    sys.stdout = kept


def _results(path: Path) -> SourceFileMutationData:
    data = SourceFileMutationData(path=path)
    data.meta_path = data.meta_path.resolve()  # pytest runs in another folder
    data.load()
    return data


def _table(mutants: list[SourceFileMutationData]) -> None:
    areas: dict[str, Counter[str]] = defaultdict(Counter)
    for data in mutants:
        parts = Path(data.path).parts[2:]
        for area in (str(Path(*parts)), f"{parts[0]} (all)", "(all)"):
            areas[area].update(NAMES.get(code, "not run") for code in data.exit_code_by_key.values())
    print(
        f"{'':45}{'mutants':>8}{'killed':>8}{'timeout':>8}{'survived':>9}{'no tests':>9}{'not run':>8}{'% killed':>9}"
    )
    for area, count in sorted(areas.items()):
        noticed, run = count["killed"] + count["timeout"], count.total() - count["not run"]
        share = f"{100 * noticed / run:.1f}" if run else "–"
        print(
            f"{area:45}{count.total():8}{count['killed']:8}{count['timeout']:8}{count['survived']:9}"
            f"{count['no tests']:9}{count['not run']:8}{share:>9}"
        )


if __name__ == "__main__":
    main()
