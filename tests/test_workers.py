"""Work in several processes: the same results in the same order, and nothing lost when one dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from kg.workers import beside, mapped
from tests.samples import ROOT


def square(number: int) -> int:
    return number * number


def dying(number: int, folder: Path, times: int) -> int:
    """The square; 13 ends its process so many times first."""
    if number == 13:
        for life in range(times):
            if not (mark := folder / str(life)).exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def failing(number: int) -> int:
    raise ValueError(str(number))


def big(_: int) -> int:
    return 40_000


EXPECTED = [(number, number * number) for number in range(30)]


@pytest.mark.parametrize("jobs", [1, 2, None])
def test_any_number_of_processes_gives_the_same_in_the_same_order(jobs: int | None) -> None:
    assert [*mapped(square, range(30), jobs=jobs, size=big)] == EXPECTED
    assert [*mapped(square, [], jobs=jobs, size=big)] == []


@pytest.mark.skipif(os.name != "posix", reason="processes are killed by signal")
def test_a_process_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    assert [*mapped(partial(dying, folder=tmp_path, times=2), range(30), jobs=2, size=big)] == EXPECTED


@pytest.mark.skipif(os.name != "posix", reason="processes are killed by signal")
def test_what_kills_its_process_every_time_is_told(tmp_path: Path) -> None:
    found = [*mapped(partial(dying, folder=tmp_path, times=9), range(30), jobs=2, size=big)]
    assert found == [(number, None if number == 13 else square) for number, square in EXPECTED]


def test_what_is_raised_in_a_process_is_raised_here() -> None:
    with pytest.raises(ValueError, match="0"):
        [*mapped(failing, range(30), jobs=2, size=big)]


def touching(path: Path, *, is_ending: bool = False) -> None:
    """Makes a file; on the way to the first of them it may end its process."""
    if is_ending and not path.with_suffix(".tried").exists():
        path.with_suffix(".tried").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    path.touch()


@pytest.mark.parametrize("jobs", [1, 2])
def test_tasks_are_done_when_the_block_ends(tmp_path: Path, jobs: int) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    tasks = [partial(touching, one), partial(touching, two, is_ending=jobs > 1 and os.name == "posix")]
    with beside(tasks, jobs=jobs):
        pass
    assert one.exists() and two.exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_task_raises_is_raised_here(jobs: int) -> None:
    with pytest.raises(ValueError, match="7"), beside([partial(failing, 7)], jobs=jobs):
        pass


WAITING = """
import sys, time
from kg.workers import mapped
def slow(number):
    print(number, flush=True)
    time.sleep(0.2)
    return number
if __name__ == "__main__":
    for _ in mapped(slow, range(1000), jobs=2, size=lambda _: 100_000):
        pass
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_process_stays_behind(tmp_path: Path, number: signal.Signals) -> None:
    script = tmp_path / "waiting.py"
    script.write_text(WAITING, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(script)], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout and process.stdout.readline()
        process.send_signal(number)
        begin = time.monotonic()
        process.stdout.read()  # ends when the last process that could print has ended
        assert time.monotonic() - begin < 10
    assert process.returncode != 0
