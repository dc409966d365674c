"""Evaluation: small cases worked out by hand, and what must hold for every prediction."""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.compare import alike, bare, canonical, entities, matched, posts, same_post, same_relation
from kg.errors import InputError
from kg.evaluate import Scores, Tally, evaluate
from kg.rows import to_row
from tests.samples import SEEDS, gold_readings

Row = dict[str, Any]
Score = Callable[[Row, Row], Scores]

GOLD = SEEDS / "gold"
HOME = "北京市"


@pytest.fixture
def score(tmp_path: Path) -> Score:
    """Scores of one predicted article against one article of gold."""

    def scored(gold: Row, predicted: Row) -> Scores:
        article = {"title": "题", "first": "甲", "last": "乙", "entities": {}, **gold}
        path = tmp_path / "page.yaml"
        path.write_text(yaml.safe_dump({"page": "page.txt", "articles": [article]}, allow_unicode=True))
        return evaluate([{"page": "page.txt", "title": "题", "text": "甲乙", **predicted}], [path])

    return scored


def mention(kind: str, surface: str, entity: str | None = None) -> Row:
    return {"type": kind, "surface": surface, "entity": entity or surface}


def perfect() -> list[Row]:
    """Rows that say exactly what the gold says."""
    rows = []
    for path in sorted(GOLD.glob("*.yaml")):
        page = yaml.safe_load(path.read_text(encoding="utf-8"))
        for number, article in enumerate(page["articles"], 1):
            rows.append(
                {
                    **article,
                    "page": page["page"],
                    "number": number,
                    "text": f"{article['first']}……{article['last']}",
                    "mentions": [
                        mention(kind, surface, name)
                        for kind, names in article["entities"].items()
                        for name, surfaces in names.items()
                        for surface in surfaces or [name]
                    ],
                    "posts": [
                        {"person": person, "post": post, "org": org}
                        for person, post, org in article.get("posts", [])
                    ],
                    "relations": [
                        {"subject": head, "predicate": kind, "object": tail}
                        for head, kind, tail in article.get("relations", [])
                    ],
                }
            )
    return rows


def test_saying_what_the_gold_says_is_all_right() -> None:
    scores = evaluate(perfect(), [GOLD])
    assert scores.errors == []
    assert {1.0} == {tally.f1 for _, tally in scores.rows()}
    assert {19} == set(scores.counts.values())


def test_the_sample_readings_score_as_counted_by_hand() -> None:
    """They leave out kickers, and the four entities whose surfaces lie inside longer names."""
    scores = evaluate(map(to_row, gold_readings()), [GOLD])
    assert 19 == scores.counts["bodies whole"] == scores.counts["titles right"]
    assert Tally(36, 36, 36) == scores.tallies["entity Person"]
    assert Tally(98, 98, 100) == scores.tallies["entity FIVE"]
    assert Tally(143, 143, 147) == scores.tallies["entity ALL"]
    assert Tally(27, 27, 27) == scores.tallies["byline"]
    missed = {
        name for fault in scores.errors if fault.what in ("District", "School") for name in fault.missed
    }
    assert {"朝阳", "北京师范大学"} == missed


def test_saying_nothing_misses_everything() -> None:
    scores = evaluate([], [GOLD])
    assert scores.counts["articles gold"] == 19
    assert scores.counts["articles found"] == 0
    assert {0} == {tally.right + tally.predicted for tally in scores.tallies.values()}
    assert scores.tallies["entity Person"].gold == 36


def test_precision_recall_and_f1_of_three_right_among_four_of_six() -> None:
    tally = Tally(right=3, predicted=4, gold=6)
    assert pytest.approx((tally.precision, tally.recall, tally.f1)) == (0.75, 0.5, 0.6)
    assert (Tally().precision, Tally().recall, Tally().f1) == (0.0, 0.0, 0.0)


def test_a_wrong_name_for_a_right_surface_counts_for_mentions_and_loosely(score: Score) -> None:
    gold = {"entities": {"Union": {"北京市总工会": ["市总工会"]}}}
    scores = score(gold, {"mentions": [mention("Union", "市总工会", "天津市总工会")]})
    assert Tally(1, 1, 1) == scores.tallies["mention Union"] == scores.tallies["loose Union"]
    assert Tally(0, 1, 1) == scores.tallies["entity Union"]
    [fault] = scores.errors
    assert (
        fault.what,
        fault.missed,
        fault.wrong,
    ) == ("Union", ("北京市总工会",), ("天津市总工会 (市总工会)",))


