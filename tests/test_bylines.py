"""Bylines: who reported, who sent it in, who took the picture, in the forms papers print."""

from __future__ import annotations

import pytest

from kg.authors import authors
from kg.bylines import dateline, signature
from kg.model import Article
from tests.printed import article, articles, readings

BODY = "近日，江城市总工会为一线职工送去清凉用品，并听取大家对工会工作的意见建议。"
Roles = tuple[list[str], list[str], list[str]]
"""Reporters, correspondents, photographers, in order of print."""


def roles(found: Article) -> Roles:
    return (
        [a.name for a in found.authors if a.role == "reporters"],
        [a.name for a in found.authors if a.role == "correspondents"],
        [a.name for a in found.authors if a.role == "photographers"],
    )


DATELINES: list[tuple[str, list[str], list[str]]] = [
    ("本报讯（记者 赵明远）", ["赵明远"], []),
    ("本报讯(记者 赵明远 通讯员 钱文华)", ["赵明远"], ["钱文华"]),
    ("本报讯（记者赵明远 通讯员钱文华）", ["赵明远"], ["钱文华"]),
    ("本报讯 （记者　赵明远　通讯员　钱文华） ", ["赵明远"], ["钱文华"]),
    ("本报讯（记者 赵明远 孙秀兰 通讯员 钱文华 李桂香）", ["赵明远", "孙秀兰"], ["钱文华", "李桂香"]),
    ("本报讯（记者 赵明远、孙秀兰）", ["赵明远", "孙秀兰"], []),
    ("本报讯（通讯员 钱文华）", [], ["钱文华"]),
    ("本报讯（特约通讯员 钱文华）", [], ["钱文华"]),
    ("本报讯（见习记者 赵明远）", ["赵明远"], []),
    ("本报讯（江城工报记者 赵明远）", ["赵明远"], []),
    ("晚报讯（记者 赵明远 通讯员 钱文华）", ["赵明远"], ["钱文华"]),
    ("本报江城讯（赵明远）", ["赵明远"], []),
    ("本报讯（实习记者 赵明远）", ["赵明远"], []),
    ("本报讯（首席记者 赵明远）", ["赵明远"], []),
    ("本报讯（全媒体记者 赵明远）", ["赵明远"], []),
    ("本报讯（融媒体记者 赵明远 通讯员 钱文华）", ["赵明远"], ["钱文华"]),
    ("本报讯（记者 于　佳 通讯员 李　明）", ["于佳"], ["李明"]),
    ("本报讯（记者 欧阳雪梅 通讯员 司马青松）", ["欧阳雪梅"], ["司马青松"]),
    ("本报讯（记者 阿依古丽·买买提）", ["阿依古丽·买买提"], []),
    ("本报讯 记者 赵明远 报道：", ["赵明远"], []),
    ("□本报讯（记者 赵明远）", ["赵明远"], []),
    ("（本报记者 赵明远）", ["赵明远"], []),
    ("本报南京11月3日电（记者 赵明远）", ["赵明远"], []),
    ("本报武汉电 （见习记者 赵明远） ", ["赵明远"], []),
    ("新华社北京11月3日电（记者 赵明远 孙秀兰）", ["赵明远", "孙秀兰"], []),
    ("中工网讯（记者 赵明远）", ["赵明远"], []),
    ("江城日报讯（记者 赵明远）", ["赵明远"], []),
    ("江城网江城区新闻6月26日电 （赵明远）", ["赵明远"], []),
    ("本网讯(江城新报江城网记者 赵明远)", ["赵明远"], []),
    ("江城网12月25日讯（江城日报记者赵明远 江城网记者孙秀兰）", ["赵明远", "孙秀兰"], []),
    ("本报讯（记者 赵明远 实习生 孙秀兰）", ["赵明远", "孙秀兰"], []),
    ("本报讯赵明远报道：", ["赵明远"], []),
    ("江城网消息(江城日报) 通讯员赵明远报道：", [], ["赵明远"]),
    ("江城融媒5月3日讯（通讯员：钱文华 记者：赵明远）", ["赵明远"], ["钱文华"]),
    ("江南讯（记者 赵明远）", ["赵明远"], []),
    ("本报讯 记者赵明远报道 ", ["赵明远"], []),
    ("江网8月10日讯 ", [], []),
    ("今日江城讯　", [], []),
    ("(江城14日讯)", [], []),
    ("我爱你江城讯：", [], []),
    ("江城石化网消息：（记者赵明远 通讯员钱文华）", ["赵明远"], ["钱文华"]),
    ("江城工报客户端记者 赵明远 通讯员 钱文华 ", ["赵明远"], ["钱文华"]),
    ("本报记者 赵明远 孙秀兰 ", ["赵明远", "孙秀兰"], []),
    ("本报讯 ", [], []),
    ("本报讯（钱文华 记者 赵明远）", ["赵明远"], ["钱文华"]),
    ("本报讯 钱文华、李桂香、全媒体记者赵明远报道：", ["赵明远"], ["钱文华", "李桂香"]),
    ("〔记者赵明远／综合报导〕", ["赵明远"], []),
    ("（江城航空网讯  通讯员 钱文华 李桂香）", [], ["钱文华", "李桂香"]),
    ("江城航空网通讯员 钱文华、李桂香报道：", [], ["钱文华", "李桂香"]),
    ("江城晚报客户端 记者 赵明远 实习生 孙秀兰 通讯员 钱文华 ", ["赵明远", "孙秀兰"], ["钱文华"]),
    ("江城在线频道消息（赵明远）：", ["赵明远"], []),
    # any outlet in front of brackets with a title, one in brackets too
    ("江城融媒（记者 赵明远 通讯员 钱文华）", ["赵明远"], ["钱文华"]),
    ("江城网（江城日报网）讯（通讯员 钱文华）", [], ["钱文华"]),
    ("江城网消息 (江城晚报) (見習記者赵明远 實習生孙秀兰)", ["赵明远", "孙秀兰"], []),
    ("新江城客户端、江城网、江城晚报12月24日讯（记者 赵明远）", ["赵明远"], []),
    ("江城网1月28日讯 据江城晚报报道（记者 赵明远）", ["赵明远"], []),
    ("新报讯【记者 赵明远】", ["赵明远"], []),
    ("新华社银川1月19日电（“江城观察”记者赵明远、孙秀兰）", ["赵明远", "孙秀兰"], []),
    ("江网18讯：本网讯 通讯员 钱文华报道 ", [], ["钱文华"]),
    # when and where it was sent from
    ("【财经江报网】（记者 赵明远 24日发自绵阳）", ["赵明远"], []),
    ("（中央社記者趙明遠石家莊22日電）", ["趙明遠"], []),
    ("【外江社記者趙明遠六月廿一日臺北報導】", ["趙明遠"], []),
    # names alone, and names that run together
    ("（赵明远）", ["赵明远"], []),
    ("本报讯（赵明远孙秀兰）", ["赵明远", "孙秀兰"], []),
    ("本报讯（记者赵明孙秀兰通讯员钱文华李桂）", ["赵明", "孙秀兰"], ["钱文华", "李桂"]),
    ("江网讯（通讯员 钱文华 古丽米热·吐尔逊报道）", [], ["钱文华", "古丽米热·吐尔逊"]),
]

