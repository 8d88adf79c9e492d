"""The files for programs beside the pages: one for each thing, the list of all, and the data package."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from typing import Any

from making.pages import indexes
from making.things import index, things
from pcn_des.formats import export


def json_files() -> Iterator[tuple[str, str]]:
    """The path and the text of each file."""
    lists = {kind: indexes.list_path(kind) for kind in indexes.FOLDER_OF}
    yield "index.json", _text(index() | {"lists": lists})
    for kind, path in lists.items():
        yield path, _text(indexes.file_of_list(kind))
    for one in things():
        yield one.json, _text({**one.content(), "url": one.url, "aliases": list(one.aliases)})


def data_package() -> Iterator[tuple[str, str]]:
    """The whole contract as flat tables, as `pcn-des export` writes them."""
    with tempfile.TemporaryDirectory() as folder:
        for path in export.write(folder):
            yield f"data/{path.name}", path.read_text(encoding="utf-8")


def _text(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n"
