"""Initiatives and events: where their names begin and end, and what is none. Names are invented."""

from __future__ import annotations

import pytest

from tests.printed import names, sentence, surfaces
from tests.test_relations import related

NAMED: list[tuple[str, set[str]]] = [
    # brackets inside, an edition right in front of the kind
    (
        "第十二届青海省邮政（投递员）技能竞赛圆满落幕。",
        {"第十二届青海省邮政（投递员）技能竞赛"},
    ),
    ("这里举办了首届网球赛。", {"首届网球赛"}),
    # joined by 暨; two contests for cups stay two
    (
        "职工们参加了第三届职工文化节暨“河湟工匠”表彰大会。",
        {"第三届职工文化节暨“河湟工匠”表彰大会"},
    ),
    (
        "第二届“河湟杯”篮球赛暨“青唐杯”职工篮球赛举行。",
        {"第二届“河湟杯”篮球赛", "“青唐杯”职工篮球赛"},
    ),
    ("全校参加了庆“五一”职工歌手大赛。", {"庆“五一”职工歌手大赛"}),
    ("西宁旅游节、互助县第七届荷花节开幕。", {"西宁旅游节", "互助县第七届荷花节"}),
    ("赵明远同志遗体送别仪式举行。", {"赵明远同志遗体送别仪式"}),
    # a scope between 暨 and a quotation; brackets behind it; a meeting with a show behind it
    (
        "第三届职工文化节暨全省“河湟书声”阅读推广活动举行。",
        {"第三届职工文化节暨全省“河湟书声”阅读推广活动"},
    ),
    (
        "西宁市举行庆祝“五一”国际劳动节暨能手（标兵）事迹报告会。",
        {"庆祝“五一”国际劳动节暨能手（标兵）事迹报告会"},
    ),
    # what leads a name: slogan and year, year and place, a sponsor
    (
        "这是“一路同行”2022年湟中区“同心向前”系列活动。",
        {"“一路同行”2022年湟中区“同心向前”系列活动"},
    ),
    ("2023年青海省庆祝“五一”国际劳动节大会举行。", {"2023年青海省庆祝“五一”国际劳动节大会"}),
    ("昨日，河湟银行·2024西宁国际马拉松赛开跑。", {"河湟银行·2024西宁国际马拉松赛"}),
    # a clause that holds but a name; an edition in front of a weak kind; a quotation inside
    (
        "5月8日，2023年春游文化和安全服务工作新闻发布会举行。",
        {"2023年春游文化和安全服务工作新闻发布会"},
    ),
    ("第二届河湟工匠创新大会在西宁举行。", {"第二届河湟工匠创新大会"}),
    ("景区举办了演出季之“河湟音乐节”。", {"演出季之“河湟音乐节”"}),
    ("他们到互助县开展春节送温暖活动。", {"春节送温暖活动"}),
    # the body in front of its session, a place where no body is; the place in front of an edition or feast
    (
        "河湟机床公司工会第六届委员会第二次全体会议召开。",
        {"河湟机床公司工会第六届委员会第二次全体会议"},
    ),
    ("昨日，西宁市总工会十二届三次全委会议增补委员。", {"西宁市总工会十二届三次全委会议"}),
    (
        "（西宁市第十届人民代表大会常务委员会第二次会议通过）",
        {"西宁市第十届人民代表大会常务委员会第二次会议"},
    ),
    ("西宁市首届“河湟杯”焊工技能大赛落幕。", {"西宁市首届“河湟杯”焊工技能大赛"}),
    ("西宁市庆祝“五一”国际劳动节大会举行。", {"西宁市庆祝“五一”国际劳动节大会"}),
    # what stands in marks alone goes without them; two joined by 和 are two
    ("工会办好“河湟技能夜校”，职工报名踊跃。", {"河湟技能夜校"}),
    (
        "其间还将举办国际高原农牧产业峰会和“河湟杯”剪毛技能大赛。",
        {"国际高原农牧产业峰会", "“河湟杯”剪毛技能大赛"},
    ),
    ("河湟机床职工沟通会举行，西宁农机展开幕。", {"河湟机床职工沟通会", "西宁农机展"}),
]
NONE = [
    "“扎染达人”还登台比拼。",
    "全年设置“悦读、运动”五大系列32项活动。",
    "“技能大师”走进课堂。",
    "学院连办3场报告会。",
    "这是全国性比赛。",
    "河湟采石厂全国大赛捧回奖牌。",
    "仪式在河湟二期地块项目举行。",
    "他获得焊工组竞赛第一名。",
    "他们参与道路改造项目。",
    "学校举办书法活动15项。",
    "街道开展各类文博活动。",
    "大家开展优秀征文作品展示。",
    "她获得“砌筑”项目银牌。",
    "会议以“线上直播+线下课堂”的形式进行。",
    "他连声说：“谢谢工会！”慰问活动很暖心。",
    "大家写下“喜迎二十大 奋进新征程”。",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_edges_of_activities(text: str, expected: set[str]) -> None:
    assert {name for _, name in names(sentence(text), "Initiative", "Event")} == expected


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_activity(text: str) -> None:
    assert names(sentence(text), "Initiative", "Event") == set()


def test_words_left_out_of_the_only_full_name_make_a_short_form() -> None:
    told = "西宁职工诗会举行。2024年“河湟杯”西宁市职工诗会由西宁市总工会主办。"
    assert surfaces(sentence(told), "Initiative")["西宁职工诗会"] == "2024年“河湟杯”西宁市职工诗会"


@pytest.mark.parametrize(
    ("text", "surface", "full"),
    [
        (
            "2024年“河湟书声”征文评选活动启动。“河湟书声”读书活动暨作品征集活动很热闹。",
            "2024年“河湟书声”征文评选活动",
            "“河湟书声”读书活动暨作品征集活动",
        ),
        (
            "第三届全国青教赛河湟总结大会举行。第三届全国青年教师教学竞赛河湟总结大会由省总工会主办。",
            "第三届全国青教赛河湟总结大会",
            "第三届全国青年教师教学竞赛河湟总结大会",
        ),
    ],
)
def test_names_of_one_activity(text: str, surface: str, full: str) -> None:
    assert surfaces(sentence(text), "Initiative", "Event")[surface] == full


def test_a_meeting_with_a_show_behind_it_is_an_event() -> None:
    found = names(sentence("4月28日，庆祝“五一”国际劳动节表彰会暨职工文艺演出在兰州举行。"), "Event")
    assert found == {("Event", "庆祝“五一”国际劳动节表彰会暨职工文艺演出")}


ORGANISERS: list[tuple[str, set[str]]] = [
    (
        "河湟工匠技能大赛是西宁市总工会主办的区域性比赛。",
        {"西宁市总工会"},
    ),
    (
        "“河湟工匠”技能大赛开幕。西宁市总工会是主办方，西宁市教育局、西宁市体育局共同承办。",
        {"西宁市总工会", "西宁市教育局", "西宁市体育局"},
    ),
    (
        "“河湟工匠”技能大赛落幕。这次技能竞赛是由西宁市总工会联合主办，西宁市教育局承办。",
        {"西宁市总工会", "西宁市教育局"},
    ),
    (
        "“河湟工匠”技能大赛落幕。焊工、钳工两个工种的比赛由西宁市教育局承办。",
        {"西宁市教育局"},
    ),
    (
        "“河湟工匠”技能大赛落幕。本届大赛的主办单位共2家，分别是西宁市总工会、西宁市教育局；协办单位有西宁市体育局。",
        {"西宁市总工会", "西宁市教育局", "西宁市体育局"},
    ),
    (
        "“河湟工匠”技能大赛落幕。主办竞赛的是西宁市总工会，西宁市教育局承办。",
        {"西宁市总工会", "西宁市教育局"},
    ),
    (
        "“河湟工匠”技能大赛落幕。本次活动是全市12场比拼之一，由西宁市总工会主办，西宁市教育局承办。",
        {"西宁市总工会", "西宁市教育局"},
    ),
    ("由西宁市总工会主办、西宁市教育局承办的比赛很多。“河湟工匠”技能大赛落幕。", set()),
    ("近日，互助县隆重举行“河湟工匠”技能大赛。", {"互助土族自治县"}),
    ("西宁市总工会、西宁市教育局工会“冬送温暖”活动启动。", {"西宁市总工会", "西宁市教育局工会"}),
    ("在西宁市总工会和青海河湟机械有限公司召开的“河湟工匠”座谈会上，大家发言。", set()),
    ("西宁市总工会与西宁市教育局联合拉开了“河湟工匠”技能大赛的序幕。", {"西宁市总工会", "西宁市教育局"}),
]


@pytest.mark.parametrize(("text", "expected"), ORGANISERS)
def test_who_organizes_is_said_of_an_activity_named_before(text: str, expected: set[str]) -> None:
    assert {who for who, _ in related(text, "organizes", "coOrganizes")} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“河湟杯”篮球赛落幕。本次比赛是2024年西宁市职工文化月的重头戏之一。",
            {("“河湟杯”篮球赛", "2024年西宁市职工文化月")},
        ),
        (
            "作为“河湟书声”系列活动之一，西宁市总工会举办“河湟杯”篮球赛。",
            {("“河湟杯”篮球赛", "“河湟书声”系列活动")},
        ),
        ("“河湟杯”篮球赛与“青唐杯”足球赛都是人们爱看的。", set()),
    ],
)
def test_parts_of_activities(text: str, expected: set[tuple[str, str]]) -> None:
    assert {pair for pair in related(text, "partOf") if pair[0] != "西宁市"} == expected
