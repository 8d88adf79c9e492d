"""Makes byte code of the bundles, inside the Python that will run it: called by compile.mjs, in a folder with them.

What the answers use becomes byte code; the rest stays source, which is smaller, so that nothing is missing.
"""

import importlib
import json
import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

FOLDER = Path("/bundles")


def main():
    """Ask everything once, and see what was loaded for it."""
    sys.path[:0] = [str(FOLDER / "app.zip"), str(FOLDER / "workbook.zip")]
    answers = importlib.import_module("answers")
    questions = json.loads((FOLDER / "questions.json").read_text(encoding="utf-8"))
    for question, given in questions.items():
        answers.ask(question, json.dumps(given))
    while json.loads(answers.warm()):
        pass
    example = importlib.import_module("pcn_des.examples.bundled")
    day = str(example.example_network().example_as_of)
    for content in (
        example.example_text().encode(),
        b"{ no JSON",
        b"no = = TOML",
        (FOLDER / "riverside.xlsx").read_bytes(),
    ):
        given = json.dumps({"name": "", "day": day})
        answers.check(given, content), answers.monday(given, content)
    used = {f"{name.replace('.', '/')}{end}.py" for name in sys.modules for end in ("", "/__init__")}
    for bundle in ("stdlib.zip", "app.zip", "workbook.zip"):
        compiled(bundle, used)


def compiled(bundle, used):
    """Put byte code in the place of the sources of a bundle that are named."""
    with zipfile.ZipFile(FOLDER / bundle) as sources:
        listed = [(info, sources.read(info)) for info in sources.infolist()]
    with zipfile.ZipFile(FOLDER / bundle, "w") as into:
        for info, content in listed:
            name = info.filename
            if name in used:
                code = compile(content, name, "exec", dont_inherit=True)
                name, content = f"{name}c", bytes(_code_to_hash_pyc(code, b"\0" * 8, False))
            into.writestr(zipfile.ZipInfo(name, info.date_time), content)


main()