def test_a_name_of_another_class_is_wrong(score: Score) -> None:
    scores = score({"entities": {"Person": {"甲乙": []}}}, {"mentions": [mention("Company", "甲乙")]})
    assert Tally(0, 0, 1) == scores.tallies["entity Person"]
    assert Tally(0, 1, 0) == scores.tallies["entity Company"]
    assert Tally(0, 1, 1) == scores.tallies["entity FIVE"]


def test_initiative_and_event_may_be_swapped_and_count_as_the_golds_class(score: Score) -> None:
    gold: Row = {"entities": {"Event": {"职工运动会开幕式": []}}}
    scores = score(gold, {"mentions": [mention("Initiative", "职工运动会")]})
    assert Tally(1, 1, 1) == scores.tallies["entity Event"]
    assert "entity Initiative" not in scores.tallies
    assert Tally(0, 1, 0) == scores.tallies["mention Initiative"]


def test_optional_names_count_neither_way(score: Score) -> None:
    gold = {"optional": ["首都工会"], "entities": {"Union": {"北京市总工会": []}}}
    both = [mention("Union", "首都工会"), mention("Union", "北京市总工会")]
    scores = score(gold, {"mentions": both})
    assert Tally(1, 1, 1) == scores.tallies["entity Union"] == scores.tallies["mention Union"]
    assert scores.errors == []


def test_an_optional_surface_of_a_wanted_entity_does_not_hide_it(score: Score) -> None:
    gold = {"optional": ["市总"], "entities": {"Union": {"北京市总工会": ["市总工会"]}}}
    rows = [mention("Union", "市总", "北京市总工会"), mention("Union", "市总工会", "北京市总工会")]
    scores = score(gold, {"mentions": rows})
    assert Tally(1, 1, 1) == scores.tallies["entity Union"] == scores.tallies["mention Union"]


def test_chains_of_places_are_their_places_on_both_sides(score: Score) -> None:
    gold: Row = {"entities": {"District": {"浙江省": [], "宁波市": [], "北仑区": []}}}
    scores = score(gold, {"mentions": [mention("District", "浙江省宁波市北仑区")]})
    assert Tally(3, 3, 3) == scores.tallies["entity District"] == scores.tallies["mention District"]
    scores = score(
        {"entities": {"District": {"浙江省宁波市": []}}}, {"mentions": [mention("District", "浙江")]}
    )
    assert Tally(1, 1, 2) == scores.tallies["entity District"]


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("浙江省宁波市北仑区", {"浙江", "宁波", "北仑"}),
        ("北京市朝阳区和平街街道", {"北京", "朝阳区和平街街道"}),
        ("北京", {"北京"}),
        ("大兴区瀛海镇", {"大兴", "瀛海镇"}),
        ("和平街街道", {"和平街街道"}),
        ("北京经济技术开发区", {"北京经济技术开发"}),
    ],
)
def test_places_of_a_chain(written: str, places: set[str]) -> None:
    assert places == {name for _, name in entities([("District", written, written)], HOME)}


def test_the_cut_is_counted_by_its_parts(score: Score) -> None:
    gold = {"kicker": "引题", "kind": "photo", "first": "近日甲乙", "last": "丙丁完毕。"}
    scores = score(gold, {"kicker": "引 题", "kind": "news", "text": "近日甲乙丙丁完"})
    counts = scores.counts
    assert tuple(counts[f"{part}s right"] for part in ("title", "kicker", "subtitle", "kind")) == (1, 1, 1, 0)
    assert counts["bodies whole"] == 0
    assert [(fault.what, fault.missed, fault.wrong) for fault in scores.errors] == [
        ("kind", ("photo",), ("news",)),
        ("body", ("丙丁完毕。",), ()),
    ]


def test_an_article_with_another_title_is_found_by_its_first_words(score: Score) -> None:
    gold = {"title": "职工运动会开幕", "first": "日前，某公司工会举办运动会"}
    scores = score(gold, {"title": "开幕", "text": "日前，某公司工会举办运动会。"})
    assert (scores.counts["articles found"], scores.counts["titles right"]) == (1, 0)
    assert score(gold, {"title": "开幕", "text": "别的"}).counts["articles found"] == 0


def test_bylines_count_by_name_and_role(score: Score) -> None:
    gold = {"reporters": ["赵甲"], "correspondents": ["钱乙"]}
    scores = score(gold, {"reporters": ["赵甲", "钱乙"], "correspondents": []})
    assert Tally(1, 2, 2) == scores.tallies["byline"]
    [fault] = scores.errors
    assert (fault.missed, fault.wrong) == (("correspondents · 钱乙",), ("reporters · 钱乙",))


