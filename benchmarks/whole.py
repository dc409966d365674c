"""Times the whole build against the script that a user would write, in the same run.

    python benchmarks/whole.py                # 2 MB
    python benchmarks/whole.py --size 0.5

The script (benchmarks/rivals/script.py) tags names with jieba.posseg, links those of one article, and writes
Turtle with rdflib and a page with networkx and pyvis. `kg build` does that, and resolution, statistics,
N-Quads with evidence, a database and a page that can be searched. Each runs alone, from start to end.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from running import Cost, kg, run, written
from tables import ROOT, machine, markdown

__all__ = ["main"]


def main() -> None:
    """Runs both and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--size", type=float, default=2.0, metavar="MB", help="text to read (2)")
    told = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        pages = written(folder / "pages", told.size)
        script = [sys.executable, "-W", "ignore", str(ROOT / "benchmarks" / "rivals" / "script.py")]
        costs = {
            "the script": run([*script, str(pages), str(folder / "script")]),
            "kg build, one process": kg("build", str(pages), "-o", str(folder / "one"), "--jobs", "1"),
            "kg build, two processes": kg("build", str(pages), "-o", str(folder / "two"), "--jobs", "2"),
        }
    print(_table(costs, told.size))


def _table(costs: dict[str, Cost], size: float) -> str:
    script = costs["the script"]
    rows = [
        [
            name,
            f"{cost.seconds:.1f}",
            f"{cost.cpu:.1f}",
            f"{cost.memory / 1e6:.0f}",
            f"{script.cpu / cost.cpu:.1f}×",
        ]
        for name, cost in costs.items()
    ]
    heads = ("", "seconds", "seconds of processor", "MB of memory", "processor time against the script")
    note = "{cores} cores, Python {python}, {day}".format(**machine())
    return f"{markdown(heads, rows)}\n\n{size:g} MB of grown text; {note}."


if __name__ == "__main__":
    main()
