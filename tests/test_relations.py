"""Posts held and relations, from sentences with invented people and activities."""

from __future__ import annotations

import pytest

from kg.model import Predicate
from tests.printed import readings, sentence

Posts = set[tuple[str, str, str | None]]
Triples = set[tuple[str, str]]


def posts(text: str) -> Posts:
    return {(p.person.name, p.post, p.org.name if p.org else None) for p in sentence(text).posts}


def related(text: str, *predicates: Predicate) -> Triples:
    found = sentence(text).relations
    return {(r.subject.name, r.object.name) for r in found if r.predicate in predicates}


HELD: list[tuple[str, Posts]] = [
    ("近日，苏州市总工会主席钱立群来到车间。", {("钱立群", "主席", "苏州市总工会")}),
    (
        "哈尔滨市总工会党组书记、副主席关晓东说。",
        {("关晓东", "党组书记", "哈尔滨市总工会"), ("关晓东", "副主席", "哈尔滨市总工会")},
    ),
    (
        "洛阳市总工会党组书记、常务副主席冯国栋，洛阳市总工会副主席郭秀英出席。",
        {
            ("冯国栋", "党组书记", "洛阳市总工会"),
            ("冯国栋", "常务副主席", "洛阳市总工会"),
            ("郭秀英", "副主席", "洛阳市总工会"),
        },
    ),
    (
        "西宁市人大常委会副主任、市总工会主席陈秀珍讲话。",
        {("陈秀珍", "副主任", "西宁市人大常委会"), ("陈秀珍", "主席", "西宁市总工会")},
    ),
    (
        "甘肃祁连钢铁集团有限公司党委书记、董事长马建国表示感谢。",
        {
            ("马建国", "党委书记", "甘肃祁连钢铁集团有限公司"),
            ("马建国", "董事长", "甘肃祁连钢铁集团有限公司"),
        },
    ),
    ("山东齐悦食品有限公司工会主席丁保国表示。", {("丁保国", "主席", "山东齐悦食品有限公司工会")}),
    ("南昌市总工会女职工委员会主任邹丽华主持。", {("邹丽华", "主任", "南昌市总工会女职工委员会")}),
    ("兰州市总工会法律工作部部长马占山解答。", {("马占山", "法律工作部部长", "兰州市总工会")}),
    ("西宁市总工会经费审查委员会主任陈秀珍作报告。", {("陈秀珍", "经费审查委员会主任", "西宁市总工会")}),
    ("宁德市蕉城区人民法院法官连淑媛授课。", {("连淑媛", "法官", "宁德市蕉城区人民法院")}),
    ("福州大学工会换届，该校工会主席林文海表态。", {("林文海", "主席", "福州大学工会")}),
    ("贵州省总工会走访企业，省总主席余建国致辞。", {("余建国", "主席", "贵州省总工会")}),
    ("党组书记孙佩芬出席会议。", {("孙佩芬", "党组书记", None)}),
    ("福州市人民政府参事林文海出席。", {("林文海", "参事", "福州市人民政府")}),
    ("福州市临湖小学校长林文海介绍。", {("林文海", "校长", "福州市临湖小学")}),
    (
        "南昌市总工会（红谷滩区）主席丁保国到场。",
        {("丁保国", "主席", "南昌市总工会")},
    ),
    (
        "山东齐悦食品有限公司驾驶员丁保国、马建国说。",
        {("丁保国", "驾驶员", "山东齐悦食品有限公司"), ("马建国", "驾驶员", "山东齐悦食品有限公司")},
    ),
    (
        "福州临湖小学副校长、市十佳班主任林文海讲话。",
        {("林文海", "副校长", "福州临湖小学")},
    ),
    (
        "福州市总工会副主席、大会主席团常务主席林文海讲话。",
        {("林文海", "副主席", "福州市总工会"), ("林文海", "常务主席", None)},
    ),
    ("编辑林文海审读了稿件。", set()),
    ("委托代理人：马建国，山东齐悦食品有限公司法律顾问。", {("马建国", "法律顾问", "山东齐悦食品有限公司")}),
]

