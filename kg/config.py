"""Settings that belong to a collection of pages: home city, paper, base of the IRIs.

They come from kg.toml (in the working folder, else beside the pages, else kg's own) and from options.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from kg.errors import InputError

__all__ = ["Config", "load_config"]

DEFAULTS = Path(__file__).parent / "data" / "kg.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """What a collection of pages needs to be told; see kg/data/kg.toml for the meanings."""

    home: str
    paper: str
    base: str
    reporters: bool


def load_config(*folders: Path, **options: Any) -> Config:
    """The settings of the first kg.toml found in `folders`, over kg's own, under `options` that are not None.

    Raises InputError for a file that is no TOML, an unknown key or a value of the wrong type.
    """
    config = Config(**tomllib.loads(DEFAULTS.read_text(encoding="utf-8")))
    found = next((path for folder in folders if (path := folder / "kg.toml").is_file()), None)
    if found:
        try:
            told = tomllib.loads(found.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{found}: not valid TOML: {error}") from error
        config = _replaced(config, told, str(found))
    return _replaced(config, {k: v for k, v in options.items() if v is not None}, "options")


def _replaced(config: Config, told: dict[str, Any], where: str) -> Config:
    known = {field.name: type(getattr(config, field.name)) for field in fields(config)}
    for key, value in told.items():
        if key not in known:
            raise InputError(f"{where}: unknown setting {key!r}; known: {', '.join(known)}")
        if not isinstance(value, known[key]):
            raise InputError(f"{where}: {key} must be {known[key].__name__}, not {value!r}")
    new = replace(config, **told)
    if not new.base.startswith(("http://", "https://", "urn:")) or new.base[-1] not in "/#:":
        raise InputError(
            f"{where}: base must be an http(s) or urn address ending in / or #, not {new.base!r}"
        )
    return new
