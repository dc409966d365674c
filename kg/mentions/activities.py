"""Initiatives and events: activities, contests, courses, campaigns; meetings and ceremonies.

Three ways show one: a quoted name with its kind behind it (“爱心送考”活动), a verb that organises in
front of it (开展免费理发活动), and a kind strong enough with something specific in front (青教赛).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.lexicon import known_names, part_of_speech, surnames, word_list, words
from kg.mentions.kind_words import EDITION, LONGEST_MIDDLE, Anchors, anchored_kinds, kind_behind, with_edition
from kg.mentions.no_activity import INDEFINITE, names_none
from kg.mentions.quoted import QUOTED, quoted
from kg.mentions.scene import Candidate, Scene, piece
from kg.model import Class
from kg.places import is_place

__all__ = ["activities"]

LONGEST_PLAIN = 36
LONGEST_WITHIN = 48
"""Between 在 and 上, which show both ends."""
# Between the verb and the name: 开展|了|一系列|…, and between it and its kind.
LEADING = re.compile(
    r"^(?:了|过|着|起|好|一?系列|一[场次期项个批]|[两三四五六七八九十多数\d]+余?[场次期项个届批门类]|本次|此次|[这此该]场|[这此]项|[这本该]届|[明今去]年|首[场次期]|各[类项种]|多[种样]|丰富多彩|形式多样|内容丰富|为期[^，。]{1,4}天|年度|的)+"
)


def activities(scene: Scene) -> Iterator[Candidate]:
    """All candidates for initiatives and events."""
    anchors = anchored_kinds(scene)
    found = [*_single(scene, anchors)]
    for candidate in (*found, *_joined(scene, anchors, found)):
        yield candidate._replace(type=_class_of(scene, candidate, anchors))


def _class_of(scene: Scene, candidate: Candidate, anchors: Anchors) -> Class:
    """The class of a name; a meeting with a show behind it is a meeting: 表彰会|暨|文艺演出."""
    at = scene.text.find("暨", candidate.start, candidate.end)
    return "Event" if at in anchors and anchors[at][1] == "Event" else candidate.type


def _single(scene: Scene, anchors: Anchors) -> Iterator[Candidate]:
    yield from quoted(scene, anchors)
    for number in scene.having("contest"):
        start, token = scene.starts[number], scene.tokens[number]
        begin, before = start, scene.word_before(start)
        if before in known_names() or is_place(before) or part_of_speech(before) in ("j", "nt", "nz"):
            begin -= len(before)  # 北师大|青教赛
        yield Candidate(
            begin, start + len(token), "Initiative", 0.9 + 0.7 * (begin < start), "unknown contest"
        )
    for end, (start, kind, strength) in sorted(anchors.items()):
        if scene.text[start] == "“":
            yield Candidate(start, end, kind, 3.2, "quote+kind")  # “安康杯”竞赛, wherever it stands
            continue
        plain = list(_plain(scene, start, end, kind, strength))
        if plain and not names_none(scene, start, end, strength):
            yield from (_bare(scene.text, _last_of_list(scene.text, c, anchors)) for c in plain)


def _bare(text: str, candidate: Candidate) -> Candidate:
    """A name that is only what stands in marks goes without them: 办好|“港口技能夜校”."""
    start, end = candidate.start, candidate.end
    if text[start] == "“" and text[end - 1] == "”" and "“" not in text[start + 1 : end]:
        return candidate._replace(start=start + 1, end=end - 1)
    return candidate


def _last_of_list(text: str, candidate: Candidate, anchors: Anchors) -> Candidate:
    """The name without another in front that is joined to it: 举办某产业峰会和|“…”操作大赛."""
    for joint in JOINT.finditer(text, candidate.start, candidate.end):
        other = anchors.get(joint.start())
        if (other and other[2] == "strong") or CONGRESS.search(text, candidate.start, joint.start()):
            cut = joint.end() - candidate.start
            candidate = candidate._replace(start=joint.end(), score=candidate.score - 0.1 * cut)
    return candidate


JOINT = re.compile(r"(?<=[会赛展节季营班动式讲大])[和与及](?=[第首全省市中“”\d]|[一-鿿]{4})")
CONGRESS = re.compile(r"[一二三四五六七八九十]大$")


def _plain(scene: Scene, start: int, end: int, kind: Class, strength: str) -> Iterator[Candidate]:
    """Candidates that end in the kind at start:end and that no marks show."""
    verb = _after_verb(scene, start, end, alone=strength == "alone")
    if verb is not None:
        whole = end + _cut_quote(scene.text, verb, end)
        yield Candidate(verb, whole, kind, 1.2 + 0.1 * (end - verb), "verb+activity")
    elif strength == "alone" and (BEGUN.match(scene.text, end) or _placed(scene, start)):
        begin = start - len(scene.word_before(start)) if _placed(scene, start) else start
        yield Candidate(begin, end, kind, 1.2 + 0.1 * (end - begin), "activity")
    elif strength == "strong" and (whole_clause := _announced(scene, start, end)) is not None:
        yield Candidate(whole_clause, end, kind, 2.6 + 0.1 * (end - whole_clause), "activity")
    elif strength == "strong" or BEGUN.match(scene.text, end):
        yield from _named(scene, start, end, kind, 0.4 if strength == "strong" else 1.0)
    elif kind == "Event" and (edition := _after_edition(scene, start, end)):
        begin = with_edition(scene.text, edition[1])  # 第二届河湟工匠|大会
        yield Candidate(begin, end, kind, 1.1 + 0.1 * (end - begin), "activity")


def _joined(scene: Scene, anchors: Anchors, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Two names that 暨 makes one: 某某文化节|暨|职工文艺演出; but two contests for cups stay two."""
    at = scene.text.find("暨")
    while at >= 0:
        left = min((c for c in found if c.end == at), key=lambda c: c.start, default=None)
        if left:
            scope = SCOPE.match(scene.text, at + 1)
            marked = QUOTED.match(scene.text, scope.end() if scope else at + 1)
            end, kind = kind_behind(scene, marked.end() if marked else at + 1, anchors)
            two = marked and "杯" in marked["name"] and scene.text[at - 1] == scene.text[end - 1] == "赛"
            if kind and not two:
                yield Candidate(left.start, end, kind, left.score + 0.1 * (end - at), "joined")
        at = scene.text.find("暨", at + 1)


