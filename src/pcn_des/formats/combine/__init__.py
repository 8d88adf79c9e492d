"""Builds one network from several files, says which file each fact comes from, and where the files contradict.

`files` has what is given, `membership` what the files say about who belongs, `figures` their populations, and
`network` makes one network of it all.
"""

from __future__ import annotations

from pcn_des.formats.combine.network import Claim, Combined, Contradiction, network_from_files

__all__ = ["Claim", "Combined", "Contradiction", "network_from_files"]
