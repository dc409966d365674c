"""Initiatives and events: activities, contests, courses, campaigns; meetings and ceremonies.

Three ways show one: a quoted name with its kind behind it (“爱心送考”活动), a verb that organises in
front of it (开展免费理发活动), and a kind strong enough with something specific in front (青教赛).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import known_names, part_of_speech, word_list, words
from kg.mentions.scene import Candidate, Scene, piece
from kg.mentions.suffixes import suffix_class
from kg.model import Class
from kg.places import is_place

__all__ = ["activities"]

QUOTED = re.compile(r"“(?P<name>[^“”。；\n]{2,50})”")
LONGEST_MIDDLE = 24
LONGEST_PLAIN = 36
# Between the verb and the name: 开展|了|一系列|…, and between it and its kind.
LEADING = re.compile(
    r"^(?:了|过|着|起|好|一?系列|一[场次期项个批]|[两三四五六七八九十多数\d]+余?[场次期项个届批门类]|本次|此次|[这此该]场|[这此]项|首[场次期]|各[类项种]|多[种样]|丰富多彩|形式多样|内容丰富|为期[^，。]{1,4}天|年度|的)+"
)
STOPPING = frozenset("的了着过在由对向从与和及跟为把被将等")


def activities(scene: Scene) -> Iterator[Candidate]:
    """All candidates for initiatives and events."""
    anchors = _anchors(scene)
    yield from _quoted(scene, anchors)
    yield from _quoted_lists(scene)
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
        verb = _after_verb(scene, start, end, alone=strength == "alone")
        if verb is not None:
            yield Candidate(verb, end, kind, 1.2 + 0.1 * (end - verb), "verb+activity")
        elif strength == "alone" and (BEGUN.match(scene.text, end) or _placed(scene, start)):
            begin = start - len(scene.word_before(start)) if _placed(scene, start) else start
            yield Candidate(begin, end, kind, 1.2 + 0.1 * (end - begin), "activity")
        elif strength == "strong" or BEGUN.match(scene.text, end):
            yield from _named(scene, start, end, kind, 0.4 if strength == "strong" else 1.0)


def _placed(scene: Scene, start: int) -> bool:
    """Whether a place stands right before: 北京市|全民阅读活动."""
    return is_place(scene.word_before(start))


# 安全生产月活动|开展以来, 某某行动|启动: what is begun or held has a name in front
BEGUN = re.compile(
    r"(?:正在?|正式|全面|顺利|圆满)?(?:启动|开展(?=[，。；])|进行(?=[，。；])|开展以来|实施以来|举行|落幕|收官|闭幕|开幕|开赛|开班|开营|结营|开课|结课|上线|拉开)"
)


def _anchors(scene: Scene) -> dict[int, tuple[int, Class, str]]:
    """end -> (start, class, strength) of the longest kind word that ends there, at a token's end."""
    anchors: dict[int, tuple[int, Class, str]] = {}
    for start, end, (kind, strength) in scene.hits.kinds:
        inside = end not in scene.boundaries
        if inside and not (end - start > 1 and scene.starts[scene.token_at(end)] <= start):
            continue
        if end not in anchors or start < anchors[end][0]:
            anchors[end] = (start, kind, strength)
    # 专题培训|班, 宣传|活动: another kind goes on right behind
    begun = {start for start, _, _ in anchors.values()}
    return {e: a for e, a in anchors.items() if e not in begun and scene.text[e : e + 1] not in TAILS}


TAILS = frozenset("员者队组案点站月室费所群体机")


def _quoted(scene: Scene, anchors: dict[int, tuple[int, Class, str]]) -> Iterator[Candidate]:
    for found in QUOTED.finditer(scene.text):
        name_end = found.end("name")
        inner = anchors.get(name_end)
        if inner and _named_within(scene.text, inner, found.start("name"), name_end):
            yield Candidate(found.start("name"), name_end, inner[1], 3.0, "quoted name")
            continue
        end, kind = _kind_behind(scene, found.end(), anchors)
        start = _with_edition(scene.text, found.start())
        if kind:
            yield Candidate(start, end, kind, 3.0 + 0.05 * (end - start), "quote+kind")
        elif len(found["name"]) > 2 and (
            _with_verb(scene.text, found) or SESSION.match(scene.text, found.end())
        ):
            yield Candidate(*found.span("name"), "Initiative", 1.5, "verb+quote")


VERB_BEFORE = re.compile(
    r"(?:开展|启动|推出|实施|举办|发起|开启|参与|报名|(?P<opened>打造|开办|办起|开设|创办|办好|开讲|设立))(?:了)?(?:的)?$"
)
# 开设“…”专栏, 打造“…”品牌: no activity, and no more are rooms, teams and what has no name of its own
OTHER_THING = re.compile(
    r"(?:[一-鿿]{0,4}?(?:专栏|栏目|专题|品牌|模式|机制|团队|队伍|阵地|平台|窗口|岗|模板|样板|名片|体系|矩阵|格局|网络|场景|角|区|室|站))"
)
NO_COURSE = re.compile(r"第[一二三四]课堂|订单班|[法助].{0,6}[庭金]|职工之家")