# 暨|全省|“河湟书声”阅读活动
SCOPE = re.compile(r"(?:(?:全[国省市区县州]|[一-鿿]{1,6}[省市区县州])(?=“))?")


def _placed(scene: Scene, start: int) -> bool:
    """Whether a place stands right before: 北京市|全民阅读活动."""
    return is_place(scene.word_before(start))


# 9月26日，|2023年春游安全和服务工作新闻发布会|举行: a clause that says nothing else is the name
YEARLY = re.compile(r"20\d\d年度?(?![\d初底末]|以来|来)[^，。；：“”\n]{4,40}")
TAKES_PLACE = re.compile(
    r"(?:在[^，。；\n]{2,20})?(?:正式|隆重|圆满|顺利|成功)?(?:举[行办]|召开|启动|开幕|闭幕|落幕|开赛|开班)"
)


def _announced(scene: Scene, start: int, end: int) -> int | None:
    """Where a clause begins that holds but a name with its year and that it takes place."""
    if not TAKES_PLACE.match(scene.text, end):
        return None
    begin = scene.clause(start)[0]
    if not YEARLY.fullmatch(scene.text, begin, end):
        return None
    return None if words("triggers").search(scene.text, begin, start) else begin


def _cut_quote(text: str, start: int, end: int) -> bool:
    """Whether a name ends right before the mark that closes a quotation inside it: 演出季之“河湟音乐节|”."""
    return text.rfind("“", start, end) > text.rfind("”", start, end) and text.startswith("”", end)


