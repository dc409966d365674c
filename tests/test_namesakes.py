"""Who is who among people of one name; the policy of docs/resolution.md, rule by rule."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus.namesakes import Context, is_common, told_apart
from kg.model import Class, Entity

BODIES: dict[str, Class] = {
    "某某纺织有限公司": "Company",
    "某某纺织有限公司工会": "Union",
    "青山机械厂": "Company",
    "平谷区总工会": "Union",
    "平谷区人大常委会": "Government",
    "通州区总工会": "Union",
    "北京市总工会": "Union",
    "北京市总工会组织部": "Union",
    "中共中央": "Government",
    "中华全国总工会": "Union",
    "北臧村镇党委": "Government",
    "北臧村镇": "District",
    "青山法律服务队": "Organisation",
    "北臧村镇总工会": "Union",
}


def article(name: str, *employers: str, near: tuple[str, ...] = (), role: str = "") -> Context:
    units = frozenset(Entity(BODIES[e], e) for e in employers)
    return Context(name, units, frozenset([role] if role else []), frozenset((*near, *employers)))


def people(name: str, *contexts: Context, **decisions: list[tuple[str, str]]) -> list[set[str]]:
    """The articles of each person, as sets."""
    apart = told_apart(name, contexts, paper="某某工人报", **decisions)
    found: dict[str, set[str]] = defaultdict(set)
    for context in contexts:
        found[apart.qualifiers.get(context.article, "")].add(context.article)
    return sorted(found.values(), key=sorted)


def test_other_employers_mean_two_people() -> None:
    contexts = article("a", "某某纺织有限公司"), article("b", "青山机械厂")
    assert people("张伟", *contexts) == [{"a"}, {"b"}]
    assert people("钟离春生", *contexts) == [{"a"}, {"b"}]


def test_the_qualifier_is_the_employer_that_most_articles_give() -> None:
    contexts = [article("a", "青山机械厂"), article("b", "某某纺织有限公司工会")]
    contexts += [article("c", "某某纺织有限公司"), article("d", "某某纺织有限公司")]
    apart = told_apart("张伟", contexts)
    assert apart.qualifiers["a"] == "青山机械厂"
    assert {apart.qualifiers[a] for a in "bcd"} == {"某某纺织有限公司"}


TOGETHER = [
    ("某某纺织有限公司", "某某纺织有限公司工会"),
    ("平谷区总工会", "平谷区人大常委会"),
    ("北臧村镇党委", "北臧村镇总工会"),
    ("北臧村镇", "北臧村镇总工会"),
    ("北京市总工会", "北京市总工会组织部"),
    ("中共中央", "中华全国总工会"),
]


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_posts_that_are_commonly_held_together_are_one_persons(one: str, other: str) -> None:
    assert people("张伟", article("a", one), article("b", other)) == [{"a", "b"}]


def test_a_team_beside_the_job_parts_nobody() -> None:
    contexts = article("a", "青山机械厂"), article("b", "青山法律服务队", near=("青山机械厂",))
    assert people("张伟", *contexts) == [{"a", "b"}]


def test_leading_bodies_of_two_places_are_two_peoples() -> None:
    contexts = article("a", "平谷区总工会"), article("b", "通州区总工会"), article("c", "北京市总工会")
    assert people("张伟", *contexts) == [{"a"}, {"b"}, {"c"}]


def test_an_article_that_gives_both_employers_joins_those_that_give_one() -> None:
    contexts = [article("a", "青山机械厂"), article("b", "某某纺织有限公司")]
    contexts += [article("c", "青山机械厂", "某某纺织有限公司")]
    assert people("张伟", *contexts) == [{"a", "b", "c"}]


def test_the_same_reporter_stays_one_and_is_not_the_chair_of_that_name() -> None:
    signed = article("a", role="reporters"), article("b", role="photographers")
    assert people("张伟", *signed) == [{"a", "b"}]
    chair = article("c", "平谷区总工会", near=("平谷区总工会",))
    assert people("钟离春生", *signed, chair) == [{"a", "b"}, {"c"}]
    assert told_apart("张伟", [*signed, chair], paper="某某工人报").qualifiers["a"] == "某某工人报"


def test_a_correspondent_is_the_person_whose_employer_the_article_names() -> None:
    contexts = article("a", "青山机械厂"), article("b", near=("青山机械厂",), role="correspondents")
    assert people("钟离春生", *contexts) == [{"a", "b"}]
    assert people("钟离春生", contexts[0], article("b", role="correspondents")) == [{"a"}, {"b"}]


def test_an_article_without_employer_follows_the_body_that_it_names() -> None:
    contexts = [article("a", "青山机械厂"), article("b", "某某纺织有限公司")]
    assert people("张伟", *contexts, article("c", near=("青山机械厂",))) == [{"a", "c"}, {"b"}]
    assert people("张伟", *contexts, article("c")) == [{"a"}, {"b"}, {"c"}]


def test_without_evidence_a_rare_name_is_one_person_and_doubtful() -> None:
    contexts = article("a", "青山机械厂"), article("b")
    assert people("古丽米热·吐尔洪", *contexts) == [{"a", "b"}]
    [doubt] = told_apart("古丽米热·吐尔洪", contexts).doubts
    assert (doubt.done, doubt.first.qualifier, doubt.second.qualifier) == ("same", "b", "青山机械厂")


def test_without_evidence_a_common_name_is_not_taken_for_the_one_with_an_employer() -> None:
    contexts = article("a", "青山机械厂"), article("b")
    assert people("张伟", *contexts) == [{"a"}, {"b"}]
    [doubt] = told_apart("张伟", contexts).doubts
    assert doubt.done == "different"


def test_articles_that_say_nothing_stay_together_and_a_common_name_is_listed() -> None:
    assert people("张伟", article("a"), article("b")) == [{"a", "b"}]
    assert [d.done for d in told_apart("张伟", [article("a"), article("b")]).doubts] == ["same"]
    assert told_apart("古丽米热·吐尔洪", [article("a"), article("b")]).doubts == ()


def test_decisions_join_and_part() -> None:
    contexts = article("a", "青山机械厂"), article("b", "某某纺织有限公司"), article("c")
    pair = [("青山机械厂", "某某纺织有限公司")]
    assert people("张伟", *contexts, same=pair) == [{"a", "b"}, {"c"}]
    assert people("张伟", *contexts, same=[("c", "青山机械厂")]) == [{"a", "c"}, {"b"}]
    assert told_apart("张伟", contexts[:2], different=pair).doubts == ()


def test_a_decision_parts_what_is_only_commonly_held_together() -> None:
    contexts = article("a", "平谷区总工会"), article("b", "平谷区人大常委会")
    apart = [("平谷区总工会", "平谷区人大常委会")]
    assert people("张伟", *contexts, different=apart) == [{"a"}, {"b"}]
    both = article("c", "平谷区总工会", "平谷区人大常委会")
    assert told_apart("张伟", [*contexts, both], different=apart).unheeded == (apart[0],)


def test_an_article_can_be_parted_from_the_rest() -> None:
    contexts = article("a", "青山机械厂"), article("b", near=("青山机械厂",))
    assert people("张伟", *contexts, different=[("b", "青山机械厂")]) == [{"a"}, {"b"}]


@pytest.mark.parametrize("name", ["张伟", "李娜", "王建国", "刘光明"])
def test_names_that_many_have(name: str) -> None:
    assert is_common(name)


@pytest.mark.parametrize("name", ["迪丽拜尔·艾力", "欧阳修远", "钟离春生", "乌恩其", "赵思远"])
def test_names_that_few_have(name: str) -> None:
    assert not is_common(name)


contexts = st.builds(
    article,
    st.uuids().map(str),
    st.sampled_from([*BODIES]),
    near=st.lists(st.sampled_from([*BODIES]), max_size=2).map(tuple),
    role=st.sampled_from(["", "", "reporters", "correspondents"]),
) | st.builds(
    article,
    st.uuids().map(str),
    near=st.lists(st.sampled_from([*BODIES]), max_size=2).map(tuple),
    role=st.sampled_from(["", "reporters", "correspondents"]),
)
pairs = st.lists(st.tuples(st.sampled_from([*BODIES]), st.sampled_from([*BODIES])), max_size=2)


@given(st.lists(contexts, max_size=12), pairs, pairs, st.randoms())
def test_the_order_of_articles_and_decisions_does_not_matter(
    found: list[Context], same: list[tuple[str, str]], different: list[tuple[str, str]], chance: object
) -> None:
    def shuffled(items: list[object]) -> list[object]:
        return sorted(items, key=lambda _: chance.random())  # type: ignore[attr-defined]

    once = told_apart("张伟", found, same=same, different=different)
    again = told_apart(
        "张伟",
        shuffled([*found]),  # type: ignore[arg-type]
        same=shuffled([*same]),  # type: ignore[arg-type]
        different=shuffled([*different]),  # type: ignore[arg-type]
    )
    assert once == again


@given(st.lists(contexts, max_size=12))
def test_every_article_is_somebodys_and_employers_are_shared_out(found: list[Context]) -> None:
    apart = told_apart("张伟", found)
    assert set(apart.qualifiers) in (set(), {context.article for context in found})
    owners: dict[str, set[str]] = defaultdict(set)
    for context in found:
        for employer in context.employers:
            if employer.type != "Organisation":
                owners[employer.name].add(apart.qualifiers.get(context.article, ""))
    assert all(len(qualifiers) == 1 for qualifiers in owners.values())
