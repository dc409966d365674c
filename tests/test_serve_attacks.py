"""Everything at once that breaks public endpoints; meanwhile another client is served as ever."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.dumps import write_nquads
from tests.graphs import gold_quads
from tests.samples import ROOT
from tests.serving import DIRECT, FORM, Answer, Server, output_of, served

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

SECONDS = 2.0
MEMORY = 200  # MB a query
MOST_PARENT = 300  # MB, of which 32 are kept answers
MOST_CHILD = MEMORY + 150
SIMPLE = "SELECT ?name WHERE {{ ?u a kg:Union ; skos:prefLabel ?name }} LIMIT {}"

LONG = {
    "cartesian product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "ORDER BY over a huge join": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?c ?f",
    "DISTINCT over a huge join": "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "GROUP_CONCAT": "SELECT (GROUP_CONCAT(STR(?a)) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:y>|^!<x:y>)* ?d }",
    "regular expression": (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f "
        "FILTER REGEX(CONCAT(STR(?c), STR(?f)), '^((a|b|.)+)+(x+x+)+y$') }"
    ),
    "string that doubles": "SELECT ?z { BIND(CONCAT('a', 'a') AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    + " BIND(STRLEN(?x40) AS ?z) }",
    "construct": "CONSTRUCT { ?a ?b ?f . ?d ?e ?c } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}
DEEP = {
    "5000 groups": "SELECT * " + "{" * 5000 + "}" * 5000,
    "5000 groups behind closing ones": "# " + ")" * 5000 + "\nSELECT * " + "{" * 5000 + "}" * 5000,
    "5000 parentheses": "SELECT * { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "5000 lists": "SELECT * { ?s ?p " + "(" * 5000 + ")" * 5000 + " }",
    "groups behind a false IRI": "SELECT * { FILTER(?a<?b+'>')" + "{" * 5000 + "}" * 5000 + "#'\n}",
}
CHAINS = {
    "20 000 steps": "SELECT * { ?s " + "/".join(["a"] * 20_000) + " ?o }",
    "6 000 alternatives": "SELECT * { FILTER(" + "||".join(["?a"] * 12_000) + ") }",
    "4 000 unions": "SELECT * { " + "UNION".join(["{}"] * 4_000) + " }",
    "20 000 negations": "SELECT * { FILTER(" + "!" * 20_000 + "?a) }",
}


OTHER_CLIENT = """
import http.client, itertools, json, sys, time
from urllib.parse import quote
host, port, simple = sys.argv[1:]
seconds, failed = [], []
for number in itertools.count(1):
    begun = time.perf_counter()
    connection = http.client.HTTPConnection(host, int(port), timeout=30)
    try:
        connection.request("GET", "/sparql?query=" + quote(simple.format(number)))
        answer = connection.getresponse()
        if answer.status != 200 or b"bindings" not in answer.read():
            failed.append(answer.status)
    except OSError as error:
        failed.append(repr(error))
    connection.close()
    seconds.append(time.perf_counter() - begun)
    print(json.dumps([seconds[-1], failed]), flush=True)
    time.sleep(0.02)
"""


@dataclass
class Watch:
    """What a second client sees, and how much memory the processes have."""

    server: Server
    seconds: list[float] = field(default_factory=list)
    failed: list[object] = field(default_factory=list)
    parent: int = 0
    child: int = 0
    _over: threading.Event = field(default_factory=threading.Event)

    def weigh(self) -> None:
        while not self._over.wait(0.05):
            self.parent = max(self.parent, resident(self.server.pid))
            self.child = max([self.child, *map(resident, self.server.children())])

    @contextmanager
    def on(self) -> Iterator[None]:
        host, port = self.server.place
        # In a process of its own: what it measures is the server, not this test's attacks.
        command = [sys.executable, "-c", OTHER_CLIENT, host, str(port), SIMPLE]
        client = subprocess.Popen(command, stdout=subprocess.PIPE)
        weighing = threading.Thread(target=self.weigh)
        if sys.platform == "linux":
            weighing.start()
        try:
            yield
        finally:
            self._over.set()
            client.terminate()
            lines = client.communicate()[0].splitlines()
            self.seconds = [json.loads(line)[0] for line in lines]
            self.failed = json.loads(lines[-1])[1]
            if sys.platform == "linux":
                weighing.join()


def resident(pid: int) -> int:
    """MB of memory of a process that may be gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) // 1000 for line in lines if line.startswith("VmRSS")), 0)


BUILD = """
import shutil, sys
from pathlib import Path
from kg.staging import staging
from kg.store import make
nquads, output = map(Path, sys.argv[1:])
with staging(output) as stage:
    shutil.copy(nquads, stage / "graph.nq")
    make(stage / "graph.nq", stage / "store", old=output / "store")
"""


