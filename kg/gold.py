"""Pages annotated by hand, checked as they are read: YAML in the form of seeds/gold/README.md, or JSON Lines.

A file of JSON Lines has an article a line, as `kg extract` prints it and a person has corrected it, or with
the keys of the YAML form; articles of one `page` belong together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from kg.errors import InputError

__all__ = ["gold_files", "gold_page", "gold_pages"]

ENDS = 40
"""Characters at both ends of a text that show a body to be whole."""
HELP = "see seeds/gold/README.md"


def gold_pages(paths: Sequence[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and content of each page in the files, and in the .yaml and .jsonl files of folders.

    Raises InputError that says what is not as it should be, that a page is annotated twice (the rows of
    `kg extract` kept beside the gold would be compared with themselves), or that PyYAML is missing.
    """
    told: dict[str, Path] = {}
    for file in gold_files(paths):
        found = _json_pages(file) if file.suffix == ".jsonl" else [(file.stem, gold_page(file))]
        for name, page in found:
            if name in told:
                raise InputError(
                    f"{file}: {name} is annotated in {told[name]} too; take one of them out of the folder"
                )
            told[name] = file
            yield name, page


def gold_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files, and the .yaml and .jsonl files of folders; raises InputError for a folder without any."""
    for path in paths:
        found = sorted([*path.glob("*.yaml"), *path.glob("*.jsonl")]) if path.is_dir() else [path]
        if not found:
            raise InputError(f"{path}: no gold file (*.yaml, *.jsonl) in this folder")
        yield from found


def gold_page(path: Path) -> dict[str, Any]:
    """A page of gold in YAML; raises InputError that says what is not as it should be."""
    try:
        import yaml
    except ImportError as error:
        raise InputError("gold files need PyYAML: pip install pyyaml") from error
    try:
        fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        page = yaml.load(path.read_text(encoding="utf-8"), Loader=fast)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: cannot be read as gold: {error}") from error
    if not isinstance(page, dict) or not isinstance(page.get("articles"), list):
        raise InputError(f"{path}: gold must have a list of articles; {HELP}")
    for number, article in enumerate(page["articles"], 1):
        for fault in _faults(article):
            raise InputError(f"{path}, article {number}: {fault}; {HELP}")
    return page


def _json_pages(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    pages: dict[str, list[Mapping[str, Any]]] = {}
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            where = f"{path}, line {number}"
            page, article = _article(line, where)
            for fault in _faults(article):
                raise InputError(f"{where}: {fault}; {HELP}")
            pages.setdefault(page, []).append(article)
    for page, articles in pages.items():
        yield PurePosixPath(page).stem, {"page": page, "articles": articles}


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as gold: {error}") from error


def _article(line: str, where: str) -> tuple[str, Mapping[str, Any]]:
    """The page of a line, and its article in the form that the YAML files have."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error.msg}; {HELP}") from error
    if not isinstance(row, dict) or not isinstance(row.get("page"), str):
        raise InputError(f"{where}: an article must be an object with its page; {HELP}")
    if "entities" in row:
        return row["page"], row
    try:
        return row["page"], {**row, **_annotation(row)}
    except (AttributeError, KeyError, TypeError) as error:
        raise InputError(f"{where}: not as kg extract prints it: {error!r}; {HELP}") from error


def _annotation(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of `kg extract` says, as an annotation."""
    entities: dict[str, dict[str, list[str]]] = {}
    for mention in row["mentions"]:
        named = entities.setdefault(mention.get("entityType") or mention["type"], {})
        surfaces = named.setdefault(mention.get("entity") or mention["surface"], [])
        surfaces += [mention["surface"]] if mention["surface"] not in surfaces else []
    text = row.get("text") or ""
    return {
        "first": text[:ENDS],
        "last": text[-ENDS:],
        "entities": entities,
        "posts": [[post["person"], post["post"], post.get("org")] for post in row.get("posts", [])],
        "relations": [[r["subject"], r["predicate"], r["object"]] for r in row.get("relations", [])],
    }


def _faults(article: object) -> Iterator[str]:
    if not isinstance(article, Mapping) or not isinstance(article.get("title"), str):
        yield "no title"
        return
    entities = article.get("entities") or {}
    if not isinstance(entities, Mapping) or not all(
        isinstance(named, Mapping) for named in entities.values()
    ):
        yield "entities must be names under their class"
        return
    for word in _words(article, entities):
        if not isinstance(word, str):
            yield f"{word!r} is no text; put it in quotes"
    for key in ("posts", "relations"):
        for entry in article.get(key) or []:
            if not isinstance(entry, list) or len(entry) != 3:
                yield f"{key}: {entry!r} must have three parts"


def _words(article: Mapping[str, Any], entities: Mapping[str, Mapping[Any, Any]]) -> Iterator[object]:
    """All names, which must be text: YAML takes 3509 for a number and no for false."""
    for key in ("optional", "reporters", "correspondents", "photographers"):
        yield from article.get(key) or []
    for named in entities.values():
        for name, surfaces in named.items():
            yield name
            yield from surfaces or []
