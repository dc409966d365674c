"""Kills builds and updates at random moments, and checks that nothing is lost.

    python benchmarks/kills.py                  # 20 kills
    python benchmarks/kills.py --kills 200
    python benchmarks/kills.py --seed 7         # other moments

Two collections of a few sample pages take turns in one output folder. A run is killed with SIGKILL somewhere
between its start and the time that it takes; then every output must be that of the one collection or of the
other, whole. After every few kills a run may end, and must give the bytes of a clean build.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pyoxigraph as ox
from tables import ROOT

from kg.readings import NAME, fault, open_store
from kg.schema import DERIVED, PAGED
from kg.store import stamp

__all__ = ["main"]

FILES = ("graph.nq", "graph.ttl", "graph.html")
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))[:3]
ENDED = 0.25
"""Share of the runs that are left to end."""

Held = dict[str, object]


def main() -> None:
    """Kills as often as asked; ends with an error at the first loss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=20, metavar="N", help="how often to kill (20)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the moments (0)")
    told = parser.parse_args()
    with TemporaryDirectory() as name:
        moments = _killed(Path(name), told.kills, random.Random(told.seed))
    print(f"{told.kills} kills, nothing lost; what had been put in place when they came: {dict(moments)}")


def _killed(folder: Path, kills: int, chance: random.Random) -> Counter[str]:
    collections = _collections(folder)
    wholes, seconds = {}, 0.0
    for which, pages in collections.items():
        begin = perf_counter()
        _run(["build", str(pages)], folder / f"clean {which}", None)
        seconds = perf_counter() - begin
        wholes[which] = _held(folder / f"clean {which}")
    output, moments, done = folder / "out", Counter[str](), 0
    shutil.copytree(folder / "clean one", output)
    while done < kills:
        which = chance.choice(["one", "two"])
        command = "update" if which == "two" and chance.random() < 0.5 else "build"
        arguments = [command, str(collections[which]), "--jobs", str(chance.choice([1, 1, 2]))]
        if chance.random() < ENDED:
            _run(arguments, output, None)
            _check(_held(output) == wholes[which], f"not the bytes of a clean build after {done} kills")
        elif _run(arguments, output, chance.uniform(0.0, 1.1 * seconds)):
            done += 1
            moments[_whole(output, wholes)] += 1
    for which, pages in collections.items():
        _run(["build", str(pages)], output, None)
        _check(_held(output) == wholes[which], f"not the bytes of a clean build after {done} kills")
    return moments


def _collections(folder: Path) -> dict[str, Path]:
    """Two folders of pages: the second has one page that changed and one more."""
    one, two = folder / "one", folder / "two"
    for place, pages in ((one, SEEDS[:2]), (two, SEEDS)):
        place.mkdir()
        for page in pages:
            shutil.copyfile(page, place / page.name)
    changed = two / SEEDS[0].name
    changed.write_text(changed.read_text(encoding="utf-8").replace("北京", "上海"), encoding="utf-8")
    return {"one": one, "two": two}


def _run(arguments: list[str], output: Path, after: float | None) -> bool:
    """Runs kg; whether it was killed. Without a time to kill it after it must end well."""
    command = [sys.executable, "-m", "kg", *arguments, "-o", str(output)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            _, told = process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return True
    _check(process.returncode == 0, told.decode())
    return False


def _held(output: Path) -> Held:
    """What an output folder holds: files as bytes, databases as what is in them."""
    found: Held = {name: (output / name).read_bytes() for name in FILES}
    found["stamp"] = stamp(output / "store")
    found["store"] = sorted(map(str, ox.Store.read_only(str(output / "store"))))
    with open_store(output / NAME, read_only=True) as store:
        for table in ("page", "identity", *PAGED, *DERIVED):
            found[table] = sorted(map(repr, store.select(f"FROM {table}")))
    return found


def _whole(output: Path, wholes: dict[str, Held]) -> str:
    """Checks that every output is whole, of the one collection or the other; which, in short."""
    _check(fault(output / NAME) is None, "the readings store is damaged")
    found = _held(output)
    told = set()
    for name in (*FILES, "store", "page"):
        fits = {which for which, whole in wholes.items() if found[name] == whole[name]}
        _check(bool(fits), f"{name} is neither the old one nor the new one")
        told |= fits
    return " and ".join(sorted(told)) if len(told) > 1 else "all or nothing"


def _check(is_well: bool, told: str) -> None:
    if not is_well:
        sys.exit(f"LOST: {told}")


if __name__ == "__main__":
    main()