def _with_verb(text: str, quoted: re.Match[str]) -> bool:
    verb = VERB_BEFORE.search(text, max(0, quoted.start() - 8), quoted.start())
    return verb is not None and (not verb["opened"] or _opened(text, quoted))


def _opened(text: str, quoted: re.Match[str]) -> bool:
    """Whether what is opened or made is an activity, not a room, a team or a column."""
    kind = suffix_class(quoted["name"])
    if kind not in (None, "School") or NO_COURSE.search(quoted["name"]):
        return False
    return OTHER_THING.match(text, quoted.end()) is None


SESSION = re.compile(r"第[一二三四五六七八九十百\d]+[讲期课站场季]")
EDITION = re.compile(r"(?:20\d\d年度?|第[一二三四五六七八九十百\d]+届|首届)$")
# “甲”“乙”等活动: each is one; “甲”、乙和“丙”等线上平台
LISTED = re.compile(
    r"(?P<names>(?:“[^“”\n]{2,24}”[、和及]?){1,40})等(?P<middle>[一-鿿]{0,8}?)(?P<kind>活动|行动|项目|课程|竞赛|比赛|大赛)"
)
ONLINE = re.compile(
    r"上线(?:了)?“(?P<name>[^“”\n]{2,16}(?<![课堂班校展赛]))”(?![一-鿿]{0,2}(?:课|活动|行动|专[题栏]))"
)
PLATFORMS = re.compile(r"(?P<names>“[^。；\n]{2,60}”)等[一-鿿]{0,6}平台")
INNER = re.compile(r"“([^“”\n]{2,24})”")


def _with_edition(text: str, start: int) -> int:
    """The start moved left over 第八届 or 2024年."""
    found = EDITION.search(text, max(0, start - 8), start)
    return found.start() if found else start


def _quoted_lists(scene: Scene) -> Iterator[Candidate]:
    for found in ONLINE.finditer(scene.text):
        yield Candidate(*found.span("name"), "Platform", 1.6, "verb+quote")
    for found in PLATFORMS.finditer(scene.text):
        for name in INNER.finditer(scene.text, *found.span("names")):
            yield Candidate(*name.span(1), "Platform", 3.2, "quoted list")
    for found in LISTED.finditer(scene.text):
        for name in INNER.finditer(scene.text, *found.span("names")):
            yield Candidate(*name.span(1), "Initiative", 3.2, "quoted list")


def _named_within(text: str, inner: tuple[int, Class, str], start: int, end: int) -> bool:
    """Whether the quotes hold a whole name that ends in its kind: “某区专题报告会”, “周三课堂”."""
    front, kind = inner[0] - start, end - inner[0]
    if inner[2] == "strong":
        return front >= 2 or (kind >= 2 and 3 <= front + kind <= 10)
    return text[inner[0] : end] in QUOTED_KINDS and front >= 1 and front + kind <= 10


QUOTED_KINDS = frozenset(
    [
        "课堂",
        "夜校",
        "沙龙",
        "茶座",
        "孵化营",
        "直通车",
        "行动",
        "随手拍",
        "团课",
        "党课",
        "公益课",
        "体验课",
        "论坛",
        "集市",
        "擂台",
    ]
)
"""What makes a name of quoted words even when it is a word for many things."""


def _kind_behind(
    scene: Scene, start: int, anchors: dict[int, tuple[int, Class, str]]
) -> tuple[int, Class | None]:
    """The end and class of the kind that follows a quoted name, over words that can stand between."""
    end, kind = start, None
    at = start
    while at < len(scene.text) and at - start <= LONGEST_MIDDLE:
        if whole := _kind_from(at, anchors):  # 主题劳动和技能竞赛
            at = end = whole
            kind = anchors[whole][1]
            continue
        word = scene.word_after(at)
        if not word[0].isalnum() and word not in "—":
            break
        if word[0] in STOPPING and len(word) == 1:
            break
        if (word in word_list("organize") and at > start) or NO_MIDDLE.match(scene.text, at):
            break
        if part_of_speech(word) == "d":
            break
        at += len(word)
        if at in anchors and anchors[at][0] >= start:
            end, kind = at, anchors[at][1]
    return end, kind


# What stands between a quoted name and the kind of something else: “甲”走进|课堂, “甲”等|32项活动
NO_MIDDLE = re.compile(
    r"走[进上]|登[上台场]|上线|亮相|来到|进入|微信|视频号|公众号|小程序|抖音|客户端"
    r"|[一二三四五六七八九十两\d]+余?(?:大系列|[节项场次门堂个名家位课])"
)


