"""What a server may do to us: refuse, fail, be slow, lie. Played by a server of our own on loopback."""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.cli import run
from kg.endpoint import ask
from kg.errors import InputError, ServerError
from kg.publish import publish
from kg.server import TRIES, Access, address, connected, from_environment
from tests.graphs import gold_file

SECRET = "s3cret-Pass"
NOBODY = Access()


@dataclass
class Play:
    """The answers a server gives, one after the other, the last again and again; and what it was asked."""

    url: str = ""
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.answers.append((status, {k.replace("_", "-"): v for k, v in headers.items()}, body))


@pytest.fixture
def play() -> Iterator[Play]:
    play = Play()

    class Actor(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            play.asked.append((self.command, self.path, dict(self.headers)))
            status, headers, body = play.answers.pop(0) if len(play.answers) > 1 else play.answers[0]
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_PUT = do_POST = do_DELETE = do_GET  # noqa: N815

        def log_message(self, format: str, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Actor) as server:
        play.url = f"http://127.0.0.1:{server.server_port}/store"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield play
        server.shutdown()
        thread.join()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    monkeypatch.setattr("kg.server.time.sleep", waited.append)
    return waited


@pytest.mark.parametrize("status", [0, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(play: Play, pauses: list[float], status: int) -> None:
    play.answer(status)
    play.answer(status)
    play.answer(200, b"fine")
    with connected(NOBODY) as server:
        assert server.send("GET", play.url).content == b"fine"
    assert pauses == [0.5, 1.0] and len(play.asked) == 3


@pytest.mark.parametrize("status", [0, 500, 503])
def test_what_does_not_pass_is_given_up(play: Play, pauses: list[float], status: int) -> None:
    play.answer(status, b"out of order")
    with connected(NOBODY) as server, pytest.raises(ServerError, match="reached" if not status else "out of"):
        server.send("PUT", play.url)
    assert pauses == [0.5, 1, 2, 4, 8] and len(play.asked) == TRIES


def test_the_server_says_when_to_come_back(play: Play, pauses: list[float]) -> None:
    for told in ("7", "99999", "tomorrow"):
        play.answer(503, Retry_After=told)
    play.answer(200)
    with connected(NOBODY) as server:
        server.send("GET", play.url)
    assert pauses == [7, 60, 2]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "cannot read"),
        (401, "KG_STORE_USER"),
        (403, "no permission"),
        (404, "nothing is at this address"),
        (405, "read-only"),
        (413, "too large"),
        (415, "does not take Turtle"),
        (507, "disk is full"),
        (206, "part of the answer"),
    ],
)
def test_a_refusal_says_what_to_do_and_is_not_repeated(
    play: Play, pauses: list[float], status: int, words: str
) -> None:
    play.answer(status, "<html><title>x</title><h1>坏\x1b[2J</h1>".encode())
    with connected(NOBODY) as server, pytest.raises(ServerError, match=rf"{status}: .*{words}") as told:
        server.send("PUT", f"{play.url}?graph=urn:g")
    assert len(play.asked) == 1 and pauses == []
    assert any("\u4e00" <= mark <= "\u9fff" for mark in str(told.value)) and "<h1>" not in str(told.value)


def test_a_redirect_is_told_and_not_followed(play: Play) -> None:
    play.answer(307, Location="http://elsewhere.example/store")
    words = r"307: moved to http://elsewhere\.example/store"
    with connected(Access(token="t0ken")) as server, pytest.raises(ServerError, match=words):
        server.send("GET", play.url)
    assert len(play.asked) == 1