@contextmanager
def trap() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this host, and what anyone who connects to it says."""
    said: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(1)
                    said.append(connection.recv(1000))

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield listener.getsockname()[1], said
        finally:
            over.set()
            thread.join()


def refused(answer: Answer, *statuses: int) -> Answer:
    """The answer, which says no in both languages, and nothing else."""
    assert answer.status in statuses, f"{answer.status} {answer.text[:300]}"
    assert any("\u4e00" <= mark <= "\u9fff" for mark in answer.text) and any(
        word.isascii() and word.isalpha() for word in answer.text.split()
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.status == 503:
        assert int(answer.headers["retry-after"]) > 0
    return answer


def names(answer: Answer) -> list[str]:
    return sorted(row["name"]["value"] for row in json.loads(answer.body)["results"]["bindings"])


def post(server: Server, body: bytes, kind: str | None = None) -> Answer:
    if kind is None:
        return server.send("POST", "/sparql", body)
    return server.send("POST", "/sparql", body, Content_Type=kind)


def outward(port: int) -> Iterator[str]:
    """Queries that would have the server read files or ask other servers."""
    there = f"http://127.0.0.1:{port}/x"
    for call in ("SERVICE ", "SERVICE SILENT ", "service", "SeRvIcE#c\n"):
        yield f"SELECT * {{ {call}<{there}> {{ ?s ?p ?o }} }}"
    yield f"PREFIX x: <http://127.0.0.1:{port}/> SELECT * {{ ?s ?p 1SERVICEx:y{{ ?a ?b ?c }} }}"
    yield f"PREFIX : <http://127.0.0.1:{port}/> SELECT * {{ SERVICE:y{{ ?a ?b ?c }} }}"
    yield f"SELECT * {{ ?s ?p ?o FILTER(?a<?b+'>')SERVICE<{there}>{{ ?s ?p ?o }}#'\n}}"
    yield f"SELECT * {{ VALUES ?u {{ <{there}> }} SERVICE ?u {{ ?s ?p ?o }} }}"
    for source in ("file:///etc/passwd", there, "http://localhost/", "ftp://127.0.0.1/"):
        yield f"SELECT * FROM <{source}> {{ ?s ?p ?o }}"
        yield f"SELECT * FROM NAMED <{source}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"


def updates(port: int) -> Iterator[str]:
    yield "DELETE WHERE { ?s ?p ?o }"
    yield "PREFIX x: <x:> INSERT DATA { x:a x:b x:c }"
    yield "DROP ALL"
    yield "CLEAR SILENT DEFAULT"
    yield f"LOAD <http://127.0.0.1:{port}/x>"
    yield "LOAD <file:///etc/passwd>"


def long_ones(server: Server) -> None:
    """Each stopped: out of time, memory or places."""
    with ThreadPoolExecutor(5) as clients:
        for answer in clients.map(server.ask, LONG.values()):
            refused(answer, 503, 504, 413, 400)
    assert refused(server.ask(LONG["cartesian product"]), 504).status == 504


def deep_ones(server: Server) -> None:
    for query in DEEP.values():
        refused(server.ask(query, "POST"), 400)
    for query in CHAINS.values():
        answer = server.ask(query, "POST")
        assert answer.status == 200 or refused(answer, 400, 503, 504)


def big_ones(server: Server) -> None:
    ten = b"SELECT * { } #" + b"x" * 10_000_000
    refused(post(server, ten, DIRECT), 413)
    refused(post(server, b"query=" + quote(ten[:5_000_000]).encode(), FORM), 413)
    refused(post(server, ten[:64_500], DIRECT), 413)
    assert b" 414 " in server.raw(b"GET /sparql?query=" + b"x" * 10_000_000 + b" HTTP/1.1\r\n\r\n")
    assert b" 431 " in server.raw(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 10_000_000 + b"\r\n\r\n")
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    endless = (
        head
        + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        + b"fff\r\n%s\r\n" % (b"x" * 4095) * 40
    )
    assert b" 413 " in server.raw(endless + b"0\r\n\r\n")
    assert b" 413 " in server.raw(head + b"Connection: close\r\nContent-Length: 9999999999\r\n\r\n")
    assert b" 400 " in server.raw(head + b"Content-Length: 99999999999999999999\r\n\r\n")


def broken_ones(server: Server) -> None:
    refused(post(server, b"\xff\xfeA\x00S\x00K\x00", DIRECT), 400)
    refused(post(server, "ASK {}".encode("utf-16"), f"{DIRECT}; charset=UTF-16"), 415)
    refused(post(server, b"query=ASK%20%7B%7D%FF", FORM), 400)
    refused(server.send("GET", "/sparql?query=%FF%FE"), 400)
    refused(post(server, b"ASK {}", "text/plain"), 415)
    refused(post(server, b"ASK {}", "application/json; x=" + "y" * 5000), 415)
    refused(post(server, b"ASK {}"), 415)
    refused(post(server, b""), 415)
    refused(post(server, b"", DIRECT), 400)
    refused(post(server, b"quer=1", FORM), 400)
    refused(server.send("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), 400)
    refused(server.send("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=nothing"), 400)
    refused(server.send("GET", "/sparql?query=ASK%7B%7D&format=exe"), 400)
    refused(server.ask("ASK {}", Accept="image/png"), 406)
    refused(server.ask("SELECT * {"), 400)
    refused(server.ask("\0\ud7ff\uffff"), 400)
    refused(server.send("GET", "/sparql?" + "a=b&" * 5000 + "query=ASK%7B%7D"), 400)
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        assert "POST" in refused(server.send(method, "/sparql"), 405).headers["allow"]
    assert b" 400 " in server.raw(b"\x16\x03\x01\x02\x00nonsense\r\n\r\n")
    assert b" 400 " in server.raw(b"GET /sparql?query=\xe5\x8c\xbb HTTP/1.1\r\nHost: a\r\n\r\n")


def paths_and_headers(server: Server) -> None:
    for path in (
        "/static/../../../pyproject.toml",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static/..%2f..%2fapp.py",
        "/static//etc/passwd",
        "/static/%00",
        "/..%5c..%5cwindows",
        "//etc/passwd",
        "/e/../../etc/passwd",
    ):
        refused(server.send("GET", path), 404, 400)
    evil = {"query": "ASK {}", "format": "json\r\nX-Evil: 1", "default-graph-uri": "x:y\r\nX-Evil: 1"}
    refused(server.send("GET", "/sparql?" + urlencode(evil)), 400)
    for value in ("application/json\t", "a/b;" * 2000, "*/*;q=\u00ff".encode().decode("latin-1")):
        assert "x-evil" not in server.ask("ASK {}", Accept=value, Host='evil.example/"><script>').headers
    described = server.send("GET", "/sparql", Host='evil"><script>', Accept="text/turtle")
    assert described.status in (200, 400) and b"<script" not in described.body
    assert b"X-Evil" not in server.raw(
        b"GET /%0d%0aX-Evil:%201 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    )


def leaving_ones(server: Server) -> None:
    """Clients that do not wait for the answer, do not end their request, or do not read."""
    bomb = quote("SELECT (COUNT(*) AS ?left) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    for _ in range(5):
        with socket.create_connection(server.place) as connection:
            connection.sendall(f"GET /sparql?query={bomb} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            time.sleep(0.05)
    half = [socket.create_connection(server.place) for _ in range(50)]
    for connection in half:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 50\r\n"
        )
    for connection in half:
        connection.close()


def outward_ones(server: Server) -> None:
    with trap() as (port, said):
        for query in outward(port):
            refused(server.ask(query), 400)
        for update in updates(port):
            refused(
                server.send("POST", "/sparql", urlencode({"update": update}).encode(), Content_Type=FORM), 403
            )
            refused(post(server, update.encode(), "application/sparql-update"), 403)
            refused(server.send("GET", "/sparql?" + urlencode({"update": update})), 400, 403)
            refused(server.ask(update), 403)
        elsewhere = urlencode(
            {"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": f"http://127.0.0.1:{port}/"}
        )
        assert b'"bindings":[]' in server.send("GET", f"/sparql?{elsewhere}").body  # a graph without triples
    assert said == []


def rebuilt(server: Server, output: Path) -> None:
    """Three builds under the running server: each is what it answers from soon after."""
    ask = "SELECT ?o { <x:build> <x:number> ?o }"
    for number in range(3):
        fact = Quad(NamedNode("x:build"), NamedNode("x:number"), Literal(str(number)), NamedNode("x:g"))
        write_nquads([*gold_quads(), fact], output.parent / "next.nq")
        command = [sys.executable, "-c", BUILD, str(output.parent / "next.nq"), str(output)]
        subprocess.run(command, check=True, cwd=ROOT)
        until = time.monotonic() + 10
        while f'"{number}"' not in server.ask(ask).text:
            assert time.monotonic() < until
            time.sleep(0.05)


def test_nothing_that_breaks_endpoints_keeps_others_from_being_served(tmp_path: Path) -> None:
    output = output_of(gold_quads(), tmp_path / "output")
    attacks: list[Callable[[Server], None]] = [
        long_ones,
        deep_ones,
        big_ones,
        broken_ones,
        paths_and_headers,
        leaving_ones,
        outward_ones,
    ]
    # One second, where the machine is ours; where others use all of it, as much more as they leave us less.
    others = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)) if hasattr(os, "getloadavg") else 1.0
    options = ("--seconds", str(SECONDS), "--memory", str(MEMORY))
    with served(output, *options) as server:
        before = server.ask(SIMPLE.format(10_000))
        children = len(server.children()) if sys.platform == "linux" else 0
        watch = Watch(server)
        with watch.on(), ThreadPoolExecutor(len(attacks) + 1) as attackers:
            done = [attackers.submit(attack, server) for attack in attacks]
            done.append(attackers.submit(rebuilt, server, output))
            for each in done:
                each.result()
        assert watch.failed == []
        assert len(watch.seconds) > 50 and max(watch.seconds) < 1 * others
        assert watch.parent < MOST_PARENT and watch.child < MOST_CHILD
        time.sleep(1)
        after = server.ask(SIMPLE.format(10_001))
        assert (before.status, names(before)) == (after.status, names(after)) == (200, names(after))
        until = time.monotonic() + 20  # some may just be starting, or ending
        while sys.platform == "linux" and len(server.children()) != children:
            assert time.monotonic() < until, len(server.children())
            time.sleep(0.1)