def _kind_from(start: int, anchors: dict[int, tuple[int, Class, str]]) -> int | None:
    """The end of the shortest kind that begins at `start`."""
    ends = (end for end in range(start + 1, start + LONGEST_KIND + 1) if end in anchors)
    return next((end for end in ends if anchors[end][0] == start), None)


LONGEST_KIND = 12


def _after_verb(scene: Scene, start: int, end: int, *, alone: bool = False) -> int | None:
    """Where the name begins when an organising verb stands before it in its clause, else None."""
    begin = max(scene.clause(start)[0], end - LONGEST_PLAIN)
    triggers = words("triggers_in" if WITHIN.match(scene.text, end) else "triggers")
    verbs = [
        m
        for m in triggers.finditer(scene.text, begin, start)
        if m.start() in scene.boundaries or m.end() in scene.boundaries
    ]
    if not verbs:
        return None
    at = verbs[-1].end()
    while skipped := LEADING.match(scene.text[at:start]):
        at += skipped.end()
    core = list(_tokens_between(scene, at, start))
    while any(word == "的" for _, word in core):
        at, core = core[0][0] + len(core[0][1]), core[1:]
    if alone and not core:
        return start
    if len(core) == 1 and core[0][1] == "职工" and end - start >= 4:
        return _with_edition(scene.text, at)  # 开展了|职工歌手大赛
    if not core or core[0][1] in TAKEN_ALONG or core[0][1] in "和与及":
        return None
    if any(_breaks(word) for _, word in core if word not in "和与" or "、" in scene.text[at:start]):
        return None
    if not any(len(word) > 1 and not _generic(word) for _, word in core):
        return None
    return _with_edition(scene.text, at)


# 在|创建国家森林城市宣传活动|中
WITHIN = re.compile(r"中(?!心|学|国)|上(?!线|级|海)|期间|现场|里")
COUNT = re.compile(r"(?<![届第])[\d一二三四五六七八九十两多数几]+余?[次场项名个家支位]")
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
    if not word[0].isalnum() or (len(word) == 1 and word in "等和与及并地了在到为被把将向对从以中上下里内外"):
        return True
    return part_of_speech(word) in ("d", "ad", "c", "p", "r") or word in word_list("take_part") | word_list(
        "breaking"
    )


def _named(scene: Scene, start: int, end: int, kind: Class, needed: float) -> Iterator[Candidate]:
    """A strong kind with specific words in front, followed to the left as far as a name goes."""
    score = specific = 0.0
    best: tuple[float, int] | None = None
    last, left, own = "", start, OWN.search(scene.text, start, end) is not None
    for begin, word in scene.before(start):
        if begin >= left:
            continue  # inside a bracket that was passed as a whole
        if word == "）" and (bracket := BRACKET.search(scene.text, max(0, begin - 20), begin + 1)):
            left = bracket.start()
            continue  # 邮政特有职业（投递员）技能竞赛
        said = piece(word)
        if said is None or end - begin > LONGEST_PLAIN or _complete(last, said.place, own=own):
            break
        if COUNT.match(scene.text, begin) or (begin + len(word) == start and word[-1] == "组"):
            return  # 连办3场报告会, 焊工组竞赛
        last, left = word, begin
        score += max(said.score, -0.6)
        specific += said.specific if not _generic(word) else 0.0
        if specific >= needed and (best is None or score >= best[0] - 0.11):
            best = (max(score, best[0]) if best else score, begin)
    best = best or _after_edition(scene, start, end)
    if best and best[0] > -0.5:
        begin = _with_edition(scene.text, best[1])
        if COUNT.match(scene.text, begin) or (
            scene.text[begin - 1 : begin] == "在" and HELD.match(scene.text, end)
        ):
            return  # 4次市级竞赛; 在某某项目|举行
        yield Candidate(begin, end, kind, 0.6 + best[0] + 0.1 * (end - begin), "activity")


def _complete(last: str, place: bool, *, own: bool) -> bool:
    """Whether a name that was followed to its word `last` goes on to the left with a place at most.

    某厂|全国大赛, 某公司|2022年冬奥会: who takes part stands in front. A body's `own` meeting is named by it.
    """
    return not place and (last == "全国" or (not own and YEAR.fullmatch(last) is not None))


OWN = re.compile(r"(?<![运奥博])会(?:议)?$")


YEAR = re.compile(r"20\d\d年?")
BRACKET = re.compile(r"（[一-鿿]{1,15}）$")
HELD = re.compile(r"(?:正式|隆重|顺利)?(?:举[行办]|召开|启动|开幕|开赛)")


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
