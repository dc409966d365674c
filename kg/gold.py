"""Pages annotated by hand: YAML files in the form of seeds/gold/README.md, checked as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import InputError

__all__ = ["gold_files", "gold_page"]


def gold_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files, and the .yaml files of the folders; raises InputError for a folder without any."""
    for path in paths:
        found = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        if not found:
            raise InputError(f"{path}: no gold file (*.yaml) in this folder")
        yield from found


def gold_page(path: Path) -> dict[str, Any]:
    """A page of gold; raises InputError that says what is not as it should be, or that PyYAML is missing."""
    try:
        import yaml
    except ImportError as error:
        raise InputError("gold files need PyYAML: pip install pyyaml") from error
    try:
        page = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: cannot be read as gold: {error}") from error
    if not isinstance(page, dict) or not isinstance(page.get("articles"), list):
        raise InputError(f"{path}: gold must have a list of articles; see seeds/gold/README.md")
    for number, article in enumerate(page["articles"], 1):
        for fault in _faults(article):
            raise InputError(f"{path}, article {number}: {fault}; see seeds/gold/README.md")
    return page


def _faults(article: object) -> Iterator[str]:
    if not isinstance(article, Mapping) or not isinstance(article.get("title"), str):
        yield "no title"
        return
    entities = article.get("entities") or {}
    if not isinstance(entities, Mapping) or not all(
        isinstance(named, Mapping) for named in entities.values()
    ):
        yield "entities must be names under their class"
    for key in ("posts", "relations"):
        for entry in article.get(key) or []:
            if not isinstance(entry, list) or len(entry) != 3:
                yield f"{key}: {entry!r} must have three parts"
