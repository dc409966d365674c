"""Times the pass over the whole corpus against reading the same pages, and its memory.

    python benchmarks/resolution.py               # 2 and 20 MB
    python benchmarks/resolution.py --sizes 1 4
    python benchmarks/resolution.py --write       # and put the table into docs/resolution.md

The text is that of extract.py, grown from the sample pages. Reading and pass run in processes of their own;
memory is what the pass adds to the peak of its process, dictionaries loaded before.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from extract import grown
from tables import ROOT, machine, markdown, put

from kg.config import load_config
from kg.corpus import resolve
from kg.corpus.namesakes import is_common
from kg.intake import BATCH
from kg.lexicon import cut
from kg.model import Source
from kg.pipeline import study
from kg.places import is_place
from kg.read import Found, find, read
from kg.readings import open_store

__all__ = ["main", "passed", "stored"]

HEADS = ("text, MB", "articles", "mentions", "names", "reading, s", "pass, s", "share", "memory, MB")
NOTE = "`python benchmarks/resolution.py --write`, one run on {day}, {cores} cores, Python {python}."


def stored(folder: Path, store: Path) -> float:
    """Seconds to read the pages of a folder into a store."""
    config, begin = load_config(), perf_counter()
    with open_store(store) as opened:
        for files in batched(find([folder], on_skip=_refuse)):
            pages = [page for file in files for page in read(file, on_skip=_refuse)]
            sources = [Source(page.name, page.encoding, page.digest, page.date) for page in pages]
            readings = [study(page, config) for page in pages]
            opened.replace(list(zip(sources, readings, strict=True)), fingerprint="")
    return perf_counter() - begin


def batched(files: Sequence[Found]) -> Iterator[Sequence[Found]]:
    """The files in shares of as many as a build puts into the store together."""
    return (files[at : at + BATCH] for at in range(0, len(files), BATCH))


def passed(store: Path) -> dict[str, float]:
    """Seconds of the pass over a store, the megabytes it takes, and the size of what it went through."""
    import resource

    for warm in (is_common, is_place, cut):
        warm("张伟")
    with open_store(store) as opened:
        before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, perf_counter()
        resolve(opened)
        seconds = perf_counter() - begin
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        [(mentions, articles, names)] = opened.select(
            "SELECT count(*), count(DISTINCT article), count(DISTINCT (type, name, qualifier)) FROM mention"
        )
    kilobytes = (after - before) / (1024 if sys.platform == "darwin" else 1)
    sizes = {"mentions": mentions, "articles": articles, "names": names}
    return {"seconds": seconds, "memory": kilobytes / 1000, **sizes}


def main() -> None:
    """Measures every size and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=float, nargs="+", default=[2, 20], metavar="MB", help="text to read")
    parser.add_argument("--write", action="store_true", help="put the table into docs/resolution.md")
    parser.add_argument("--only", nargs=3, metavar=("WHAT", "FOLDER", "STORE"), help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.only:
        what, folder, store = told.only
        print(json.dumps(stored(Path(folder), Path(store)) if what == "read" else passed(Path(store))))
        return
    table = markdown(HEADS, [_row(round(size * 1e6)) for size in told.sizes])
    table = f"{table}\n\n{NOTE.format(**machine())}"
    print(table)
    if told.write:
        put(ROOT / "docs" / "resolution.md", "cost", table)


def _row(size: int) -> list[str]:
    with TemporaryDirectory() as name:
        pages, store = Path(name, "pages"), Path(name, "readings.duckdb")
        pages.mkdir()
        for page, text in grown(size):
            (pages / page).write_text(text, encoding="utf-8", newline="\n")
        reading, done = _alone("read", pages, store), _alone("pass", pages, store)
    share = done["seconds"] / (reading + done["seconds"])
    counts = [f"{done[key]:,.0f}" for key in ("articles", "mentions", "names")]
    times = [f"{reading:.1f}", f"{done['seconds']:.2f}", f"{share:.1%}", f"{done['memory']:.0f}"]
    return [f"{size / 1e6:g}", *counts, *times]


def _alone(what: str, folder: Path, store: Path) -> Any:
    command = [sys.executable, "-W", "ignore", __file__, "--only", what, str(folder), str(store)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def _refuse(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    main()
