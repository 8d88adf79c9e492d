"""What the browser pages are made of: fetched once and held against digests, or left out where the builder says so."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable
from importlib.metadata import requires
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
pytest.importorskip("mkdocs")
sys.path.append(str(ROOT / "docs"))

from making import browser, bundle, fetched  # noqa: E402

BROWSER = ROOT / "docs" / "browser"


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder with nothing in it."""
    monkeypatch.setenv(fetched.CACHE, str(tmp_path))
    return tmp_path


def _archive() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name in (*fetched.PYODIDE_FILES, "package.json", "more.txt"):
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(name)
            archive.addfile(entry, io.BytesIO(name.encode()))
    return made.getvalue()


def _pinned(folder: Path, archive: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pins that name an archive in a folder, in the place of those of the repository."""
    digest = base64.b64encode(hashlib.sha512(_archive()).digest()).decode()
    (folder / "archive.tgz").write_bytes(archive)
    address = (folder / "archive.tgz").as_uri()
    pins = f'[pyodide]\nversion = "0.0.1"\narchive = "{address}"\nintegrity = "sha512-{digest}"\n'
    (folder / "pins.toml").write_text(pins, encoding="utf-8")
    monkeypatch.setattr(fetched, "BROWSER", folder)


def test_pyodide_is_fetched_once(empty_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _pinned(tmp_path, _archive(), monkeypatch)
    folder = fetched.pyodide()
    assert sorted(path.name for path in folder.iterdir()) == sorted((*fetched.PYODIDE_FILES, "package.json"))
    assert (folder / "pyodide.mjs").read_bytes() == b"pyodide.mjs"
    (tmp_path / "archive.tgz").unlink()
    assert fetched.pyodide() == folder


def test_what_is_not_what_was_pinned_is_refused(
    empty_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pinned(tmp_path, _archive() + b"more", monkeypatch)
    with pytest.raises(fetched.NotHadError, match="is not what was pinned: its sha512 is"):
        fetched.pyodide()
    assert sorted(path.name for path in empty_cache.iterdir()) == ["archive.tgz", "pins.toml"]  # nothing is kept of it


def test_a_build_that_can_fetch_nothing_says_how_to_build_without(
    empty_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pinned(tmp_path, _archive(), monkeypatch)
    (tmp_path / "archive.tgz").unlink()
    with pytest.raises(browser.CannotBuildError, match=r"could not be fetched.*PCN_DES_DOCS_BROWSER=no mkdocs build"):
        dict(browser.browser_files())


def test_a_build_without_them_has_pages_that_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.SWITCH, "no")
    made = dict(browser.browser_files())
    assert set(made) == {"ask/index.html", "check/index.html", "in-browser/page.css", "in-browser/theme.js"}
    for page in ("ask", "check"):
        assert b"It was left out when this copy of the site was built" in made[f"{page}/index.html"]


def test_an_error_on_either_page_can_be_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.SWITCH, "no")
    made = dict(browser.browser_files())
    for page in browser.PAGES:
        assert f'href="../contribute/report/?about={page}/"' in made[f"{page}/index.html"].decode()


def test_every_package_that_the_library_needs_is_pinned_with_what_that_needs() -> None:
    pinned = re.findall(
        r"^([\w-]+)==\S+ --hash=sha256:[0-9a-f]{64}$", (BROWSER / "wheels.txt").read_text(), re.MULTILINE
    )
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    needed = {"pcn-des": _named(stated)}
    while missing := {name for names in needed.values() for name in names} - set(needed):
        needed |= {name: _needs(name) for name in missing}
    assert set(needed) - {"pcn-des"} <= {name.replace("_", "-") for name in pinned}


def _needs(name: str) -> set[str]:
    """The packages that one needs on a Python as new as the browser's, without its extras."""
    return _named(line for line in requires(name) or () if "extra ==" not in line and "python_version <" not in line)


def _named(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[^\w-]", line)[0].replace("_", "-") for line in requirements}


def test_every_script_of_the_pages_is_sent_and_imports_only_those() -> None:
    assert set(browser.SCRIPTS) == {path.name for path in BROWSER.glob("*.js")}
    for name in browser.SCRIPTS:
        for imported in re.findall(r"from '\./([\w.]+)'", (BROWSER / name).read_text()):
            assert imported in browser.SCRIPTS


def test_the_pages_load_nothing_from_elsewhere() -> None:
    for path in (*BROWSER.glob("*.html"), *BROWSER.glob("*.js"), *BROWSER.glob("*.css")):
        assert not re.search(r"https?://", path.read_text()), path.name


def test_the_policy_allows_this_site_alone() -> None:
    policy = dict(part.split(" ", 1) for part in browser._policy({"a {}"}).split("; "))
    assert policy["default-src"] == "'none'"
    allowed = {word for name, words in policy.items() for word in words.split() if name != "style-src"}
    assert allowed == {"'none'", "'self'", "'wasm-unsafe-eval'", "blob:", "data:"}
    assert "unsafe-inline" not in policy["style-src"]


def test_what_the_page_offers_can_be_asked() -> None:
    known = json.loads(browser._choices()["known"])
    assert {"Paramedic", "General practitioner"} <= {role["title"] for role in known["roles"]}
    assert next(role for role in known["roles"] if role["key"] == "general_practitioner")["names"].count("GP") == 1
    assert (known["years"][0], known["first"]) == ("2019/20", "2019-07-01")
    assert known["example"] == {"name": "riverside.toml", "day": "2022-11-14"}


def test_the_same_files_make_the_same_bundle_without_what_no_page_asks_for() -> None:
    files = [("b.py", b"2"), ("a.py", b"1"), ("pcn_des/cli/__init__.py", b""), ("a/py.typed", b""), ("pdb.py", b"")]
    made = bundle._zipped(files)
    assert made == bundle._zipped(reversed(files))
    archive = zipfile.ZipFile(io.BytesIO(made))
    assert archive.namelist() == ["a.py", "b.py"]
    for entry, content in zip(archive.infolist(), (b"1", b"2"), strict=True):  # so that the browser can take it apart
        begins = entry.header_offset + 30 + len(entry.filename)
        assert made[begins : begins + entry.file_size] == content


@pytest.mark.skipif(os.name != "posix", reason="the node of this test is a shell script")
def test_a_node_that_fails_is_told_with_the_way_round(empty_cache: Path, tmp_path: Path) -> None:
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho too old >&2\nexit 1\n", encoding="utf-8")
    node.chmod(0o755)
    with pytest.raises(fetched.NotHadError, match=r"could not make byte code \(too old\); PCN_DES_DOCS_NODE=none"):
        bundle._compiled(str(node), tmp_path, dict.fromkeys(bundle.NAMES, b""))
    assert not list((empty_cache / "bundles").iterdir())  # nothing is kept of it
