"""The search for dead links finds each kind of them, and none where all is well."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
sys.path.append(str(ROOT / "docs"))

from making import links  # noqa: E402

PAGE, NOTHING, NO_ANCHOR = "roles/", "there is no such page or file", "the page has no such anchor"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three pages and two files."""
    links._read.cache_clear()
    for name in ("index.html", "roles/index.html", "404.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('<h1 id="top">A page</h1><a name="old"></a>', encoding="utf-8")
    (tmp_path / "roles.json").write_text("{}", encoding="utf-8")
    (tmp_path / "a b.png").write_bytes(b"")
    return tmp_path


def _says(site: Path, html: str) -> list[str]:
    (site / "roles" / "index.html").write_text(f'<p id="here">{html}</p>', encoding="utf-8")
    return list(links.dead_links(site))


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../">up</a>',
        '<a href="../#top">up</a> <a href="../index.html#old">up</a> <a href="#here">here</a>',
        '<a href="../roles.json">file</a> <a href="../roles.json#what">file</a>',
        '<img src="../a%20b.png">',
        '<a href="https://elsewhere.invalid/nothing">away</a> <a href="mailto:a@b.invalid">write</a>',
        '<form action="../"></form> <base href="../nothing/">',
        "<a>no link</a>",
    ],
)
def test_a_link_that_leads_somewhere_is_not_dead(site: Path, html: str) -> None:
    assert _says(site, html) == []


@pytest.mark.parametrize(
    ("html", "link", "wrong"),
    [
        ('<a href="../streams/">gone</a>', "../streams/", NOTHING),
        ('<a href="nothing">gone</a>', "nothing", NOTHING),
        ('<img src="../b.png">', "../b.png", NOTHING),
        ('<form action="../ask/"></form>', "../ask/", NOTHING),
        ('<script src="/site.js"></script>', "/site.js", NOTHING),
        ('<a href="#gone">below</a>', "#gone", NO_ANCHOR),
        ('<a href="../#here">up</a>', "../#here", NO_ANCHOR),
    ],
)
def test_a_dead_link_is_told_with_its_page(site: Path, html: str, link: str, wrong: str) -> None:
    assert _says(site, html) == [f"{PAGE}: {link}: {wrong}"]


def test_a_dead_link_ends_it_with_one(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["links.py", str(site)])
    assert links.main() == 0
    assert capsys.readouterr().out == "0 dead links in 3 pages\n"
    (site / "index.html").write_text('<a href="gone/">gone</a>', encoding="utf-8")
    links._read.cache_clear()
    assert links.main() == 1
    assert capsys.readouterr().out == f"the first page: gone/: {NOTHING}\n1 dead link in 3 pages\n"