GIVEN: list[tuple[str, Posts]] = [
    ("山东齐悦食品有限公司中控操作员丁保国说。", {("丁保国", "中控操作员", "山东齐悦食品有限公司")}),
    ("工作室成员、维修技师马建国和大家一起钻研。", set()),
    (
        "获奖名单如下：\n丁岚（女）　山东齐悦食品有限公司质检员\n马建国　福州大学教授",
        {("丁岚", "质检员", "山东齐悦食品有限公司"), ("马建国", "教授", "福州大学")},
    ),
    (
        "兰考县总工会召开全委会，冯国栋、山东齐悦食品有限公司车工马建国（兼）当选为副主席。",
        {
            ("冯国栋", "副主席", "兰考县总工会"),
            ("马建国", "副主席", "兰考县总工会"),
            ("马建国", "车工", "山东齐悦食品有限公司"),
        },
    ),
    (
        "兰考县总工会聘请冯国栋、郭秀英等10名骑手为“社区观察员”。",
        {("冯国栋", "社区观察员", "兰考县总工会"), ("郭秀英", "社区观察员", "兰考县总工会")},
    ),
    (
        "山东齐悦食品有限公司复工。山东齐悦食品有限公司备料足。质检员丁保国说。",
        {("丁保国", "质检员", "山东齐悦食品有限公司")},
    ),
    ("山东齐悦食品有限公司和福州大学签约。质检员丁保国说。", set()),
    ("来自山东齐悦食品有限公司的选手丁保国夺冠。", set()),
    ("兰考县总工会举办比武，马建国担任裁判长。", {("马建国", "裁判长", None)}),
    ("陈玉兰是山东齐悦食品有限公司的高级技师，干了20年。", {("陈玉兰", "高级技师", "山东齐悦食品有限公司")}),
    (
        "任命陈玉兰为长沙市总工会办公室主任，兼任长沙市总工会新闻发言人。",
        {("陈玉兰", "办公室主任", "长沙市总工会"), ("陈玉兰", "新闻发言人", "长沙市总工会")},
    ),
    ("陈玉兰不再担任长沙市总工会副主席职务。", {("陈玉兰", "副主席", "长沙市总工会")}),
    ("陈玉兰此前任长沙市总工会副主席。", {("陈玉兰", "副主席", "长沙市总工会")}),
    ("陈玉兰当选长沙市总工会主席。", {("陈玉兰", "主席", "长沙市总工会")}),
    ("经选举，白玉婷当选为西宁市总工会副主席。", {("白玉婷", "副主席", "西宁市总工会")}),
    ("任命贺长林为海口市总工会党组书记。", {("贺长林", "党组书记", "海口市总工会")}),
    ("大会选举韩晓梅为宁波市总工会副主席。", {("韩晓梅", "副主席", "宁波市总工会")}),
    (
        "赵明远、钱文华、孙丙申当选副主席。",
        {(name, "副主席", None) for name in ("赵明远", "钱文华", "孙丙申")},
    ),
]

NO_POST = [
    "电焊工罗铁柱说，工会帮了大忙。",
    "主席台上坐满了人。",
    "各级工会主席参加培训。",
    "钱立群说，主席很关心大家。",
    "班组长和职工一起讨论。",
]

# Who organises: text, organisers, what.
ORGANISED: list[tuple[str, list[str], str]] = [
    ("成都市总工会启动“夏送清凉”活动。", ["成都市总工会"], "“夏送清凉”活动"),
    ("广州市总工会在越秀公园举办“羊城绿道行”健步走活动。", ["广州市总工会"], "“羊城绿道行”健步走活动"),
    ("近日，由拉萨市总工会主办的“金秋助学”活动启动。", ["拉萨市总工会"], "“金秋助学”活动"),
    ("“金秋助学”活动由拉萨市总工会发起。", ["拉萨市总工会"], "“金秋助学”活动"),
    ("“绿洲杯”职工摄影展开展，由银川市总工会主办。", ["银川市总工会"], "“绿洲杯”职工摄影展"),
    (
        "通州区总工会和平谷区总工会联合举办“巧手绘家园”绘画比赛。",
        ["通州区总工会", "平谷区总工会"],
        "“巧手绘家园”绘画比赛",
    ),
    (
        "青岛市总工会联合青岛市人力资源和社会保障局举办“齐鲁工匠”技能竞赛。",
        ["青岛市总工会", "青岛市人力资源和社会保障局"],
        "“齐鲁工匠”技能竞赛",
    ),
    (
        "西宁市总工会会同西宁市教育局开展“金秋助学”活动。",
        ["西宁市总工会", "西宁市教育局"],
        "“金秋助学”活动",
    ),
    (
        "西宁市总工会、西宁市教育局和西宁市体育局联合举办“高原之春”职工运动会。",
        ["西宁市总工会", "西宁市教育局", "西宁市体育局"],
        "“高原之春”职工运动会",
    ),
    (
        "济南市总工会、济南市教育局共同主办“书香泉城”读书活动。",
        ["济南市总工会", "济南市教育局"],
        "“书香泉城”读书活动",
    ),
    (
        "由天津市总工会主办、河东区总工会承办的“津沽杯”职工书法比赛开幕。",
        ["天津市总工会", "河东区总工会"],
        "“津沽杯”职工书法比赛",
    ),
    ("兰州石化公司工会开展“岗位练兵”活动，吸引五百人。", ["兰州石化公司工会"], "“岗位练兵”活动"),
]

NOT_ORGANISED = [
    "记者从公司获悉，在成都市总工会指导下，“夏送清凉”活动本周结束。",
    "本次活动由成都市总工会指导。“夏送清凉”活动本周结束。",
    "会议希望成都市总工会开展“夏送清凉”活动。",
    "记者从成都市总工会获悉，“夏送清凉”活动本周结束。",
    "成都市总工会的职工参加了“夏送清凉”活动。",
    "成都市总工会走访企业。“夏送清凉”活动本周结束。",
]

