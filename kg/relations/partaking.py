"""Who takes part in an activity.

People, by what is said behind their names (甲致辞), behind the list that they stand in (甲、乙、丙|出席) or
in front of it (到场的还有甲、乙); bodies that compete.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.lexicon import words
from kg.model import Field, Relation
from kg.relations.activities import ACTIVITIES, is_congress
from kg.relations.competing import competing
from kg.relations.links import Linked, clause, relation, within
from kg.relations.subjects import meant_person
from kg.sentences import reports

__all__ = ["taking_part", "theme"]

# 某运动会前，长街大修: a date
BEFORE = re.compile(r"”?(?:召开|举[行办]|开幕)?(?:之?前|前夕)(?:[，、。；]|[^，。；]{0,2}年)")
OPENING = 400
"""Characters in which a report names the activity that it is about."""
FAR = 700
"""Characters behind the last mention of an activity that people still act in it."""
AHEAD = 80
"""Characters behind a name that an activity of the same sentence may stand in."""
LED = "says, with a post"
SAID = "says"
"""The act of those who are only quoted: they are at the activity that the report is about."""
# What people do at an activity: 甲夺冠, 甲现场教授, 甲宣读名单
ACTS = re.compile(
    r"(?:，(?=分[列获]|包揽|双双|分别[获夺]))?[一-鿿]{0,6}?(?:夺冠|夺得|摘得|摘银|斩获|捧走|捧得|捧回|获得?|荣获|包揽|胜出|折桂|名列|位列|分列|列第|登台|登场|演唱|领唱|演奏|朗诵|同台|表演|讲授|授课"
    r"|讲解|主讲|开讲|教授|教|宣读|致辞|讲话|通报|发言|交流|分享|作[了]?|总结|颁奖|颁发|授牌|点评|解读|示范|体验|展示|比拼|学做|学会|听完|报名|参赛"
    r"|参加|出席|到会|到场|来?到现场|来到会场|也来了|在场|也在其中|也在队伍[里中]|上台|领跑|列席|观看|观赛|见证|主持|宣布|带领|跟着|代表|报了|抢|完成|以\d|组合|与会|评为|[获被]评"
    r"|的[《“][^》”]{1,30}[》”](?:[、和][^，。；]{0,40}?[》”])*[^，。；“”《》]{0,8}(?:[分荣]?获|夺得|评为|[获被]评|入选)"
    r"|为[^，。；]{0,20}(?:致[^，。；]{0,3}[词辞]|颁奖|授[牌旗奖]|开球|揭幕|揭牌)|致[^，。；]{0,3}[词辞]|担任[^，。；]{0,6}(?:评委|裁判|主持|嘉宾|领队|教练|考官))"
)
PLACE = (
    r"(?:等奖|优秀奖|第[一二三四五六七八九十](?![个次届批季年度代天站场期位人方者线]|[一-鿿]?[产课])名?"
    r"|冠军|亚军|季军|金牌|银牌|铜牌|金奖|银奖|铜奖)"
)
SAYS = re.compile(r"[一-鿿]{0,6}?(?:说|表示|介绍|指出|强调|告诉|坦言|感慨|认为|笑道|[说谈讲聊]起)|[:：]“")
# Whoever is named behind it is there: 会上，甲、乙介绍…
SCENE = re.compile(
    r"[\s“]*(?:会上|会议上|大会上|仪式上|活动[中上]|活动现场|现场|比赛中|比赛现场|赛场上|决赛中|课堂上"
    r"|[^，。；“”]{0,6}(?:[开闭]幕式|启动仪式|颁奖仪式|签约仪式|座谈会|交流会|表彰会|见面会|推进会|讲坛|论坛)上)，"
)
# Whoever is listed behind it is there: 到场的还有甲、乙, 参加开幕式的有甲
PRESENT = re.compile(
    r"(?:出席|参加|到场|到会|见证|领跑|同去|同行|随行|陪同|列席|参与|观摩|登台|发言|分享|参赛|前来|前往|演唱|表演)"
    r"[^，。；：！？“”]{0,14}?的(?:还|主要|嘉宾|领导|人员|代表|选手|同志)*(?:有|是|包括)"
)
# 甲在会上强调, 乙在启动仪式上介绍
AT_SCENE = re.compile(r"(?:同志)?在(?:[^，。；：“”]{0,8}(?:会|仪式|式|现场|活动|论坛))上(?!下)")
# At a meeting those who lead a body speak as guests, at other activities as those who hold it
MEETING = re.compile(r"(?:[谈流讨进说通]会|论坛|峰会)$")
LEADS = re.compile(r"(?:主席|书记|部长|主任|局长|处长|会长|董事长|总经理|秘书长|院长|校长)(?:同志)?$")


def theme(field: Field, items: Sequence[Linked]) -> Linked | None:
    """The activity that a title says the report is about."""
    return next((i for i in items if _is_activity(i)), None) if field in ("title", "kicker") else None


def taking_part(
    field: Field, text: str, items: Sequence[Linked], about: Linked | None = None
) -> Iterator[Relation]:
    """participatesIn: who attends, speaks, wins or teaches, in the activity at hand.

    That is one named in the same sentence, else the one that the report is about, else the last one named.
    `about` is the one that the title names, for a text that names none at its beginning.
    """
    activities = [i for i in items if _is_activity(i) and not BEFORE.match(text, i.end)]
    main = next((a for a in activities if a.start < OPENING), None)
    if not main and about and field == "text":
        main = replace(about, start=0, end=0, sentence=(0, 0))
        activities.insert(0, main)
    if not activities:
        return
    for person, here in _on_the_spot(text, items, activities):
        yield _relation(person, here, field, "part at")
    starts = reports(text)
    for person, act in _acting(text, items):
        own, head = _of_column(starts, activities, person, main)
        if act == LED and not (head and MEETING.search(head.entity.name)):
            continue
        activity = head if act in (SAID, LED) or AT_SCENE.fullmatch(act) else None
        if activity and activity.end > person.start:
            continue
        strong = words("taking_part").search(act) is not None or PRIZE.search(act) is not None
        activity = activity or _activity(text, own, person, None if strong else head, head)
        if activity and not (HANDS_OUT.search(act) and CONTEST.search(activity.entity.name)):
            yield _relation(person, activity, field, f"part {act[:4]}")
    for body in competing(text, items):
        own, head = _of_column(starts, activities, body, main)
        if activity := _activity(text, own, body, head, head):
            yield _relation(body, activity, field, "part of a list")


# Who hands out the prizes of a contest or reads out who won them does not compete; at a meeting he is there.
HANDS_OUT = re.compile("宣读|颁奖|颁发|授[牌旗奖]")
CONTEST = re.compile("(?:赛|比武|征文|评选|评比|擂台)[”》]?$")


def _is_activity(item: Linked) -> bool:
    return item.entity.type in ACTIVITIES and not is_congress(item.entity)


def _relation(who: Linked, activity: Linked, field: Field, rule: str) -> Relation:
    place = (
        who if activity.start == activity.end else activity
    )  # the title's: the words are those of the text
    return relation(who, "participatesIn", replace(place, entity=activity.entity), field, rule)


def _on_the_spot(
    text: str, items: Sequence[Linked], activities: Sequence[Linked]
) -> Iterator[tuple[Linked, Linked]]:
    """Who is named in the clause behind it: 在某交流活动上，甲接到…."""
    for activity in activities:
        begin, last = activity.sentence
        if spot := SPOT.match(text, activity.end, last):
            _, end = clause(text, spot.end(), activity.sentence)
            yield from ((who, activity) for who in within(items, spot.end(), end, "Person"))
        won = WINNING.match(text, activity.end, last) is not None
        one = _elided(text, items, activity) if won else _entered(text, items, activity)
        if one:
            yield one, activity
            continue
        inside = INSIDE.match(text, activity.end, last) is not None
        for who in reversed(within(items, begin, activity.start, "Person")):
            between = text[who.end : activity.start]
            if (inside and IN.fullmatch(between)) or WENT.fullmatch(between):
                yield from ((one, activity) for one in _listed_up_to(text, items, who))
                break


def _listed_up_to(text: str, items: Sequence[Linked], last: Linked) -> Iterator[Linked]:
    """The people of a list, with their posts, whose last is given."""
    yield last
    for one in reversed(within(items, last.sentence[0], last.start, "Person")):
        if not _in_one_list(text, one, last):
            return
        last = one
        yield one


def _elided(text: str, items: Sequence[Linked], activity: Linked) -> Linked | None:
    """Whom a sentence goes on about that wins in an activity: 甲是某厂钳工，去年在|某大赛上夺冠; 他在….

    None where a clause of its own names someone.
    """
    begin = activity.sentence[0]
    people = within(items, begin, activity.start, "Person")
    if people:
        between = text[people[0].end : activity.start]
        return people[0] if len(people) == 1 and GOES_ON.fullmatch(between) else None
    if not HE.fullmatch(text, begin, activity.start):
        return None
    before = [i for i in items if begin - NEAR < i.start < begin and i.entity.type == "Person"]
    return before[-1] if len({i.entity for i in before}) == 1 else None


def _entered(text: str, items: Sequence[Linked], activity: Linked) -> Linked | None:
    """Whom a sentence is about that enters or wins one: 2009年，他参加|某大赛; 她拿下|某竞赛的铜牌."""
    begin, last = activity.sentence
    verb = ENTERS.search(text, max(begin, activity.start - LONGEST_ENTRY), activity.start)
    if not verb or not (verb["enters"] or MEDAL.match(text, activity.end, last)):
        return None
    people = within(items, begin, verb.start(), "Person")
    if len(people) == 1:
        return people[0] if AND_THEN.fullmatch(text, people[0].end, verb.start()) else None
    return (
        None
        if people or not BY_HIM.fullmatch(text, begin, verb.start())
        else meant_person(text, items, begin)
    )


LONGEST_ENTRY = 20
ENTERS = re.compile(
    r"(?:(?P<enters>(?<!报名)参加|出战|出征|征战)|拿下|夺得|摘得|斩获|捧回|荣获|获得?)了?(?:过|在)?[^，。；“”]{0,6}“?$"
)
MEDAL = re.compile(rf"”?[^，。；]{{0,24}}?{PLACE}")
# Up to the verb: 甲，|今年5月还|拿下; 他|第一次代表公司|参加
WHEN = "[\\d年月日今去前同当次季初底末春夏秋冬后来此随即又还也曾更先多次接连]{0,14}"
AND_THEN = re.compile(
    r"(?!.{0,50}(?:表示|介绍|[说将把]|希望|推荐|选拔))[^。；：“”]{0,50}，"
    rf"{WHEN}(?:[代作][^，。；]{{2,14}})?{WHEN}"
)
BY_HIM = re.compile(
    r"(?:[^。；：“”]{0,30}[，后])?[^，。；：“”]{0,8}(?<![以由把])[他她](?![们的和与])(?!.{0,16}[将想要会把])[^，。；：“”]{0,16}"
)
NEAR = 120
"""Characters behind a person's name in which 他 means that person, where no other is named."""
WINNING = re.compile(
    r"”?[^，。；：“”]{0,12}?(?:上|中(?!心))，?(?:一举|一路|先后|成功|又|还|曾)*(?:夺|荣?获|摘|斩获|捧|拿|取得|赢得|得|名列|位列|脱颖而出|折桂)"
)
# 甲|是某厂钳工，去年还在|某大赛上夺冠
GOES_ON = re.compile(
    r"[^。；：“”]{0,60}，(?:[\d年月日今去前同当次季初底末春夏秋冬后来此随即又还也曾更先多次接连代表某厂队首度第一次，]*)在[^，。；：在]{0,30}“?"
)
HE = re.compile(r"[^。；：“”]{0,30}?[他她](?:[^，。；：“”]{0,8})?在[^，。；：在]{0,30}“?")
SPOT = re.compile(r"”?(?:上|中|期间|现场)，")
INSIDE = re.compile(r"”?(?:[^，。；“”]{0,10}?)(?:上|中(?!心)|期间|现场)")
# 甲在某会主办的|某大赛上
IN = re.compile(r"[^，。；：]{0,8}在[^，。；：在]{0,20}")
# 甲、乙等走进某工地，开展|“送清凉”活动
WENT = re.compile(
    r"(?:一行|等[^，。；：]{0,6})?(?:带队|带领|率领?|带着|走进|来到|深入|前往|赶?赴)[^。；：]{0,50}?[，](?:集中|先后|联合)?(?:开展|举行|组织开展|组织)[^，。；：]{0,8}“?"
)