def test_posts_without_an_organisation_in_the_gold_are_optional(score: Score) -> None:
    gold = {"posts": [["赵甲", "主席", "某公司工会"], ["钱乙", "木工班长", None]]}
    rows = [
        {"person": "赵甲", "post": "工会主席", "org": "某公司"},
        {"person": "钱乙", "post": "木工班长", "org": "某公司"},
        {"person": "孙丙", "post": "书记", "org": None},
    ]
    assert Tally(1, 2, 1) == score(gold, {"posts": rows}).tallies["posts"]
    assert Tally(0, 0, 1) == score(gold, {"posts": []}).tallies["posts"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("甲", "主席", "某公司工会"), ("甲", "工会主席", "某公司"), True),
        (("甲", "主席", "某公司工会"), ("甲", "工会主席", ""), True),
        (("甲", "部长", "市总工会"), ("甲", "法律部部长", "市总工会"), True),
        (("甲", "主席", "某公司工会"), ("乙", "主席", "某公司工会"), False),
        (("甲", "主席", "某公司工会"), ("甲", "书记", "某公司工会"), False),
        (("甲", "主席", "通州区总工会"), ("甲", "主席", "平谷区总工会"), False),
    ],
)
def test_same_post(one: tuple[str, str, str], other: tuple[str, str, str], same: bool) -> None:
    assert same is same_post(one, other) is same_post(other, one)


def test_posts_are_split_and_former_is_no_part_of_them() -> None:
    found = posts([("赵 甲", "党组书记、副主席兼秘书长", "北京市朝阳区和平街街道总工会")], HOME)
    assert {"党组书记", "副主席", "秘书长"} == {post for _, post, _ in found}
    assert {"和平街街道总工会"} == {org for *_, org in found}
    assert {("甲", "主席", "")} == posts([("甲", "时任主席", None)], HOME)


def test_co_organizing_is_organizing_and_other_relations_count_by_recall(score: Score) -> None:
    gold = {"relations": [["甲公司", "organizes", "职工运动会"], ["甲公司", "locatedIn", "朝阳区"]]}
    rows = [
        {"subject": "甲公司", "predicate": "coOrganizes", "object": "“职工运动会”"},
        {"subject": "甲公司", "predicate": "organizes", "object": "别的活动"},
        {"subject": "甲公司", "predicate": "locatedIn", "object": "朝阳"},
        {"subject": "甲公司", "predicate": "partOf", "object": "乙公司"},
    ]
    scores = score(gold, {"relations": rows})
    assert Tally(1, 2, 1) == scores.tallies["organizes"]
    assert Tally(2, 2, 2) == scores.tallies["relations recall"]


def test_relations_of_other_predicates_are_others() -> None:
    assert same_relation(("甲", "locatedIn", "朝阳区"), ("甲", "locatedIn", "朝阳"))
    assert not same_relation(("甲", "locatedIn", "朝阳区"), ("甲", "partOf", "朝阳区"))


@pytest.mark.parametrize(
    ("name", "canon"),
    [
        ("朝阳区和平街街道总工会", "和平街街道总工会"),
        ("北京市朝阳区和平街街道总工会", "和平街街道总工会"),
        ("和平街街道总工会", "和平街街道总工会"),
        ("朝阳区总工会", "朝阳区总工会"),
        ("“爱心 送考”活动", "爱心送考活动"),
    ],
)
def test_canonical_names_to_compare(name: str, canon: str) -> None:
    assert canon == canonical(name, HOME)


def test_the_home_city_is_a_setting() -> None:
    name = "天津市和平区南市街道总工会"
    assert canonical(name, "天津市") == "南市街道总工会"
    assert name == canonical(name, HOME)


def test_names_are_alike_from_four_characters_on() -> None:
    assert alike("爱心送考", "“爱心送考”活动".strip("“”"))
    assert not alike("送考活", "爱心送考活动")
    assert alike("甲", "甲")


def test_each_entity_of_the_gold_is_taken_once() -> None:
    gold: dict[tuple[str, str], set[str]] = {("Work", "职工之歌合唱"): set()}
    found: dict[tuple[str, str], set[str]] = {("Work", "职工之歌"): set(), ("Work", "职工之歌合唱"): set()}
    assert matched(found, gold) == {("Work", "职工之歌合唱"): ("Work", "职工之歌合唱")}


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_dropping_mentions_never_raises_recall(chance: random.Random) -> None:
    rows = perfect()
    for row in rows:
        row["mentions"] = [m for m in row["mentions"] if chance.random() < 0.7]
    scores = evaluate(rows, [GOLD])
    for subject, tally in scores.rows():
        assert tally.right <= min(tally.predicted, tally.gold), subject
        if subject.startswith("mention"):
            assert tally.right == tally.predicted, subject


