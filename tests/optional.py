"""Packages that a user need not have: tests that want one are skipped without it, and fail in CI."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

__all__ = ["needs"]


def needs(package: str, extra: str) -> pytest.MarkDecorator:
    """Skips a test where the package is not installed, unless this is CI."""
    missing = not find_spec(package) and os.environ.get("CI") != "true"
    return pytest.mark.skipif(missing, reason=f"{package} is not installed: pip install -e '.[{extra}]'")
