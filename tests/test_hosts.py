"""Who holds an activity where neither a verb right behind a name nor 由 tells it."""

from __future__ import annotations

import pytest

from tests.printed import readings


def hosts(text: str, title: str = "职工生活丰富") -> set[tuple[str, str]]:
    [told] = readings(f"# {title}\n\n{text}\n")
    return {
        (r.subject.name, r.object.name) for r in told.relations if r.predicate in ("organizes", "coOrganizes")
    }


BARE = [
    ("兰州市总工会主席钱立群来了。近几年，工会开设“书香驿站”公益讲堂。", "兰州市总工会"),
    ("兰州第三毛纺厂建厂早。去年以来，厂里举办“巧手杯”技能大赛。", "兰州第三毛纺厂"),
    ("酒泉钢铁集团有限公司职工多。公司还举办“铁山杯”技能大赛。", "酒泉钢铁集团有限公司"),
    ("兰州第九中学变了样。每年6月，学校都开展“书香青城”读书活动。", "兰州第九中学"),
]


@pytest.mark.parametrize(("text", "host"), BARE)
def test_a_bare_word_means_the_one_body_of_its_kind(text: str, host: str) -> None:
    assert {who for who, _ in hosts(text)} == {host}


@pytest.mark.parametrize(
    "text",
    [
        "兰州市总工会与天水市总工会结对。近几年，工会开设“书香驿站”公益讲堂。",
        "兰州市总工会主席钱立群来了。近几年，工会干部开设“书香驿站”公益讲堂。",
        "兰州市总工会主席钱立群来了。近几年，公司开设“书香驿站”公益讲堂。",
    ],
)
def test_a_bare_word_that_could_mean_two_or_another_means_none(text: str) -> None:
    assert hosts(text) == set()


def test_the_bare_word_and_its_partner_hold_it_together() -> None:
    text = "酒泉钢铁集团有限公司职工多。今年，公司与兰州第九中学合办“铁山夜校”培训班。"
    assert {who for who, _ in hosts(text)} == {"酒泉钢铁集团有限公司", "兰州第九中学"}


def test_what_stands_in_front_of_a_clause_governs_the_activity_not_its_host() -> None:
    text = "钱立群去年在兰州市总工会、市里某局举办的“黄河杯”焊工大赛上夺冠。"
    assert {who for who, _ in hosts(text)} == {"兰州市总工会"}
    assert hosts("钱立群去年在兰州第九中学举办的“黄河杯”焊工大赛上夺冠。") == set()


def test_who_issues_the_notice_holds_what_it_announces() -> None:
    text = (
        "兰州市总工会、兰州市教育局联合印发《关于开展“书香青城”读书活动的通知》。“书香青城”读书活动将开始。"
    )
    assert {who for who, _ in hosts(text)} == {"兰州市总工会", "兰州市教育局"}
    about = "日前，兰州市总工会印发《关于“书香青城”读书活动情况的通报》。“书香青城”读书活动9月结束。"
    assert hosts(about) == set()


def test_a_reports_own_contest_is_held_by_whom_it_is_named_after() -> None:
    title = "兰州第三毛纺厂“巧手杯”技能大赛收官"
    assert hosts("选手们都很高兴。", title) == {("兰州第三毛纺厂", "“巧手杯”技能大赛")}
    told = "“巧手杯”技能大赛由兰州市总工会主办。"
    assert {who for who, _ in hosts(told, title)} == {"兰州市总工会"}


def test_a_schools_or_an_associations_event_is_its_own() -> None:
    text = "近日，江城市安徽商会第三届会员大会召开，三百名会员到会。江城市安徽商会会长钱立群作了报告。"
    assert ("江城市安徽商会", "江城市安徽商会第三届会员大会") in hosts(text)
    text = "近日，江城市总工会第三次代表大会召开，三百名代表到会。江城市总工会主席钱立群作了报告。"
    assert not any(event.endswith("代表大会") for who, event in hosts(text) if who == "江城市总工会")


def test_a_title_gives_the_first_half_of_a_slogan() -> None:
    [told] = readings(
        "# 兰州第三毛纺厂“喜迎盛会”主题活动开幕\n\n“喜迎盛会，奋进新程”主题活动由兰州市总工会主办。\n"
    )
    named = {link.entity.name for link in told.links if link.entity.type == "Initiative"}
    assert named == {"“喜迎盛会，奋进新程”主题活动"}


