"""Settings that belong to a collection of pages: home city, paper, base of the IRIs.

They come from kg.toml (in the working folder, else beside the pages, else kg's own) and from options.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from kg.errors import InputError

__all__ = ["COLUMNS", "Config", "load_config"]

COLUMNS = ("title", "text", "byline", "date", "source", "id", "url")
"""What is taken of a record; `columns` may say what each is called there."""
DEFAULTS = Path(__file__).parent / "data" / "kg.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """What a collection of pages needs to be told; see kg/data/kg.toml for the meanings."""

    home: str
    paper: str
    base: str
    reporters: bool
    recognizer: str = ""
    """An engine that votes on names, as `kg.engines.engine_for` takes it; empty for none."""
    recognizers: dict[str, Any] = field(default_factory=dict)
    """Settings of engines, a table each."""
    columns: dict[str, str] = field(default_factory=dict)
    """What the columns of tables and the keys of records are called, by `COLUMNS`."""


def load_config(*folders: Path, pages: Sequence[Path] = (), **options: Any) -> Config:
    """The settings of the first kg.toml found in `folders`, over kg's own, under `options` that are not None.

    After them it is looked for in `pages`; there it may not choose an engine, for that runs code and sends
    texts and keys to servers. Raises InputError for a file that is no TOML, an unknown key or a value of
    the wrong type.
    """
    config = Config(**tomllib.loads(DEFAULTS.read_text(encoding="utf-8")))
    known = ((folder / "kg.toml", folder in folders) for folder in (*folders, *pages))
    found, trusted = next(((path, own) for path, own in known if path.is_file()), (None, True))
    if found:
        try:
            told = tomllib.loads(found.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{found}: not valid TOML: {error}") from error
        if not trusted and (chosen := {"recognizer", "recognizers"} & told.keys()):
            advice = (
                "move it to kg.toml in the working folder, or use --recognizer 请移到当前文件夹的 kg.toml"
            )
            raise InputError(f"{found}: {min(chosen)} is not taken from a folder of pages; {advice}")
        config = _replaced(config, told, str(found))
    return _replaced(config, {k: v for k, v in options.items() if v is not None}, "options")


def _replaced(config: Config, told: dict[str, Any], where: str) -> Config:
    known = {field.name: type(getattr(config, field.name)) for field in fields(config)}
    for key, value in told.items():
        if key not in known:
            raise InputError(f"{where}: unknown setting {key!r}; known: {', '.join(known)}")
        if not isinstance(value, known[key]):
            raise InputError(f"{where}: {key} must be {known[key].__name__}, not {value!r}")
    if "columns" in told:
        told = {**told, "columns": {**config.columns, **_columns(told["columns"], where)}}
    new = replace(config, **told)
    if not new.base.startswith(("http://", "https://", "urn:")) or new.base[-1] not in "/#:":
        raise InputError(
            f"{where}: base must be an http(s) or urn address ending in / or #, not {new.base!r}"
        )
    return new


def _columns(told: dict[str, Any], where: str) -> dict[str, str]:
    for column, name in told.items():
        if column not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise InputError(f"{where}: unknown column {column!r}; known: {known} 未知的列：请用 {known}")
        if not isinstance(name, str):
            raise InputError(f"{where}: columns.{column} must be a name, not {name!r} 列名须为文本")
    return told
