"""What a build costs as the corpus grows: time and memory a megabyte, one process and two.

    python benchmarks/growth.py                      # 1 and 2 MB
    python benchmarks/growth.py --sizes 2 20 200     # takes hours and 20 GB of disk

Memory is that of the largest process at its peak. Seconds of processor are those of all processes: on a
machine with other work they are what to compare a size with another by. Below the table stands what two
processes of nothing but arithmetic gain: more than that no program gains from the second processor.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory
from time import perf_counter

from running import Cost, articles, kg, written
from tables import machine, markdown

__all__ = ["main"]

ARITHMETIC = "x = 0\nfor i in range(30_000_000): x = (x * 31 + i) % 1_000_003"


def main() -> None:
    """Builds every size with one process and with two, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=float, nargs="+", default=[1, 2], metavar="MB", help="of text (1 2)")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], metavar="N", help="processes (1 2)")
    told = parser.parse_args()
    rows = []
    with TemporaryDirectory() as name:
        for size in told.sizes:
            pages = written(Path(name, f"pages {size}"), size)
            first: Cost | None = None
            for jobs in told.jobs:
                output = Path(name, f"{size} {jobs}")
                cost = kg("build", str(pages), "-o", str(output), "--jobs", str(jobs))
                first = first or cost
                rows.append(_row(size, articles(output), jobs, cost, first))
                shutil.rmtree(output)
    heads = (
        "MB",
        "articles",
        "processes",
        "seconds",
        "seconds of processor",
        "of processor a MB",
        "MB of memory",
        "against the first",
    )
    print(markdown(heads, rows))
    print("\n{cores} cores, Python {python}, {day}.".format(**machine()))
    print(f"Two processes of arithmetic against one: {2 * _arithmetic(1) / _arithmetic(2):.2f}×.")


def _arithmetic(processes: int) -> float:
    """Seconds in which so many processes at once each count."""
    begin = perf_counter()
    counting = [Popen([sys.executable, "-c", ARITHMETIC]) for _ in range(processes)]
    for process in counting:
        process.wait()
    return perf_counter() - begin


def _row(size: float, number: int, jobs: int, cost: Cost, first: Cost) -> list[str]:
    told = f"{cost.seconds:.1f}", f"{cost.cpu:.1f}", f"{cost.cpu / size:.1f}", f"{cost.memory / 1e6:.0f}"
    return [f"{size:g}", str(number), str(jobs), *told, f"{first.seconds / cost.seconds:.2f}×"]


if __name__ == "__main__":
    main()
