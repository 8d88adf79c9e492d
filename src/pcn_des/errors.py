"""Every exception of the package: one family, each naming the thing, the value and the mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from pcn_des.brief import LONGEST_NAME, briefly, by_name
from pcn_des.escaping import escaped, escaped_line
from pcn_des.folding import bare
from pcn_des.kinds_of_problem import told_by_kind

MOST_NAMES = 40
MOST_PROBLEMS = 20  # that are told one by one; of more the first are, and all are counted
FIRST_PROBLEMS = 5
LONGEST_MESSAGE: Final = 2_000  # characters; whatever somebody gave, who reads the message finds the mend at its end
LONGEST_END: Final = 600


class PcnDesError(Exception):
    """The base of every error that this package raises on purpose.

    Errors pickle and copy whatever they were made of, so that other processes get them as they are. The message is one
    line, in which characters that would steer a terminal are spelt out; one that is too long to read is cut in its
    middle.
    """

    def __str__(self) -> str:
        return _of_one_line(super().__str__())

    def __reduce__(self) -> tuple[Any, ...]:
        return _as_it_was, (type(self), self.args), vars(self)


class UnknownNameError(PcnDesError, KeyError):
    """A name (term, role, obligation, fact, …) that the package does not know.

    A `KeyError`, so that `in` and `get` of the package's mappings do what they do of any other. `nearest` are the names
    that it offers; with `fits`, those that the name may mean. What is no text is nobody's name, and near to none.

    Where names stand in records, `problems` has every one that is not known, each with its place; the rest tells of the
    first.
    """

    problems: tuple[str, ...] = ()

    def __init__(
        self, kind: str, name: object, known: Iterable[str], *, hint: str = "", fits: tuple[str, ...] = ()
    ) -> None:
        self.kind = kind
        self.name = name if isinstance(name, str) else briefly(name)  # an error pickles, whatever was given
        names = sorted(set(known))
        self.nearest = fits or nearest(name, names)
        said = f"'{by_name(name)}'" if isinstance(name, str) else f"{self.name}: names are texts"
        if len(fits) > 1:
            offer = f" It may mean {_either(fits)}: name one."
        else:
            offer = f" Did you mean {_either(self.nearest)}?" if self.nearest else _all_of(names)
        super().__init__(f"There is no {kind} {said}.{offer}{' ' + hint if hint else ''}")

    @classmethod
    def of(cls, found: Sequence[tuple[str, UnknownNameError]]) -> UnknownNameError:
        """One error of names that are not known, each behind the place where it stands; there is at least one."""
        problems = tuple(f"{escaped_line(place)}: {error}" for place, error in found)
        lines = "".join(f"\n  - {problem}" for problem in told_by_kind(problems))
        message = problems[0] if len(problems) == 1 else f"There are {len(problems)} names that are not known:{lines}"
        error = cls.__new__(cls, message)
        KeyError.__init__(error, message)
        vars(error).update({**vars(found[0][1]), "problems": problems})
        return error

    def __str__(self) -> str:
        if self.problems:
            return str(self.args[0])  # of a line for each, which is escaped already
        return _of_one_line(str(self.args[0]))  # a KeyError would show it in quotes


class EndedStreamError(PcnDesError, KeyError):
    """A payment stream that was paid in earlier contract years and has ended; the message says when, and why.

    A `KeyError`, so that `in` and `get` of a statement do what they do of any other mapping.
    """

    def __str__(self) -> str:
        return _of_one_line(str(self.args[0]))  # a KeyError would show it in quotes


class OutsideDataError(PcnDesError, LookupError):
    """A day or contract year that the contract data do not cover."""


class ContractDataError(PcnDesError):
    """A wrong entry in the contract data: where it is, what is wrong, what would be right.

    `line` is where it stands in the file; None where it stands nowhere, as a file that is not there. Where several
    were found in one reading, `problems` has them all, each an error of its own; the rest tells of the first. The
    message tells each of a few, and of many the first, with how many each file has.
    """

    def __init__(self, file: str, key: str, wrong: str, mend: str, line: int | None = None) -> None:
        self.file = file
        self.key = key
        self.wrong = wrong
        self.mend = mend
        self.line = line
        self._several: tuple[ContractDataError, ...] = ()
        super().__init__(f"{file}{f', line {line}' if line else ''}: {key}: {wrong}. {mend}")

    @classmethod
    def of(cls, problems: Sequence[ContractDataError]) -> ContractDataError:
        """One error of those found, of which there is at least one."""
        first = problems[0]
        if len(problems) > 1:
            error = cls(first.file, first.key, first.wrong, first.mend, first.line)
            error._several = tuple(problems)
            return error
        return first

    @property
    def problems(self) -> tuple[ContractDataError, ...]:
        """Every problem that was found."""
        return self._several or (self,)

    def __str__(self) -> str:
        if not self._several:
            return super().__str__()
        shown = self._several if len(self._several) <= MOST_PROBLEMS else self._several[:FIRST_PROBLEMS]
        lines = "".join(f"\n  - {problem}" for problem in shown)  # each is escaped already
        if len(shown) == len(self._several):
            return f"The contract data have {len(shown)} problems:{lines}"
        counts = Counter(problem.file for problem in self._several)
        files = ", ".join(f"{count} in {escaped_line(file)}" for file, count in counts.items())
        return f"The contract data have {len(self._several)} problems: {files}. The first of them:{lines}"


class RecordError(PcnDesError, ValueError):
    """Records of a network that can't be used; `problems` has every one found, each with its place.

    The message tells each kind of problem once: of many that are equal but for their place, the first places.
    """

    def __init__(self, what: str, problems: Sequence[str]) -> None:
        self.what = what
        self.problems = tuple(problems)
        lines = "".join(f"\n  - {problem}" for problem in told_by_kind(map(escaped_line, self.problems)))
        count = f"{len(self.problems):,} problem{'s' if len(self.problems) != 1 else ''}"
        super().__init__(f"{escaped_line(what)} can't be used, {count}:{lines}")

    def __str__(self) -> str:
        return escaped(str(self.args[0]))  # of several lines, each of which is escaped already


class MisuseError(PcnDesError, ValueError):
    """Something asked for that can't be: days the wrong way round, a choice that there is not."""