INSIDE: list[tuple[str, Predicate, tuple[str, str]]] = [
    ("广东省深圳市南山区热闹非凡。", "partOf", ("深圳市", "广东省")),
    ("广东省深圳市南山区热闹非凡。", "partOf", ("南山区", "深圳市")),
    ("芙蓉区东屯渡街道总工会走访企业。", "locatedIn", ("东屯渡街道总工会", "芙蓉区")),
    ("苏州市总工会走访企业。", "locatedIn", ("苏州市总工会", "苏州市")),
    ("市总工会走访企业。", "locatedIn", ("北京市总工会", "北京市")),
    (
        "山东齐悦食品有限公司发展很快，山东齐悦食品有限公司工会换届。",
        "partOf",
        ("山东齐悦食品有限公司工会", "山东齐悦食品有限公司"),
    ),
    ("福州大学有喜事，福州大学工会换届。", "partOf", ("福州大学工会", "福州大学")),
    ("电焊工罗铁柱荣获全国五一劳动奖章。", "receives", ("罗铁柱", "全国五一劳动奖章")),
    ("陈秀珍被授予西宁市五一劳动奖章。", "receives", ("陈秀珍", "西宁市五一劳动奖章")),
    ("西宁市总工会授予陈秀珍“西宁工匠”称号。", "receives", ("陈秀珍", "西宁工匠")),
    ("全国劳动模范宋雅琴来到车间。", "receives", ("宋雅琴", "全国劳动模范")),
    (
        "赵立新1996年参加工作，先后获得西宁市五一劳动奖章、“西宁工匠”称号。",
        "receives",
        ("赵立新", "西宁工匠"),
    ),
    ("赵立新干得很好。2022年，他被评为西宁市劳动模范。", "receives", ("赵立新", "西宁市劳动模范")),
    (
        "全国五一劳动奖章获得者、首席技师赵立新登台分享。",
        "receives",
        ("赵立新", "全国五一劳动奖章"),
    ),
    (
        "此次命名的2名“西宁工匠”分别是：西宁市第一医院医生赵立新、西宁市公交集团司机钱文华。",
        "receives",
        ("钱文华", "西宁工匠"),
    ),
    (
        "西宁市职工技能大赛落幕。经过角逐，电工赵立新、钳工钱文华分获第一、第二名。",
        "participatesIn",
        ("赵立新", "西宁市职工技能大赛"),
    ),
    (
        "西宁市职工技能大赛落幕，来自西宁市公交集团、西宁市第一医院等12家单位的选手参加比赛。",
        "participatesIn",
        ("西宁市公交集团", "西宁市职工技能大赛"),
    ),
    ("顺义区总工会走访南法信镇总工会。", "locatedIn", ("南法信镇总工会", "顺义区")),
    ("西宁市总工会女职工委员会换届。", "partOf", ("西宁市总工会女职工委员会", "西宁市总工会")),
    ("陈秀珍参加了西宁市职工技能大赛。", "participatesIn", ("陈秀珍", "西宁市职工技能大赛")),
    ("西宁市职工技能大赛在大通县开赛。", "locatedIn", ("西宁市职工技能大赛", "大通回族土族自治县")),
    ("昨天，在城东区工人文化宫举行了西宁市职工诗会。", "locatedIn", ("西宁市职工诗会", "城东区工人文化宫")),
    ("西宁市职工技能大赛落幕。大赛在大通县举行。", "locatedIn", ("西宁市职工技能大赛", "大通回族土族自治县")),
    ("河湟民俗博物馆坐落在青海省西宁市。", "locatedIn", ("河湟民俗博物馆", "西宁市")),
    ("记者来到位于芙蓉区的德鑫机械有限公司。", "locatedIn", ("德鑫机械有限公司", "芙蓉区")),
    (
        "西宁市城东区人民法院河湟法庭开庭。",
        "partOf",
        ("西宁市城东区人民法院河湟法庭", "西宁市城东区人民法院"),
    ),
    (
        "青海河湟钢铁二分公司北山站区荣获表扬。",
        "partOf",
        ("青海河湟钢铁二分公司北山站区", "青海河湟钢铁二分公司"),
    ),
    ("中共西宁市委书记王刚出席，西宁市委宣传部部长李红讲话。", "partOf", ("西宁市委宣传部", "中共西宁市委")),
    ("大通县总工会、西宁市总工会到场。", "partOf", ("大通回族土族自治县总工会", "西宁市总工会")),
    ("青海省总工会走访企业，西宁市总工会随行。", "partOf", ("西宁市总工会", "青海省总工会")),
    (
        "西宁市总工会走访企业，西宁市家政服务行业工会联合会随行。",
        "partOf",
        ("西宁市家政服务行业工会联合会", "西宁市总工会"),
    ),
    (
        "河湟矿业集团旗下有北山机械公司、青石水泥公司。",
        "partOf",
        ("青石水泥公司", "河湟矿业集团"),
    ),
    ("北山机械公司隶属于河湟矿业集团。", "partOf", ("北山机械公司", "河湟矿业集团")),
    ("记者来到西宁市城东区的韵家口镇。", "partOf", ("韵家口镇", "城东区")),
]


