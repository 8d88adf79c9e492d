"""The JSON Schemas of the network file and of the report, made from the classes that hold them."""

from __future__ import annotations

from pcn_des.formats.schema.network import BEYOND_THE_SCHEMA, network_schema
from pcn_des.formats.schema.report import report_schema
from pcn_des.formats.schema.shared import DIALECT

__all__ = ["BEYOND_THE_SCHEMA", "DIALECT", "network_schema", "report_schema"]