def _acting(text: str, items: Sequence[Linked]) -> Iterator[tuple[Linked, str]]:
    """The people that something is told of, and what; of a list, what is told behind the last of it."""
    people = [item for item in items if item.entity.type == "Person"]
    awards = [item for item in items if item.entity.type == "Award"]
    acts = [_act(text, person) for person in people]
    acts = ["" if _honoured(text, awards, *told) else told[1] for told in zip(people, acts, strict=True)]
    for number in range(len(people) - 2, -1, -1):
        here, following = people[number], people[number + 1]
        if (
            not acts[number]
            and acts[number + 1] not in ("", SAID, LED)
            and _in_one_list(text, here, following)
        ):
            acts[number] = acts[number + 1]
    return ((person, act) for person, act in zip(people, acts, strict=True) if act)


def _honoured(text: str, awards: Sequence[Linked], person: Linked, act: str) -> bool:
    """Whether what is told of someone is an honour, given wherever: 甲荣获|全国五一劳动奖章."""
    if not HONOURED.search(act):
        return False
    _, end = clause(text, person.end, person.sentence)
    return any(person.end <= award.start < end for award in awards)


HONOURED = re.compile("(?:获|荣获|获得|[获被]评|评为|捧回|捧得)$")


def _speaks_there(text: str, person: Linked) -> bool:
    """Whether the sentence in which someone speaks shows a scene: 学员|甲说, “听完课才知道…”甲说.

    Who is only asked about an activity, in whatever paragraph, takes no part in it.
    """
    begin, end = person.sentence
    line = text.rfind("\n", 0, begin) + 1
    quote = text.rfind("“", line, begin) if text.endswith("”", line, begin) else -1
    return THERE.search(text, quote if quote >= 0 else begin, end) is not None


