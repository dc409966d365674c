"""Who takes part in an activity, and who is only named beside one. Names and activities are invented."""

from __future__ import annotations

import pytest

from tests.printed import readings


def partaking(text: str, title: str = "职工生活丰富") -> set[tuple[str, str]]:
    found = [r for told in readings(f"# {title}\n\n{text}\n") for r in told.relations]
    return {(r.subject.name, r.object.name) for r in found if r.predicate == "participatesIn"}


GAMES = "凌湖市职工技能大赛近日在凌湖体育馆开赛。\n"
THERE: list[tuple[str, set[str]]] = [
    (GAMES + "获得焊工组第一名的是钱立群、郭秀英师徒。", {"钱立群", "郭秀英"}),
    (GAMES + "钱立群、郭秀英、陈秀珍，分列钳工组前三。", {"钱立群", "郭秀英", "陈秀珍"}),
    (GAMES + "凌湖市总工会副主席钱立群到现场观赛。", {"钱立群"}),
    (GAMES + "“听完裁判点评，才知道差在哪儿。”焊工钱立群说。", {"钱立群"}),
    (GAMES + "“练了三个月。”参赛选手钱立群说。", {"钱立群"}),
    ("钱立群进厂十年。2019年，他第一次参加凌湖市职工技能大赛，拿了第三名。", {"钱立群"}),
    ("质检员钱立群，今年5月还拿下了凌湖市职工技能大赛的第一名。", {"钱立群"}),
    (
        "徒弟钱立群刚来时怕黑，不敢下井。郭秀英就陪着她吃午饭。去年，她拿下了凌湖市职工技能大赛的铜牌。",
        {"钱立群"},
    ),
]
NOT_THERE = [
    GAMES + "“去年换了新设备。”车间主任钱立群说。",
    GAMES + "大学教授钱立群认为，制造业离不开技工。",
    GAMES + "凌湖市总工会副主席钱立群为获奖选手颁奖。",
    GAMES + "凌湖市总工会副主席钱立群宣读表彰决定。",
    GAMES + "今年4月，钱立群荣获全国五一劳动奖章。",
    GAMES + "会后，钱立群当选凌湖市总工会主席。",
    "凌湖市职工运动会前，长街大修，钱立群参加了抢修。",
    "凌湖市总工会副主席钱立群表示，将从优胜者中选拔队员，参加凌湖市职工技能大赛。",
]


@pytest.mark.parametrize(("text", "expected"), THERE)
def test_who_enters_wins_or_speaks_there_takes_part(text: str, expected: set[str]) -> None:
    assert {who for who, _ in partaking(text)} == expected


@pytest.mark.parametrize("text", NOT_THERE)
def test_who_is_only_asked_honoured_or_hands_out_takes_no_part(text: str) -> None:
    assert partaking(text) == set()


def test_a_plan_comes_from_a_firm_that_takes_no_part_in_it() -> None:
    assert partaking("五台平板来自凌湖集团的“童心相伴”计划，学校有40人参加。") == set()


@pytest.mark.parametrize("mark", ["■", "●"])
def test_no_one_acts_in_the_activity_of_another_short_report(mark: str) -> None:
    first = f"{mark}凌湖市总工会近日举办“工友大讲堂”。"
    other = f"{mark}江北供电公司工会为职工过生日，现场来了电工钱立群，钱立群在会上说很高兴。"
    assert partaking(f"{first}\n{other}") == set()
