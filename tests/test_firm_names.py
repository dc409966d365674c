"""Firms without a word for a firm, units without their firm, short names; all names are invented."""

from __future__ import annotations

import pytest

from kg.firm_names import is_rest_of_firm
from kg.structure import same_bearer, shortens
from tests.printed import names, sentence, surfaces

FIRM = "甘肃祁朔钢铁集团有限公司"


def companies(text: str) -> set[str]:
    return {name for _, name in names(sentence(text), "Company")}


@pytest.mark.parametrize(
    "text",
    [
        "他在武进的【朔越机电】干了十年。",
        "记者来到【炫朔科技】，看到新车间。",
        "摊位上，【祁朔轴承】的职工贴着标签。",
        "【朔陇特钢】董事长郑立新到场。",
        "第三名是【炫朔液压】郑立新。",
        "代表们走进【襄陇棉业】、渭水集团参观。",
        "市民乘坐【渭南公交】8路前往。",
        "到场的还有椰林集团、【雪豹汽车】的代表。",
        "【朔芗食品】队获得第二名。",
        "他们来到【襄朔电子科技】的车间。",
    ],
)
def test_a_coined_word_and_its_trade_are_a_firm(text: str) -> None:
    before, _, rest = text.partition("【")
    name, _, behind = rest.partition("】")
    assert name in companies(before + name + behind)


@pytest.mark.parametrize(
    "text",
    [
        "大家学习绿色食品知识。",
        "课程有激光装备等8门。",
        "山东机械行业发展很快。",
        "他们推广智能物流。",
        "车间添了新设备、新仪器。",
        "工地上停着一台门座式起重机。",
        "旧机械换成了新机械。",
        "大家要有更强动力。",
    ],
)
def test_trades_and_plain_words_are_no_firm(text: str) -> None:
    assert companies(text) == set()


def test_a_firm_s_coined_word_alone_is_the_firm() -> None:
    found = surfaces(
        sentence("记者来到炫朔医疗器械，炫朔医疗器械董事长郑立新介绍，炫朔还请了老师。"), "Company"
    )
    assert found == {"炫朔医疗器械": "炫朔医疗器械", "炫朔": "炫朔医疗器械"}


@pytest.mark.parametrize("sort", ["国内知名", "全球500强", "重点用工", "新能源汽车"])
def test_any_sort_of_firms_behind_a_list(sort: str) -> None:
    assert companies(f"来自祁朔、炫朔等{sort}企业的职工参加。") == {"祁朔", "炫朔"}


def test_behind_a_list_of_things_the_firm_s_is_another_matter() -> None:
    assert companies("职工就就餐补贴、班车线路等问题向公司提出建议。") == set()


@pytest.mark.parametrize(
    "team", ["装卸三组", "电解工段", "运行乙值", "石坪乘务中心", "质检岗位", "郑立新班组"]
)
def test_a_team_is_named_with_its_firm_in_a_roll_of_honour(team: str) -> None:
    assert companies(f"获奖的有{FIRM}{team}、兰州市实验小学。") == {FIRM + team}


@pytest.mark.parametrize("what", ["组织志愿服务队", "成立青年突击队", "代表队"])
def test_what_a_firm_sets_up_is_no_team_of_its_work(what: str) -> None:
    assert companies(f"会上，{FIRM}{what}，干劲十足。") == {FIRM}


def test_units_in_an_article_on_their_firm_go_by_what_they_do() -> None:
    found = surfaces(
        sentence(f"{FIRM}举办比赛。冲压车间、涂装作业部的职工参赛，综采二队夺冠，质量部邓淑兰获第三名。"),
        "Company",
    )
    units = ("冲压车间", "涂装作业部", "综采二队", "质量部")
    assert found == {FIRM: FIRM} | {unit: FIRM + unit for unit in units}


def test_units_of_no_firm_in_particular_are_none() -> None:
    assert companies("冲压车间的职工参赛。") == set()
    assert companies(f"{FIRM}、陇运集团有限公司举办比赛，综采二队夺冠。") == {FIRM, "陇运集团有限公司"}


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("陇煤化集团", "陇西煤业化工集团"),
        ("朔源合作社", "朔源种植农民专业合作社"),
        ("朔越公司北苑店", "江宁朔越健身管理有限公司北苑店"),
        ("陇钢重机铸钢厂", "陇钢重型机械有限责任公司铸钢厂"),
    ],
)
def test_short_names_leave_characters_out(short: str, full: str) -> None:
    assert shortens(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("朔越集团", "朔越市政集团"),
        ("中铁公司", "中铁三局二公司"),
        ("第一分公司", "朔越第一工程公司第一分公司"),
        ("陇西电力公司", "陇东电力公司"),
        ("朔越公司", "朔越一公司"),
    ],
)
def test_what_says_which_firm_is_not_left_out(short: str, full: str) -> None:
    assert not shortens(short, full)


def test_a_bureau_s_numbered_company_is_another_firm() -> None:
    assert not same_bearer("中建九局", "中建九局三公司", "Company")


@pytest.mark.parametrize("owned", ["旗下", "下属的", "属下", "麾下"])
def test_what_a_firm_owns_is_part_of_it(owned: str) -> None:
    found = sentence(f"椰朔集团{owned}渭水咖啡厂开工。")
    said = {(r.subject.name, r.predicate, r.object.name) for r in found.relations}
    assert ("渭水咖啡厂", "partOf", "椰朔集团") in said


@pytest.mark.parametrize("school", ["石坪中学", "陇城一中", "陇师附小"])
def test_a_group_of_schools_is_a_school(school: str) -> None:
    assert ("School", f"{school}教育集团") in names(sentence(f"他在{school}教育集团任教。"))


def test_a_firm_is_a_platform_where_its_list_says_so() -> None:
    assert names(sentence("美团、饿了么等12家平台就计价规则表态。")) == {
        ("Platform", "美团"),
        ("Platform", "饿了么"),
    }
    assert ("Company", "美团") in names(sentence("来自美团、饿了么等平台企业的骑手来了。"))


def test_mills_go_by_number_and_work() -> None:
    assert companies("二轧钢检修车间、一炼钢连铸车间被评为优胜。") == {"二轧钢检修车间", "一炼钢连铸车间"}


@pytest.mark.parametrize(
    ("short", "rest"),
    [
        ("朔越", "公司"),
        ("朔越", "（集团）公司"),
        ("朔越", "造船厂"),
        ("朔越", "矿业公司"),
        ("朔山", "煤矿"),
        ("朔陇", "银行"),
        ("祁钢", "集团有限公司"),
    ],
)
def test_what_goes_on_naming_a_firm(short: str, rest: str) -> None:
    assert is_rest_of_firm(short, rest)
    assert same_bearer(short, short + rest, "Company")


@pytest.mark.parametrize(
    ("short", "rest"),
    [
        ("祁钢", "炼铁厂"),
        ("祁朔糖业", "临沧公司"),
        ("祁朔", "北方公司"),
        ("朔建", "三公司"),
        ("首钢", "机电公司"),
        ("朔越", "检测中心"),
        ("朔陇银行", "凌海支行"),
        ("祁朔", "七矿"),
    ],
)
def test_what_makes_it_a_unit(short: str, rest: str) -> None:
    assert not is_rest_of_firm(short, rest)
    assert not same_bearer(short, short + rest, "Company")
