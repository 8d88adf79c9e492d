"""MkDocs hooks: tables, pages and files that are made from the package itself at build time, so that they can't drift.

A page asks for a table with a comment such as `<!-- generated: evidence -->`. For a class of records with a table of
its fields it has `<!-- class: pcn_des.answers.finding.Finding -->`, or `<!-- classes: pcn_des.network.people -->` for
those of a module, with a 3 behind the name for headings of the third level. `<!-- source: pcn_des.dates.month_of -->`
quotes the source of a function. The pages of the contract, the files beside them and the notebooks are made as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import rmtree
from typing import Any, Final

from making import data_tables, landing, reference
from making.browser import browser_files
from making.every_page import IN_NO_MENU, pages
from making.files import data_package, json_files
from making.notebooks import notebook_files
from making.payments import causes_table, groups_table, not_counted, recipes_table
from making.quotes import quoted
from making.style import colours_css
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

MARKER: Final = re.compile(r"<!-- generated: ([a-z-]+) -->")
SOURCE: Final = re.compile(r"<!-- source: (pcn_des[\w.]*) -->")
PRINTED: Final = re.compile(r"(<pre.*?</pre>|<textarea.*?</textarea>)", re.DOTALL)
BREAK: Final = re.compile(r"\s*\n\s*")
TAB: Final = "The contract"  # the tab of the pages that no menu lists

_TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "evidence": data_tables.evidence_table,
    "statuses": data_tables.statuses_table,
    "standings": data_tables.standings_table,
    "coverage": data_tables.coverage_table,
    "facts": reference.facts_table,
    "lists": reference.lists_table,
    "command-help": reference.command_help,
    "names": reference.names_table,
    "other-names": reference.other_names,
    "other-records": reference.other_records,
    "answer": landing.answer,
    "published-groups": groups_table,
    "published-causes": causes_table,
    "published-not-counted": not_counted,
    "published-recipes": recipes_table,
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages, files and styles that are made as a whole."""
    made = (
        *pages(),
        *json_files(),
        *data_package(),
        *notebook_files(),
        *browser_files(),
        ("stylesheets/colours.css", colours_css()),
    )
    for path, content in made:
        files.append(File.generated(config, path, content=content))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Put the pages that no menu lists under the tab of the contract, so that it is the one that is lit."""
    contract = next(item for item in nav.items if isinstance(item, Section) and item.title == TAB)
    for file in files.documentation_pages():
        if file.page is not None and IN_NO_MENU.match(file.src_uri) and file.page.parent is None:
            file.page.parent = contract
    return nav


def on_post_page(output: str, **_: Any) -> str:
    """Leave out the empty lines and indents of the theme, a seventh of each page; what is printed as is keeps them."""
    parts = PRINTED.split(output)
    return "".join(part if part.startswith(("<pre", "<textarea")) else BREAK.sub("\n", part) for part in parts)


def on_post_build(config: MkDocsConfig) -> None:
    """Leave out what the theme has and no page loads: the maps of its scripts, and the search of other languages."""
    for path in Path(config.site_dir).glob("assets/**/*.map"):
        path.unlink()
    rmtree(Path(config.site_dir, "assets", "javascripts", "lunr"))


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Put the tables in the place of their markers."""
    markdown = SOURCE.sub(lambda match: quoted(match[1]), markdown)
    markdown = reference.CLASSES.sub(
        lambda match: reference.classes(match["target"], match["all"], int(match["level"] or 2)), markdown
    )
    markdown = markdown.replace("<!-- generated: questions -->", landing.questions(page.url))
    return MARKER.sub(lambda match: _TABLES[match[1]](), markdown)