# Under a body without a dateline: the caption or story is theirs.
SIGNATURES: list[tuple[str, Roles]] = [
    ("本报记者 赵明远 摄影报道", (["赵明远"], [], ["赵明远"])),
    ("本报记者 赵明远 通讯员 钱文华 摄影报道", (["赵明远"], ["钱文华"], ["赵明远", "钱文华"])),
    ("本报记者 赵明远/通讯员 钱文华 摄影报道", (["赵明远"], ["钱文华"], ["赵明远", "钱文华"])),
    ("本报记者 赵明远 文/摄", (["赵明远"], [], ["赵明远"])),
    ("本报记者 赵明远 文/图", (["赵明远"], [], ["赵明远"])),
    ("本报记者 赵明远 孙秀兰 文并摄", (["赵明远", "孙秀兰"], [], ["赵明远", "孙秀兰"])),
    ("通讯员 钱文华 文/图", ([], ["钱文华"], ["钱文华"])),
    ("本报通讯员 钱文华 摄影报道", ([], ["钱文华"], ["钱文华"])),
    ("本报记者 赵明远 文 通讯员 钱文华 文/图", (["赵明远"], ["钱文华"], ["赵明远", "钱文华"])),
    ("（记者 赵明远）", (["赵明远"], [], [])),
    ("（记者：赵明远）", (["赵明远"], [], [])),
    ("（通讯员 钱文华）", ([], ["钱文华"], [])),
    ("□本报记者 赵明远", (["赵明远"], [], [])),
    ("本报记者 赵明远 通讯员 钱文华", (["赵明远"], ["钱文华"], [])),
    ("赵明远 摄影报道", ([], [], ["赵明远"])),
    ("本报记者 于　佳 摄影报道", (["于佳"], [], ["于佳"])),
    ("□记 者 赵明远 通 讯 员 钱文华", (["赵明远"], ["钱文华"], [])),
    ("本报记者 赵明远 兰州报道", (["赵明远"], [], [])),
    ("江城头条通讯员 钱文华 李桂香 文", ([], ["钱文华", "李桂香"], [])),
    ("（来源：江城工会 作者：赵明远 孙秀兰）", (["赵明远", "孙秀兰"], [], [])),
    ("（江城某报记者 赵明远 孙 秀）", (["赵明远", "孙秀"], [], [])),
    ("（江城日报、江城新闻网记者 赵明远 摄影报道）", (["赵明远"], [], ["赵明远"])),
    ("《江城》杂志、江城网记者 赵明远", (["赵明远"], [], [])),
    ("江城网·晚报新闻记者 赵明远 南京报道", (["赵明远"], [], [])),
    ("文字｜赵明远　图片｜钱文华", (["赵明远"], [], ["钱文华"])),
    ("文、摄／赵明远", (["赵明远"], [], ["赵明远"])),
    ("文｜江城前线 赵明远", (["赵明远"], [], [])),
    ("（船厂工会　钱文华）", ([], ["钱文华"], [])),
    ("（珲船 钱文华）", ([], ["钱文华"], [])),
    ("（江城船厂 钱文华、李桂香）", ([], ["钱文华", "李桂香"], [])),
    ("江城融媒体中心 文/赵明远 图/馆方提供", (["赵明远"], [], [])),
    ("记者 赵明远/文 通讯员 钱文华/摄", (["赵明远"], [], ["钱文华"])),
    ("本报记者 赵明远 本报通讯员 钱文华 摄", ([], [], ["赵明远", "钱文华"])),
    ("記者赵明远/台南報導", (["赵明远"], [], [])),
    ("（记者 赵明远 发自釜山江城体育馆）", (["赵明远"], [], [])),
    ("（赵明远 参与采写）", (["赵明远"], [], [])),
    ("（参与采写：赵明远）", (["赵明远"], [], [])),
    ("（记者 赵明远 通讯员 彭 图 钱文华）", (["赵明远"], ["彭图", "钱文华"], [])),
    ("本报记者 赵明远 孙秀兰文并摄", (["赵明远", "孙秀兰"], [], ["赵明远", "孙秀兰"])),
    ("首席记者 赵明远 文/图　线索提供 钱文华（稿费30元）", (["赵明远"], [], ["赵明远"])),
    ("（三公司团委 钱文华 江湾项目部 夏至）", ([], ["钱文华", "夏至"], [])),
    ("（总台记者 赵明远 孙秀兰 海湾台 李桂香）", (["赵明远", "孙秀兰", "李桂香"], [], [])),
    ("（来源：江城晚报，作者：赵明远）", (["赵明远"], [], [])),
    ("（《江城晚报》，作者赵明远、孙秀兰，2009-9-21）", (["赵明远", "孙秀兰"], [], [])),
    ("(摄影报道：《江城时报》赵明远)", (["赵明远"], [], ["赵明远"])),
]