THERE = re.compile(
    r"[会式课场坛]上|现场|活动|赛|课|学员|选手|队员|评委|裁判|嘉宾|观众|参加|参与|报名|来自|赶来|听[了完]|登台|上台"
)


def _in_one_list(text: str, one: Linked, other: Linked) -> bool:
    """Whether two people stand in a list, the second with its posts: 副主席甲，某区总工会主席|乙."""
    gap = GAP.fullmatch(text, one.end, other.start)
    if not gap or one.sentence != other.sentence:
        return False
    if not gap["titles"]:
        return gap["mark"] != "，"
    return words("heads_end").search(gap["titles"]) is not None and not TOLD.search(gap["titles"])


GAP = re.compile(
    r"(?:[（(][^（）()]{1,12}[）)])?(?P<mark>[、，和与及]|以及)(?P<titles>[^。；：！？“”\n]{0,50})"
)
TOLD = re.compile(r"，.*，|[在了为把将对向]|出席|参加|主持|致辞|介绍|的是")


def _act(text: str, person: Linked) -> str:
    """The words behind a name that say what the person does there, '' when they do not."""
    begin, last = person.sentence
    if SCENE.match(text, begin):
        return SAID
    if present := PRESENT.search(text, begin, person.start):
        return present.group()
    if there := AT_SCENE.match(text, person.end, last):
        return there.group()
    if SAYS.match(text, person.end, last):
        led = LEADS.search(text, 0, person.start) is not None
        return LED if led else SAID if _speaks_there(text, person) else ""
    end = min(last, person.end + 30)
    if found := words("taking_part").search(text, person.end, end) or PRIZE.search(text, person.end, end):
        return found.group()
    listed = LISTED.match(text, person.end, last)
    at = listed.end() if listed else person.end
    if acts := ACTS.match(text, at, last):
        return acts.group()
    if role := ROLE.search(text, begin, person.start):
        return role.group()
    won = WON.search(text, begin, person.start)
    if not won or "颁" in text[won.end() : person.start]:
        return ""
    all_of_it = won.group().endswith("：")  # 各工种第一名分别是：焊工，甲；钳工，乙
    return won.group() if all_of_it or not re.search("[，。；]", text[won.end() : person.start]) else ""


