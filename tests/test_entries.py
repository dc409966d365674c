"""Lists inside articles: each line of them stays a line, while sentences over a column break are one."""

from __future__ import annotations

import pytest

from tests.printed import article

BODY = "近日，江城市总工会为一线职工送去清凉用品，并听取大家对工会工作的意见建议，活动将持续到九月。"

LISTS = {
    "unit and name": [
        "江城船厂电焊车间 赵明远",
        "凌朔电子股份有限公司 孙秀兰",
        "江城市人民医院 钱文华 护士长",
    ],
    "label and names": ["东湖区（2名）：赵明远（船厂工会）、孙秀兰", "南湖区（1名）：钱文华"],
    "headings of prizes": ["散文类", "一等奖（2件）", "《灯塔》　赵明远（江城港工会）", "摄影类"],
    "rows of a table": ["序号　姓名　单位", "1　赵明远　江城船厂机电车间主任", "2　孙秀兰　临江小学教师"],
    "points": ["1. 五一劳动奖状推荐对象（2个）", "2. 五一劳动奖章推荐对象（8名）"],
    "places": ["江城市：江城船厂职工书屋、东湖医院职工书屋", "临江市：临江船闸职工书屋"],
    "posts": ["主任评委：赵明远，江城大学教授、作家", "孙秀兰（女），江城市文工团原团长、一级作曲"],
    "appointments": ["任命：", "赵明远为江城市教育局局长；", "孙秀兰为江城市民政局局长；"],
    "colleagues": ["江城船厂职工书屋", "首批江城市工匠学院", "江城技师学院"],
}


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_each_line_of_a_list_is_its_own(rows: list[str], gap: str) -> None:
    found = article(f"# 江城工匠揭晓\n\n{BODY}\n\n{BODY}\n\n{gap.join(rows)}\n\n{BODY}\n")
    assert found.text.text == "\n".join([BODY, BODY, *rows, BODY])


TORN = "大赛由江城市总工会主办。赛场上，职工们你追我赶，江城船厂电焊工陈大"


@pytest.mark.parametrize("row", ["●江城船厂电焊车间", "江城船厂电焊车间 赵明远", "3. 江城船厂"])
def test_entries_stay_lines_where_columns_break_sentences(row: str) -> None:
    page = f"# 江城工匠揭晓\n\n{BODY}\n\n{TORN}\n\n勇第一个完成。\n\n{row}\n\n{row}\n\n{BODY}\n"
    assert article(page).text.text.split("\n")[1:] == [f"{TORN}勇第一个完成。", row, row, BODY]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("江城市总工会副主席赵明远说，下一步，工会要请来江城大学、江城技师学院的教", "授讲课。"),
        ("大家读的是《灯下", "的海》，读完还写了文章。"),
    ],
)
def test_a_sentence_that_is_broken_off_for_certain_goes_on_in_any_text(above: str, below: str) -> None:
    found = article(f"# 江城工匠揭晓\n\n{BODY}\n\n{BODY}\n\n{above}\n\n{below}\n")
    assert found.text.text.endswith(above + below)
