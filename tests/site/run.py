"""Looks at a built site in Chromium: its pages by clicks, and Ask and Check against what Python answers here.

python tests/site/run.py SITE            SITE is the folder that mkdocs built
python tests/site/run.py SITE pages      the pages alone
python tests/site/run.py SITE python     Ask and Check alone, whose times mean something where nothing runs beside them

It needs node, npm and Chromium (`CHROMIUM` names it, where it is not on the path); without them it says so and ends
well. What drives the browser is installed into a folder of its own that is taken away again. `ONLY` in the environment
is a part of the names of the tests of Ask and Check to run. A site without these two is looked at without them.
"""

from __future__ import annotations

import functools
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
HERE: Final = Path(__file__).parent
PARTS: Final = ("python", "pages")
SCRIPTS: Final = ("browser.mjs", "check.mjs", "package.json", "package-lock.json")
SENT: Final = "/bytes-sent"  # how many bytes this server has sent: a browser does not tell them all
OFFLINE: Final = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "ETIMEDOUT")
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

sys.path[:0] = [str(ROOT / "docs"), str(ROOT / "tests")]


class Site(SimpleHTTPRequestHandler):
    """A plain static server: no compression, nothing kept; it counts what it sends."""

    sent: dict[str, int]

    def send_head(self) -> Any:
        """As the plain server does, with what was asked for counted."""
        if self.path == SENT:
            said = str(sum(self.sent.values())).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            return io.BytesIO(said)
        found = super().send_head()
        self.sent[self.path] = self.sent.get(self.path, 0) + (os.fstat(found.fileno()).st_size if found else 0)
        return found

    def do_POST(self) -> None:
        """Whatever is sent to this server is one request too many."""
        self.sent[self.path] = 0
        self.send_error(405)

    def end_headers(self) -> None:
        """Other sites may read what is here: what keeps a page from it is the page's own policy."""
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: what is not there is asked for on purpose."""


class Server(ThreadingHTTPServer):
    """Serves several at once."""

    def handle_error(self, *_: object) -> None:
        """Nothing: a page that is left closes its connections."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """The address of a folder that is served, and the bytes of each path that was sent so far."""
    sent: dict[str, int] = {}
    handler = type("Counting", (Site,), {"sent": sent})
    server = Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", sent
    finally:
        server.shutdown()


def main(site: Path, parts: Sequence[str]) -> int:
    """0 where all is as it should be in these parts, or where there is no browser to see it with."""
    if unknown := set(parts).difference(PARTS):
        print(f"no such part: {', '.join(unknown)}; there are {' and '.join(PARTS)}")
        return 2
    node, npm = shutil.which("node"), shutil.which("npm")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    lacking = [name for name, found in (("node", node), ("npm", npm), ("Chromium", chromium)) if not found]
    if not node or not npm or not chromium:
        print(f"The site is not looked at in a browser: {' and '.join(lacking)} not here")
        return 0
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for script in SCRIPTS:
            shutil.copy(HERE / script, work)
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"]
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"The site is not looked at in a browser: npm ci failed\n{done.stdout}{done.stderr}")
            return 0 if any(word in done.stderr for word in OFFLINE) else 1
        with served(site) as (address, _):
            wrong = "python" in parts and _asked(site, address, node, chromium, work)
            wrong |= "pages" in parts and _clicked(address, node, chromium, work)
        return 1 if wrong else 0


def _clicked(address: str, node: str, chromium: str, work: Path) -> bool:
    """Whether a page is not found, read or used as it should be."""
    asked, environment = [node, "check.mjs", address], {**os.environ, "CHROMIUM": chromium}
    return bool(subprocess.run(asked, cwd=work, env=environment, check=False).returncode)


def _asked(site: Path, address: str, node: str, chromium: str, work: Path) -> bool:
    """Whether Ask or Check does what it should not; no, where they were not built."""
    if not (site / "in-browser" / "files.json").exists():
        print("Ask and Check were not built: not tested")
        return False
    from support.in_browser import expected, files

    (work / "other").mkdir()
    (work / "other" / "index.html").write_text("another place", encoding="utf-8")
    (work / "files").mkdir()
    for file, content in files().items():
        (work / "files" / file).write_bytes(content)
    (work / "expected.json").write_text(json.dumps(expected()), encoding="utf-8")
    with served(work / "other") as (other, reached):
        asked = [node, "browser.mjs", address, other, chromium, str(work)]
        failed = bool(subprocess.run(asked, cwd=work, check=False).returncode)
        if reached:
            print(f"FAILED: another origin was reached: {', '.join(reached)}")
    return failed or bool(reached)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2:] or PARTS))