class WrongTypeError(PcnDesError, TypeError):
    """A value of a type that can't be taken, such as a text for a day."""


class FileFormatError(PcnDesError, ValueError):
    """A file that is not of the format it was read as."""


class PlainTextError(PcnDesError, UnicodeError):
    """A text with characters that no name and no note has: control characters, half a character."""


class WritingError(PcnDesError, OSError):
    """A file that can't be written, or must not be: it is there already, or is no file; nothing was changed."""


class RuleDefinitionError(PcnDesError, TypeError):
    """A rule that does not say what it means: a wrong unit, a key that is not there, Python where a word is needed."""


class MissingExtraError(PcnDesError, ImportError):
    """An optional library is not installed; the message names the extra that brings it."""

    def __init__(self, feature: str, library: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{feature} needs {library}. Install it with: pip install 'pcn_des[{extra}]'")


def _of_one_line(message: str) -> str:
    line = escaped_line(message)
    return line if len(line) <= LONGEST_MESSAGE else f"{line[: LONGEST_MESSAGE - LONGEST_END]} … {line[-LONGEST_END:]}"


def _as_it_was(kind: type[PcnDesError], args: tuple[Any, ...]) -> PcnDesError:
    """An error that has its message already: only the part of it that is Python's own is made again."""
    error = kind.__new__(kind, *args)
    pythons: Any = next(base for base in kind.__mro__ if base.__module__ == "builtins")
    pythons.__init__(error, *args)
    return error


def _all_of(names: Sequence[str]) -> str:
    """What there is, where nothing is near: the names if they are few, otherwise what they begin with."""
    if not names:
        return ""
    if len(names) <= MOST_NAMES:
        return f" There are: {', '.join(names)}."
    beginnings = list(dict.fromkeys(name.split(".")[0] for name in names))
    if len(beginnings) > MOST_NAMES:
        return f" There are {len(names)}, from '{names[0]}' to '{names[-1]}'."
    return f" There are {len(names)}; they begin with: {', '.join(beginnings)}."


@contextmanager
def asked_of(whom: str) -> Iterator[None]:
    """Says of an error of one network among many of which it is."""
    try:
        yield
    except PcnDesError as error:
        error.add_note(f"It was asked of {whom}.")
        raise


def nearest(name: object, known: Iterable[str]) -> tuple[str, ...]:
    """The known names most like `name`, best first, at most three; none of what is no text, or longer than names are.

    To compare a text of a million characters would take hours.
    """
    from difflib import get_close_matches  # only a mistake needs it

    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        return ()
    candidates = sorted(set(known))
    wanted = bare(name)
    close = [candidate for candidate in candidates if wanted and bare(candidate) == wanted][:3]
    for spelling in dict.fromkeys((name, name.lower(), name.upper())):
        close = close or get_close_matches(spelling, candidates, n=3, cutoff=0.6)
    if not close:
        tail = name.rsplit(".", 1)[-1]
        close = [candidate for candidate in candidates if tail and tail in candidate][:3]
    return tuple(close)


def did_you_mean(name: object, known: Iterable[str], otherwise: str) -> str:
    """The known name that was most likely meant, as a question; what to do `otherwise`, where none is like it."""
    near = nearest(name, known)
    return f"Did you mean '{near[0]}'?" if near else otherwise


def _either(names: Sequence[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
