from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OutputError
from kg.sorting import sorted_lines

lines = st.lists(st.binary(max_size=5).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=200)


@settings(deadline=None)
@given(lines, st.integers(1, 300))
def test_lines_come_in_order_and_once_whatever_fits_in_memory(found: list[bytes], part: int) -> None:
    assert [*sorted_lines(found, part=part)] == sorted({*found})


def test_many_parts_are_merged_in_steps() -> None:
    found = [f"{number * 7919 % 10_007}\n".encode() for number in range(10_007)]

    assert [*sorted_lines(found, part=100)] == sorted(found)


def test_memory_does_not_grow_with_the_lines() -> None:
    found = (f"{number * 7919 % 200_003:0100}\n".encode() for number in range(200_003))  # 20 MB

    tracemalloc.start()
    number = sum(1 for _ in sorted_lines(found, part=500_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert number == 200_003
    assert peak < 4_000_000


def test_nothing_is_left_on_the_disk(tmp_path: Path) -> None:
    found = sorted_lines((f"{number}\n".encode() for number in range(1000)), folder=tmp_path, part=500)

    assert next(found) == b"0\n"
    assert [*tmp_path.iterdir()]
    found.close()  # type: ignore[attr-defined]
    assert not [*tmp_path.iterdir()]


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        [*sorted_lines([b"a\n", b"b\n"], folder=tmp_path / "nowhere", part=1)]