@pytest.mark.parametrize(
    "text",
    [
        "这届大赛兰州市总工会办得好。",
        "大家在同一个项目上干了三年。",
        "职工开展具体行动。",
    ],
)
def test_words_that_point_or_praise_name_no_activity(text: str) -> None:
    [told] = readings(f"# 职工生活丰富\n\n{text}\n")
    assert not [link for link in told.links if link.entity.type == "Initiative"]


def test_a_winner_with_his_firm_is_a_line_of_its_own() -> None:
    roll = "韩立成　兰州电梯检验所\n大赛由兰州市总工会主办，赛后大家都说好。"
    [told] = readings(f"# 职工技能大赛收官\n\n决赛名次如下。\n\n{roll}\n")
    assert "检验所大赛" not in {link.entity.name for link in told.links}
    assert "检验所\n大赛" in told.article.text.text


TOGETHER: list[tuple[str, set[str]]] = [
    (
        "近日，江北地铁公司工会联合西城区金融街街道总工会，在宣武门站开展“微笑服务”情景教学活动。",
        {"江北地铁公司工会", "金融街街道总工会"},
    ),
    (
        "凌湖机械厂工会副主席马秀英介绍，下一步将走进车间，同时与海淀区总工会联合开展“她工匠”短视频征集活动。",
        {"凌湖机械厂工会", "海淀区总工会"},
    ),
    ("江城市总工会与江城市体育局联合举办“凌湖杯”职工篮球赛。", {"江城市总工会", "江城市体育局"}),
    ("凌湖机械厂工会还请兰州职业技术学院的老师开设“桥吊夜课”。", {"凌湖机械厂工会"}),
    ("近日，凌湖机械厂工会在该厂第二加工厂举办“绝活”技能展示活动。", {"凌湖机械厂工会"}),
    ("连日来，凌湖机械厂工会在朝阳区酒仙桥的凌园工业园举办“老物件会说话”厂史展。", {"凌湖机械厂工会"}),
    ("海淀区总工会今年将指导凌湖股份公司、江北商城等20家企业开展“要约行动”。", {"海淀区总工会"}),
    (
        "朝阳区劲松街道总工会组织凌湖集团有限公司、江北宾馆等12家企业的80名职工，在社区开展“认领一棵树”植绿活动。",
        {"劲松街道总工会"},
    ),
    (
        "凌湖燃气公司工会将把成绩和等级挂钩，并与江北石油管道局输气管理处开展“技能互访”活动。",
        {"凌湖燃气公司工会"},
    ),
    (
        "“小哥课堂”近日开讲。课堂由江城市总工会牵头，联合江城市体育局、江城市司法局共同打造。",
        {"江城市总工会", "江城市体育局", "江城市司法局"},
    ),
    (
        "近日，由江城市总工会、江城市体育局共同主办，凌湖机械厂承办，江北商城支持的“凌湖杯”焊工技能大赛闭幕。",
        {"江城市总工会", "江城市体育局", "凌湖机械厂"},
    ),
    ("江城市总工会在希望工业园区内的凌湖集团举行“双亮”行动现场观摩会。", {"江城市总工会"}),
    ("马秀英从凌湖集团组织的“青苗计划”培训班结业。", {"凌湖集团"}),
    ("凌湖股份公司、江北钢铁公司两家单位轮流做东的“炉长沙龙”开讲。", {"凌湖股份公司", "江北钢铁公司"}),
    ("由江城市总工会共建、江城市体育局承办的学院，今年4月挂牌，开设“灌装工提升”培训班。", set()),
]


@pytest.mark.parametrize(("text", "expected"), TOGETHER)
def test_partners_hosts_guests_and_places_are_told_apart(text: str, expected: set[str]) -> None:
    assert {who for who, _ in hosts(text)} == expected


def test_lines_of_an_announcement_give_hosts_to_the_activity_of_its_title() -> None:
    text = "“凌湖杯”职工篮球赛开幕，欢迎参加。\n主办：江城市总工会　江城市体育局\n承办单位：凌湖机械厂"
    assert hosts(text, "“凌湖杯”职工篮球赛开幕") == {
        (who, "“凌湖杯”职工篮球赛") for who in ("江城市总工会", "江城市体育局", "凌湖机械厂")
    }