@pytest.mark.parametrize(("lead", "reporters", "correspondents"), DATELINES, ids=[d[0] for d in DATELINES])
def test_datelines_name_their_people_and_leave_the_body(
    lead: str, reporters: list[str], correspondents: list[str]
) -> None:
    found = article(f"## 工会服务送到职工身边\n\n{lead}{BODY}\n")
    assert roles(found) == (reporters, correspondents, [])
    assert found.text.text == BODY
    assert found.kind == "news"


@pytest.mark.parametrize(("line", "expected"), SIGNATURES, ids=[s[0] for s in SIGNATURES])
def test_signatures_on_their_own_line(line: str, expected: Roles) -> None:
    found = article(f"## 工会服务送到职工身边\n\n{BODY}\n\n{line}\n")
    assert roles(found) == expected
    assert found.text.text == BODY


@pytest.mark.parametrize(("line", "expected"), SIGNATURES, ids=[s[0] for s in SIGNATURES])
def test_signatures_behind_the_last_sentence(line: str, expected: Roles) -> None:
    found = article(f"## 工会服务送到职工身边\n\n{BODY} {line}\n")
    assert roles(found) == expected
    assert found.text.text == BODY


@pytest.mark.parametrize(
    ("line", "photographers"),
    [
        ("赵明远 摄", ["赵明远"]),
        ("（赵明远 摄）", ["赵明远"]),
        ("山茶 摄", ["山茶"]),
        ("赵明远/摄", ["赵明远"]),
        ("摄影：赵明远", ["赵明远"]),
        ("摄影/赵明远", ["赵明远"]),
        ("赵明远 钱文华 摄", ["赵明远", "钱文华"]),
        ("本报记者 赵明远 摄", ["赵明远"]),
        ("通讯员 钱文华 供图", ["钱文华"]),
    ],
)
def test_a_picture_with_a_story_has_its_photographers_apart(line: str, photographers: list[str]) -> None:
    """The story under a dateline is its reporter's, the picture another's."""
    found = article(f"## 工会服务送到职工身边\n\n本报讯（记者 孙秀兰）{BODY}\n\n{line}\n")
    assert roles(found) == (["孙秀兰"], [], photographers)
    assert found.kind == "news"


