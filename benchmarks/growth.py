"""What a build costs as the corpus grows: time and memory a megabyte, one process and two.

    python benchmarks/growth.py                      # 1 and 2 MB
    python benchmarks/growth.py --sizes 2 20 200     # takes hours and 20 GB of disk

Memory is that of the largest process at its peak. Seconds of processor are those of all processes: on a
machine with other work they are what to compare a size with another by.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from running import Cost, articles, kg, written
from tables import machine, markdown

__all__ = ["main"]


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


def _row(size: float, number: int, jobs: int, cost: Cost, first: Cost) -> list[str]:
    told = f"{cost.seconds:.1f}", f"{cost.cpu:.1f}", f"{cost.cpu / size:.1f}", f"{cost.memory / 1e6:.0f}"
    return [f"{size:g}", str(number), str(jobs), *told, f"{first.seconds / cost.seconds:.2f}×"]


if __name__ == "__main__":
    main()
