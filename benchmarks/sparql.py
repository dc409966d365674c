"""SPARQL endpoints side by side: `python benchmarks/sparql.py [--graph graph.nq] [--seconds 30]`.

kg serve (with and without kept answers), `oxigraph serve-read-only` and rdflib-endpoint load the same
file. Each gets 50 clients at once that ask small queries for 30 seconds (wrk where it is installed, else a
client in Python), 5 seconds in turn, then what breaks endpoints. Both rivals are started from the environment
that --rivals names: `pip install oxigraph rdflib-endpoint uvicorn`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any
from urllib.parse import quote

from kg.store import FOLDER, make

CLIENTS = 50
ROUND = 5  # seconds of load before it is the next one's turn
PATIENCE = 10.0  # seconds that a client waits for an answer to a bomb
ACCEPT = "application/sparql-results+json"
TEXTS = (
    "SELECT ?p ?o {{ <{}> ?p ?o }} LIMIT 20",
    "SELECT DISTINCT ?name {{ <{}> <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }}",
    "SELECT DISTINCT ?other {{ <{}> <https://kg.example/ontology#coOccursWith> ?other }} LIMIT 10",
    "ASK {{ <{}> a <https://kg.example/ontology#Union> }}",
)
BOMBS = {
    "cartesian product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "ORDER BY of a huge join": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?c",
    "5 000 groups": "SELECT * " + "{" * 5000 + "}" * 5000,
}
WRK = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", paths[n %% #paths + 1], {["Accept"] = "%s"})
end
done = function(summary, latency, requests)
  local e = summary.errors
  print("RESULT " .. summary.requests .. " " .. summary.duration .. " " .. latency:percentile(50) .. " "
    .. latency:percentile(95) .. " " .. (e.connect + e.read + e.write + e.timeout) .. " " .. e.status)
end
"""


@dataclass(frozen=True)
class Load:
    rps: float
    p50: float  # ms
    p95: float  # ms
    failed: int
    refused: int


@dataclass(frozen=True)
class Contestant:
    name: str
    path: str
    command: list[str]
    """What starts it; {port} is filled in."""


def texts(nquads: Path, number: int) -> list[str]:
    """Small queries about entities of the graph, no two the same."""
    kinds = (b"https://kg.example/ontology#Union>", b"https://kg.example/ontology#Person>")
    with nquads.open("rb") as lines:
        found = {line.split(b" ")[0][1:-1].decode() for line in lines if any(kind in line for kind in kinds)}
    entities = sorted(found)
    return [text.format(entity) for entity in entities for text in TEXTS][:number]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def asked(url: str, query: str, timeout: float) -> int:
    """The status of the answer; 0 for none in time."""
    request = urllib.request.Request(f"{url}?query={quote(query)}", headers={"Accept": ACCEPT})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


@contextmanager
def running(contestant: Contestant) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    command = [part.replace("{port}", str(port)) for part in contestant.command]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}{contestant.path}"
    try:
        until = time.monotonic() + 600
        while asked(url, "ASK {}", 5) != 200:
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{contestant.name} does not start: {' '.join(command)}")
            time.sleep(0.2)
        yield url, process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def loaded(url: str, queries: list[str], seconds: int) -> Load:
    paths = [f"{url}?query={quote(query)}" for query in queries]
    return _wrk(url, paths, seconds) if shutil.which("wrk") else asyncio.run(_python(paths, seconds))


def rounds(
    servers: dict[str, tuple[str, subprocess.Popen[bytes]]], queries: list[str], seconds: int
) -> dict[str, Load]:
    """Each server's figures from rounds in turn, so that what else the machine does meets all alike."""
    taken: dict[str, list[Load]] = {name: [] for name in servers}
    for _ in range(max(1, seconds // ROUND)):
        for name, (url, _) in servers.items():
            taken[name].append(loaded(url, queries, min(ROUND, seconds)))
    return {
        name: Load(
            mean(load.rps for load in loads),
            median(load.p50 for load in loads),
            median(load.p95 for load in loads),
            sum(load.failed for load in loads),
            sum(load.refused for load in loads),
        )
        for name, loads in taken.items()
    }


def _wrk(url: str, paths: list[str], seconds: int) -> Load:
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "load.lua")
        host = url.partition("//")[2].partition("/")[0]
        listed.write_text("\n".join(path.partition(host)[2] for path in paths))
        script.write_text(WRK % (listed, ACCEPT))
        command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script), url]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    number, duration, p50, p95, failed, refused = (
        float(part) for part in told.partition("RESULT ")[2].split()[:6]
    )
    return Load(number / duration * 1e6, p50 / 1000, p95 / 1000, int(failed), int(refused))


