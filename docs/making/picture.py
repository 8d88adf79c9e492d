"""The picture of a report in the README: the top of the bundled network's page, as a browser without a window shows it.

python docs/making/picture.py        makes docs/images/report.png again, with what it shows beside it as text

Needs Chromium. A test holds the text against the report of today, so that the picture is made again when it is old.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pcn_des as des
from pcn_des.display.report import report_page

FOLDER = Path(__file__).resolve().parents[1] / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 920, 640  # of the window, in pixels


def report() -> des.Report:
    """The report that is shown."""
    network = des.example_network()
    assert network.example_as_of is not None
    return des.assess(network, network.example_as_of)


def shown() -> str:
    """What the picture shows, as text: the counts, and what is not met."""
    found = report()
    counts = [f"{count} {status.words}" for status, count in found.counts.items()]
    return (
        "\n".join([found.heading.name or "", *counts, *(f"{one.title}: {one.reason}" for one in found.not_met)]) + "\n"
    )


def main() -> int:
    """0 when the picture is made; 1 where there is no browser."""
    browser = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if browser is None:
        print(f"There is none of {', '.join(BROWSERS)}: install Chromium")
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "report.html")
        page.write_text(report_page(report()), encoding="utf-8")
        picture = Path(folder, "report.png")
        window = [f"--window-size={WIDTH},{HEIGHT}", "--hide-scrollbars", "--force-device-scale-factor=1"]
        quiet = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        subprocess.run(
            [browser, *quiet, *window, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True
        )
        shutil.copy(picture, FOLDER / "report.png")
    (FOLDER / "report.txt").write_text(shown(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