# 安全生产月活动|开展以来, 某某行动|启动: what is begun or held has a name in front
BEGUN = re.compile(
    r"(?:正在?|正式|全面|顺利|圆满)?(?:启动|开展(?=[，。；])|进行(?=[，。；])|开展以来|实施以来|举行|落幕|收官|闭幕|开幕|开赛|开班|开营|结营|开课|结课|上线|拉开)"
)


def _after_verb(scene: Scene, start: int, end: int, *, alone: bool = False) -> int | None:
    """Where the name begins when an organising verb stands before it in its clause, else None."""
    within = WITHIN.match(scene.text, end) is not None
    plain = not within or "”" in scene.text[max(0, end - LONGEST_WITHIN) : end]
    begin = max(scene.clause(start)[0], end - (LONGEST_PLAIN if plain else LONGEST_WITHIN))
    triggers = words("triggers_in" if within else "triggers")
    verbs = [
        m
        for m in triggers.finditer(scene.text, begin, start)
        if m.start() in scene.boundaries or m.end() in scene.boundaries
    ]
    if not verbs:
        return None
    if verbs[-1].group() in word_list("join_in") and scene.text.endswith(("项目", "工程"), start, end):
        return None  # 参加砌筑|项目: what is competed in or worked at
    at = verbs[-1].end()
    while skipped := LEADING.match(scene.text[at:start]):
        if INDEFINITE.search(skipped[0]):
            return None
        at += skipped.end()
    core = list(_tokens_between(scene, at, start))
    while any(word == "的" for _, word in core):
        at, core = core[0][0] + len(core[0][1]), core[1:]
    if alone and all(word in SEASONS for _, word in core):
        return with_edition(scene.text, at)  # 开展|春节|送温暖活动
    if len(core) == 1 and core[0][1] == "职工" and end - start >= 4:
        return with_edition(scene.text, at)  # 开展了|职工歌手大赛
    if not core or core[0][1] in TAKEN_ALONG or core[0][1] in ("和", "与", "及", "仪式", "会议"):
        return None
    if any(_breaks(word) for _, word in core if word not in "和与" or "、" in scene.text[at:start]):
        return None
    if not any(len(word) > 1 and not _generic(word) for _, word in core):
        return None
    return with_edition(scene.text, at)


SEASONS = frozenset(
    [
        "元旦",
        "春节",
        "新春",
        "中秋",
        "国庆",
        "端午",
        "两节",
        "双节",
        "春季",
        "夏季",
        "秋季",
        "冬季",
        "冬令",
        "岁末年初",
    ]
)
# 在|创建国家森林城市宣传活动|中
WITHIN = re.compile(r"中(?!心|学|国)|上(?!线|级|海)|期间|现场|里")
NUMERALS = frozenset("0123456789一二三四五六七八九十两多数几")
COUNT = re.compile(r"(?<![届第])[\d一二三四五六七八九十两多数几]+余?(?:[场项名个家支位]|次(?![会全代]))")
TAKEN_ALONG = frozenset(
    [
        "同类",
        "类似",
        "这类",
        "此类",
        "相关",
        "上述",
        "职工",
        "会员",
        "员工",
        "群众",
        "工会干部",
        "辖区",
        "全体",
        "广大",
    ]
)