# 图为某厂选手|甲, 选手|甲、乙; （作者：某厂|甲）
ROLE = re.compile(
    r"(?:选手|参赛者|领读人|获奖者|获奖作者|(?<!代表)队员|评委|裁判长?)[^，。；：（）]{0,2}$"
    r"|(?:评委|裁判长?|主持人|嘉宾|选手)、[^，。；：（）、]{2,24}$|[（(]作者[：:][^（）()，。]{0,24}$"
)


# The rest of a list behind a name: 甲|、某公司工人乙和丙等5人|分获…
LISTED = re.compile(
    r"(?:[、和与][^，。；：“”]{2,60}?)?(?:等?[\d一二三四五六七八九十]+[名位人][^，。；：“”]{0,6}|等[^，。；：“”]{0,12})?(?=，?分[列获]|[获被]评|分获|分别|获|夺|列|包揽|组合|同台|登台|先后|参加|出席|发言|到会|到场|见证|上台|来?到现场)"
)
# 夺得砌筑工组第一名: who wins has competed
PRIZE = re.compile(rf"(?:分?获|荣获|夺得|斩获|摘得|捧走|拿下|拿到|拿了|捧得)[^，。；]{{0,20}}?{PLACE}")
# 冠军分别是|甲, 获得第一名的是|甲, 三等奖归|甲、乙, 二等奖得主是|甲
WON = re.compile(
    rf"{PLACE}(?:的?(?:得主|获得者|获奖者|选手)|的(?=是|分别是))?(?:分别)?(?:是|归|为|由|被|属于|花落)(?!获)：?"
)


