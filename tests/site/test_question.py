"""What the page *Ask* understands of questions in people's own words: by node, without a browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if not (ROOT / "docs" / "making").exists():
    pytest.skip("the repository alone has it", allow_module_level=True)
pytest.importorskip("mkdocs")
NODE = shutil.which("node")
sys.path.append(str(ROOT / "docs"))

from making.browser import _choices  # noqa: E402
from making.fetched import BROWSER  # noqa: E402


@pytest.mark.skipif(NODE is None, reason="node is not here")
def test_questions_are_read_as_they_are_meant_or_refused(tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    known.write_text(_choices()["known"], encoding="utf-8")
    # Node takes a script as a module where a package.json beside it says so.
    folder = tmp_path / "browser"
    shutil.copytree(BROWSER, folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    asked = [str(NODE), str(Path(__file__).with_name("question.mjs")), str(folder), str(known)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    failed = [line for line in done.stdout.splitlines() if not line.startswith("ok ")]
    assert done.returncode == 0, "\n".join(failed) + done.stderr
