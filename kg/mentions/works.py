"""Names that marks or fixed words show: works in 《》, congresses, platforms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import part_of_speech, word_list
from kg.mentions.names import ending_at
from kg.mentions.scene import Candidate, Scene, piece
from kg.mentions.settled import settled
from kg.places import is_place

__all__ = ["congresses", "known", "platforms", "works"]

WORK = re.compile(r"《([^《》\n]{1,80}(?:《[^《》\n]*》[^《》\n]*)*)》")
ORGANISATION_BEHIND = re.compile(r"(?:杂志社|报社|编辑部|出版社|社|记者)")
NUMBER = "[一二三四五六七八九十百\\d]"
CONGRESS = re.compile(
    rf"(?P<party>党的|中共)?(?P<number>第?{NUMBER}{{2,3}}(?:大(?![一-鿿]?[型学家赛量])|届(?:[一二三四五六七八九]中)?全会))"
    rf"|(?P<union>(?:中国|全国|[一-鿿]{{2,4}}))工会第?{NUMBER}{{1,3}}大(?![型学家赛量])"
    rf"|(?P<session>第?{NUMBER}{{1,3}}届[一-鿿]{{0,10}}?(?:委员会|常委会|主席团|代表大会|理事会)第?{NUMBER}{{1,3}}次"
    rf"(?:全体|扩大|[（(]扩大[）)])*(?:会议|全会)"
    rf"|{NUMBER}{{1,3}}届{NUMBER}{{1,3}}次(?:[全执常]委(?:会(?!议))?|主席团|职代会|工代会|职工代表大会|会员代表大会|代表大会|全体|委员会)*(?:[（(]扩大[）)])?(?:会议|全会)?)"
    rf"|(?P<meeting>(?:[一-鿿]{{1,10}}?)?第?{NUMBER}{{1,3}}次(?:全国)?(?:代表大会|会员代表大会|党代会))"
)
GREETED = ("喜迎", "献礼", "礼赞")
"""Words of slogans, in which a number alone is no name: 喜迎|二十大|奋进新征程."""
CONGRESS_HINT = re.compile(rf"{NUMBER}(?:大|届|次(?:全国)?(?:代表大会|会员代表大会|党代会))")
PLATFORM = re.compile(
    r"(?P<quoted>“[^“”\n]{2,24}”(?:(?!等|的|和|与|在|及)[一-鿿]{0,6}?(?:微信公众号|公众号|小程序|APP|App|app|平台|客户端|视频号|抖音号|服务号|订阅号|网站|官网)"
    r"|(?:管理|服务|信息|预约|在线)?系统(?![一-鿿]{0,3}(?:工程|培训|学习))))"
    r"|(?:微信公众号|公众号|小程序|APP|App|客户端|视频号|抖音号|快手号|服务号)“(?P<inside>[^“”\n]{2,16})”"
    r"|(?<!加)(?<!加了)(?P<plain>(?:学习强国|微信|微博|抖音|快手|腾讯会议|钉钉|哔哩哔哩|支付宝)(?:学习平台|平台|APP|App)?)"
    r"(?!群|好友|红包|转账|联系|支付|号|里|聊|运动|步数|工作群|扫码|扫一扫|朋友圈|留言|同步)"
)


def known(scene: Scene) -> Iterator[Candidate]:
    """Names that everyone knows, full and short, as kg/data/aliases.tsv lists them."""
    for start, end, kind in scene.known:
        if kind == "Event" and scene.text.endswith(GREETED, 0, start):
            continue
        brand = (
            start in scene.boundaries
            and end in scene.boundaries
            and (kind != "Company" or _brand_ends(scene, end))
        )
        if kind == "Company" and ONLINE.match(scene.text, end):
            kind = "Platform"
        if kind == "Union":
            kind, end = settled(scene, start, end, kind)  # 全国总工会|劳动和经济工作部
        if brand or (end - start > 3 and not _in_word(scene, end)):
            yield Candidate(start, end, kind, 0.4 + 0.1 * (end - start), "known")


def _in_word(scene: Scene, end: int) -> bool:
    """Whether a name's last character belongs to another word: 北京大|学生, 湖北|银行业."""
    if scene.text.startswith("银行业", end - 2):
        return True
    return end not in scene.boundaries and part_of_speech(scene.tokens[scene.token_at(end)]) != ""