def test_a_firms_union_is_no_part_of_the_union_of_its_place() -> None:
    text = "西宁市总工会走访企业，西宁市河湟机械有限公司工会随行。"
    assert ("西宁市河湟机械有限公司工会", "西宁市总工会") not in related(text, "partOf")


NOT_LOCATED = [
    "西宁市职工技能大赛落幕。选手们在大通县参加劳动。",
    "西宁市职工技能大赛落幕。另一场会议的代表在大通县，大赛没有在那里举行。",
    "陈秀珍在大通县举行婚礼。",
]


@pytest.mark.parametrize("text", NOT_LOCATED)
def test_a_place_where_nothing_of_the_kind_is_held(text: str) -> None:
    assert not {(what, where) for what, where in related(text, "locatedIn") if where.startswith("大通")}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("在西宁市总工会举办的“河湟杯”技能大赛上，陈秀珍夺冠。", ("“河湟杯”技能大赛", "西宁市总工会")),
        ("青海乳业工会联合会走访职工。", ("青海乳业工会联合会", "青海乳业")),
        ("河湟公司石镇供电所班长陈秀珍抢修线路。", ("河湟公司石镇供电所", "河湟公司石镇")),
    ],
)
def test_hosts_trades_and_firms_are_no_places_and_no_wholes(text: str, pair: tuple[str, str]) -> None:
    assert sentence(text).links
    assert pair not in related(text, "locatedIn", "partOf")


def test_nothing_lies_in_itself() -> None:
    [told] = readings("# 简讯\n\n职工来到河湟石榴小镇。河湟石榴小镇的农家乐人气旺。\n")
    assert not [r for r in told.relations if r.subject.name == r.object.name]


@pytest.mark.parametrize(("text", "expected"), HELD)
def test_posts_in_front_of_a_name(text: str, expected: Posts) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize(("text", "expected"), GIVEN)
def test_posts_given(text: str, expected: Posts) -> None:
    assert posts(text) == expected


@pytest.mark.parametrize("text", NO_POST)
def test_trades_and_posts_of_no_one_are_not_held(text: str) -> None:
    assert posts(text) == set()


@pytest.mark.parametrize(("text", "organisers", "activity"), ORGANISED)
def test_organisers(text: str, organisers: list[str], activity: str) -> None:
    assert related(text, "organizes", "coOrganizes") == {(who, activity) for who in organisers}


@pytest.mark.parametrize("text", NOT_ORGANISED)
def test_being_named_beside_an_activity_is_not_organising_it(text: str) -> None:
    assert sentence(text).links
    assert related(text, "organizes", "coOrganizes") == set()


@pytest.mark.parametrize(("text", "predicate", "pair"), INSIDE)
def test_places_parts_awards_and_those_who_take_part(
    text: str, predicate: Predicate, pair: tuple[str, str]
) -> None:
    assert pair in related(text, predicate)


@pytest.mark.parametrize(
    "text",
    [
        "陈秀珍介绍，第一名将被授予“西宁工匠”称号。",
        "西宁市总工会宣读了关于授予“西宁工匠”称号的决定。",
        "陈秀珍说，这件作品获得了西宁市职工创新成果一等奖。",
    ],
)
def test_awards_that_another_or_no_one_receives(text: str) -> None:
    assert related(text, "receives") == set()


def test_what_is_planned_is_not_what_one_took_part_in() -> None:
    text = "西宁市职工技能大赛落幕。市总工会主席陈秀珍表示，明年将举办西宁市职工歌手大赛。"
    assert related(text, "participatesIn") == set()


@pytest.mark.parametrize(
    ("text", "organisers"),
    [
        ("海淀区总工会“职工夜校”开课。", {"海淀区总工会"}),
        ("海淀区总工会走进中关村第一小学、北京市第一中学，开展“阳光讲堂”活动。", {"海淀区总工会"}),
        ("海淀区总工会邀请医生钱文华，在公园开展“阳光讲堂”活动。", {"海淀区总工会"}),
        (
            "海淀区总工会会同区教育委员会，在全区部署“阳光讲堂”行动。",
            {"海淀区总工会", "海淀区教育委员会"},
        ),
    ],
)
def test_who_owns_visits_invites_and_deploys(text: str, organisers: set[str]) -> None:
    assert {subject for subject, _ in related(text, "organizes")} == organisers


def test_awards_go_to_those_who_receive_not_to_those_who_give() -> None:
    assert related("西宁市总工会授予陈秀珍“西宁工匠”称号。", "receives") == {("陈秀珍", "西宁工匠")}