@given(st.text(alphabet=" \t\u3000“”《》（）()甲乙1", max_size=12))
def test_what_is_not_compared_is_gone_for_good(text: str) -> None:
    assert bare(text) == bare(bare(text))
    assert set(bare(text)) <= set("甲乙1")


def test_order_of_rows_and_pages_does_not_matter() -> None:
    rows = perfect()
    assert evaluate(rows, [GOLD]).as_json() == evaluate(rows[::-1], sorted(GOLD.glob("*.yaml"))).as_json()


def test_figures_are_json() -> None:
    figures = evaluate(perfect()[:5], [GOLD]).as_json()
    assert figures == json.loads(json.dumps(figures))
    assert figures["counts"]["articles predicted"] == 5
    assert {"precision", "recall", "f1", "right", "predicted", "gold"} == set(
        figures["scores"]["entity Person"]
    )


def jsonl(folder: Path, *rows: Row | str) -> Path:
    path = folder / "gold.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_gold_may_be_rows_of_extraction(tmp_path: Path) -> None:
    rows = [to_row(reading) for reading in gold_readings()]
    scores = evaluate(rows, [jsonl(tmp_path, *rows)])
    assert scores.errors == [] and scores.confusions == []
    assert {1.0} == {tally.f1 for _, tally in scores.rows()}
    assert {19} == set(scores.counts.values())
    assert Tally(19, 19, 19) == scores.tallies["articles"]


def test_gold_lines_may_have_the_keys_of_the_yaml_files(tmp_path: Path) -> None:
    gold: Row = {"page": "a/page.txt", "title": "题", "first": "甲", "last": "乙"}
    path = jsonl(tmp_path, {**gold, "entities": {"Person": {"赵甲": []}}, "optional": ["钱乙"]}, "")
    row = {"page": "page.txt", "title": "题", "text": "甲乙"}
    scores = evaluate([{**row, "mentions": [mention("Person", "赵甲"), mention("Person", "钱乙")]}], [path])
    assert Tally(1, 1, 1) == scores.tallies["entity ALL"] == scores.tallies["articles"]


