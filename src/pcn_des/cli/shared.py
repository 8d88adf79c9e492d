"""What the commands share: days, codes, common options, the network asked about, and how misuse is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn

import click

import pcn_des as des
from pcn_des import written
from pcn_des.errors import PcnDesError
from pcn_des.escaping import escaped_line


class _Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        if value.strip().casefold() == "today":
            return date.today()
        try:
            return written.day(value.strip())
        except ValueError:
            self.fail(f"'{value}' is not a day; write it as 2022-11-14, or today", param, ctx)


class _Month(click.ParamType):  # type: ignore[type-arg]
    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value.replace(day=1)
        try:
            return written.month(value.strip())
        except ValueError:
            self.fail(f"'{value}' is not a month; write it as 2024-11", param, ctx)


class _LastMonth(_Month):
    """A month, or any day of it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else written.day(value.strip())
        except ValueError:
            return super().convert(value, param, ctx)


class _Code(click.ParamType):  # type: ignore[type-arg]
    name = "code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value).strip().upper()


class _Amount(click.ParamType):  # type: ignore[type-arg]
    name = "number"

    def __init__(self, forms: str = "0.5 or 48,532.00", *, negative: bool = True) -> None:
        self.forms = forms
        self.negative = negative

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        if isinstance(value, Decimal):
            return value
        said = str(value).strip()
        found = _NUMBER_FORM.fullmatch(written.ungrouped(said))
        if not found:
            by_comma = _DECIMAL_COMMA.fullmatch(said)
            forms = f"{by_comma[1]}.{by_comma[2]}, with a point" if by_comma else self.forms
            self.fail(f"'{value}' is not a number; write it as {forms}", param, ctx)
        if found["sign"] and not self.negative:
            self.fail(f"'{value}' is less than nothing, which this can't be; write 0 or more", param, ctx)
        return Decimal(f"{found['sign']}{found['digits']}")


class _Whole(click.ParamType):  # type: ignore[type-arg]
    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        plain = written.ungrouped(str(value).strip())
        if not _WHOLE_FORM.fullmatch(plain):
            self.fail(f"'{value}' is not a whole number; write it as 46982 or 46,982", param, ctx)
        return int(plain)


# More digits count nothing here.
_A_YEAR: Final = re.compile("(20)?[0-9]{2}[/-][0-9]{2}")
_WHOLE_FORM: Final = re.compile("-?[0-9]{1,12}")
_NUMBER_FORM: Final = re.compile(r"(?P<sign>-?)£?(?P<digits>[0-9]{1,12}(?:\.[0-9]{1,12})?|\.[0-9]{1,12})")
_DECIMAL_COMMA: Final = re.compile("(-?£?[0-9]+),([0-9]+)")

DAY: Final = _Day()
MONTH: Final = _Month()
LAST_MONTH: Final = _LastMonth()
WHOLE: Final = _Whole()
AMOUNT: Final = _Amount()
PATIENTS: Final = _Amount("13296 or 13,296.42", negative=False)  # some are published with decimals
CODE: Final = _Code()
PATH: Final = click.Path(path_type=Path)

with_known_on: Final = click.option(
    "--known-on", type=DAY, help="Only what had been published by this day. Default: all of it."
)


def with_day(about: str = "The day that the question is about.", *, required: bool = False) -> Callable[[Any], Any]:
    """The option for the day of a question: `--as-of` in every command, and `--on` for who says it so."""
    return click.option("--as-of", "--on", "as_of", type=DAY, required=required, help=about)


_TYPED: Final = click.core.ParameterSource.COMMANDLINE
with_json: Final = click.option("--json", "as_json", is_flag=True, help="Plain values for other programs.")


def check_alone(option: str, why: str, *beside: str) -> None:
    """Refuses whatever was given on the command line besides an option, and what may stand beside it.

    Args:
        option: the name of its parameter, as in `cases`.
        why: the reason, for the message.
        beside: the names of what may stand beside it.

    Raises:
        UsageError: something else was given; the message names it.
    """
    others = [param.name or "" for param in click.get_current_context().command.params]
    if given := _given(name for name in others if name not in (option, *beside)):
        (alone,) = _given([option])
        raise click.UsageError(f"{alone} stands alone, without {', '.join(given)}: {why}")


def check_goes_with(companion: str, why: str, *options: str) -> None:
    """Refuses options without the one that they say more of, for they would change nothing.

    Args:
        companion: the option that is not there, as it is written: `--role`.
        why: the reason, for the message.
        options: the names of their parameters, as in `annual_cost`.

    Raises:
        UsageError: one of them was given; the message names it.
    """
    if given := _given(options):
        raise click.UsageError(f"{', '.join(given)} {'goes' if len(given) == 1 else 'go'} with {companion}: {why}")


def _given(names: Iterable[str]) -> list[str]:
    """Those among the parameters with these names that stand on the command line, as people write them."""
    context, wanted = click.get_current_context(), set(names)
    typed = (one for one in context.command.params if context.get_parameter_source(one.name or "") is _TYPED)
    return [
        one.human_readable_name if isinstance(one, click.Argument) else max(one.opts, key=len)
        for one in typed
        if one.name in wanted
    ]


class Refused(click.ClickException):
    """A misuse: its message goes to the error output, and the command ends with 2."""

    exit_code = 2


@contextmanager
def misuse() -> Iterator[None]:
    """Turn the package's errors into one clear message and exit code 2."""
    try:
        yield
    except PcnDesError as error:
        raise Refused(str(error)) from None
    except BrokenPipeError:
        raise  # nobody reads any more: see `ending`
    except OSError as error:
        raise Refused(machine_says(error)) from None
    except ValueError as error:  # a path with a zero in it
        if "null" not in str(error):
            raise
        raise Refused("a file's name has a zero character in it; name another file") from None


def machine_says(error: OSError) -> str:
    """What the machine says of a file, in one line."""
    said = (error.strerror or "it can't be used").lower()
    return said if error.filename is None else f"{escaped_line(str(error.filename))}: {said}"


def needs_its_companion(epcn: Path) -> NoReturn:
    """Refuse a CSV file of networks without its practices, or one that is no such file at all.

    Raises:
        FileFormatError: it has no networks.
        UsageError: it has.
    """
    from pcn_des.formats.epcn import PARTNER_FILE, check_pcns

    check_pcns(epcn)
    raise click.UsageError(f"{epcn.name} has the networks alone: name its companion, --epcn-partners {PARTNER_FILE}")


def network_of(file: Path | None) -> des.Network:
    """The network of a TOML or JSON file or a workbook; without a file, the bundled example.

    Raises:
        Refused: the file is called as a contract year is, which other commands take in its place.
    """
    if file is None:
        return des.example_network()
    if _A_YEAR.fullmatch(str(file)):
        raise Refused(f"{file} is a contract year, where a file is wanted; a year is named with --year, a day --as-of")
    return des.read_network(file)


def day_to_check(as_of: date | None, network: des.Network) -> date:
    """The day that was named, or else an example's own."""
    day = as_of or network.example_as_of
    if day is None:
        raise click.UsageError("Name the day to check: --as-of 2022-11-14")
    return day
