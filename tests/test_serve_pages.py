"""The pages of a running server: what they hold, in which form and language, whatever the names in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg.model import Entity, Source
from kg.query import named
from kg.serve.words import words
from kg.vocab import entity_id
from tests.graphs import BASE, CITY, RUN, TRAINING, ZHANG, gold_quads, passage, rich_reading
from tests.quads import quads
from tests.serving import Answer, Server, output_of, served

UNION = f"/e/{entity_id(CITY)}"
ARTICLE = f"/a/{TRAINING}"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
EVIL = Entity("Company", '"><img src=x onerror=alert(1)>\u202e</script>公司')
MERGED = ox.NamedNode(f"{BASE}e/u-merged2345678")


def hostile() -> list[ox.Quad]:
    """An article and names that are markup, and a page whose name is one."""
    reading = rich_reading()
    name = EVIL.name
    article = replace(
        reading.article,
        page="<b>\"'&/..%2F样~.md",
        title=passage("<script>alert(1)</script>{{ 7*7 }}"),
        text=passage(f"{name}<iframe src=//x></iframe>"),
        byline=None,
        authors=(),
    )
    link = replace(reading.links[0], entity=EVIL)
    mention = replace(link.mention, start=0, end=len(name), surface=name, type="Company")
    bad = replace(
        reading, article=article, links=(replace(link, mention=mention),), posts=(), relations=(), dates=()
    )
    return list(quads([bad], (), [Source(article.page, "utf-8", "0" * 32)], RUN, base=BASE))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    replaced = ox.Quad(
        MERGED,
        ox.NamedNode("http://purl.org/dc/terms/isReplacedBy"),
        ox.NamedNode(BASE[:-1] + UNION),
        ox.NamedNode(f"{BASE}g/decisions"),
    )
    folder = output_of([*gold_quads(), *hostile(), replaced], tmp_path_factory.mktemp("pages") / "out")
    (folder / "secret.env").write_text("no")
    return folder


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Server]:
    with served(output) as running:
        yield running


def get(server: Server, path: str, accept: str = BROWSER, **headers: str) -> Answer:
    return server.send("GET", path, None, Accept=accept, **headers)


class Tags(HTMLParser):
    """The tags of a page with their attributes; fails on what is left open or closed twice."""

    VOID = ("meta", "link", "input", "br", "img", "path", "circle", "line", "rect")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def links(text: str) -> set[str]:
    return {str(a["href"]) for tag, a in Tags(text).found if tag == "a" and a.get("href")}


PAGES = [
    "/",
    "/search?q=%E5%B7%A5%E4%BC%9A",
    "/search?q=zhangliang",
    "/search?q=%E9%BE%98",
    UNION + ".html",
    f"/e/{entity_id(ZHANG)}.html",
    ARTICLE,
    f"/page/{TRAINING[:-3]}.txt",
    f"/x/{'.'.join(sorted((entity_id(CITY), entity_id(ZHANG))))}.html",
    "/run",
    "/dataset",
    "/ontology",
    "/dumps",
    "/editor",
    "/sparql",
    "/answer?" + urlencode({"query": "SELECT * { ?union a kg:Union ; skos:prefLabel ?name }"}),
    "/answer?" + urlencode({"query": "DESCRIBE ?union { ?union a kg:Union } LIMIT 1"}),
    "/answer?query=ASK%7B%7D",
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_in_both_languages_without_script(
    server: Server, path: str, language: str
) -> None:
    answer = get(server, path, Accept_Language={"zh": "zh-CN,zh;q=0.9,en;q=0.8", "en": "en-GB"}[language])
    assert answer.status == 200
    tags = Tags(answer.text).found
    assert tags[0] == ("html", {"lang": {"zh": "zh-Hans", "en": "en"}[language]})
    assert sum(tag == "h1" for tag, _ in tags) == 1
    assert words(language)("footer") in answer.text  # type: ignore[arg-type]
    scripts = [attributes for tag, attributes in tags if tag == "script"]
    own = [
        str(a.get("src", "")).startswith("/static/") or a.get("type") == "application/json" for a in scripts
    ]
    assert all(own)
    assert not [
        name for _, attributes in tags for name in attributes if name.startswith("on") or name == "style"
    ]
    loaded = [a.get("src") or a.get("href") for tag, a in tags if tag in ("script", "link", "img", "iframe")]
    assert [address for address in loaded if address and not address.startswith("/")] == []


def test_the_pages_of_a_graph_hang_together(server: Server) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen or len(seen) > 150:
            continue
        seen.add(path)
        answer = get(server, path)
        if answer.status == 303:
            waiting.append(answer.headers["location"])
            continue
        assert answer.status == 200 or path.startswith("/graph"), path
        if "html" in answer.headers["content-type"] and answer.status == 200:
            # the neighbours of one page stand for those of its kind
            near = {link.partition("#")[0] for link in links(answer.text) if link.startswith("/")}
            kinds: dict[str, str] = {}
            for link in sorted(near - seen):
                kinds.setdefault(re.split(r"[/?]", link)[1], link)
            waiting += kinds.values()
    assert {path.split("/")[1].split("?")[0] for path in seen} >= {"", "e", "a", "page", "dumps", "ontology"}


def test_an_article_page_marks_its_names_and_links_them(server: Server) -> None:
    text = get(server, ARTICLE).text
    assert f'<a class="mention c-Union" href="{UNION}"' in text
    anchors = re.findall(r'id="((?:text|title|kicker|byline|subtitle)-\d+-\d+)"', text)
    assert len(anchors) == len(set(anchors)) > 5


def test_an_entity_page_leads_to_the_place_in_the_article(server: Server) -> None:
    page = get(server, UNION + ".html").text
    target = next(link for link in links(page) if link.startswith(ARTICLE + "#text-"))
    assert f'id="{target.partition("#")[2]}"' in get(server, ARTICLE).text


HOSTILE = [
    "/",
    "/search?q=%22%3E%3Cimg",
    f"/e/{entity_id(EVIL)}.html",
    f"/page/{quote(chr(60) + 'b>' + chr(34) + chr(39) + '&/..%2F样', safe='')}%7E.md",
    "/search?" + urlencode({"q": '"><script>alert(1)</script>'}),
    "/nothing/" + quote("<script>alert(1)</script>"),
    "/name/" + quote("<script>alert(1)</script>", safe=""),
    "/editor?" + urlencode({"query": "</script><script>alert(1)</script>"}),
    "/answer?" + urlencode({"query": 'SELECT ("<script>alert(1)</script>" AS ?x) {}'}),
    "/answer?" + urlencode({"query": "<script>alert(1)</script>"}),
    "/?" + urlencode({"x": '"><script>alert(1)</script>'}),
]


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_names_stay_text(server: Server, path: str) -> None:
    answer = get(server, path)
    assert answer.status in (200, 400, 404), answer.text
    assert "html" in answer.headers["content-type"]
    tags = Tags(answer.text).found
    assert not {"img", "iframe", "b"} & {tag for tag, _ in tags}
    assert not [
        a for tag, a in tags if tag == "script" and "src" not in a and a.get("type") != "application/json"
    ]
    assert "\u202e" not in answer.text and "49" not in re.findall(r"<h1>(.*?)</h1>", answer.text)


def test_the_hostile_article_is_shown_in_its_own_words(server: Server) -> None:
    page = get(server, f"/e/{entity_id(EVIL)}.html")
    path = next(link for link in links(page.text) if link.startswith("/a/")).partition("#")[0]
    text = get(server, path).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in text


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (BROWSER, ".html"),
        ("*/*", ".html"),
        ("text/turtle", ".ttl"),
        ("application/ld+json", ".jsonld"),
        ("application/json", ".jsonld"),
        ("text/turtle;q=0.5, application/ld+json;q=0.9, text/html;q=0.1", ".jsonld"),
        ("application/ld+json;q=0, text/*", ".html"),
        ("text/html;q=0, text/*", ".ttl"),
    ],
)
def test_a_thing_answers_303_with_the_form_that_is_wanted(server: Server, accept: str, ending: str) -> None:
    answer = get(server, UNION, accept)
    assert (answer.status, answer.headers["location"]) == (303, UNION + ending)
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("path", "accept", "media"),
    [
        (ARTICLE, "text/turtle", "text/turtle"),
        (ARTICLE, BROWSER, "text/html"),
        (ARTICLE + ".jsonld", BROWSER, "application/ld+json"),
        (ARTICLE + ".html", "text/turtle", "text/html"),
        (UNION + ".ttl", BROWSER, "text/turtle"),
        (f"/page/{TRAINING[:-3]}.txt", "application/ld+json", "application/ld+json"),
        (f"/page/{TRAINING[:-3]}.txt.ttl", BROWSER, "text/turtle"),
        ("/run.ttl", BROWSER, "text/turtle"),
        ("/ontology", "text/turtle", "text/turtle"),
        ("/ontology.ttl", BROWSER, "text/turtle"),
    ],
)
def test_a_document_answers_in_the_form_that_is_wanted(
    server: Server, path: str, accept: str, media: str
) -> None:
    answer = get(server, path, accept)
    assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, media)


def test_what_no_form_fits_is_406(server: Server) -> None:
    assert get(server, ARTICLE, "image/png").status == 406
    assert get(server, UNION, "image/png").status == 406
    assert get(server, "/ontology", "image/png").status == 406


def test_the_data_of_an_entity_speaks_of_its_own_address(server: Server) -> None:
    answer = get(server, UNION + ".ttl")
    subjects = {quad.subject for quad in ox.parse(answer.body, format=ox.RdfFormat.TURTLE)}
    assert ox.NamedNode(BASE[:-1] + UNION) in subjects
    assert f'<{BASE[:-1]}{UNION}>; rel="describes"' in answer.headers["link"]


def test_addresses_may_come_percent_encoded_or_not(server: Server) -> None:
    path = next(
        link for link in links(get(server, f"/e/{entity_id(EVIL)}.html").text) if link.startswith("/page/")
    )
    assert get(server, path).status == 200
    assert get(server, path.replace("%27", "'").replace("%B7", "%b7")).status == 200


def test_the_graph_of_an_article_leads_to_the_article(server: Server) -> None:
    assert get(server, f"/g/{TRAINING}").headers["location"] == ARTICLE


def test_a_merged_entity_leads_to_what_replaced_it(server: Server) -> None:
    answer = get(server, f"/e/{MERGED.value.rpartition('/')[2]}")
    assert (answer.status, answer.headers["location"]) == (303, UNION)
    data = get(server, f"/e/{MERGED.value.rpartition('/')[2]}.ttl")
    assert "isReplacedBy" in data.text


def test_a_name_leads_to_its_entity(server: Server) -> None:
    answer = get(server, "/name/" + quote(CITY.name))
    assert (answer.status, answer.headers["location"]) == (303, UNION)


def test_what_is_not_there_says_so_and_suggests(server: Server) -> None:
    page = get(server, "/name/" + quote("北京总工会"))
    assert page.status == 404 and UNION in links(page.text)
    near = get(server, ARTICLE[:-2] + "99")
    assert near.status == 404 and ARTICLE in links(near.text)
    plain = get(server, "/name/" + quote("北京总工会"), "text/turtle")
    assert plain.status == 404 and CITY.name in plain.text
    assert get(server, "/nothing", "application/json").status == 404


@pytest.mark.parametrize(
    "path", ["/", ARTICLE, UNION + ".ttl", "/search?q=x", "/robots.txt", "/ontology.ttl"]
)
def test_what_a_client_has_is_not_sent_again(server: Server, path: str) -> None:
    first = get(server, path)
    again = get(server, path, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert get(server, path, If_None_Match='"other"').body == first.body
    assert "accept" in first.headers["vary"].lower()


def test_language_and_theme_are_chosen_and_remembered(server: Server) -> None:
    chosen = get(server, "/?lang=en&theme=dark", Accept_Language="zh")
    assert '<html lang="en" data-theme="dark">' in chosen.text
    later = get(server, "/", Accept_Language="zh", Cookie="lang=en; theme=dark")
    assert '<html lang="en" data-theme="dark">' in later.text
    assert '<html lang="zh-Hans">' in get(server, "/?lang=xx&theme=<b>", Cookie="lang=yy; theme=zz").text


def test_search_answers_programs_in_json(server: Server) -> None:
    answer = get(server, "/search?q=bjszgh", "application/json")
    told = json.loads(answer.body)
    assert told["entities"][0] == {
        "id": BASE[:-1] + UNION,
        "path": UNION,
        "name": CITY.name,
        "class": "Union",
        "names": ["市总工会"],
        "articles": told["entities"][0]["articles"],
        "score": 2.5,
    }
    assert json.loads(get(server, "/search?q=bjszgh&format=json").body) == told
    assert "Union" in told["classes"]


def test_search_shows_a_class_and_a_part_at_a_time(server: Server) -> None:
    everything = json.loads(get(server, "/search?q=zgh&format=json&limit=200").body)
    unions = json.loads(get(server, "/search?q=zgh&class=Union&format=json&limit=3&from=1").body)
    assert {one["class"] for one in unions["entities"]} == {"Union"}
    names = [one["name"] for one in everything["entities"] if one["class"] == "Union"]
    assert [one["name"] for one in unions["entities"]] == names[1:4]
    assert unions["total"] == len(names)


@pytest.mark.parametrize(
    "told", ["from=-1", "from=x", "limit=999999999999", "class=%3Cb%3E", "from=%F0%9D%9F%8F"]
)
def test_strange_parameters_do_no_harm(server: Server, told: str) -> None:
    assert get(server, f"/search?q=zgh&{told}").status == 200
    assert get(server, f"{UNION}.html?{told}&all=x").status == 200


def test_dumps_are_listed_and_downloaded_with_their_checksums(server: Server, output: Path) -> None:
    listed = get(server, "/dumps").text
    lines = get(server, "/dumps/SHA256SUMS").text.splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(sums) == {"graph.nq"}
    assert sums["graph.nq"] in listed
    whole = get(server, "/dumps/graph.nq")
    assert whole.body == (output / "graph.nq").read_bytes()
    part = get(server, "/dumps/graph.nq", Range="bytes=5-9")
    assert (part.status, part.body) == (206, whole.body[5:10])


@pytest.mark.parametrize(
    "name", ["secret.env", "..%2Fgraph.nq", "%2e%2e/graph.nq", "kg.json", "store", "%00"]
)
def test_only_dumps_can_be_downloaded(server: Server, name: str) -> None:
    assert get(server, f"/dumps/{name}").status == 404
    assert get(server, f"/static/{name}").status == 404


def test_the_map_is_served_under_its_own_policy(tmp_path: Path) -> None:
    folder = output_of(gold_quads(), tmp_path / "out")
    policy = "default-src 'none'; script-src 'nonce-abc'"
    with served(folder) as server:
        assert get(server, "/graph").status == 404
        page = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}"><p>图'
        (folder / "graph.html").write_text(page, encoding="utf-8")
        for path in ("/graph", "/viewer"):
            answer = get(server, path)
            assert answer.text == page
            assert answer.headers["content-security-policy"] == f"{policy}; frame-ancestors 'self'"


def test_the_editor_works_as_a_form(server: Server) -> None:
    page = get(server, "/sparql").text
    tags = Tags(page).found
    form = [a for tag, a in tags if tag == "form" and a["action"] == "/answer"]
    assert len(form) == 1 and form[0]["method"] == "get"
    assert {f"/editor?named={query.name}" for query in named()} <= links(page)
    chosen = get(server, "/editor?named=posts-of-person&name=" + quote(ZHANG.name)).text
    assert f"VALUES ?name {{ &#34;{ZHANG.name}&#34;@zh }}" in chosen


def test_an_answer_links_entities_to_their_pages(server: Server) -> None:
    query = "SELECT ?union { ?union a kg:Union ; skos:prefLabel '北京市总工会'@zh }"
    text = get(server, "/answer?" + urlencode({"query": query})).text
    assert f'<a href="{UNION}" lang="zh-Hans">{CITY.name}</a>' in text


def test_a_broken_query_is_shown_with_its_fault(server: Server) -> None:
    answer = get(server, "/answer?" + urlencode({"query": "SELECT ?x { ?x a "}))
    assert answer.status == 400 and "SPARQL" in answer.text
    refused = get(server, "/answer?" + urlencode({"query": "DROP ALL"}))
    assert refused.status == 403


@pytest.mark.parametrize("accept", [BROWSER, "text/turtle", "application/json"])
def test_line_ends_of_an_address_are_not_repeated(server: Server, accept: str) -> None:
    for path in ("/%0d%0aX-Evil:%201", "/e/%0d%0aX-Evil:%201", "/name/%0d%0aX-Evil:%201"):
        answer = get(server, path, accept)
        assert answer.status == 404
        assert "x-evil" not in answer.headers and "\nX-Evil" not in answer.text


def test_robots_are_kept_from_what_costs_work(server: Server) -> None:
    assert "Disallow: /sparql" in get(server, "/robots.txt").text
    assert get(server, "/favicon.ico").headers["content-type"] == "image/svg+xml"


def test_pages_follow_a_new_build(tmp_path: Path) -> None:
    folder = output_of(gold_quads(), tmp_path / "out")
    with served(folder) as server:
        assert get(server, UNION + ".html").status == 200
        output_of(hostile(), folder)
        assert get(server, UNION + ".html").status == 404
        assert get(server, f"/e/{entity_id(EVIL)}.html").status == 200
