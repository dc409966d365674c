"""The command line: one function per command, nothing heavy loaded before the command that needs it.

Exit codes: 0 fine, 1 findings or skipped input, 2 usage or nothing could be done, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from kg.cli.build import build, extract, update
from kg.cli.compare import compare
from kg.cli.deposit import docs, package
from kg.cli.diff import diff
from kg.cli.explain import explain
from kg.cli.graph import export, query, validate, view
from kg.cli.judge import candidates, decide
from kg.cli.measure import evaluate, stats
from kg.cli.serve import serve
from kg.cli.share import mcp, publish
from kg.cli.words import said
from kg.errors import KgError
from kg.version import __version__

__all__ = ["cli", "main", "run"]

SELDOM = 200_000
"""New objects between two looks for garbage: the lists that are loaded are a million that stay."""


class Commands(click.Group):
    """Commands in the order of work; a reader that closes the pipe ends the command quietly."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The names in the order in which they were added."""
        return [*self.commands]

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command and its last write; 0 when nobody reads on."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # What is still in the buffer must not be tried again when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return code


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with 从这里开始:  kg build seeds",
)
@click.version_option(__version__, "-V", "--version", prog_name="kg")
def cli() -> None:
    """Newspaper pages to a knowledge graph that quotes its evidence. 从报纸页面到有据可查的知识图谱。"""


COMMANDS = (
    build,
    update,
    diff,
    extract,
    explain,
    query,
    export,
    package,
    view,
    serve,
    validate,
    stats,
    candidates,
    decide,
    evaluate,
    compare,
    publish,
    mcp,
    docs,
)
for _command in COMMANDS:
    # click's own ends at the first full stop, before the Chinese
    _command.short_help = (_command.help or "").partition("\n")[0]
    cli.add_command(_command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code; errors are said on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # pages are Chinese, whatever the locale can write
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return int(cli.main(arguments and list(arguments), prog_name="kg", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        said("已中断 interrupted; 原有输出未动 old outputs are untouched")
        return 130
    except KgError as error:
        said(f"错误 error: {error}")
    except OSError as error:
        said(f"错误 error: {error.filename or 'kg'}: {error.strerror or error}")
    return 2


def main() -> None:
    """The console script `kg`."""
    gc.set_threshold(SELDOM)
    sys.exit(run())