def test_a_byline_between_heading_and_body() -> None:
    long = BODY + "活动将持续到九月底，预计惠及职工三千人。"
    found = article(f"## 工会服务送到职工身边\n\n本报记者 赵明远 通讯员 钱文华\n\n{long}\n")
    assert roles(found) == (["赵明远"], ["钱文华"], [])
    assert found.text.text == long


@pytest.mark.parametrize("first", ["●本报记者 赵明远", "本报记者"])
def test_names_on_the_line_below_their_title(first: str) -> None:
    names = ["赵明远"] * ("赵明远" in first) + ["孙秀兰", "钱文华"]
    found = article(f"# 工会服务送到职工身边\n\n{first}\n\n孙秀兰 钱文华\n\n{BODY}\n")
    assert (roles(found), found.text.text) == ((names, [], []), BODY)


def test_words_below_a_signature_are_body() -> None:
    found = article(f"# 工会服务送到职工身边\n\n本报记者 赵明远\n\n工会 开讲\n\n{BODY}\n")
    assert found.text.text == f"工会 开讲\n{BODY}"


def test_authors_stand_at_their_place_in_the_byline() -> None:
    text = "本报记者 于　佳 通讯员 阿依古丽·买买提 摄影报道"
    for author in authors(text):
        assert text[author.start : author.end].replace("　", "") == author.name


@pytest.mark.parametrize(
    "line",
    [
        "近日，江城市总工会举办培训。",
        "本报推出的活动很受欢迎",
        "本报记者了解到，活动已经开始。",
        "记者近日从江城市总工会获悉，",
        "江城市总工会讯问有关情况",
        "记者从 江城市总工会获悉，活动已经开始。",
        "本报记者 近日 走进车间，看见热火朝天的景象。",
        "据江城晚报（记者 赵明远）报道，昨日江城发生一起交通事故。",
        "参加座谈的有江城工报社（记者 赵明远）等单位，会议由工会主席主持。",
        "优秀奖：江城日报（记者 赵明远 孙秀兰）《春天的故事》",
        "（图为活动现场）近日，江城市总工会举办活动，吸引了众多职工参加，现场气氛热烈。",
        "【记者观察】一线工人的心声，我们都应该听到，并且认真对待。",
        "（一）加强领导。各级工会要高度重视，切实加强组织领导，确保各项工作落到实处。",
        "",
    ],
)
def test_sentences_are_no_dateline(line: str) -> None:
    assert dateline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "记者近日从江城市总工会了解到",
        "职工在工会课堂学习摄影。",
        "“我爱好摄影，也爱好书法。”",
        "通讯员队伍培训班结束后，大家纷纷表示收获很大。",
        "活动由江城市总工会主办。",
        "",
    ],
)
def test_sentences_are_no_signature(line: str) -> None:
    assert signature(line) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文/赵明远 图/钱文华", (["赵明远"], [], ["钱文华"])),
        ("文字：赵明远 摄影：钱文华", (["赵明远"], [], ["钱文华"])),
        ("文/图 赵明远", (["赵明远"], [], ["赵明远"])),
        ("本报驻沪记者 赵明远", (["赵明远"], [], [])),
    ],
)
def test_jobs_before_names(text: str, expected: Roles) -> None:
    found = authors(text)
    kinds = ("reporters", "correspondents", "photographers")
    assert tuple([a.name for a in found if a.role == kind] for kind in kinds) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（通讯员 钱文华 孙秀兰）", ([], ["钱文华", "孙秀兰"], [])),
        ("（记者 赵明远）", (["赵明远"], [], [])),
        ("（记者：赵明远）", (["赵明远"], [], [])),
        ("（钱文华）", (["钱文华"], [], [])),
        ("（下转二版）", ([], [], [])),
    ],
)
def test_a_line_in_brackets_below_the_body_signs_it(line: str, expected: Roles) -> None:
    following = "江城市总工会送清凉\n\n本报讯（记者 李桂香）昨天，工会走进工地。"
    found, _ = articles(f"临江区总工会送清凉\n\n本报讯 {BODY}\n\n{line}\n\n{following}\n")
    assert roles(found) == expected