def test_a_folder_may_hold_both_kinds_of_gold(tmp_path: Path) -> None:
    gold: Row = {"title": "题", "entities": {}, "first": "甲", "last": "乙"}
    jsonl(tmp_path, {**gold, "page": "one.txt"})
    (tmp_path / "two.yaml").write_text(yaml.safe_dump({"articles": [gold]}, allow_unicode=True))
    assert evaluate([], [tmp_path]).counts["articles gold"] == 2


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: an article must be an object with its page"),
        ('{"title": "题"}', "an object with its page"),
        ('{"page": "a.txt", "title": "题"}', "not as kg extract prints it: KeyError"),
        ('{"page": "a.txt", "title": "题", "mentions": [{"type": "Person"}]}', "KeyError"),
        ('{"page": "a.txt", "mentions": []}', "no title"),
        ('{"page": "a.txt", "title": "题", "entities": ["甲"]}', "names under their class"),
        ('{"page": "a.txt", "title": "题", "entities": {"Company": {"甲厂": [3509]}}}', "3509 is no text"),
        ('{"page": "a.txt", "title": "题", "entities": {}, "optional": [110]}', "110 is no text"),
    ],
)
def test_lines_of_gold_that_cannot_be_used_are_said(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        evaluate([], [jsonl(tmp_path, "", line)])


def confused(score: Score, gold: Row, *mentions: Row) -> list[tuple[str, Any, Any]]:
    scores = score({"entities": gold}, {"mentions": list(mentions)})
    return [(c.kind, c.gold and c.gold[1], c.found and c.found[1]) for c in scores.confusions]


def test_what_was_taken_for_what(score: Score) -> None:
    assert confused(score, {"Person": {"甲乙": []}}, mention("Company", "甲乙")) == [
        ("class", "甲乙", "甲乙")
    ]
    assert confused(
        score, {"Union": {"北京市总工会": ["市总工会"]}}, mention("Union", "市总工会", "天津市总工会")
    ) == [("name", "北京市总工会", "天津市总工会")]
    assert confused(score, {"Company": {"甲乙公司": []}}, mention("Company", "甲乙公司车队")) == [
        ("edges", "甲乙公司", "甲乙公司车队")
    ]
    assert confused(score, {"Person": {"赵甲": []}}, mention("Person", "钱乙")) == [
        ("missed", "赵甲", None),
        ("wrong", None, "钱乙"),
    ]
    assert confused(score, {"Person": {"赵甲": []}}, mention("Person", "赵甲")) == []


def test_each_entity_is_confused_with_one_other_at_most(score: Score) -> None:
    found = confused(
        score, {"Company": {"甲乙公司": []}}, mention("Company", "甲乙公司车队"), mention("Union", "甲乙公司")
    )
    assert found == [("class", "甲乙公司", "甲乙公司"), ("wrong", None, "甲乙公司车队")]


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_confusions_count_what_the_tallies_miss(chance: random.Random) -> None:
    rows = perfect()
    for row in rows:
        row["mentions"] = [
            {**m, "type": chance.choice(["Person", m["type"]]), "entity": m["entity"][chance.randint(0, 1) :]}
            for m in row["mentions"]
            if chance.random() < 0.8
        ]
    scores = evaluate(rows, [GOLD])
    whole = scores.tallies["entity ALL"]
    assert whole.gold - whole.right == sum(c.gold is not None for c in scores.confusions)
    assert whole.predicted - whole.right == sum(c.found is not None for c in scores.confusions)


def test_relations_are_recalled_by_kind_and_missed_ones_are_listed(score: Score) -> None:
    gold = {"relations": [["甲公司工会", "partOf", "甲公司"], ["甲公司", "locatedIn", "朝阳区"]]}
    rows = [{"subject": "甲公司工会", "predicate": "partOf", "object": "甲公司"}]
    scores = score(gold, {"relations": rows})
    assert (scores.tallies["recall partOf"].recall, scores.tallies["recall locatedIn"].recall) == (1.0, 0.0)
    assert [(f.what, f.missed) for f in scores.errors] == [("relations", ("甲公司 · locatedIn · 朝阳区",))]
    assert [name for name, _ in scores.rows()][-2:] == ["recall partOf", "recall locatedIn"]


def test_an_article_is_right_with_its_title_and_its_whole_body(score: Score) -> None:
    gold = {"title": "职工运动会开幕", "first": "日前，某公司工会举办运动会", "last": "完毕"}
    assert (
        Tally(1, 1, 1)
        == score(gold, {"title": gold["title"], "text": "日前，某公司工会举办运动会完毕"}).tallies["articles"]
    )
    assert (
        Tally(0, 1, 1)
        == score(gold, {"title": "别的", "text": "日前，某公司工会举办运动会完毕"}).tallies["articles"]
    )
    assert Tally(0, 1, 1) == score(gold, {"title": gold["title"], "text": "日前，某公司"}).tallies["articles"]


def test_missing_pyyaml_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(InputError, match="pip install"):
        evaluate([], [GOLD])


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2",
        "- a list",
        "articles: 5",
        "page: x",
        "articles: [5]",
        "articles: [{kicker: 引题}]",
        "articles: [{title: 题, entities: [甲]}]",
        "articles: [{title: 题, entities: {Person: [甲]}}]",
        "articles: [{title: 题, posts: [[甲, 主席]]}]",
    ],
)
def test_gold_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"broken\.yaml"):
        evaluate([], [path])


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold file"):
        evaluate([], [tmp_path])
    with pytest.raises(InputError, match=r"none\.yaml"):
        evaluate([], [tmp_path / "none.yaml"])


@pytest.mark.parametrize(
    ("row", "lack"),
    [
        ({"title": "题"}, "page"),
        ({"page": "a.txt", "mentions": [{"surface": "甲"}]}, "mentions: type"),
        ({"page": "a.txt", "posts": [{"person": "甲"}]}, "posts: post"),
    ],
)
def test_a_row_that_lacks_something_is_named(row: Row, lack: str) -> None:
    with pytest.raises(InputError, match=f"row 2 has no {lack}"):
        evaluate([{"page": "a.txt"}, row], [GOLD])


def test_rows_of_kg_extract_beside_the_gold_are_no_second_gold(tmp_path: Path) -> None:
    shutil.copytree(GOLD, tmp_path, dirs_exist_ok=True)
    page = next(GOLD.glob("*.yaml")).stem
    row = {"page": f"{page}.txt", "title": "题", "mentions": []}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(InputError, match=f"{page} is annotated in"):
        evaluate([], [tmp_path])
