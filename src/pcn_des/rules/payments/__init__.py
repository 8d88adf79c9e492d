"""The rules of payments: what a stream comes to in a year, or in the period that its rate is stated for."""

from __future__ import annotations

from pcn_des.rules.payments import access, additional_roles, core, other

__all__ = ["access", "additional_roles", "core", "other"]
