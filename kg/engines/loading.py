"""Engines by name: those that come with kg, those that packages declare, and `module:attribute`."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from kg.engines.spans import Recognizer
from kg.errors import InputError

__all__ = ["BUILT_IN", "GROUP", "loaded", "names"]

BUILT_IN = {"spacy": "kg.engines.spacy:SpacyRecognizer", "openai": "kg.engines.openai:OpenAIRecognizer"}
GROUP = "kg.engines"
"""Entry points of this group name engines of installed packages."""


def names() -> list[str]:
    """The engines that can be named without a module, sorted."""
    return sorted({*BUILT_IN, *(point.name for point in entry_points(group=GROUP))})


def loaded(name: str, options: Mapping[str, Any]) -> Recognizer:
    """The recognizer of that name: the object itself, or what its class or function makes of the options.

    Raises InputError for a name that leads nowhere, options that do not fit, or an object that is no
    `Recognizer`.
    """
    points = {point.name: point.value for point in entry_points(group=GROUP)}
    found = _attribute(name, BUILT_IN.get(name) or points.get(name) or name)
    if not isinstance(found, type) and isinstance(found, Recognizer):
        if options:
            raise InputError(f"engine {name}: it is an object and takes no settings 此引擎不接受设置")
        made: object = found
    elif callable(found):
        made = found(**_fitting(name, found, options))
    else:
        raise InputError(f"engine {name}: neither a Recognizer nor what makes one; see docs/engines.md")
    return _usable(name, made)


def _attribute(name: str, path: str) -> Any:
    module, colon, attribute = path.partition(":")
    if not colon or not module or not attribute:
        known = ", ".join(names())
        raise InputError(f"engine {name!r} is not known: {known}, or module:attribute 没有此引擎")
    try:
        with _working_folder():
            found: Any = import_module(module)
        for part in attribute.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError) as error:
        raise InputError(f"engine {name}: {error}; check name and installation 请检查名称与安装") from error
    return found


@contextmanager
def _working_folder() -> Iterator[None]:
    """Modules of the working folder can be found too, behind all that is installed."""
    folder = str(Path.cwd())
    sys.path.append(folder)
    try:
        yield
    finally:
        sys.path.remove(folder)


def _fitting(name: str, maker: Any, options: Mapping[str, Any]) -> Mapping[str, Any]:
    signature = inspect.signature(maker)
    try:
        signature.bind(**options)
    except TypeError as error:
        known = ", ".join(signature.parameters) or "none"
        raise InputError(f"engine {name}: {error}; its settings: {known} 设置有误") from error
    return options


def _usable(name: str, made: object) -> Recognizer:
    if not isinstance(made, Recognizer):
        raise InputError(f"engine {name}: lacks name, identity or recognize; see docs/engines.md 不是识别器")
    if not isinstance(made.name, str) or not re.fullmatch(r"[\w.-]{1,40}", made.name):
        raise InputError(f"engine {name}: its name {made.name!r} is not made of letters, digits, . _ -")
    if not isinstance(made.identity, str):
        raise InputError(f"engine {name}: its identity must be text 标识须为文字")
    return made