# What web pages print beside an article: (line, reporters, correspondents)
CREDITS: list[tuple[str, list[str], list[str]]] = [
    ("来源：江城日报", [], []),
    ("(来源:江城日报)", [], []),
    ("来源：江城观察 作者：赵明远", ["赵明远"], []),
    ("作者：赵明远 孙秀兰", ["赵明远", "孙秀兰"], []),
    ("作者 赵明远 孙秀兰", ["赵明远", "孙秀兰"], []),
    ("新闻作者：今日江城报/江城网通讯员 钱文华", [], ["钱文华"]),
    ("江城日报 2017-01-22 11:41", [], []),
    ("2018-12-10 08:23:40 来源：本站原创 作者： 点击数：", [], []),
    ("责任编辑：李桂香 校对：周建国", [], []),
    ("《江城工人报》（2016年05月12日 06版）", [], []),
    ("2004年10月28日10:34 江城日报", [], []),
    ("(江城网站 2013年5月3日)", [], []),
    ("2023-09-26 17:03:14 - 江城报", [], []),
    ("来源：江城报客户端 2022-08-01 07:38", [], []),
    ("日期:2019-01-11来源:本站原创作者:赵明远", ["赵明远"], []),
    ("部门：工程学院 供稿：钱文华 审核：李桂香 发布时间：2021-10-24", [], ["钱文华"]),
    ("作者:江城市江城区人民法院 赵明远 孙秀兰 发布日期:2025-10-27", ["赵明远", "孙秀兰"], []),
    ("时间:2022-06-02 16:37", [], []),
    ("栏目：行业动态 发布时间：2022-05-16", [], []),
    ("江城煤炭网 | 2020/7/2 8:47:33 头条", [], []),
    ("作者 | 赵明远", ["赵明远"], []),
    ("出品 | 江城工作室", [], []),
    ("作者：江城市体育总会办公室", [], []),
    ("来源：第八公司 撰稿人：钱文华", [], ["钱文华"]),
    ("供稿：江城市总工会", [], []),
    ("文字：陈 亮 审校：李桂香 陈 亮", ["陈亮"], []),
    ("赵明远 江城工人报 2025-07-02 10:25:22", ["赵明远"], []),
    ("作者:赵明远来源:江城工会时间:2023-04-17", ["赵明远"], []),
    ("作者：赵明远 钱文华（通讯员）", ["赵明远"], ["钱文华"]),
    ("□ 赵明远 古丽扎尔·吐尔地", ["赵明远", "古丽扎尔·吐尔地"], []),
    ("供稿：炼焦一部 周　周　化验二部 钱文华　动力部 江　流", [], ["周周", "钱文华", "江流"]),
    ("责任编辑 李桂香  新媒体编辑 周建国", [], []),
    ("文字：赵明远 编辑 李桂香 来源 江城市总工会", ["赵明远"], []),
    ("撰稿：赵明远　编校：李桂香　版式：周建国", ["赵明远"], []),
    ("通讯员赵明远孙秀兰", [], ["赵明远", "孙秀兰"]),
    ("江城日报、江报全媒体主任记者 高　亮", ["高亮"], []),
    ("（镇工宣）", [], []),
    ("图文｜江城市总工会办公室", [], []),
    ("作者单位：江城市总工会", [], []),
    ("时间:24-03-18 来源: 作者:赵明远 孙秀兰 编辑:李桂香", ["赵明远", "孙秀兰"], []),
]


@pytest.mark.parametrize(("line", "reporters", "correspondents"), CREDITS, ids=[c[0] for c in CREDITS])
def test_credits_are_neither_subtitle_nor_body(
    line: str, reporters: list[str], correspondents: list[str]
) -> None:
    [above] = articles(f"# 工会服务送到职工身边\n\n{line}\n\n{BODY}\n")
    [below] = articles(f"# 工会服务送到职工身边\n\n{BODY}\n\n{line}\n")
    for found in (above, below):
        assert roles(found) == (reporters, correspondents, [])
        assert (found.subtitle, found.text.text) == (None, BODY)
        assert found.byline and found.byline.text == line


ENDS: list[tuple[str, list[str]]] = [
    ("（区总宣）", []),
    ("（完）", []),
    ("（资料照片）", []),
    ("（来源：江城日报）", []),
    ("（责编：肇文、戚明）", []),
    ("（赵明远 钱一思远）", ["赵明远", "钱一思远"]),
]


@pytest.mark.parametrize(("end", "names"), ENDS)
def test_remarks_behind_the_last_sentence_are_no_one(end: str, names: list[str]) -> None:
    found = article(f"# 工会服务送到职工身边\n\n{BODY}\n\n{BODY}{end}\n")
    assert (found.text.text, [a.name for a in found.authors]) == (f"{BODY}\n{BODY}", names)