@pytest.mark.parametrize("text", [row[0] for row in [*HELD, *GIVEN]])
def test_the_words_that_say_a_post_hold_person_and_post(text: str) -> None:
    for post in sentence(text).posts:
        quote = text[post.start : post.end]
        assert post.person.name in quote and post.post in quote


@pytest.mark.parametrize("text", [row[0] for row in ORGANISED])
def test_the_words_that_say_a_relation_hold_both_ends(text: str) -> None:
    reading = sentence(text)
    surfaces = {link.entity: link.mention.surface for link in reading.links}
    for relation in reading.relations:
        if relation.predicate in ("organizes", "coOrganizes"):
            quote = text[relation.start : relation.end]
            assert surfaces[relation.subject] in quote and surfaces[relation.object] in quote


CHAINS = [
    pytest.param(
        lambda: related(
            "“河湟工匠”技能竞赛由西宁市总工会主办，西宁市教育局承办，西宁市体育局协办。",
            "organizes",
            "coOrganizes",
        ),
        {(who, "“河湟工匠”技能竞赛") for who in ("西宁市总工会", "西宁市教育局", "西宁市体育局")},
        id="由…主办，…承办，…协办",
    ),
    pytest.param(
        lambda: posts("西宁市总工会主席陈秀珍，副主席赵明远、钱文华出席活动。"),
        {("陈秀珍", "主席", "西宁市总工会")}
        | {(name, "副主席", "西宁市总工会") for name in ("赵明远", "钱文华")},
        id="主席甲，副主席乙、丙",
    ),
    pytest.param(
        lambda: related("睢县总工会走访企业。", "locatedIn"),
        {("睢县总工会", "睢县")},
        id="睢县",
    ),
]


@pytest.mark.parametrize(("found", "expected"), CHAINS)
def test_chains_of_organisers_and_deputies_and_short_counties(found: object, expected: set[object]) -> None:
    assert callable(found) and found() == expected


def test_an_award_as_a_heading_is_received_by_the_lines_below() -> None:
    listed = "获奖名单：\n甘肃省五一劳动奖状\n山东齐悦食品有限公司\n"
    listed += "甘肃省五一劳动奖章\n丁岚（女）　福州大学教授\n马建国　福州大学教师"
    assert related(listed, "receives") == {
        ("山东齐悦食品有限公司", "甘肃省五一劳动奖状"),
        ("丁岚", "甘肃省五一劳动奖章"),
        ("马建国", "甘肃省五一劳动奖章"),
    }


def test_who_is_named_at_the_meeting_takes_part_in_it() -> None:
    told = "兰考县总工会召开劳动争议工作推进会。会上，福州大学教授丁岚、律师马建国介绍了典型案例。"
    assert {who for who, _ in related(told, "participatesIn")} == {"丁岚", "马建国"}


def test_who_holds_a_meeting_on_the_spirit_of_a_congress_organizes_it() -> None:
    told = "兰考县总工会开展党的二十大精神宣讲会。"
    assert ("兰考县总工会", "党的二十大精神宣讲会") in related(told, "organizes")
    assert not related("兰考县总工会组织职工学习党的二十大精神。", "organizes")


TAKING_PART = [
    (
        "西宁市职工歌手大赛开赛，区长钱立群、市总工会主席郭秀英、工人冯国栋到场。",
        {"钱立群", "郭秀英", "冯国栋"},
    ),
    (
        "西宁市职工技能大赛开幕。到场的还有西宁市总工会副主席钱立群，海东市总工会主席郭秀英。乔立新在家。",
        {"钱立群", "郭秀英"},
    ),
    ("西宁市职工技能大赛落幕。焊工组冠军是钱立群、郭秀英。", {"钱立群", "郭秀英"}),
    ("在西宁市职工技能大赛上，工人钱立群接到一份聘书。", {"钱立群"}),
    ("西宁市职工技能大赛落幕。工人钱立群、郭秀英2名选手分别夺得焊工组第一名。", {"钱立群", "郭秀英"}),
    ("西宁市职工技能大赛落幕。焊工一等奖被西宁特钢的钱立群拿走。", {"钱立群"}),
    ("西宁市职工技能大赛落幕。评委、青海省焊接协会会长钱立群连连点头。", {"钱立群"}),
    ("西宁市职工技能大赛落幕。钱立群担任裁判长。", {"钱立群"}),
    ("西宁市职工技能大赛开赛。副市长钱立群、市总工会主席郭秀英等领导陪同。", set()),
    ("钱立群是西宁特钢的焊工，去年还在西宁市职工技能大赛上拿过第三名。", {"钱立群"}),
    ("钱立群干活细。去年，他在西宁市职工技能大赛中夺得第一名。", {"钱立群"}),
    ("钱立群教会了郭秀英。去年，她在西宁市职工技能大赛中夺得第一名。", set()),
    (
        "西宁市职工技能大赛总结会召开。西宁市教育工会、西宁市第一中学等单位在会上作交流发言。",
        {"西宁市教育工会", "西宁市第一中学"},
    ),
    ("西宁市职工技能大赛落幕。钱立群在家看电视，郭秀英去买菜。", set()),
]


