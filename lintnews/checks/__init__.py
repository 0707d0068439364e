"""The checks that rules call by name, a module a family."""

from __future__ import annotations

from lintnews.rulebook.registry import registered_checks

CHECKS = registered_checks()
