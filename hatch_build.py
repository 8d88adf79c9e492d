"""What the build of a wheel does besides packing: it makes the contract data ready as JSON, beside the TOML."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ContractAsJson(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the JSON of the contract data into a wheel. The source is left as it is: it has the TOML alone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make it before the wheel is packed; an editable install goes on reading the TOML."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from pcn_des.contract.make_ready import make_ready

        self.made = TemporaryDirectory()
        folder = Path(self.made.name)
        for path in make_ready(folder):
            build_data["force_include"][str(folder / path)] = f"pcn_des/contract/{path.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clear up."""
        if version != "editable":
            self.made.cleanup()
