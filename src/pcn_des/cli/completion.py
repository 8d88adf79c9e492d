"""Completion of commands, keys, rules, roles and years in a shell, which click does: `pcn-des completion bash`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import click

from pcn_des.cli.output import say

SHELLS: Final = ("bash", "zsh", "fish")
Completing = Callable[[click.Context, click.Parameter, str], list[str]]


def _beginning(names: Callable[[], Iterable[str]]) -> Completing:
    """Those of the names that begin as what was typed; they are looked up only when a shell asks."""

    def complete(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
        return sorted({name for name in names() if name.startswith(typed)})

    return complete


def _keys_in(section: str) -> Callable[[], Iterable[str]]:
    def names() -> Iterable[str]:
        from pcn_des.contract.files import load_year, years

        return (key for year in years() for key in getattr(load_year(year), section))

    return names


def _years() -> Iterable[str]:
    from pcn_des.contract.files import years

    return map(str, years())


a_key: Final = _beginning(_keys_in("terms"))
a_role: Final = _beginning(_keys_in("roles"))
a_rule: Final = _beginning(_keys_in("obligations"))
a_year: Final = _beginning(_years)


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, keys, roles, rules and years.

    For bash: pcn-des completion bash > ~/.pcn-des-complete.sh, and in ~/.bashrc: . ~/.pcn-des-complete.sh
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # click knows all of `SHELLS`
    say(kind(context.find_root().command, {}, "pcn-des", "_PCN_DES_COMPLETE").source())


COMMANDS: Final = (completion,)