ONLINE = re.compile(
    r"(?:(?:、[^，。；：、“”\s]{2,8}){0,8}等(?:\d+|[两几多二三四五六七八九十]+)?[家个]?|(?:、[^，。；：、“”\s]{2,8}){1,8}?[两三四五六七八九十\d]+家)?"
    r"(?:外卖|配送|网约车|电商|网络|互联网|新业态){0,2}平台(?!企业|公司|经济|型|方|站|用工)"
)
"""What says of a firm, or of all in its list, that the platform is meant: 甲、乙等12家|平台, 甲|外卖平台."""


def _brand_ends(scene: Scene, end: int) -> bool:
    """Whether a short known name is not the beginning of a longer one: 顺丰|同城."""
    after = scene.word_after(end)
    said = piece(after) if after and after[0].isalnum() else None
    return said is None or said.score <= -1.0 or after in word_list("trades") or after in word_list("generic")


def works(scene: Scene) -> Iterator[Candidate]:
    """Titles between 《》, without the marks; not where the mark belongs to an organisation's name."""
    for found in WORK.finditer(scene.text):
        if not ORGANISATION_BEHIND.match(scene.text, found.end()):
            yield Candidate(found.start(1), found.end(1), "Work", 8.0, "book marks")


def congresses(scene: Scene) -> Iterator[Candidate]:
    """Party and union congresses by their short and full names: 党的二十大, 中国工会十八大."""
    for found in _in_clauses(scene, CONGRESS, CONGRESS_HINT):
        start, end = found.span()
        if found["number"] and not found["party"] and scene.text.endswith(GREETED, 0, start):
            continue
        if found["union"]:
            start = _place_edge(scene.text, *found.span("union"))
            if start < 0:
                continue
        elif found["session"] and (body := _body(scene, start)):
            yield Candidate(body.start, end, "Event", body.score + 3.5 + 0.1 * (end - start), "congress")
            continue
        elif found["session"]:
            start = _level(scene, start)
        elif found["meeting"]:
            start = _left_edge(scene, start, end)
        yield Candidate(start, end, "Event", 3.0 + 0.1 * (end - start), "congress")


def _body(scene: Scene, end: int) -> Candidate | None:
    """The body right in front of its session, which is named by both: 某市总工会|十届二次全委会."""
    return max(ending_at(scene, end), key=lambda body: body.score, default=None)


def _level(scene: Scene, start: int) -> int:
    """The start moved left over a place or a level: 省委|十二届三次全会."""
    place = next((begin for begin, end in scene.places if end == start), None)
    if place is not None:
        return place
    level = LEVEL.search(scene.text, max(0, start - 4), start)
    return level.start() if level and level.start() in scene.boundaries else start


LEVEL = re.compile(r"[省市区县州旗](?:委|总工会|人大|政协)?$")


def _in_clauses(scene: Scene, pattern: re.Pattern[str], hint: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What a slow pattern matches, looked for only in clauses that hold a part it cannot do without."""
    done = 0
    for shown in hint.finditer(scene.text):
        if shown.start() >= done:
            start, done = scene.clause(shown.start())
            yield from pattern.finditer(scene.text, max(start, shown.start() - AHEAD), done)


AHEAD = 20
"""Characters in front of a hint, more than any pattern has there."""


def _place_edge(text: str, start: int, end: int) -> int:
    """Where the place before 工会 begins within text[start:end], -1 if none does."""
    for begin in range(start, end - 1):
        word = text[begin:end]
        if word in ("中国", "全国") or is_place(word):
            return begin
    return -1


def _left_edge(scene: Scene, start: int, end: int) -> int:
    number = re.search(rf"第?{NUMBER}{{1,3}}[次届]", scene.text[start:end])
    at = start + (number.start() if number else 0)
    edge = at
    for begin, word in scene.before(at):
        if begin < start - 2 or piece(word) is None:
            break
        edge = begin
    return edge


def platforms(scene: Scene) -> Iterator[Candidate]:
    """Online platforms: quoted names with 小程序 and the like behind, and those known to everyone."""
    for found in PLATFORM.finditer(scene.text):
        if found["quoted"]:
            yield Candidate(*found.span("quoted"), "Platform", 4.4, "quote+kind")
        elif found["inside"]:
            yield Candidate(*found.span("inside"), "Platform", 4.4, "platform")
        else:
            yield Candidate(*found.span("plain"), "Platform", 1.0, "platform")
