"""How long kg publish takes: a grown graph into Oxigraph and Virtuoso, then once more when nothing changed.

    kg build seeds && python benchmarks/publish.py

Every article of the graph is there COPIES times under other names; the ontology is there once.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.stores import Running, oxigraph, virtuoso  # noqa: E402  beside this folder

COPIES = 70
ARTICLE = re.compile(rb"(/(?:a|g)/)(\d)")


def grown(nquads: Path, folder: Path) -> int:
    """Writes a graph of `COPIES` times as many articles; how many quads it has."""
    lines = nquads.read_bytes().splitlines(keepends=True)
    found = {ARTICLE.sub(rb"\g<1>%03d-\2" % copy, line) for copy in range(COPIES) for line in lines}
    (folder / "graph.nq").write_bytes(b"".join(sorted(found)))
    return len(found)


def published(store: Running, folder: Path) -> tuple[float, str]:
    """Seconds of one run of the command, and what it said first."""
    access = {"KG_STORE_USER": store.access.user, "KG_STORE_PASSWORD": store.access.password}
    command = [sys.executable, "-m", "kg", "publish", store.graphs, "-o", str(folder)]
    env = {**os.environ, **access, "PYTHONPATH": str(ROOT)}
    begin = time.perf_counter()
    told = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
    return time.perf_counter() - begin, told.splitlines()[0]


def main() -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        number = grown(Path(sys.argv[1] if len(sys.argv) > 1 else "output") / "graph.nq", folder)
        print(f"{number} quads, {(folder / 'graph.nq').stat().st_size / 1e6:.0f} MB")
        for start in (oxigraph, virtuoso):
            with TemporaryDirectory() as own, start(Path(own)) as store:
                for _ in range(2):
                    seconds, told = published(store, folder)
                    print(f"{store.name}: {seconds:.1f} s ({told})", flush=True)


if __name__ == "__main__":
    main()