@pytest.mark.parametrize(("text", "expected"), TAKING_PART)
def test_lists_tell_who_takes_part_up_to_the_word_that_says_it(text: str, expected: set[str]) -> None:
    assert {who for who, _ in related(text, "participatesIn")} == expected


def test_each_dated_paragraph_with_an_activity_is_a_report_of_its_own() -> None:
    first = "3月9日，西宁市总工会举办“书香西宁”读书会。大家都说好。（柳根香 蔡斌）"
    second = "3月15日，西宁市总工会举办“青唐杯”演讲比赛。评委打分后，钱立群获得一等奖。（冯国栋）"
    [told] = readings("\n\n".join(["# 工会短波", first, second]))
    taken = {(r.subject.name, r.object.name) for r in told.relations if r.predicate == "participatesIn"}
    assert ("钱立群", "“青唐杯”演讲比赛") in taken
    assert ("钱立群", "“书香西宁”读书会") not in taken


def test_who_acts_in_a_text_that_names_no_activity_acts_in_that_of_the_title() -> None:
    [told] = readings("# 西宁市职工技能大赛落幕\n\n本报讯（记者 丁岚）4月8日，副市长钱立群出席并致辞。\n")
    assert [(r.subject.name, r.object.name) for r in told.relations] == [("钱立群", "西宁市职工技能大赛")]


RECEIVED = [
    ("“最美职工”称号授予钱立群、郭秀英；“西宁工匠”称号授予冯国栋。", "最美职工", {"钱立群", "郭秀英"}),
    (
        "“西宁工匠”称号揭晓。他们是：钱立群（西宁特钢有限公司）、郭秀英（西宁市第一医院）。",
        "西宁工匠",
        {"钱立群", "郭秀英"},
    ),
    ("“西宁工匠”称号揭晓，钱立群、郭秀英等10人当选。", "西宁工匠", {"钱立群", "郭秀英"}),
    ("西宁市五一劳动奖章是西宁市总工会设立的。", "西宁市五一劳动奖章", set()),
    ("钱立群成为西宁市五一劳动奖章候选人。", "西宁市五一劳动奖章", set()),
    ("“西宁工匠”称号揭晓。他们是来自各地的人。冯国栋发来视频。", "西宁工匠", set()),
    ("钱立群、郭秀英等12人获西宁市五一劳动奖章。", "西宁市五一劳动奖章", {"钱立群", "郭秀英"}),
    ("12名选手获西宁市五一劳动奖章。钱立群来了。", "西宁市五一劳动奖章", set()),
    (
        "西宁市第一中学、西宁市公安局、西宁特钢有限公司荣获全国五一劳动奖状。",
        "全国五一劳动奖状",
        {"西宁市第一中学", "西宁市公安局", "西宁特钢有限公司"},
    ),
    (
        "其中，荣获全国工人先锋号的是西宁市第一中学、西宁特钢有限公司。",
        "全国工人先锋号",
        {"西宁市第一中学", "西宁特钢有限公司"},
    ),
    ("设立“西宁工匠”称号的是西宁市总工会。", "西宁工匠", set()),
    (
        "荣获全国工人先锋号的是西宁市第一中学；钳工钱立群捧回首都劳动奖章。",
        "全国工人先锋号",
        {"西宁市第一中学"},
    ),
    (
        "获得西宁市五一劳动奖章的9名职工中，有焊工钱立群、教师郭秀英。",
        "西宁市五一劳动奖章",
        {"钱立群", "郭秀英"},
    ),
    (
        "近日，青海省总工会公布“西宁工匠”名单，钱立群、郭秀英等5人榜上有名。",
        "西宁工匠",
        {"钱立群", "郭秀英"},
    ),
    ("钱立群是焊工，郭秀英是教师，两人都是全国劳动模范。", "全国劳动模范", {"钱立群", "郭秀英"}),
    ("钱立群是焊工，郭秀英是教师，三人都是全国劳动模范。", "全国劳动模范", set()),
    ("李红为钱立群、郭秀英颁发西宁市五一劳动奖章。", "西宁市五一劳动奖章", {"钱立群", "郭秀英"}),
    (
        "西宁市第一中学、西宁特钢有限公司被西宁市总工会命名为模范单位，同时被授予全国五一劳动奖状。",
        "全国五一劳动奖状",
        {"西宁市第一中学", "西宁特钢有限公司"},
    ),
    ("“全国五一劳动奖状”获得集体——西宁特钢有限公司，日夜开工。", "全国五一劳动奖状", {"西宁特钢有限公司"}),
    ("首都劳动奖章授予了钱立群、郭秀英等13人。", "首都劳动奖章", {"钱立群", "郭秀英"}),
    ("“西宁工匠”“全国五一劳动奖章”获得者，西宁特钢有限公司炉长钱立群登台。", "西宁工匠", {"钱立群"}),
    (
        "钱立群是大通县人，跟郭秀英学了两年，去年被西宁市总工会授予西宁市五一劳动奖章。",
        "西宁市五一劳动奖章",
        {"钱立群"},
    ),
    (
        "西宁特钢有限公司被西宁市总工会、西宁市科技局命名为“西宁市创新企业”，同时被授予“西宁市工人先锋号”称号。",
        "西宁市工人先锋号",
        {"西宁特钢有限公司"},
    ),
    ("检修工钱立群2013年评上全国劳动模范。", "全国劳动模范", {"钱立群"}),
    ("近日，西宁市总工会追授陈秀珍“西宁工匠”称号。", "西宁工匠", {"陈秀珍"}),
]


