"""Answers kept on disk, a file each, so that the same question is paid for once and answered alike."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from kg.atomic import output_errors, write_text

__all__ = ["AnswerCache", "default_folder"]


class AnswerCache:
    """A folder of answers by what was asked; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, question: Mapping[str, Any]) -> dict[str, Any] | None:
        """The answer kept for a question; None when there is none, or its file is damaged."""
        path = self._path(question)
        try:
            found = json.loads(path.read_text(encoding="utf-8")) if path else None
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def put(self, question: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
        """Keeps an answer; the file appears whole or not at all. Raises OutputError."""
        if path := self._path(question):
            with output_errors(path):
                path.parent.mkdir(parents=True, exist_ok=True)
            write_text(path, json.dumps(answer, ensure_ascii=False, sort_keys=True))

    def _path(self, question: Mapping[str, Any]) -> Path | None:
        told = json.dumps(question, ensure_ascii=False, sort_keys=True).encode()
        name = blake2b(told, digest_size=16).hexdigest()
        return self._folder / name[:2] / f"{name}.json" if self._folder else None


def default_folder() -> Path:
    """Where programs of this user keep what can be had again (XDG base directories, and their like)."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "kg" / "answers"
