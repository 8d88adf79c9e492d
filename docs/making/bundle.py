"""The bundles of Python that the browser is sent: the standard library, the library with its packages, openpyxl.

They are packed as a whole, which is smaller than file by file. Where node is at hand, they are byte code, made by the
Python that will run it (Pyodide's own): it begins about twice as soon. Where it is not, they are sources.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pcn_des
from making.asking import QUESTIONS
from making.fetched import BROWSER, NotHadError, cache_folder, wheels
from pcn_des.contract.make_ready import make_ready

NODE: Final = "PCN_DES_DOCS_NODE"
NAMES: Final = ("stdlib.zip", "app.zip", "workbook.zip")
_WORKBOOK: Final = ("openpyxl/", "et_xmlfile/")
_NOT_ASKED: Final = (  # rooms of the library that no page asks for
    *("pcn_des/cli/", "pcn_des/contract/drafting/", "pcn_des/formats/by_day/", "pcn_des/formats/combine/"),
    *("pcn_des/frame/", "pcn_des/strategies/"),
)
_NOT_SENT: Final = (".pyc", ".xlsx", ".tar.gz", ".so", "py.typed")
_NOT_IN_A_BROWSER: Final = (  # of the standard library: there are no processes, no terminal, no servers, no debugger
    *("_pyrepl/", "ctypes/", "curses/", "dbm/", "idlelib/", "multiprocessing/", "sqlite3/", "unittest/", "wsgiref/"),
    *(
        "xml/dom/",
        "xml/sax/",
        "xmlrpc/",
        "asyncio/proactor_events.py",
        "asyncio/windows_",
        "concurrent/futures/process.py",
    ),
    *("http/client.py", "http/cookiejar.py", "http/cookies.py", "http/server.py", "logging/config.py"),
    *("logging/handlers.py", "urllib/request.py", "urllib/robotparser.py", "pyodide/console.py"),
    *("_pydatetime.py", "_pyio.py"),  # what is compiled into Python takes their place
    *("argparse.py", "bdb.py", "cmd.py", "code.py", "compileall.py", "doctest.py", "fileinput.py", "ftplib.py"),
    *(
        "getopt.py",
        "getpass.py",
        "imaplib.py",
        "mailbox.py",
        "modulefinder.py",
        "optparse.py",
        "pdb.py",
        "pickletools.py",
    ),
    *("poplib.py", "profile.py", "pstats.py", "py_compile.py", "pyclbr.py", "pydoc.py", "rlcompleter.py", "shelve.py"),
    *("smtplib.py", "socketserver.py", "tabnanny.py", "timeit.py", "trace.py", "wave.py", "zipapp.py"),
)
_OLD_ENCODINGS: Final = re.compile(  # a hundred of them, for files that are no UTF-8
    r"encodings/(?!(__init__|aliases|ascii|charmap|cp437|cp1252|idna|latin_1|punycode|\w*unicode_escape|utf_\w+)\.py)"
)
_DAY: Final = (1980, 1, 1, 0, 0, 0)  # of every file, so that the same files make the same bundle


def bundles(pyodide: Path) -> dict[str, bytes]:
    """Each bundle by its name.

    Raises:
        NotHadError: a wheel can't be had, or node can't make byte code.
    """
    sources = {
        "stdlib.zip": _zipped(_of_zip(pyodide / "python_stdlib.zip")),
        "app.zip": _zipped(_application()),
        "workbook.zip": _zipped(_of_wheels(workbook=True)),
    }
    node = shutil.which(os.environ.get(NODE, "node"))
    return sources if node is None else _compiled(node, pyodide, sources)


def _compiled(node: str, pyodide: Path, sources: dict[str, bytes]) -> dict[str, bytes]:
    """The bundles as byte code, kept by what they are made of."""
    steps = [(BROWSER / name).read_bytes() for name in ("compile.mjs", "compile.py")]
    steps.append(json.dumps(QUESTIONS).encode())
    digest = hashlib.sha256(b"".join([*steps, *sources.values()])).hexdigest()[:12]
    kept = cache_folder() / "bundles" / digest
    if not kept.is_dir():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as name:
            folder = Path(name) / digest
            folder.mkdir()
            for bundle, content in sources.items():
                (folder / bundle).write_bytes(content)
            (folder / "questions.json").write_text(json.dumps(QUESTIONS), encoding="utf-8")
            (folder / "riverside.xlsx").write_bytes((_package() / "examples" / "riverside.xlsx").read_bytes())
            command = [node, str(BROWSER / "compile.mjs"), str(pyodide), str(folder)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                said = " ".join(done.stderr.split()[-40:])
                raise NotHadError(f"{node} could not make byte code ({said}); {NODE}=none sends sources instead")
            if not kept.is_dir():
                folder.rename(kept)
    return {bundle: (kept / bundle).read_bytes() for bundle in NAMES}


def _application() -> Iterator[tuple[str, bytes]]:
    """What answers, the library with the contract data also as JSON, and the packages that it needs."""
    yield "answers.py", (BROWSER / "answers.py").read_bytes()
    yield from _of_wheels(workbook=False)
    for path in sorted(_package().rglob("*")):
        if path.is_file():
            yield f"pcn_des/{path.relative_to(_package()).as_posix()}", path.read_bytes()
    with tempfile.TemporaryDirectory() as name:
        for path in make_ready(Path(name)):
            yield f"pcn_des/contract/{path.as_posix()}", Path(name, path).read_bytes()


def _of_wheels(*, workbook: bool) -> Iterator[tuple[str, bytes]]:
    """The files of the wheels, those for workbooks or the others."""
    for wheel in wheels():
        for name, content in _of_zip(wheel):
            if name.startswith(_WORKBOOK) == workbook and ".dist-info/" not in name:
                yield name, content


def _package() -> Path:
    return Path(pcn_des.__file__).parent


def _of_zip(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith("/"):
                yield name, archive.read(name)


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        for name, content in sorted(dict(files).items()):  # an installed package has made its JSON already
            if name.endswith(_NOT_SENT) or name.startswith((*_NOT_ASKED, *_NOT_IN_A_BROWSER)):
                continue
            if _OLD_ENCODINGS.match(name):
                continue
            into.writestr(zipfile.ZipInfo(name, _DAY), content)
    return made.getvalue()