@pytest.mark.parametrize(("text", "award", "expected"), RECEIVED)
def test_lists_behind_an_award_tell_who_receives_it(text: str, award: str, expected: set[str]) -> None:
    assert {who for who, what in related(text, "receives") if what == award} == expected


def test_a_line_that_announces_a_list_gives_the_award_to_its_entries() -> None:
    lines = "青海：钱立群 西宁市第一中学教师", "甘肃：郭秀英 兰州市第二中学副校长"
    [told] = readings("\n\n".join(["# 名单公布", "今年全国五一劳动奖章的得主有：", *lines]))
    received = {(r.subject.name, r.object.name) for r in told.relations if r.predicate == "receives"}
    assert received == {("钱立群", "全国五一劳动奖章"), ("郭秀英", "全国五一劳动奖章")}


def test_a_heading_goes_on_over_an_entry_that_was_not_read_and_ends_at_the_next_heading() -> None:
    lines = "某甲 厂里的人", "钱立群 西宁市第一中学教师", "全国工人先锋号", "西宁特钢有限公司"
    [told] = readings("\n\n".join(["# 名单公布", "名单如下。", "附：全国五一劳动奖章（部分）", *lines]))
    received = {(r.subject.name, r.object.name) for r in told.relations if r.predicate == "receives"}
    assert received == {("钱立群", "全国五一劳动奖章"), ("西宁特钢有限公司", "全国工人先锋号")}


