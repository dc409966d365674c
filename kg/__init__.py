"""Chinese trade-union newspapers to a knowledge graph in which every node and edge quotes its evidence.

>>> import kg
>>> kg.__version__
'0.1.0'

`kg.build(["pages"], output="out")` does what the command does; every command has its function:
`kg.extract`, `kg.query`, `kg.export`, `kg.view`, `kg.shapes`, `kg.statistics`, `kg.candidates` and
`kg.evaluate`.
Importing kg loads nothing else; each name loads its module when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.version import __version__

if TYPE_CHECKING:
    from kg.config import Config, load_config
    from kg.errors import EngineError, InputError, KgError, OutputError, PageError
    from kg.pipeline import Summary, build, extract, study, update
    from kg.store import open

__all__ = [
    "Config",
    "EngineError",
    "InputError",
    "KgError",
    "OutputError",
    "PageError",
    "Summary",
    "__version__",
    "build",
    "extract",
    "load_config",
    "open",
    "study",
    "update",
]

NAMES = {
    "Config": "config",
    "load_config": "config",
    "EngineError": "errors",
    "InputError": "errors",
    "KgError": "errors",
    "OutputError": "errors",
    "PageError": "errors",
    "Summary": "pipeline",
    "build": "pipeline",
    "extract": "pipeline",
    "open": "store",
    "study": "pipeline",
    "update": "pipeline",
}
MODULES = (
    "candidates",
    "engines",
    "evaluate",
    "export",
    "model",
    "query",
    "rdf",
    "readings",
    "serve",
    "shapes",
    "statistics",
    "store",
    "view",
)


def __getattr__(name: str) -> Any:
    if name in NAMES:
        return getattr(import_module(f"kg.{NAMES[name]}"), name)
    if name in MODULES:
        return import_module(f"kg.{name}")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *MODULES})