def _of_column(
    starts: Sequence[int], activities: Sequence[Linked], who: Linked, main: Linked | None
) -> tuple[Sequence[Linked], Linked | None]:
    """The activities of the short report that someone stands in, and the last one; else all, and `main`.

    Short reports begin at `starts`.
    """
    if len(starts) < 2 or who.start < starts[0]:
        return activities, main
    own = [a for a in activities if a.start >= starts[bisect(starts, who.start) - 1]]
    return own, next((a for a in reversed(own) if a.end <= who.start), None)


def _of_item(text: str, before: Sequence[Linked], who: Linked, main: Linked | None) -> Linked | None:
    """The activity of the paragraph that someone stands in, where each paragraph is a report of its own."""
    begin = text.rfind("\n", 0, who.start) + 1
    first = next((a for a in before if a.start >= begin), None)
    if not first or not main or main.start >= begin or not DATED.match(text, begin):
        return None
    return first


# 3月15日，某项目部举办…
DATED = re.compile(r"(?:\d{1,2}月)?\d{1,2}日|[近日今昨][日前天]")


def _activity(
    text: str,
    activities: Sequence[Linked],
    who: Linked,
    fallback: Linked | None,
    main: Linked | None,
) -> Linked | None:
    """The activity that someone acts in: that of the sentence, the report's own, or the last one named."""
    begin, end = who.sentence
    near = [a for a in activities if begin <= a.start < a.end <= end and a.start - who.end < AHEAD]
    if near:
        return min(near, key=lambda a: (abs(a.start - who.end), a.start))
    before = [a for a in activities if a.end <= who.start]
    own = _of_item(text, before, who, main)
    if own or fallback:
        return own or (fallback if before else None)
    if before and who.start - before[-1].end < FAR:
        return main if main in before else before[-1]
    return None