SEVERAL = [
    ("启动仪式由西宁市副市长钱立群主持。", {("钱立群", "副市长", "西宁市")}),
    ("西宁市总工会副主席（正科级）钱立群出席。", {("钱立群", "副主席", "西宁市总工会")}),
    (
        "湟中区人大常委会副主任，湟中区总工会主席钱立群出席。",
        {("钱立群", "副主任", "湟中区人大常委会"), ("钱立群", "主席", "湟中区总工会")},
    ),
    ("县领导钱立群、郭秀英出席。", set()),  # a post in 3 of 78 places of the gold
    ("钱立群请求辞去副省长职务。", {("钱立群", "副省长", None)}),
    ("西宁特钢有限公司的钱立群，是高级工程师。", {("钱立群", "高级工程师", "西宁特钢有限公司")}),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_titles_with_words_around_them_and_of_several(text: str, expected: Posts) -> None:
    assert posts(text) == expected


HOLDS = [
    (
        "西宁市总工会携手大通县总工会，在湟水边办起“相约河湟”职工联谊活动。",
        {"西宁市总工会", "大通回族土族自治县总工会"},
    ),
    ("西宁市总工会今年搞“五送河湟”活动。", {"西宁市总工会"}),
    ("西宁市湟中区4月27日举办庆“五一”职工文艺演出。", {"湟中区"}),
    ("福州市近日启动争当“岗位标兵”活动。", {"福州市"}),
    ("福州市近日启动争当“岗位标兵”活动。活动由福州市总工会主办。", {"福州市总工会"}),
    ("陈秀珍在西宁市总工会主办的“河湟杯”职工技能竞赛上得奖。", {"西宁市总工会"}),
    (
        "西宁市总工会副主席陈秀珍与青海省总工会主席李红等走进河湟公司，开展“送温暖”慰问活动。",
        {"西宁市总工会"},
    ),
    ("西宁乡村旅游节走进湟中区，青海省总工会主办，西宁市总工会承办。", {"青海省总工会", "西宁市总工会"}),
    ("西宁市总工会把“法治进工地”系列活动办进车间。", {"西宁市总工会"}),
    ("西宁市总工会让“法治进工地”系列活动常办常新。", {"西宁市总工会"}),
    ("青海河湟钢铁有限公司工会以“安康杯”竞赛为抓手，查隐患、堵漏洞。", {"青海河湟钢铁有限公司工会"}),
    ("西宁市职工技能大赛落幕。本届比武由西宁市总工会牵头。", {"西宁市总工会"}),
    ("“书香河湟”职工文化周开幕。文化周由西宁市总工会组织。", {"西宁市总工会"}),
    ("“书香河湟”职工文化周开幕，由青海省总工会指导、西宁市总工会主办。", {"西宁市总工会"}),
    ("“书香河湟”职工文化周开幕。读书角由西宁市总工会组织。", set()),
    ("西宁市总工会依托大通县第一中学举办“绣花针”培训班。", {"西宁市总工会"}),
    ("西宁市总工会与大通县第一中学签订协议，并举办“绣花针”培训班。", {"西宁市总工会"}),
    ("由青海省总工会指导，西宁市总工会主办的“河湟杯”职工技能竞赛落幕。", {"西宁市总工会"}),
    ("西宁市总工会印发《关于深化“绣花针”行动的通知》，“绣花针”行动有了新办法。", {"西宁市总工会"}),
    (
        "“河湟杯”职工书画展开展，主办单位是西宁市总工会，承办单位是河湟美术馆。",
        {"西宁市总工会", "河湟美术馆"},
    ),
    ("西宁市总工会为“安康杯”竞赛的优胜者送去书籍。", set()),
    ("西宁市总工会以“安康杯”竞赛为例作了说明。", set()),
]


@pytest.mark.parametrize(("text", "organisers"), HOLDS)
def test_who_holds_an_activity_in_other_words(text: str, organisers: set[str]) -> None:
    assert {who for who, _ in related(text, "organizes", "coOrganizes")} == organisers


def test_a_text_takes_up_the_activity_of_its_title() -> None:
    [reading] = readings("## 西宁市职工技能大赛落幕\n\n本报讯 昨日，比赛由西宁市总工会主办，选手来自各厂。\n")
    held = {(r.subject.name, r.object.name) for r in reading.relations if r.predicate == "organizes"}
    assert held == {("西宁市总工会", "西宁市职工技能大赛")}


TAKING_PART = [
    ("各工种第一名分别是：焊工，河湟钢铁公司陈秀珍；钳工，河湟机床公司李红。", {"陈秀珍", "李红"}),
    ("河湟钢铁公司、河湟机床公司获优秀组织奖。", {"河湟钢铁公司", "河湟机床公司"}),
    ("河湟钢铁公司、河湟机床公司还各派一名代表表演了节目。", {"河湟钢铁公司", "河湟机床公司"}),
    ("陈秀珍的“荷塘月色”获一等奖。", {"陈秀珍"}),
    ("图为选手陈秀珍在查找故障。", {"陈秀珍"}),
    ("陈秀珍在车间查找故障。", set()),
]


@pytest.mark.parametrize(("text", "expected"), TAKING_PART)
def test_roles_and_lists_of_a_contest_tell_who_takes_part(text: str, expected: set[str]) -> None:
    found = related(f"西宁市职工技能大赛落幕。{text}", "participatesIn")
    assert {who for who, _ in found} == expected


def test_leaders_speak_at_a_meeting_but_not_at_what_others_do() -> None:
    said = "西宁市总工会主席陈秀珍表示，要把经验带回去。"
    assert ("陈秀珍", "河湟职工提案交流会") in related(f"河湟职工提案交流会举行。{said}", "participatesIn")
    assert related(f"西宁市职工技能大赛举行。{said}", "participatesIn") == set()


def test_who_goes_somewhere_to_hold_an_activity_takes_part() -> None:
    text = "西宁市总工会副主席陈秀珍、办公室主任李红等走进河湟钢铁公司，开展“送温暖”慰问活动。"
    assert {who for who, _ in related(text, "participatesIn")} == {"陈秀珍", "李红"}


WHERE: list[tuple[str, Predicate, tuple[str, str]]] = [
    ("西宁乡村旅游节走进西宁市湟中区，游客如织。", "locatedIn", ("西宁乡村旅游节", "湟中区")),
    ("湟中区的河湟农机合作社来了。", "locatedIn", ("河湟农机合作社", "湟中区")),
    ("海淀区学院路街道、中关村街道的职工参加。", "partOf", ("中关村街道", "海淀区")),
    ("记者来到天台县，国网天台县供电公司的职工在抢修。", "locatedIn", ("国网天台县供电公司", "天台县")),
]


@pytest.mark.parametrize(("text", "predicate", "pair"), WHERE)
def test_where_activities_go_and_bodies_are(text: str, predicate: Predicate, pair: tuple[str, str]) -> None:
    assert pair in related(text, predicate)


def test_a_place_that_only_an_activity_names_tells_which_city_is_meant() -> None:
    text = "市总工会副主席陈秀珍参加湟中区庆祝“五一”国际劳动节表彰活动。"
    assert ("陈秀珍", "副主席", "西宁市总工会") in posts(text)


def test_who_stands_in_one_short_report_takes_no_part_in_the_activity_of_another() -> None:
    text = "●日前，西宁市总工会举办“厨王争霸赛”。\n●西宁特钢有限公司职工钱立群荣获“最美职工”称号。"
    [reading] = readings(f"# 短讯两则\n\n{text}\n")
    assert not [r for r in reading.relations if r.predicate == "participatesIn"]
