"""Names that marks or fixed words show: works in 《》, congresses, awards, platforms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import word_list
from kg.mentions.hits import TITLED, WON
from kg.mentions.scene import Candidate, Scene, piece
from kg.places import is_place

__all__ = ["awards", "congresses", "known", "platforms", "works"]

WORK = re.compile(r"《([^《》\n]{1,80}(?:《[^《》\n]*》[^《》\n]*)*)》")
ORGANISATION_BEHIND = re.compile(r"(?:杂志社|报社|编辑部|出版社|社|记者)")
NUMBER = "[一二三四五六七八九十百\\d]"
CONGRESS = re.compile(
    rf"(?P<party>党的|中共)?(?P<number>第?{NUMBER}{{2,3}}(?:大(?![一-鿿]?[型学家赛量])|届(?:[一二三四五六七八九]中)?全会))"
    rf"|(?P<union>(?:中国|全国|[一-鿿]{{2,4}}))工会第?{NUMBER}{{1,3}}大(?![型学家赛量])"
    rf"|(?P<session>{NUMBER}{{1,3}}届{NUMBER}{{1,3}}次(?:全委会?|执委会?|常委会?|主席团|职代会|工代会|职工代表大会|会员代表大会|代表大会|全体|委员会)*(?:[（(]扩大[）)])?(?:会议|全会)?)"
    rf"|(?P<meeting>(?:[一-鿿]{{1,10}}?)?第?{NUMBER}{{1,3}}次(?:全国)?(?:代表大会|会员代表大会|党代会))"
)
CONGRESS_HINT = re.compile(rf"{NUMBER}(?:大|届|次(?:全国)?(?:代表大会|会员代表大会|党代会))")
HONOUR = (
    r"(?:火车头奖[章杯]|先进工作者|先进生产者|先进集体|三八红旗手标兵|文明家庭|最美职工|金牌工人|五一劳动奖[章状]|劳动奖[章状]|五一劳动奖|工人先锋号|五一巾帼(?:标兵岗?|奖状?)|巾帼标兵岗?|三八红旗(?:手|集体)|五四青年奖章|青年文明号|青年五四奖章"
    r"|模范职工之家|模范职工小家|劳动关系和谐企业|优秀工会工作者|优秀工会积极分子|技术能手|科技进步[一二三]?等?奖|道德模范|岗位学雷锋标兵|工匠年度人物|青年岗位能手|先进职工之家|安全生产先进集体|文明单位|优秀组织奖|示范性劳模创新工作室|见义勇为模范|中华技能大奖|优秀共产党员)"
)
SCOPE = (
    r"(?:全国|国家|中央|首都|自治区|兵团|全省|全市|全区"
    r"|[一-鿿]{2,4}?(?:省|市|区|县|州|集团|公司|自治区|行业|系统))"
)
AWARD = re.compile(rf"(?P<scope>{SCOPE}(?:级)?)?(?P<honour>{HONOUR})|(?P<model>(?P<where>{SCOPE})劳动模范)")
AWARD_HINT = re.compile(
    r"火车头奖|先进工作者|先进生产者|先进集体|文明家庭|最美职工|金牌工人|劳动奖|工人先锋号|五一巾帼|巾帼标兵|三八红旗|青年奖章|文明号|五四奖章|模范职工|关系和谐|优秀工会|技术能手|科技进步|道德模范|岗位学雷锋|工匠年度"
    r"|岗位能手|先进职工之家|安全生产先进|文明单位|优秀组织奖|劳模创新|见义勇为|技能大奖|优秀共产党|劳动模范"
)
COMMON = frozenset(
    [
        "先进工作者",
        "先进生产者",
        "先进集体",
        "文明家庭",
        "最美职工",
        "金牌工人",
        "技术能手",
        "道德模范",
        "优秀共产党员",
        "文明单位",
        "青年岗位能手",
        "优秀工会工作者",
        "优秀工会积极分子",
    ]
)
CRAFTSMAN = re.compile(r"工匠(?!精神|人才|学院|工作室|杯|们|讲|[一-鿿]{0,3}精神)")
TITLE = re.compile(
    r"(?P<names>(?:“[^“”\n]{2,24}”[、和及]?){1,40})等?(?:多项|国家级|省级|市级)?(?:(?:荣誉|光荣)?称号|荣誉|奖章|奖项|大奖|奖杯|奖)"
)
INNER = re.compile(r"“([^“”\n]{2,24})”")
BEST = re.compile(r"“(最美[^“”\n]{2,20})”")
RECEIVED = re.compile(
    rf"(?:{TITLED})(?:了|为)?(?:20\d\d年度?)?(?:全国|[一-鿿]{{2,4}}[省市区县])?“(?P<quoted>[^“”\n]{{2,24}})”(?![一-鿿]{{0,4}}(?:称号|荣誉))"
    rf"|(?:{WON})(?:了|为)?(?P<prize>[^，。；“”、\n]{{4,30}}?(?:[一二三特]等奖|金奖|银奖|铜奖|优秀奖|创新奖|贡献奖))"
)
RECEIVED_SCORES = {"quoted": 5.0, "prize": 2.6}
PLATFORM = re.compile(
    r"(?P<quoted>“[^“”\n]{2,24}”(?:(?!等|的|和|与|在|及)[一-鿿]{0,6}?(?:微信公众号|公众号|小程序|APP|App|app|平台|客户端|视频号|抖音号|服务号|订阅号|网站|官网)"
    r"|(?:管理|服务|信息|预约|在线)?系统(?![一-鿿]{0,3}(?:工程|培训|学习))))"
    r"|(?<!加)(?<!加了)(?P<plain>(?:学习强国|微信|微博|抖音|快手|腾讯会议|钉钉|哔哩哔哩|支付宝)(?:学习平台|平台|APP|App)?)"
    r"(?!群|好友|红包|转账|联系|支付|号|里|聊|运动|步数|工作群|扫码|扫一扫|朋友圈|留言|同步)"
)


def known(scene: Scene) -> Iterator[Candidate]:
    """Names that everyone knows, full and short, as kg/data/aliases.tsv lists them."""
    for start, end, kind in scene.known:
        brand = (
            start in scene.boundaries
            and end in scene.boundaries
            and (kind != "Company" or _brand_ends(scene, end))
        )
        if end - start > 3 or brand:
            yield Candidate(start, end, kind, 0.4 + 0.1 * (end - start), "known")


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
        if found["union"]:
            start = _place_edge(scene.text, *found.span("union"))
            if start < 0:
                continue
        elif found["meeting"] or found["session"]:
            start = _left_edge(scene, start, end)
        yield Candidate(start, end, "Event", 3.0 + 0.1 * (end - start), "congress")


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


def awards(scene: Scene) -> Iterator[Candidate]:
    """Honours by their fixed names, and titles given in quotes."""
    for found in _in_clauses(scene, AWARD, AWARD_HINT):
        start, end = found.span()
        scope = found["scope"] or found["where"]
        if not scope and (found["honour"] or "") in COMMON:
            continue  # 技术能手57名: a kind of people
        if scope and scope not in ("全国", "国家", "中央", "首都", "自治区", "兵团"):
            start = _scope_edge(scene.text, start, start + len(scope))
        yield Candidate(start, end, "Award", 2.0 + 0.1 * (end - start), "honour")
    for found in CRAFTSMAN.finditer(scene.text):
        start, end = found.span()
        start -= scene.text[max(0, start - 1) : start] == "大"
        quoted = start > 2 and scene.text[start - 3] == "“" and scene.text.startswith("”", end)
        size = _scope_before(scene.text, start) or 2 * quoted
        if size:  # 北京大工匠, “三秦工匠”
            yield Candidate(start - size, end, "Award", 4.0 if quoted else 1.6, "craftsman")
    for found in BEST.finditer(scene.text):
        yield Candidate(*found.span(1), "Award", 3.5, "title")
    for found in _received(scene):
        group = "quoted" if found["quoted"] else "prize"
        yield Candidate(*found.span(group), "Award", RECEIVED_SCORES[group], "received")
    for found in TITLE.finditer(scene.text):
        for name in INNER.finditer(scene.text, *found.span("names")):
            yield Candidate(*name.span(1), "Award", 6.0, "title")


def _scope_before(text: str, end: int) -> int:
    """The length of the place, or of 大国 or 首都, that ends at `end`; 0 for none."""
    scopes = ((size, text[end - size : end]) for size in (4, 3, 2) if size <= end)
    return next((size for size, scope in scopes if is_place(scope) or scope in ("大国", "首都")), 0)


def _received(scene: Scene) -> Iterator[re.Match[str]]:
    done = 0
    for start in sorted({start for start, _, _ in scene.hits.receiving}):
        if start >= done and (found := RECEIVED.match(scene.text, start)):
            yield found
            done = found.end()


def _scope_edge(text: str, start: int, end: int) -> int:
    """Where the place that ends at `end` begins, `end` when none does: 获得|上海市|五一劳动奖章."""
    return next((begin for begin in range(start, end - 1) if is_place(text[begin:end])), end)


def platforms(scene: Scene) -> Iterator[Candidate]:
    """Online platforms: quoted names with 小程序 and the like behind, and those known to everyone."""
    for found in PLATFORM.finditer(scene.text):
        if found["quoted"]:
            yield Candidate(*found.span("quoted"), "Platform", 4.4, "quote+kind")
        else:
            yield Candidate(*found.span("plain"), "Platform", 1.0, "platform")