def test_the_heading_of_a_short_report_stays_in_front_of_its_dateline() -> None:
    item = "■站口添座椅 本报讯（记者 赵明远）近日，站口添了十把座椅。"
    found = article(f"## 一线简讯\n\n{BODY}\n\n{item}\n")
    assert roles(found)[0] == ["赵明远"]
    assert found.text.text.split("\n")[1:] == ["■站口添座椅", "近日，站口添了十把座椅。"]


@pytest.mark.parametrize("heading", ["■链接", "■ 提醒", "■律师说法"])
def test_small_headings_behind_a_square_sign_nothing(heading: str) -> None:
    assert signature(heading) is None


def test_the_items_of_a_column_are_sent_in_or_of_the_papers_own_on_its_page() -> None:
    items = [f"{BODY}（{names}）" for names in ("赵明远", "孙秀兰 钱文华", "李桂香")]
    column = "一周短波\n\n" + "\n\n".join(items) + "\n"
    everyone = ["赵明远", "孙秀兰", "钱文华", "李桂香"]
    assert roles(article(f"# {column}")) == ([], everyone, [])
    assert roles(articles(f"## {column}\n## 工会服务送到职工身边\n\n{BODY}\n")[0]) == (everyone, [], [])


def test_an_item_may_be_signed_beside_one_with_a_title() -> None:
    found = article(f"# 一周短波\n\n{BODY}（记者 赵明远）\n\n{BODY}（孙秀兰）\n")
    assert roles(found) == (["赵明远", "孙秀兰"], [], [])


@pytest.mark.parametrize("names", ["俄木加 郎明措", "高　飞、郎明措"])
def test_names_before_the_word_for_text_and_picture(names: str) -> None:
    found = article(f"# 工会服务送到职工身边\n\n{BODY}（{names} 文/图）\n")
    assert [a.name for a in found.authors] == [
        name.replace("\u3000", "") for name in names.replace("、", " ").split(" ")
    ]


def test_a_picture_that_a_column_of_names_does_not_credit() -> None:
    assert signature("二车间：巴　图　卢　明　钱文华　赵明远") is None


@pytest.mark.parametrize(
    "row",
    ["《晨光里的塔吊》（散文）　作者：赵明远　选送单位：江城船厂工会", "二等奖　《换岗》　摄影：孙秀兰"],
)
def test_makers_of_works_in_a_list_signed_nothing(row: str) -> None:
    found = article(f"# 江城职工创作大赛揭晓\n\n本报讯（记者 钱文华）{BODY}\n\n{BODY}\n\n{row}\n")
    assert roles(found) == (["钱文华"], [], [])
    assert row in found.text.text


@pytest.mark.parametrize("label", ["主办", "承办", "指导", "支持", "运营"])
def test_who_holds_an_event_is_told_in_its_announcement(label: str) -> None:
    row = f"{label}单位：江城市总工会、江城市体育局"
    found = article(f"# 江城职工长跑开跑\n\n{BODY}\n\n{row}\n\n{BODY}\n")
    assert row in found.text.text and found.authors == ()


def test_the_last_name_of_a_dateline_may_end_its_line() -> None:
    found = article(f"# 工会送清凉\n\n江城网讯 记者 赵明远 通讯员 才让多措 马海尔古\n\n{BODY}\n")
    assert (roles(found), found.text.text) == ((["赵明远"], ["才让多措", "马海尔古"], []), BODY)


def test_captions_on_one_line_have_their_own_credits() -> None:
    line = "图①：职工在领取饮料。王　乙 摄　图②：运动会的赛场。（资料照片）"
    found = article(f"# 工会送清凉\n\n{BODY}\n\n{BODY}\n\n{line}\n")
    assert [a.name for a in found.authors if a.role == "photographers"] == ["王乙"]
    assert found.text.text.endswith("图①：职工在领取饮料。\n图②：运动会的赛场。")


def test_editors_in_a_dateline_wrote_nothing() -> None:
    found = article(f"## 工会服务送到职工身边\n\n江城工会网讯（图文/赵明远、孙秀兰 编辑/李桂香）{BODY}\n")
    assert roles(found) == (["赵明远", "孙秀兰"], [], ["赵明远", "孙秀兰"])


def test_a_dateline_that_repeats_the_title_is_no_body() -> None:
    found = article(f"# 小院惹人醉\n\n中新网江城11月21日电 题：小院惹人醉\n\n作者 赵明远\n\n{BODY}\n")
    assert (found.text.text, roles(found)) == (BODY, (["赵明远"], [], []))


@pytest.mark.parametrize("line", ["时间：11月3日", "编辑：今天我们介绍一位工人", "地点：江城市工人文化宫"])
def test_other_words_before_a_colon_are_body(line: str) -> None:
    assert line in article(f"## 工会服务送到职工身边\n\n本报讯 {BODY}\n\n{line}\n").text.text


