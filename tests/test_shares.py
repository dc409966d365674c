"""The lines of the graph, written by several processes: the bytes that one process writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.outputs import GRAPH, Basis
from kg.pipeline import build
from kg.readings import NAME, open_store
from kg.shares import write_lines
from tests.samples import SEEDS


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("shares")
    build([SEEDS], output=output, jobs=1)
    return output


@pytest.mark.parametrize("jobs", [1, 2, 3, None])
def test_any_number_of_processes_writes_the_same_bytes(jobs: int | None, built: Path, tmp_path: Path) -> None:
    with open_store(built / NAME) as store:
        basis = Basis.of(store)
        assert basis
        write_lines(store, tmp_path / GRAPH, store.run(), basis.base, basis.decisions, jobs=jobs)

    assert (tmp_path / GRAPH).read_bytes() == (built / GRAPH).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [GRAPH]
