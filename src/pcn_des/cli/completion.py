"""Completion of commands, keys, names and years in a shell, which click does: `pcn-des completion bash`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import click

from pcn_des.cli.output import say

SHELLS: Final = ("bash", "zsh", "fish")
Completing = Callable[[click.Context, click.Parameter, str], list[str]]


def _beginning(names: Callable[[], Iterable[str]]) -> Completing:
    """Those of the names that begin as what was typed, in whatever letters; they are looked up only when asked for."""

    def complete(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
        return sorted({name for name in names() if name.casefold().startswith(typed.casefold())})

    return complete


def _keys_in(*sections: str) -> Callable[[], Iterable[str]]:
    def names() -> Iterable[str]:
        from pcn_des.contract.files import load_year, years

        return (key for year in years() for section in sections for key in getattr(load_year(year), section))

    return names


def _role_names() -> Iterable[str]:
    from pcn_des.contract.role_names import names_of_roles

    return (name for name in names_of_roles() if " " not in name)  # a shell would take a blank for an end


def _areas() -> Iterable[str]:
    from pcn_des.contract.files import area_titles

    return area_titles()


def _sections() -> Iterable[str]:
    from pcn_des.contract.areas import CHOSEN_FROM

    return CHOSEN_FROM


def _years() -> Iterable[str]:
    from pcn_des.contract.files import years

    return map(str, years())


a_key: Final = _beginning(_keys_in("terms", "obligations"))
a_role: Final = _beginning(_role_names)
a_rule: Final = _beginning(_keys_in("obligations"))
a_year: Final = _beginning(_years)
a_section: Final = _beginning(_sections)
an_area: Final = _beginning(_areas)
an_indicator: Final = _beginning(_keys_in("indicators"))


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, keys, areas, sections, roles, indicators, rules and years.

    For bash: pcn-des completion bash > ~/.pcn-des-complete.sh, and in ~/.bashrc: . ~/.pcn-des-complete.sh
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # click knows all of `SHELLS`
    say(kind(context.find_root().command, {}, "pcn-des", "_PCN_DES_COMPLETE").source())


COMMANDS: Final = (completion,)