def test_names_in_a_dateline_end_where_the_body_begins() -> None:
    found = article("## 龙舟赛开赛\n\n本报讯 记者 赵明远 孙秀兰 五月端阳到，江城好风光。市民来到湖边观赛。\n")
    assert roles(found) == (["赵明远", "孙秀兰"], [], [])
    assert found.text.text.startswith("五月端阳到")


def test_a_name_in_brackets_signs_above_an_editor() -> None:
    found = article(f"# 体育嘉年华开场\n\n{BODY}（赵明远）\n\n（责编：李桂香）\n")
    assert (roles(found), found.text.text) == ((["赵明远"], [], []), BODY)


def test_a_caption_above_the_dateline_opens_no_article() -> None:
    head = "# 法律服务进乡村\n\n2019-02-18 14:51 来源：江城网\n\n律师为村民普及法律"
    [found] = articles(f"{head}\n\n江城网讯（通讯员 钱文华）{BODY}\n")
    assert (found.title.text, roles(found)) == ("法律服务进乡村", ([], ["钱文华"], []))


LONG = BODY + "活动将持续到九月底，预计惠及职工三千人，各区工会也将陆续送去清凉。"


@pytest.mark.parametrize("credit", ["", "2024年05月21日15:14  来源：江城日报\n\n"])
@pytest.mark.parametrize(
    ("line", "names"),
    [("赵明远", ["赵明远"]), ("赵明远 孙 秀", ["赵明远", "孙秀"]), ("□赵明远 孙 秀", ["赵明远", "孙秀"])],
)
def test_a_bare_name_below_a_title_signs(line: str, names: list[str], credit: str) -> None:
    found = article(f"# 工会服务送到职工身边\n\n{line}\n\n{credit}{LONG}\n")
    assert (roles(found), found.subtitle, found.text.text) == ((names, [], []), None, LONG)


@pytest.mark.parametrize("line", ["安康", "高山流水", "黄河 长江", "江城市", "工会开讲"])
def test_other_words_below_a_title_sign_nothing(line: str) -> None:
    assert article(f"# 工会服务送到职工身边\n\n{line}\n\n{LONG}\n").authors == ()


def test_whom_the_text_is_about_did_not_write_it() -> None:
    assert article(f"# 工会服务送到职工身边\n\n赵明远\n\n赵明远今年五十岁。{LONG}\n").authors == ()


@pytest.mark.parametrize(
    "end", ["。　赵明远", "。（赵明远）", "。（赵 明）", "。（赵明远 孙 秀）", "。□赵明远"]
)
def test_names_behind_the_last_sentence_sign(end: str) -> None:
    found = article(f"# 工会服务送到职工身边\n\n{LONG[:-1]}{end}\n")
    assert found.text.text == LONG
    assert [a.name[0] for a in found.authors] == ["赵", "孙"][: len(found.authors)] != []


def test_who_took_the_only_picture_of_a_story_wrote_it() -> None:
    story = "\n\n".join([LONG] * 8)
    assert roles(article(f"# 工会服务送到职工身边\n\n{story}\n\n本报记者 赵明远 摄\n")) == (
        ["赵明远"],
        [],
        ["赵明远"],
    )


def test_correspondents_are_not_reporters_by_a_credit() -> None:
    found = article(f"# 工会服务送到职工身边\n\n作者：钱文华\n\n{LONG}（通讯员 钱文华）\n")
    assert roles(found) == ([], ["钱文华"], [])


def test_entries_of_a_list_sign_nothing() -> None:
    found = article(f"# 征文揭晓\n\n本报讯 {LONG}\n\n师傅的新招(作者:江城船厂 赵明远)\n")
    assert found.authors == ()


@pytest.mark.parametrize("line", ["江城市总工会 图", "2021-09-27", "《 江城日报 》（ 2025年05月15日 10 版）"])
def test_lines_without_people_that_are_credits(line: str) -> None:
    found = article(f"# 江城三中教职工篮球赛开赛\n\n{BODY}\n\n{line}\n")
    assert line not in found.text.text and found.byline and found.byline.text == line


@pytest.mark.parametrize("line", ["据江城资讯 昨天的活动", "送上喜讯 全厂沸腾"])
def test_words_that_end_like_a_dateline_and_are_none(line: str) -> None:
    assert dateline(f"{line}，{BODY}") is None


BUTTONS = [
    "2021-01-28 10:20 来源：江城新闻网 作者：赵明远 分享到：",
    "发布时间：2021-01-28 来源：江城日报 记者 赵明远 栏目：要闻",
    "收藏 2021-01-28 来源：江城新闻网 记者：赵明远 初审编辑：钱文华",
]