def test_a_slow_server_is_given_up(pauses: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with (
            connected(NOBODY, seconds=0.05) as server,
            pytest.raises(ServerError, match="in time 服务器超时"),
        ):
            server.send("GET", url)
    assert len(pauses) == TRIES - 1


def test_an_endless_answer_is_cut_off(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.server.LARGEST", 1000)
    play.answer(200, b"x" * 5000)
    with connected(NOBODY) as server, pytest.raises(ServerError, match="too large"):
        server.send("GET", play.url)


def test_a_password_is_sent_when_asked_for_and_only_then(play: Play) -> None:
    play.answer(200)
    play.answer(401, WWW_Authenticate='Basic realm="x"')
    play.answer(200)
    with connected(Access("user", SECRET)) as server:
        for _ in range(3):
            server.send("GET", play.url)
    told = [headers.get("Authorization") for _, _, headers in play.asked]
    basic = "Basic " + base64.b64encode(f"user:{SECRET}".encode()).decode()
    assert told == [None, None, basic, basic]


def test_digest_is_preferred_and_keeps_the_password_here(play: Play) -> None:
    challenge = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm="MD5"'
    for _ in range(2):  # httpx asks again to learn how
        play.answer(401, WWW_Authenticate=challenge)
    play.answer(200)
    with connected(Access("user", SECRET)) as server:
        server.send("GET", play.url)
        server.send("GET", play.url)
    told = [headers.get("Authorization", "") for _, _, headers in play.asked]
    assert told[:2] == ["", ""] and told[2].startswith("Digest ") and "nc=00000002" in told[3]
    assert not any(SECRET in words for words in told)


def test_a_token_is_a_bearer(play: Play) -> None:
    play.answer(200)
    with connected(Access(token="t0ken")) as server:
        server.send("GET", play.url)
    assert play.asked[0][2]["Authorization"] == "Bearer t0ken"


def test_secrets_are_in_no_message(play: Play) -> None:
    access = Access("user", SECRET)
    play.answer(401, WWW_Authenticate='Basic realm="x"')
    with connected(access) as server, pytest.raises(ServerError, match="does not accept") as told:
        server.send("GET", play.url)
    assert SECRET not in str(told.value) and SECRET not in repr(access)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"KG_STORE_USER": "dba"}, "both"),
        ({"KG_STORE_PASSWORD": "dba"}, "both"),
        ({"KG_STORE_USER": "a", "KG_STORE_PASSWORD": "b", "KG_STORE_TOKEN": "c"}, "either"),
        ({"KG_STORE_TOKEN": "a\nHost: b"}, "header"),
    ],
)
def test_half_an_access_is_refused(environment: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        from_environment(environment)


def test_the_environment_gives_access() -> None:
    assert from_environment({}) == NOBODY
    assert from_environment({"KG_STORE_TOKEN": " x "}) == Access(token="x")
    given = {"KG_STORE_USER": "dba", "KG_STORE_PASSWORD": "dba"}
    assert from_environment(given) == Access("dba", "dba")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "store",
        "ftp://h/",
        "http://",
        "http:///store",
        "http://h:x/",
        "http://h/ a",
        "http://h/\n",
        "file:///etc",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="not an address"):
        address(url)


def test_a_password_in_an_address_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    gold_file(tmp_path)
    assert run(["publish", f"http://dba:{SECRET}@127.0.0.1/store", "-o", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "KG_STORE_PASSWORD" in told and SECRET not in told


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": 1}]}}',
        b"\xff",
    ],
)
def test_an_answer_that_is_none_is_told_of(play: Play, body: bytes) -> None:
    play.answer(200, body, Content_Type="application/sparql-results+json")
    with connected(NOBODY) as server, pytest.raises(ServerError, match="no SPARQL results"):
        ask(play.url, "SELECT ?a { ?a ?b ?c }", server=server)


def test_a_page_where_the_record_should_be_is_told_of(play: Play, tmp_path: Path) -> None:
    play.answer(200, b"<!DOCTYPE html><p>Welcome", Content_Type="text/html")
    with connected(NOBODY) as server, pytest.raises(ServerError, match="is this the address"):
        publish(gold_file(tmp_path), play.url, server=server)


def test_a_read_only_store_is_told_of_before_anything_is_changed(play: Play, tmp_path: Path) -> None:
    play.answer(404)
    play.answer(501)
    play.answer(405)
    with connected(NOBODY) as server, pytest.raises(ServerError, match="405"):
        publish(gold_file(tmp_path), play.url, server=server)
    assert [method for method, *_ in play.asked] == ["GET", "GET", "PUT"]


def test_a_record_cannot_name_what_is_no_graph_of_ours(play: Play, tmp_path: Path) -> None:
    nquads = gold_file(tmp_path)
    lines = "http://kg.example/../x?graph=y -\\n urn:other d\\n\\nurn:g\\n"
    record = f'<https://kg.example/g/published> <https://schema.org/text> "{lines}" .'
    play.answer(200, record.encode(), Content_Type="text/turtle")
    with connected(NOBODY) as server:
        plan = publish(nquads, play.url, server=server, dry_run=True)
    assert plan.vanished == ()
