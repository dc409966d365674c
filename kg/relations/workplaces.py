"""Whose a post is that names no body of its own: 集团党委书记, 厂工会主席, 安全员 in a report on one firm.

A generic word in front of the title tells the kind of body, else the title itself does (护士长, 矿长). Of the
bodies of that kind that are named so far the one is meant that the article is about; units count with
their whole, and their whole is where one works.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from kg.model import Entity, Link
from kg.places import place
from kg.relations.links import Linked
from kg.relations.titles import is_post, is_trade
from kg.structure import union_base

__all__ = ["ENDINGS", "governed", "led", "meant", "meant_near", "split_generic", "workplace"]

ENDINGS = {
    "集团": ("集团", "集团公司", "集团有限公司", "集团有限责任公司", "集团股份有限公司"),
    "公司": ("公司", "集团", "股份"),
    "厂": ("厂",),
    "矿": ("矿", "煤业"),
    "段": ("段",),
    "局": ("局", "局集团", "局公司"),
    "院": ("院",),
    "校": ("学校", "大学", "学院", "中学", "小学"),
    "所": ("所",),
    "站": ("站",),
    "机场": ("机场",),
    "协会": ("协会",),
    "商会": ("商会",),
    "中心": ("中心",),
    "项目部": ("项目部", "经理部"),
    "车间": ("车间",),
}
"""What the names end in that a generic word can mean."""
WORDS = {
    "集团": "集团公司|集团",
    "公司": "总公司|公司|企业",
    "厂": "总厂|厂里?",
    "矿": "矿里?",
    "校": "学校|大学|校",
    "院": "医院|学院|法院|院",
    "项目部": "项目经理部|项目部",
}
GENERIC = re.compile(
    r"(?:(?:当时)?(?:我|本|该|所在|时任))?(?:"
    + "|".join(f"(?P<w{n}>{WORDS.get(word, word)})" for n, word in enumerate(ENDINGS))
    + r")方?(?=[^长级务区士本属集公方])"
)
"""集团|党委书记, 我局|工会主席; not 局长, 院士, 矿区书记."""

# What kind of body has people of a calling.
CALLINGS: Sequence[tuple[re.Pattern[str], re.Pattern[str]]] = tuple(
    (re.compile(title), re.compile(name))
    for title, name in (
        (
            r"(?:教师|班主任|教授|讲师|辅导员|校长|教务长|园长)$",
            r"(?:校|学院|大学|[中小]学|.[一二三四五六七八九十]中|幼儿园)$",
        ),
        (r"(?:医生|医师|护士长?|护师|药师|助产士)$", r"(?:医院|卫生院|卫生服务中心|保健院|医疗队)"),
        (r"(?:法官|书记员|庭长|审判员|执行员)$", r"(?:法院|法庭)"),
        (r"(?:检察官|检察长)$", r"检察院"),
        (r"(?:民警|[辅交刑]警|警长|教导员)$", r"(?:公安|派出所|警)"),
        (r"律师$", r"(?:律师事务所|法律援助)"),
    )
)
LEADER = re.compile(r"(?P<kind>[厂矿段局所院馆社台行])长$")
JOB = re.compile(
    r"(?:\w{0,7}(?:(?<![委会党社议成队学动演选裁判组餐递卖研视导解督])员|(?<![民职员人女青卫老])工|技师|工程师|司机|车长)"
    r"|(?:[一-鿿]{0,6}(?:[部科处室]|车间))?副?(?:经理|部长|科长|处长|主任)"
    r"|工长|值长|(?:副?总|董事)[一-鿿]{1,4}|厂长|矿长|段长)"
)
"""What one is at a firm."""
PARTY = re.compile(r"^(?:党委|党组|党总支|党支部|纪委|工会|团委)(?!员)")
"""What any body has."""


def split_generic(title: str) -> tuple[str, str] | None:
    """The kind of a generic word that a title begins with, and the rest.

    >>> split_generic("总厂党委书记"), split_generic("厂长"), split_generic("院士")
    (('厂', '党委书记'), None, None)
    """
    found = GENERIC.match(title)
    if not found or not (is_post(rest := title[found.end() :]) or is_trade(rest)):
        return None
    return list(ENDINGS)[int((found.lastgroup or "w0")[1:])], rest


def meant(word: str, before: Sequence[Linked], links: Sequence[Link]) -> Entity | None:
    """The body that a generic word means."""
    return _about([e for e in _bodies(before) if e.name.endswith(ENDINGS[word])], links)


def workplace(title: str, before: Sequence[Linked], links: Sequence[Link]) -> tuple[Entity | None, str]:
    """The body where someone has a post or a job that names none; and the title less what is none of it."""
    title = ASIDE.sub("", title)
    if OTHER.search(title):
        return None, title
    calling = any(people.search(title) for people, _ in CALLINGS)
    least = 1 if calling else 2 if is_post(title) else 3  # trades are everywhere
    return _about(list(_fitting(title, before)), links, least), title


def _fitting(title: str, before: Sequence[Linked]) -> Iterator[Entity]:
    """The bodies named so far that have people of a title."""
    bodies = list(_bodies(before))
    led = LEADER.fullmatch(title)
    for people, named in CALLINGS:
        if people.search(title):
            yield from (e for e in bodies if named.search(e.name))
            return
    if led and (own := [e for e in bodies if e.name.endswith(led["kind"])]):
        yield from own
    elif PARTY.match(title):
        yield from bodies
    elif JOB.fullmatch(title) and not (led and led["kind"] not in "厂矿"):
        yield from (e for e in bodies if e.type in ("Company", "School"))


ASIDE = re.compile(r"^[^、，。]{0,14}(?:[的给向对把将让请跟]|[和与](?![^部处科室]*[部处科室]))")
"""What stands in front of a title in the same clause: 接电话的|值班员, 走去和|电工."""
OTHER = re.compile(
    r"[他她我跟对让来里了]|退休|公司|集团|[厂矿局](?!长)|委员会|小组|指挥部|组委会|协会|商会|学[校院会]|医院|机场"
)
"""What a title has of a body that was not recognised, or of a clause."""


PRESS = ("报", "报社", "杂志社", "通讯社", "记者站", "网", "电视台", "融媒体中心")
"""Who reports, hardly ever what is reported on."""


def _bodies(before: Iterable[Linked]) -> Iterator[Entity]:
    """The bodies named so far, in order; a union stands for what it is the union of."""
    for item in before:
        if item.entity.name.endswith(PRESS):
            continue
        if item.entity.type in ("Company", "School", "Government", "Organisation"):
            yield item.entity
        elif item.entity.type == "Union":
            base = union_base(item.entity.name)
            if base.endswith(("公司", "集团", "厂", "矿", "段", "局", "院", "校", "学")):
                yield Entity("School" if base.endswith(("学", "学院", "校")) else "Company", base)


def _about(bodies: Sequence[Entity], links: Sequence[Link], least: int = 2) -> Entity | None:
    """The whole of which all bodies are parts, or which is named most by far, and in the title.

    Named less than `least` times, where the article begins counting twice, a body is only mentioned.
    """
    if not bodies:
        return None
    wholes = _wholes(tuple(sorted({e.name for e in bodies}, key=len)))
    named: Counter[str] = Counter()
    titled = set()
    for link in links[:REACH]:
        whole = next((w for w in wholes.values() if link.entity.name.startswith(w)), "")
        named[whole] += 1 if link.mention.start > LEAD or link.mention.field != "text" else 2
        if link.mention.field == "title":
            titled.add(whole)
    del named[""]
    (whole, often), *others = named.most_common(2)
    if (others and (whole not in titled or often < 2 * others[0][1])) or often < least:
        return None
    return next((e for e in bodies if e.name == whole), None)


LEAD = 80
"""The characters in which an article says what it is about."""
REACH = 300
"""Names of an article by which it is told what it is about: in a longer list they say no more."""


@lru_cache(maxsize=256)
def _wholes(names: tuple[str, ...]) -> dict[str, str]:
    """Each name -> the shortest one that it begins with."""
    return {name: next(whole for whole in names if name.startswith(whole)) for name in names}


def governed(committee: Entity) -> Entity | None:
    """The place that a party committee is of, whose head someone is as well: 某县委副书记、县长.

    >>> governed(Entity("Government", "中共兰考县委"))  # doctest: +ELLIPSIS
    Entity(type='District', name='兰考县'...)
    """
    found = COMMITTEE.fullmatch(committee.name)
    if not found:
        return None
    known = place(found["place"])
    return Entity("District", known[1] if known else found["place"])


COMMITTEE = re.compile(r"(?:中共)?(?P<place>.+?[省市区县旗州盟镇乡])(?:[县区市旗党]?委|委员会)(?:常委会)?")


def led(title: str, text: str, at: int, items: Sequence[Linked]) -> tuple[Entity | None, str]:
    """The body that a bare title leads, by the word for its kind, and the title less that word.

    It is the only one of its kind, or the only one founded, that the sentence names before `at`, else that
    the sentence before names: 某驿站开门，|站长; 某工会联合会成立，|联合会主席.
    """
    its, title = title.startswith("其"), FIRST.sub("", title)
    for near in _near(text, at, items):
        kinds = (title[:n] for n in range(len(title) - 2, 1, -1) if title[:n] != "工会")
        kind = next((kind for kind in kinds if any(_ends(i, kind) for i in near)), "")
        fitting = [i for i in near if its or (_ends(i, kind) if kind else _leads(title, i))]
        founded = [i for i in fitting if _is_founded(text, i)]
        if not (kind or its or founded) and any(_is_rival(i, fitting, title) for i in items if i.end <= at):
            return None, title
        if len({i.entity for i in founded or fitting}) == 1:
            return (founded or fitting)[-1].entity, title[len(kind) :]
        if fitting:
            return None, title
    return None, title


def meant_near(word: str, text: str, at: int, items: Sequence[Linked]) -> Entity | None:
    """The body that a generic word means: the only one that the sentence names, else the one before."""
    for near in _near(text, at, items):
        bodies = {i.entity: None for i in near if i.entity.name.endswith(ENDINGS[word])}
        if bodies:
            body, *others = bodies
            return None if others or BRANCH.search(body.name) else body
    return None


def _near(text: str, at: int, items: Sequence[Linked]) -> Iterator[list[Linked]]:
    """The bodies that the sentence names before `at`, and those of the sentence before."""
    end = at
    for _ in range(2):
        start = max(text.rfind(mark, 0, end) for mark in "。！？\n") + 1
        yield [i for i in items if start <= i.start and i.end <= end and i.entity.type in BODIES]
        end = max(0, start - 1)


BRANCH = re.compile("[分支]公司$")
"""A branch is hardly ever what 公司 by itself means."""
BODIES = ("Union", "Company", "School", "Government", "Organisation", "Facility")
FIRST = re.compile(r"^[其该]?(?:[首历][届任位]|第[一二三四五六七八九十]+[届任]|现任|名誉)?")
KINDS = {
    "主席": "(?:工会|联合会|协会|工联会|分会)$",
    "会长": "(?:[协商学]会|联合会|促进会)$",
    "院长": "院$",
    "校长": "(?:学校|大学|学院|[中小]学)$",
    "团长": "团$",
    "组长": "组$",
    "班长": "班组?$",
    "队长": "队$",
    "经理": "(?:公司|项目部|经理部|[酒饭]店)$",
    "董事长": "(?:公司|集团)$",
    "带头人": "工作室$",
    "领衔人": "工作室$",
    "主任": "(?:中心|委员会|办公室|[^教科]室|管委会|居委会|村委会)$",
    **{f"{kind}长": f"{kind}$" for kind in "站所厂矿段局馆社店台行园"},
}
"""What the names of those end in whom the last word of a title leads."""
RANK = re.compile(r"^(?:常务)?副?(?=.)")


def _leads(title: str, item: Linked) -> bool:
    """Whether a title is of who leads a body of that kind, and says nothing more."""
    named = KINDS.get(RANK.sub("", title))
    return named is not None and re.search(named, item.entity.name) is not None


def _is_rival(item: Linked, fitting: Sequence[Linked], title: str) -> bool:
    """Whether another firm or school was named that a title could be of: they are named in passing."""
    if not fitting or item.entity.type not in ("Company", "School"):
        return False
    return _leads(title, item) and all(item.entity != i.entity for i in fitting)


def _ends(item: Linked, kind: str) -> bool:
    return item.entity.name.endswith(kind) or item.surface.endswith(kind)


def _is_founded(text: str, item: Linked) -> bool:
    """Whether a sentence tells that a body is new: 成立某会, 某站揭牌."""
    founding = FOUNDING.search(text, max(0, item.start - 6), item.start)
    return founding is not None or FOUNDED.match(text, item.end) is not None


FOUNDING = re.compile("(?:成立|组建|设立|建立|建起|创办|创建|选举产生)了?“?$")
FOUNDED = re.compile("”?(?:[^，。；]{0,6})(?:成立|揭牌|挂牌|组建|落成|启用|建成|开门)")
