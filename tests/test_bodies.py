"""Bodies, halls and activities in the frames that newspapers put them in; firms and wording are invented."""

from __future__ import annotations

import pytest

from kg.model import Class
from tests.printed import names, sentence

Names = set[tuple[Class, str]]

# What stands between two bodies, or in front of one, is part of neither.
JOINED: list[tuple[str, Names]] = [
    (
        "今年3月，清溪镇总工会联合镇团委、镇妇联走访困难职工。",
        {("Union", "清溪镇总工会"), ("Organisation", "清溪镇团委"), ("Organisation", "清溪镇妇联")},
    ),
    (
        "去年以来，海淀区总工会会同区人社局走访企业。",
        {("Union", "海淀区总工会"), ("Government", "海淀区人力资源和社会保障局")},
    ),
    (
        "在黄平县，工会主席罗秀兰正和县总工会女职工委员会商量。",
        {("District", "黄平县"), ("Person", "罗秀兰"), ("Union", "黄平县总工会女职工委员会")},
    ),
    ("据市总工会介绍，报名已经开始。", {("Union", "北京市总工会")}),
    ("大兴区总工会联合区商务委走访商户。", {("Union", "大兴区总工会"), ("Government", "大兴区商务委员会")}),
    ("安徽省和县总工会到车间走访。", {("Union", "和县总工会")}),
    ("福建清源钢铁联合有限公司十分忙碌。", {("Company", "福建清源钢铁联合有限公司")}),
    ("成都市直机关工会组织干部职工走访。", {("Union", "成都市直机关工会")}),
    ("同去的有兰州市总工会副主席陆文清。", {("Union", "兰州市总工会"), ("Person", "陆文清")}),
    ("到场的有白银市委常委陆文清。", {("Government", "白银市委"), ("Person", "陆文清")}),
    ("合格的选手，可由市总工会命名。", {("Union", "北京市总工会")}),
    ("名额受市总工会委托分配。", {("Union", "北京市总工会")}),
    ("会上宣读了各省区市总工会的贺信。", set()),
    (
        "浙江省总工会开会，省总宣传教育部负责人说。",
        {("Union", "浙江省总工会"), ("Union", "浙江省总工会宣传教育部")},
    ),
    ("隧道属中铁九局承建的工程。", {("Company", "中铁九局")}),
    ("清源市机床厂员工很高兴。", {("Company", "清源市机床厂")}),
]

# A hall with a name of its own does without its districts, which are names too.
HALLS: list[tuple[str, Names]] = [
    ("活动在长沙市麓云广场举行。", {("District", "长沙市"), ("Facility", "麓云广场")}),
    ("活动在贵阳市工人文化宫举行。", {("Facility", "贵阳市工人文化宫")}),
    ("记者来到清源街道环卫工人休息站。", {("Facility", "清源街道环卫工人休息站")}),
    ("列车驶过京池铁路青岩河特大桥。", {("Facility", "京池铁路"), ("Facility", "青岩河特大桥")}),
    ("新公园坐落于麓云湿地公园北侧。", {("Facility", "麓云湿地公园")}),
    ("记者走进青岩县城市会客厅。", {("Facility", "青岩县城市会客厅")}),
    ("该镇做优蔬菜直供基地。", set()),
]

# Units behind their firm are its units; what only leads to a post is the post's.
UNITS: list[tuple[str, Names]] = [
    ("浙江清源机械有限公司涂胶班荣获集体奖。", {("Company", "浙江清源机械有限公司涂胶班")}),
    ("山西清源煤业股份有限公司六矿十分忙碌。", {("Company", "山西清源煤业股份有限公司六矿")}),
    ("江苏清源律师事务所律师孟庆兰提醒。", {("Company", "江苏清源律师事务所"), ("Person", "孟庆兰")}),
]

# What says where it stands or leads to it, and what points at one, is none of a name.
IN_FRONT: list[tuple[str, Names]] = [
    ("旁边清源公司亮着灯。", {("Company", "清源公司")}),
    ("对面柳州市人民医院开了门。", {("Government", "柳州市人民医院")}),
    ("她拖过柳州市人民医院的地板。", {("Government", "柳州市人民医院")}),
    ("车到柳州市人民医院门口。", {("Government", "柳州市人民医院")}),
    ("朝柳州市图书馆走去的人很多。", {("Government", "柳州市图书馆")}),
    ("这支志愿服务队、那座驿站、哪所大学都好。", set()),
    ("绿皮车驶过南岭铁路。", {("Facility", "南岭铁路")}),
    ("职工建设和谐铁路。", set()),
]

