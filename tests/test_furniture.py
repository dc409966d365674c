"""What web pages print around an article: crumbs, buttons, notices of rights, other titles."""

from __future__ import annotations

from time import perf_counter

import pytest

from kg.authors import authors, editors
from kg.bylines import signature
from kg.folding import fold
from kg.furniture import is_furniture
from tests.printed import article, articles, names, readings

BODY = "近日，江城市总工会走访江城船厂，为一线职工送去清凉用品，并听取大家对工会工作的意见建议。"
AGAIN = "总工会副主席赵明远说，今后每年都要来。"

AROUND = [
    "当前位置: 首页 > 新闻中心 > 基层动态",
    "您所在的位置:新闻 > 工会 > 正文",
    "首页> 集团要闻> 详情",
    "江城网>>工会频道>>基层",
    "网站首页 | 工会要闻",
    "3上一篇  下一篇4 放大 缩小 默认",
    "【字体：大 中 小】【打印】【关闭】",
    "关于我们| 网站地图| 官网微博| 手机报| 广告服务| 联系我们",
    "上一篇：江城集团召开工作会议",
    "关键词： 清凉 工会 江城",
    "微信图片_20230301171052.jpg",
    "http://www.jiangcheng.example/a/1.html",
    "江城网 © 2012 版权所有",
    "版权声明：本网未经许可不得转载。",
    "主办：江城工报社 运营管理：江城市总工会信息中心 版权所有©2013-2016 技术开发：江城凌朔科技股份有限公司",
    "地址：江城市东湖路12号 邮编：430000",
    "扫一扫在手机打开当前页",
    "下载江城新闻客户端浏览更多",
    "返回顶部",
    "查看完整版本: 江城市总工会走访企业",
    "江城工会 2023-12-05 08:30 发表于湖北",
    "江城工会e家　2024-03-08 17:20　内蒙古",
    "（原题为《江城市总工会走访企业》）",
    "（综合自江城工会、江南工会微信公众号等）",
    "（据江城网）",
    "（下转第4版）",
    "（文中老赵为化名）",
    "（实习生 赵明远 对本文亦有贡献）",
    "[本文已被浏览 416 次]　　【打印】【关闭】",
    "点击上方蓝字 关注“江城工会”",
    "免责声明：本文仅代表作者个人观点",
]


@pytest.mark.parametrize("line", AROUND)
@pytest.mark.parametrize("place", ["above", "inside", "below"])
def test_what_stands_around_an_article_is_none_of_its_text(line: str, place: str) -> None:
    bare = article(f"# 江城市总工会走访企业\n\n{BODY}\n\n{AGAIN}\n")
    rows = {"above": [line, BODY, AGAIN], "inside": [BODY, line, AGAIN], "below": [BODY, AGAIN, line]}[place]
    found = article("# 江城市总工会走访企业\n\n" + "\n\n".join(rows) + "\n")
    assert (found.title.text, found.kicker, found.subtitle) == (bare.title.text, None, None)
    assert found.text.text == bare.text.text
    assert found.byline is None and found.authors == ()
    assert found.masthead == fold(line)


PROSE = [
    "首页设计大赛在江城举行",
    "大中小企业",
    "关闭一批小煤矿",
    "分享阅读的快乐",
    "标签印刷厂工会送清凉",
    "下载“江城工会”APP即可领取。",
    "版权所有人表示，未经许可不得使用。",
    "气温>35℃时停止作业，工会送去清凉。",
    "位置偏远的班组先去",
]


@pytest.mark.parametrize("line", PROSE)
def test_what_an_article_says_is_no_furniture(line: str) -> None:
    assert not is_furniture(fold(line))


def test_a_word_alone_that_ends_a_torn_sentence_stays() -> None:
    found = article("# 江城市总工会走访企业\n\n" + BODY[:-6] + "高速公路临时\n关闭\n后重新开放。\n")
    assert "临时关闭后" in found.text.text


def test_titles_of_other_articles_beside_an_article_are_not_its_own() -> None:
    page = (
        "第03版:工会\n3上一版  下一版4\n\n江东街道总工会托管班开班\n江西区总工会赴帮扶村走访\n\n版面导航\n\n"
        "3上一篇  下一篇4 2024年2月1日 放大 缩小 默认\n江城市总工会举办公益活动\n劳动者带上照片回家过年\n\n"
        f"本报讯 (记者 钱文华){BODY}\n\n{AGAIN}\n\n3上一篇  下一篇4\n"
    )
    [found] = articles(page)
    assert found.kicker is None
    assert found.title.text == "江城市总工会举办公益活动"
    assert found.subtitle and found.subtitle.text == "劳动者带上照片回家过年"
    assert found.date == "2024-02-01"


@pytest.mark.parametrize("end", ["END", "往期推荐", "【延伸阅读】", "大家都在看"])
def test_titles_of_others_behind_the_end_are_not_its_own(end: str) -> None:
    links = "👉 临江区总工会夜校开到工地\n\n· 江城建起十个驿站"
    found = article(f"# 江城市总工会走访企业\n\n{BODY}\n\n{AGAIN}\n\n{end}\n\n{links}\n\n责编：李桂香\n")
    assert found.text.text == f"{BODY}\n{AGAIN}"
    assert found.byline and found.byline.text == "责编：李桂香"


def test_what_is_told_behind_a_box_s_heading_stays() -> None:
    box = "▶ 江城船厂检修班：十二个人、四项专利"
    found = article(f"# 江城市总工会走访企业\n\n{BODY}\n\n{AGAIN}\n\n新闻链接\n\n{box}\n")
    assert found.text.text.endswith(box)


