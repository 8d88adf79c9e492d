"""Opens the pages Ask and Check of a built site in Chromium, and holds them against what Python answers here.

python tests/site/run.py SITE    SITE is the folder that mkdocs built

It needs node, npm and Chromium (`CHROMIUM` names it, where it is not on the path); without them it says so and ends
well. playwright-core, which drives the browser, is installed into a folder of its own that is taken away again. `ONLY`
in the environment is a part of the names of the tests to run.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
HERE: Final = Path(__file__).parent
PLAYWRIGHT: Final = "playwright-core@1.65.1"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

sys.path[:0] = [str(ROOT / "docs"), str(ROOT / "tests")]


class Site(SimpleHTTPRequestHandler):
    """A plain static server: no compression, nothing kept; it counts what it sends."""

    sent: dict[str, int]

    def send_head(self) -> Any:
        """As the plain server does, with what was asked for counted."""
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


def main(site: Path) -> int:
    """0 where all is as it should be, or where there is no browser to see it with."""
    node, npm = shutil.which("node"), shutil.which("npm")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    lacking = [name for name, found in (("node", node), ("npm", npm), ("Chromium", chromium)) if not found]
    if not node or not npm or not chromium:
        print(f"The pages that run in the browser are not tested: {' and '.join(lacking)} not here")
        return 0
    from support.in_browser import expected, files

    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "other").mkdir()
        (work / "other" / "index.html").write_text("another place", encoding="utf-8")
        (work / "files").mkdir()
        for file, content in files().items():
            (work / "files" / file).write_bytes(content)
        (work / "expected.json").write_text(json.dumps(expected()), encoding="utf-8")
        shutil.copy(HERE / "browser.mjs", work)
        install = [
            npm,
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
            name,
            PLAYWRIGHT,
        ]
        if subprocess.run(install, check=False).returncode:
            print(f"The pages that run in the browser are not tested: npm has no {PLAYWRIGHT} for this machine")
            return 0
        with served(site) as (address, _), served(work / "other") as (other, reached):
            asked = [node, str(work / "browser.mjs"), address, other, chromium, str(work)]
            code = subprocess.run(asked, check=False).returncode
            if reached:
                print(f"FAILED: another origin was reached: {', '.join(reached)}")
        return 1 if code or reached else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