def _tokens_between(scene: Scene, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    while at < end:
        word = scene.word_after(at)[: end - at]
        yield at, word
        at += len(word)


def _breaks(word: str) -> bool:
    """Whether a word shows that what stands between verb and kind is a sentence, not a name."""
    if word in "“”·—-" or word[0].isdigit():
        return False
    if not word[0].isalnum() or (
        len(word) == 1 and word in "等和与及并地了在到为被把将向对从以中上下里内外有"
    ):
        return True
    return part_of_speech(word) in ("d", "ad", "c", "p", "r") or word in word_list("take_part") | word_list(
        "breaking"
    )


def _named(scene: Scene, start: int, end: int, kind: Class, needed: float) -> Iterator[Candidate]:
    """A strong kind with specific words in front, followed to the left as far as a name goes."""
    score = specific = 0.0
    best: tuple[float, int] | None = None
    addressed = False
    last, left, own = "", start, OWN.search(scene.text, start, end) is not None
    for begin, word in scene.before(start):
        if begin >= left:
            continue  # inside a bracket that was passed as a whole
        if word == "）" and (bracket := BRACKET.search(scene.text, max(0, begin - 20), begin + 1)):
            left = bracket.start()
            continue  # 邮政特有职业（投递员）技能竞赛
        if word in ADDRESS:
            addressed = True
            continue  # 郑某某同志先进事迹报告会
        said = piece(word)
        if (
            said is None
            or word == "暨"
            or word in word_list("breaking")
            or word.endswith(("们", "以来"))
            or end - begin > LONGEST_PLAIN
            or _complete(last, said.place, own=own)
        ):
            break
        counted = word[0] in NUMERALS and COUNT.match(scene.text, begin)
        if counted or (word[-1] == "组" and begin + len(word) == start):
            return  # 连办3场报告会, 焊工组竞赛
        last, left = word, begin
        score += max(said.score, -0.6)
        specific += said.specific if not _generic(word) else 0.0
        if specific >= needed and (best is None or score >= best[0] - 0.11):
            best = (max(score, best[0]) if best else score, begin)
        if addressed and word[0] in surnames() and scene.word_before(begin) not in surnames():
            break
    best = best or _after_edition(scene, start, end)
    if best and best[0] > -0.5:
        begin = with_edition(scene.text, best[1])
        if sponsor := SPONSOR.search(scene.text, max(0, begin - 12), begin):
            begin = sponsor.start()
        venue = kind == "Initiative" and scene.text[begin - 1 : begin] == "在"
        if COUNT.match(scene.text, begin) or (venue and HELD.match(scene.text, end)):
            return  # 4次市级竞赛; 在某某项目|举行
        sure = 2.6 if addressed else 0.6  # who is addressed so is no one beside the name
        yield Candidate(begin, end, kind, sure + best[0] + 0.1 * (end - begin), "activity")


def _complete(last: str, place: bool, *, own: bool) -> bool:
    """Whether a name that was followed to its word `last` goes on to the left with a place at most.

    某厂|全国大赛, 某公司|2022年冬奥会: who takes part stands in front. A body's `own` meeting is named by it.
    """
    return not place and (last == "全国" or (not own and YEAR.fullmatch(last) is not None))


# 河湟银行·|2024西宁马拉松
SPONSOR = re.compile(r"(?<![一-鿿A-Za-z·])[一-鿿A-Za-z]{2,8}·$")
OWN = re.compile(r"(?<![运奥博])会议?$|仪式$|典礼$|论坛$")


YEAR = re.compile(r"20\d\d年?")
ADDRESS = frozenset(["同志", "先生", "女士"])
BRACKET = re.compile(r"（[一-鿿]{1,15}）$")
HELD = re.compile(r"(?:正式|隆重|顺利)?(?:举[行办]|召开|启动|开幕|开赛)")


@lru_cache(maxsize=1 << 14)
def _generic(word: str) -> bool:
    """Whether a word tells no activity from another: 专题, 全国性, 区级."""
    return word in word_list("activity_generic") or (len(word) > 1 and word[-1] in "性级")


def _after_edition(scene: Scene, start: int, end: int) -> tuple[float, int] | None:
    """A general name that an edition singles out: 第十二届|职工创新|大赛."""
    at = start
    while start - at <= LONGEST_MIDDLE:
        if EDITION.search(scene.text, max(0, at - 8), at) and end - at > 2:
            return 0.5, at
        word = scene.word_before(at)
        if piece(word) is None:
            break
        at -= len(word)
    return None