# What names no body, and no place.
NOTHING: list[tuple[str, Names]] = [
    ("老张经某网络科技公司要求签了合同。", set()),
    ("二审判决公司支付工资。", set()),
    ("还算不算公司员工？", set()),
    ("他们启动“司机友好社区”建设。", {("Initiative", "司机友好社区")}),
]

# Quoted names of what is opened and made are activities, not rooms, columns and teams.
OPENED: list[tuple[str, Names]] = [
    ("该区打造“十分钟暖心服务圈”，职工点赞。", {("Initiative", "十分钟暖心服务圈")}),
    ("他们办起“五点钟课堂”，孩子们很高兴。", {("Initiative", "五点钟课堂")}),
    ("车间办起了“焊花夜校”，大家很高兴。", {("Initiative", "焊花夜校")}),
    ("工会开设“家人来信”专栏，大家很高兴。", set()),
    ("工会打造“焊花”品牌，大家很高兴。", set()),
    ("工会支持各镇开办同类课堂。", set()),
    ("公众号上线“暖心地图”，大家很高兴。", {("Platform", "暖心地图")}),
]


@pytest.mark.parametrize(("text", "expected"), JOINED + HALLS + UNITS + IN_FRONT + NOTHING + OPENED)
def test_names(text: str, expected: Names) -> None:
    assert names(sentence(text)) == expected


# Departments beside the union of their body belong to it; those beside a union of a place do not.
DEPARTMENTS: list[tuple[str, Names]] = [
    (
        "比赛由江苏清源机械有限公司工会、人力资源部主办。",
        {("Union", "江苏清源机械有限公司工会"), ("Company", "江苏清源机械有限公司人力资源部")},
    ),
    (
        "云南大学工会、教务处、团委走访教师。",
        {("Union", "云南大学工会"), ("School", "云南大学教务处"), ("Organisation", "云南大学团委")},
    ),
    (
        "兰州市第一医院工会联合护理部走访护士。",
        {("Union", "兰州市第一医院工会"), ("Government", "兰州市第一医院护理部")},
    ),
    ("兰州市总工会、人力资源部门走访企业。", {("Union", "兰州市总工会")}),
]


@pytest.mark.parametrize(("text", "expected"), DEPARTMENTS)
def test_departments_beside_a_union(text: str, expected: Names) -> None:
    assert names(sentence(text)) == expected


@pytest.mark.parametrize("short", ["郑州局集团公司", "郑州局集团有限公司"])
def test_railway_groups_by_their_short_names(short: str) -> None:
    full = {("Union", "中国铁路郑州局集团有限公司工会")}
    assert names(sentence(f"{short}工会走访职工。")) == full


# What a firm, mine or village has and is named without it, and its union's departments.
OWN: list[tuple[str, Names]] = [
    (
        "衡岭机床厂很热闹。昨日，厂团委、厂工会慰问了职工，厂礼堂坐满了人。",
        {
            ("Company", "衡岭机床厂"),
            ("Organisation", "衡岭机床厂团委"),
            ("Union", "衡岭机床厂工会"),
            ("Facility", "衡岭机床厂礼堂"),
        },
    ),
    (
        "在石湾煤矿，矿工会女工部送来月饼，矿医院的护士来了。",
        {("Company", "石湾煤矿"), ("Union", "石湾煤矿工会女工部"), ("Government", "石湾煤矿医院")},
    ),
    (
        "记者走进青川县杨柳坪村。村妇联主席马春兰说，路通了。",
        {
            ("District", "青川县"),
            ("District", "杨柳坪村"),
            ("Organisation", "杨柳坪村妇联"),
            ("Person", "马春兰"),
        },
    ),
    ("活动由市总工会女工委承办。", {("Union", "北京市总工会女职工委员会")}),
    ("全国总工会权益保障部打来电话。", {("Union", "中华全国总工会权益保障部")}),
    ("各厂团委、全矿医院都在备战。", set()),
]


@pytest.mark.parametrize(("text", "expected"), OWN)
def test_what_a_body_has_is_told_by_the_body(text: str, expected: Names) -> None:
    assert expected == names(sentence(text))