async def _python(paths: list[str], seconds: int) -> Load:
    taken: list[float] = []
    failed = refused = 0
    until = time.monotonic() + seconds
    host, port = paths[0].split("/")[2].split(":")

    async def client(number: int) -> None:
        nonlocal failed, refused
        while time.monotonic() < until:
            number += CLIENTS
            path = "/" + paths[number % len(paths)].split("/", 3)[3]
            begun = time.perf_counter()
            try:
                reader, writer = await asyncio.open_connection(host, int(port))
                head = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: {ACCEPT}\r\nConnection: close\r\n\r\n"
                writer.write(head.encode())
                answer = await asyncio.wait_for(reader.read(), 10)
                writer.close()
            except OSError:
                failed += 1
                continue
            refused += b" 200 " not in answer[:20]
            taken.append((time.perf_counter() - begun) * 1000)

    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    taken.sort()
    count = max(len(taken), 1)
    return Load(len(taken) / seconds, taken[count // 2], taken[count * 95 // 100], failed, refused)


def bombed(url: str, process: subprocess.Popen[bytes], queries: list[str]) -> dict[str, str]:
    """What happens to a small query beside each bomb, and whether the server is there afterwards."""
    told = {}
    for name, bomb in BOMBS.items():
        if process.poll() is not None:
            told[name] = "dead"
            continue
        sent = subprocess.Popen(
            [sys.executable, "-c", SENDER, url, bomb, str(PATIENCE)], stdout=subprocess.PIPE
        )
        time.sleep(1)
        begun = time.perf_counter()
        status = asked(url, queries[0], PATIENCE)
        beside = f"{(time.perf_counter() - begun) * 1000:.0f} ms" if status == 200 else "none"
        answered = int(sent.communicate()[0] or 0)
        time.sleep(1)
        alive = process.poll() is None and asked(url, queries[1], PATIENCE) == 200
        busy = _processor(process.pid) if alive else ""
        after = "alive" + busy if alive else "dead"
        told[name] = f"bomb {answered or 'no answer'}; beside it {beside}; after it {after}"
    return told


SENDER = """
import sys, urllib.error, urllib.request
from urllib.parse import urlencode
url, query, timeout = sys.argv[1:]
try:
    with urllib.request.urlopen(url, urlencode({"query": query}).encode(), timeout=float(timeout)) as answer:
        answer.read(); print(answer.status)
except urllib.error.HTTPError as error: print(error.code)
except OSError: print(0)
"""


def _processor(pid: int) -> str:
    """Whether a server goes on working for a client that has left (Linux)."""
    if sys.platform != "linux":
        return ""

    def spent() -> int:
        pids = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
        parts = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in pids]
        return sum(int(part[11]) + int(part[12]) for part in parts)

    before = spent()
    time.sleep(1)
    return ", busy" if spent() - before > os.sysconf("SC_CLK_TCK") // 4 else ""


def contestants(output: Path, rivals: Path) -> Iterator[Contestant]:
    kg = [sys.executable, "-m", "kg", "serve", "-q", "-o", str(output), "--port", "{port}", "--seconds", "8"]
    yield Contestant("kg serve", "/sparql", kg)
    yield Contestant("kg serve --cache 0", "/sparql", [*kg, "--cache", "0"])
    oxigraph, endpoint = rivals / "bin" / "oxigraph", rivals / "bin" / "rdflib-endpoint"
    if oxigraph.exists():
        place = output / "rival"
        if not place.exists():
            loading = [str(oxigraph), "load", "-l", str(place), "-f", str(output / "graph.nq")]
            subprocess.run(loading, check=True, capture_output=True)
            subprocess.run([str(oxigraph), "optimize", "-l", str(place)], check=True, capture_output=True)
        serve = [
            str(oxigraph),
            "serve-read-only",
            "-l",
            str(place),
            "--union-default-graph",
        ]
        # Without --timeout-s: 0.5.13 keeps a thread for each query that long, and dies of them under load.
        yield Contestant("oxigraph serve", "/query", [*serve, "--bind", "127.0.0.1:{port}"])
    if endpoint.exists():
        serve = [str(endpoint), "serve", "--port", "{port}", "--host", "127.0.0.1", str(output / "graph.nq")]
        yield Contestant("rdflib-endpoint", "/", serve)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--graph", type=Path, default=Path("output/graph.nq"))
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--rivals", type=Path, default=Path(".rivals"), help="a virtual environment")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    figures: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        shutil.copy(options.graph, output / "graph.nq")
        make(output / "graph.nq", output / FOLDER)
        queries = texts(options.graph, 2_000)
        tool = "wrk" if shutil.which("wrk") else "a client in Python"
        print(f"{len(queries)} queries, {CLIENTS} clients, {options.seconds} s, {tool}")
        print(
            "| server | requests/s | p50 ms | p95 ms | failed | refused |\n|---|---:|---:|---:|---:|---:|",
            flush=True,
        )
        told = {}
        with ExitStack() as stack:
            all = {
                contestant.name: stack.enter_context(running(contestant))
                for contestant in contestants(output, options.rivals)
            }
            for name, load in rounds(all, queries, options.seconds).items():
                row = f"{load.rps:.0f} | {load.p50:.1f} | {load.p95:.1f} | {load.failed} | {load.refused}"
                print(f"| {name} | {row} |", flush=True)
                figures[name] = {"load": load.__dict__}
            for name, (url, process) in all.items():
                told[name] = figures[name]["bombs"] = bombed(url, process, queries)
        for name, bombs in told.items():
            print(f"\n{name}")
            for bomb, fate in bombs.items():
                print(f"- {bomb}: {fate}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