@pytest.mark.parametrize("line", BUTTONS)
def test_buttons_and_labels_beside_credits_are_no_one(line: str) -> None:
    found = article(f"# 工会服务送到职工身边\n\n{line}\n\n{LONG}\n")
    assert roles(found) == (["赵明远"], [], [])


def test_a_common_word_signs_in_print() -> None:
    found = article(f"# 工会服务送到职工身边\n\n{LONG}\n\n本报记者 荷叶 通讯员 付强\n")
    assert roles(found) == (["荷叶"], ["付强"], [])


PICTURED = [
    ("（通讯员 赵明远 摄影 钱文华）", ([], ["赵明远"], ["钱文华"])),
    ("江城日报记者 赵明远 通讯员 孙秀兰 摄影 钱文华", (["赵明远"], ["孙秀兰"], ["钱文华"])),
    ("（记者 赵明远 通讯员 阮 朝生 钱文华）", (["赵明远"], ["阮朝生", "钱文华"], [])),
]


@pytest.mark.parametrize(("line", "expected"), PICTURED)
def test_who_took_the_picture_stands_behind_the_word_at_the_end(
    line: str, expected: tuple[list[str], list[str], list[str]]
) -> None:
    assert roles(article(f"# 工会服务送到职工身边\n\n{LONG}\n\n{line}\n")) == expected


def test_our_own_report_may_be_short_of_its_paper() -> None:
    found = article(f"# 工会服务送到职工身边\n\n本讯（赵明远/报道 钱文华/摄影） 近日，{LONG}\n")
    assert roles(found) == (["赵明远"], [], ["钱文华"])
    assert found.text.text.startswith("近日")


@pytest.mark.parametrize(
    ("line", "issuers"),
    [
        (
            "江城网朔州9月7日讯（本网记者 赵建国）近日，大会召开。",
            {("Organisation", "江城网"), ("District", "朔州")},
        ),
        (
            "新华社南昌2月11日电（记者 赵建国）近日，大会召开。",
            {("Organisation", "新华社"), ("District", "南昌")},
        ),
        ("【本报广东深圳讯】近日，大会召开。", {("District", "广东"), ("District", "深圳")}),
        ("江城日报社/朔州新闻10月12日讯（记者 赵建国）近日，大会召开。", {("Organisation", "江城日报社")}),
        ("江城日报社讯 近日，大会召开。", {("Organisation", "江城日报社")}),
        ("江城新闻网讯（记者 赵建国）近日，大会召开。", {("Organisation", "江城新闻网")}),
        ("近日，大会召开。（江城晚报记者 赵建国）", {("Organisation", "江城晚报")}),
        ("江城客户端记者 赵建国 通讯员 钱立群\n\n近日，大会召开。", {("Platform", "江城客户端")}),
        ("来源：江城市总工会宣教部 作者：赵建国\n\n近日，大会召开。", {("Union", "江城市总工会宣教部")}),
        ("近日，大会召开。（文/赵建国 图片由江城市总工会提供）", {("Union", "江城市总工会")}),
        ("来源：江城广播电视台\n\n近日，大会召开。", {("Organisation", "江城广播电视台")}),
        ("来源：江城县融媒体中心\n\n近日，大会召开。", {("Government", "江城县融媒体中心")}),
        ("本报讯（记者 赵建国）近日，大会召开。", set()),
        ("来源：本站原创\n\n近日，大会召开。", set()),
        ("据江城日报报道，大会召开。", set()),
    ],
)
def test_who_issued_a_piece_is_named_in_its_byline(line: str, issuers: set[tuple[str, str]]) -> None:
    [reading] = readings(f"# 大会召开\n\n{line}\n")
    found = {m for m in reading.links if m.mention.rule == "issuer"}
    assert {(link.mention.type, link.mention.surface) for link in found} == issuers
    assert all(link.mention.field == "byline" for link in found)
    assert "近日" in reading.article.text.text or "报道" in line


def test_where_a_piece_was_sent_from_fills_its_bare_names() -> None:
    [reading] = readings("# 大会召开\n\n新华社南昌2月11日电（记者 赵建国）大会召开。省总工会主席到会。\n")
    unions = {link.entity.name for link in reading.links if link.entity.type == "Union"}
    assert unions == {"江西省总工会"}


def test_where_an_outlet_is_from_fills_no_bare_name_of_an_article_with_places() -> None:
    [reading] = readings("# 大会召开\n\n陕西日报讯（记者 赵建国）近日，南昌市大会召开。省总工会主席到会。\n")
    unions = {link.entity.name for link in reading.links if link.entity.type == "Union"}
    assert unions == {"江西省总工会"}
