"""What an update costs against a clean build: one article into a thousand, ten thousand, a hundred thousand.

    python benchmarks/update.py                               # 1 000 articles
    python benchmarks/update.py --articles 1000 10000 100000  # takes hours and 40 GB of disk

The corpus is grown from the sample pages. A page of one article is added, replaced by another text and
withdrawn again; the graph must then be what it was before. A hundred thousand articles are 170 MB of text.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from running import articles, kg, written
from tables import machine, markdown

__all__ = ["main"]

MEGABYTE = 590
"""Articles in a megabyte of grown text."""
ONE = "## 北京市总工会慰问职工\n\n昨天，北京市总工会主席{name}来到石景山区，慰问一线职工。\n"


def main() -> None:
    """Times one build and three updates for each number of articles, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--articles", type=int, nargs="+", default=[1000], metavar="N", help="articles (1000)"
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes of the build (1)")
    told = parser.parse_args()
    rows = [_row(number, told.jobs) for number in told.articles]
    heads = (
        "articles",
        "build",
        "add one",
        "change one",
        "withdraw one",
        "add against build",
        "MB, build",
        "MB, add",
    )
    print(markdown(heads, rows))
    print("\nSeconds of processor, memory of the largest process; ", end="")
    print("{cores} cores, Python {python}, {day}.".format(**machine()))


def _row(number: int, jobs: int) -> list[str]:
    with TemporaryDirectory() as name:
        pages, output = written(Path(name, "pages"), number / MEGABYTE), Path(name, "out")
        build = kg("build", str(pages), "-o", str(output), "--jobs", str(jobs))
        before, held = _digest(output), articles(output)
        one = Path(name, "one.txt")
        one.write_text(ONE.format(name="李建国"), encoding="utf-8")
        add = kg("update", str(one), "-o", str(output))
        one.write_text(ONE.format(name="王秀英"), encoding="utf-8")
        change = kg("update", str(one), "-o", str(output))
        withdraw = kg("update", "--withdraw", one.name, "-o", str(output))
        if _digest(output) != before:
            raise RuntimeError("the graph is not what it was before the page came and went")
    seconds = [f"{cost.cpu:.1f}" for cost in (build, add, change, withdraw)]
    memory = [f"{cost.memory / 1e6:.0f}" for cost in (build, add)]
    return [str(held), *seconds, f"{add.cpu / build.cpu:.1%}", *memory]


def _digest(output: Path) -> str:
    with (output / "graph.nq").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main()
