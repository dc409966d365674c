"""A build that is killed, whenever: a few kills of `benchmarks/kills.py`."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.samples import ROOT


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
def test_kills_at_random_moments_lose_nothing() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "kills.py"), "--kills", "8"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "nothing lost" in run.stdout