COLUMNS = [
    "【维权在线】",
    "图片新闻",
    "一线传真",
    "高端访谈｜夜校",
    "关注劳模 · 权威发布",
    "◎文化进工地",
    "江城网综合",
]
COLUMNS += [
    "原标题：江城工会走访企业",
    "今日江城　2月18日",
    "江城日报 2024年8月19日 第3版",
    "工会观察　2024年第31期",
]


@pytest.mark.parametrize("line", COLUMNS)
def test_the_name_of_a_column_below_a_title_is_no_subtitle(line: str) -> None:
    found = article(f"## 江城市总工会走访企业\n\n{line}\n\n本报讯 {BODY}\n\n{AGAIN}\n")
    assert (found.kicker, found.subtitle, found.text.text) == (None, None, f"{BODY}\n{AGAIN}")
    assert fold(line) in (found.masthead, found.byline and found.byline.text)


def test_the_name_of_a_column_above_a_title_leads_into_it() -> None:
    first = f"## 江城市总工会送清凉\n\n本报讯 {BODY}\n\n"
    _, found = articles(f"{first}【维权在线】\n\n## 江城市总工会走访企业\n\n本报讯 {BODY}\n")
    assert found.kicker and found.kicker.text == "【维权在线】"


def test_names_around_an_article_are_not_in_it() -> None:
    foot = "主办：江城工报社 版权所有©2013-2016 技术开发：江城凌朔科技股份有限公司"
    [reading] = readings(f"# 江城市总工会走访企业\n\n{BODY}\n\n{foot}\n")
    assert names(reading, "Company") == {("Company", "江城船厂")}


CREDITS: list[tuple[str, list[str], list[str]]] = [
    ("2022-12-19 11:38:58 编辑: 赵明远 审核人:钱文华 阅读次数:2173 |", [], ["赵明远", "钱文华"]),
    ("拟稿人:赵明远   核稿人:钱文华   来源:江城区总工会", ["赵明远"], ["钱文华"]),
    ("发布时间：2023-01-01 10:00 来源：本站 字号：大 中 小 浏览：123次", [], []),
    ("信息来源：市总工会办公室　发布时间：2021-03-08　浏览量：1024　【字体：大 中 小】", [], []),
    ("更新时间:2012-04-28 10:21:00点击次数:6913次", [], []),
    ("时间：2021-03-08 作者：赵明远 编辑：钱文华 点击：1203次", ["赵明远"], ["钱文华"]),
    ("供稿单位：江城县总工会 供稿人：赵明远 审核人：钱文华", ["赵明远"], ["钱文华"]),
    ("撰稿人：赵明远 审稿人：钱文华", ["赵明远"], ["钱文华"]),
    ("来源丨江城市总工会 编辑丨赵明远", [], ["赵明远"]),
    ("记者丨赵明远 编辑丨钱文华 审核丨孙秀兰", ["赵明远"], ["钱文华", "孙秀兰"]),
    ("值班编委：赵明远 值班主任：钱文华", [], ["赵明远", "钱文华"]),
    ("实习编辑：赵明远", [], ["赵明远"]),
    ("（江城县融媒体中心 赵明远 钱文华）", ["赵明远", "钱文华"], []),
    ("新江城-江城日报记者 赵明远", ["赵明远"], []),
    ("江南日报、江南+记者 赵明远", ["赵明远"], []),
    ("原标题：江城市总工会开展送清凉活动", [], []),
    ("本文转自：江城晚报", [], []),
    ("转自：江城日报 记者/赵明远 通讯员/钱文华", ["赵明远", "钱文华"], []),
    ("供图：江城市总工会", [], []),
    ("作 者：赵明远 责 编：钱文华", ["赵明远"], ["钱文华"]),
    ("每经记者：赵明远 每经编辑：钱文华", ["赵明远"], ["钱文华"]),
    ("报送单位：江城镇工会 报送人：赵明远", ["赵明远"], []),
    ("关键字：选树活动     发布时间：2020/9/18     来源：江城集团官网", [], []),
]


@pytest.mark.parametrize(("line", "wrote", "edited"), CREDITS)
def test_credits_tell_who_wrote_and_who_edited(line: str, wrote: list[str], edited: list[str]) -> None:
    read = fold(line)
    found = signature(read)
    assert found and found.start == 0
    assert [author.name for author in authors(read)] == wrote
    assert [read[a:b] for a, b in editors(read)] == edited


def test_who_took_a_picture_is_told_in_front_of_a_body_too() -> None:
    found = article(f"# 环卫工人节\n\n记者 赵明远 通讯员 钱文华 摄 {BODY}\n")
    assert found.text.text == BODY
    assert [a.name for a in found.authors if a.role == "photographers"] == ["赵明远", "钱文华"]


@pytest.mark.parametrize(
    "line",
    [
        "新闻" + ">" * 120 + "。",
        "大" * 140 + "国",
        "返回首页" * 35 + "某",
        "首页关闭" * 35 + "，",
        "> " * 75 + "，",
        "-" * 150 + "，",
        "（据" + "江" * 150,
        "江城 " * 40 + "2023-12-05 08:30 湖",
    ],
)
def test_a_line_made_to_keep_a_pattern_busy_is_read_at_once(line: str) -> None:
    begin = perf_counter()
    is_furniture(line)
    assert perf_counter() - begin < 1
