"""Pages cut into articles: headings, mastheads, photos, signatures, column breaks."""

from __future__ import annotations

from functools import cache

import pytest

from kg.articles import split
from kg.issued import date_of_print
from kg.model import Article
from kg.pipeline import extract
from tests.printed import article, articles, page, readings
from tests.samples import SEEDS

FIRST = "本报讯（记者 赵明远）近日，江城市总工会召开座谈会。"
BODY = "工人们说，车间门口多了一处歇脚的地方，热水、充电器和急救箱一样不少，下班路上也能坐一坐。"
SECOND = "本报讯（记者 钱文华）日前，临江区总工会走访慰问一线职工。"
TITLES = {
    "000_75f3c950020aa114": [
        "市工会干部学院举办专题公益送教",
        "通州区总工会扎实做好职工思想引领工作",
        "项目部职工变身“爱心理发师”",
        "和平街街道总工会为户外职工寒冬送暖",
        "完美世界工会联合会情暖职工和家属",
    ],
    "001_cd5e2c8a745e082b": [
        "首都工会组织工作专题培训班开班",
        "北师大工会多举措推动中国工会十八大精神走深走实",
        "房山区长阳镇干部职工掀起学习中国工会十八大精神热潮",
        "北京地铁机电分公司职工小家覆盖所有项目部",
        "体验手工制作乐趣",
    ],
    "002_d4a614b38303870b": [
        "全国工会劳模工匠党代表微宣讲上线开播",
        "市自来水集团为一线职工撑起“保护伞”",
        "贴窗花 送祝福",
        "“娘家人”送来大礼包",
        "平谷工会送温暖精准服务“四类”群体",
        "渤海镇政府机关工会走访慰问困难职工",
        "建工集团各级工会慰问职工2万余人次",
        "安贞街道志愿者为坚守一线职工送饺子",
        "福田戴姆勒工会让职工感受“家”温暖",
    ],
    "003_d1e9150039a443ab": [
        "海淀工会向职工交上一份满意年度“答卷”",
        "市水务局工会慰问河湖流域中心一线职工",
        "石景山区建设户外劳动者服务站点近300个",
        "天桥街道总工会开展党的二十大精神宣讲会",
        "海外职工别样庆新年",
    ],
    "004_d9c63f2169cdf48b": [
        "市总工会召开党组理论学习中心组学习(扩大)会",
        "首开集团组织劳模先进代表学习贯彻党的二十大精神 用劳模精神劳动精神工匠精神引领职工成长成才",
        "建工六小村安置房项目部“爱心送考”温暖职工",
        "北京经济技术开发区总工会举办应急救护培训",
        "“以球会友”鼓干劲",
    ],
}


@cache
def samples() -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = {}
    for reading in extract([SEEDS]):
        found.setdefault(reading.article.page.removesuffix(".txt"), []).append(reading.article)
    return found


def titles(text: str) -> list[str]:
    return [found.title.text for found in articles(text)]


@pytest.mark.parametrize("name", TITLES)
def test_the_sample_pages_give_all_their_articles(name: str) -> None:
    found = samples()[name]
    assert [each.title.text for each in found] == TITLES[name]
    assert [each.number for each in found] == [*range(1, len(found) + 1)]


def test_photos_of_the_sample_pages() -> None:
    photos = [each.title.text for found in samples().values() for each in found if each.kind == "photo"]
    assert photos == [
        "体验手工制作乐趣",
        "贴窗花 送祝福",
        "“娘家人”送来大礼包",
        "海外职工别样庆新年",
        "“以球会友”鼓干劲",
    ]


@pytest.mark.parametrize("name", TITLES)
def test_the_masthead_is_in_no_title(name: str) -> None:
    for found in samples()[name]:
        assert found.masthead and "深入学习贯彻党的二十大精神 奋力开拓首都工会工作新局面" in found.masthead
        assert "奋力开拓首都工会工作新局面" not in found.title.text + found.text.text


@pytest.mark.parametrize(
    "text",
    [
        f"## 市总工会召开座谈会\n\n{FIRST}\n\n## 临江区总工会慰问职工\n\n{SECOND}\n",
        f"市总工会召开座谈会\n\n{FIRST}\n\n临江区总工会慰问职工\n\n{SECOND}\n",
        f"## 市总工会召开座谈会\n\n{FIRST}\n\n临江区总工会慰问职工\n\n{SECOND}\n",
        f"市总工会召开座谈会\n\n{FIRST}\n\n## 临江区总工会慰问职工\n\n{SECOND}\n",
        f"**市总工会召开座谈会**\n\n{FIRST}\n\n**临江区总工会慰问职工**\n\n{SECOND}\n",
        f"  ##  市总工会召开座谈会 \n{FIRST}\n　　\n## 临江区总工会慰问职工\n{SECOND}",
        f"# 市总工会召开座谈会\n\n{FIRST}\n\n# 临江区总工会慰问职工\n\n{SECOND}\n",
    ],
    ids=["marked", "bare", "marked, bare", "bare, marked", "bold", "close", "single mark"],
)
def test_titles_marked_bare_and_mixed(text: str) -> None:
    found = articles(text)
    assert [each.title.text for each in found] == ["市总工会召开座谈会", "临江区总工会慰问职工"]
    assert [each.text.text for each in found] == [
        "近日，江城市总工会召开座谈会。",
        "日前，临江区总工会走访慰问一线职工。",
    ]
    assert [[a.name for a in each.authors] for each in found] == [["赵明远"], ["钱文华"]]
    assert [each.id for each in found] == ["p-01", "p-02"]


def test_kicker_title_and_subtitle() -> None:
    found = article(
        f"弘扬工匠精神 建功新时代\n\n## 江城市总工会评选百名工匠\n\n首批入选者来自五个行业\n\n{FIRST}\n"
    )
    assert found.kicker and found.kicker.text == "弘扬工匠精神 建功新时代"
    assert found.title.text == "江城市总工会评选百名工匠"
    assert found.subtitle and found.subtitle.text == "首批入选者来自五个行业"
    assert [field for field, _ in found.passages()] == ["kicker", "title", "subtitle", "byline", "text"]


def test_a_standing_head_of_two_calls_belongs_to_no_article() -> None:
    found = article(f"凝聚奋进力量 争当时代先锋\n\n江城市总工会评选百名工匠\n\n共有五个行业参加\n\n{FIRST}\n")
    assert (found.masthead, found.title.text) == ("凝聚奋进力量 争当时代先锋", "江城市总工会评选百名工匠")
    assert found.subtitle and found.subtitle.text == "共有五个行业参加"


def test_a_subtitle_of_three_phrases_above_a_dateline() -> None:
    found = article(f"一座老桥的新生\n\n3个月，20名工人，60根旧桩换成新桩\n\n{FIRST}\n")
    assert found.title.text == "一座老桥的新生"
    assert found.subtitle and found.subtitle.text == "3个月，20名工人，60根旧桩换成新桩"


def test_the_line_above_a_dash_is_the_title() -> None:
    found = article(f"书海泛舟\n\n在灯下读懂母亲\n\n——读《纺车》\n\n□赵明远\n\n{BODY}\n{BODY}\n")
    assert found.title.text == "在灯下读懂母亲"
    assert found.masthead == "书海泛舟"


@pytest.mark.parametrize(
    ("below", "title"),
    [
        (
            "江城市总工会机关人事任免\n\n经研究决定：\n\n任命钱文华为江城市总工会办公室主任。\n",
            "江城市总工会机关人事任免",
        ),
        (f"久坐族，动动你的腰\n\n{BODY}\n\n多走几步，少坐一会儿。（钱文华）\n", "久坐族，动动你的腰"),
        (f"“小黄帽”上岗\n\n{BODY}图为志愿者在路口值守。\n\n林间 摄\n", "“小黄帽”上岗"),
        (
            f"他把图纸画进了心里\n\n——记江城市劳动模范钱文华\n\n{BODY}\n\n本报记者 赵明远\n",
            "他把图纸画进了心里",
        ),
    ],
    ids=["notice", "signed in brackets", "picture", "dash"],
)
def test_bare_titles_without_a_dateline_below_another_article(below: str, title: str) -> None:
    assert titles(f"市总工会召开座谈会\n\n{FIRST}\n\n{below}") == ["市总工会召开座谈会", title]


def test_a_subhead_opens_no_article() -> None:
    text = f"市总工会召开座谈会\n\n{FIRST}\n\n把服务送到身边\n\n{BODY}\n\n职工有了新去处\n\n{BODY}\n"
    assert titles(text) == ["市总工会召开座谈会"]


def test_a_title_alone_has_neither_kicker_nor_subtitle() -> None:
    found = article(f"## 江城市总工会评选百名工匠\n\n{FIRST}\n")
    assert (found.kicker, found.subtitle, found.masthead) == (None, None, None)


def test_the_masthead_stands_apart_for_all_articles() -> None:
    found = articles(f"# 江城工运\n\n## 市总工会召开座谈会\n\n{FIRST}\n\n## 区总工会慰问职工\n\n{SECOND}\n")
    assert [each.masthead for each in found] == ["江城工运", "江城工运"]
    assert [each.title.text for each in found] == ["市总工会召开座谈会", "区总工会慰问职工"]


@pytest.mark.parametrize(
    "furniture", ["2023年7月3日 星期一", "第3版 要闻", "A03", "责任编辑 孙秀兰 电话：01012345678"]
)
def test_dates_page_numbers_and_editors_above_are_no_title(furniture: str) -> None:
    assert titles(f"{furniture}\n\n## 江城市总工会召开座谈会\n\n{FIRST}\n") == ["江城市总工会召开座谈会"]


def test_a_few_words_above_bare_titles_are_the_section_s_name() -> None:
    first, second = articles(
        f"要闻\n\n江城市总工会召开座谈会\n\n{FIRST}\n\n临江区总工会慰问职工\n\n{SECOND}\n"
    )
    assert (first.title.text, second.title.text) == ("江城市总工会召开座谈会", "临江区总工会慰问职工")
    assert first.kicker is None
    assert first.masthead == second.masthead == "要闻"


@pytest.mark.parametrize("mark", ["## ", ""])
def test_a_photo_with_its_caption(mark: str) -> None:
    caption = "7月3日，江城大桥施工现场，工会志愿者为职工送来绿豆汤。"
    story, photo = articles(
        f"## 江城市总工会召开座谈会\n\n{FIRST}\n\n"
        f"{mark}桥上架起“连心桥”\n\n{caption}\n\n本报记者 孙秀兰 摄影报道\n"
    )
    assert (story.kind, photo.kind) == ("news", "photo")
    assert photo.title.text == "桥上架起“连心桥”"
    assert photo.text.text == caption
    assert [(a.role, a.name) for a in photo.authors] == [("reporters", "孙秀兰"), ("photographers", "孙秀兰")]


def test_a_signature_over_two_lines_is_read_as_one() -> None:
    found = article(
        "## 江城职工学技能\n\n近日，江城市总工会开办技能学堂，三百名职工报名参加。\n\n"
        "本报记者 赵明远\n\n通讯员 钱文华 摄影报道\n"
    )
    assert [(a.role, a.name) for a in found.authors] == [
        ("reporters", "赵明远"),
        ("correspondents", "钱文华"),
        ("photographers", "赵明远"),
        ("photographers", "钱文华"),
    ]
    assert found.byline and found.byline.text == "本报记者 赵明远\n通讯员 钱文华 摄影报道"
    assert found.text.text.endswith("报名参加。")


BROKEN = (
    "近日，江城市总工会为一线职工送去清凉用品，并在《江城工人报》开设“送清凉”专栏。"
    "劳动模范陈大勇参加活动，江城市总工会副主席随后说，活动将持续到九月。"
)


@pytest.mark.parametrize(
    "place",
    [
        "一线职工|送去",
        "清|凉用品",
        "陈大|勇",
        "《江城工|人报",
        "“送清|凉",
        "总工|会副",
        "活动，|江城",
        "到|九月",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n\n"])
def test_column_breaks_are_repaired(place: str, gap: str) -> None:
    """In the middle of a sentence, a word, a name, a title in 《》 and “”."""
    before, after = place.split("|")
    text = BROKEN.replace(before + after, f"{before}{gap}{after}", 1)
    assert text != BROKEN
    found = article(f"## 江城市总工会慰问职工\n\n本报讯（记者 赵明远）{text}\n\n职工们纷纷点赞。\n")
    assert found.text.text == f"{BROKEN}\n职工们纷纷点赞。"


def test_a_name_is_found_over_a_column_break() -> None:
    text = BROKEN.replace("陈大勇", "陈大\n\n勇").replace("江城市总工会副", "江城市总工\n\n会副")
    [reading] = readings(f"## 慰问职工\n\n本报讯 {text}\n")
    assert {"陈大勇", "江城市总工会"} <= {link.mention.surface for link in reading.links}


def test_subheads_stay_lines_of_their_own() -> None:
    found = article(
        f"## 江城市总工会服务职工有实招\n\n{FIRST}\n\n建好职工驿站\n\n今年，江城市建成驿站五十家。\n\n"
        "帮扶困难职工\n\n今年以来，江城市帮扶困难职工三千人。\n"
    )
    assert found.text.text.split("\n") == [
        "近日，江城市总工会召开座谈会。",
        "建好职工驿站",
        "今年，江城市建成驿站五十家。",
        "帮扶困难职工",
        "今年以来，江城市帮扶困难职工三千人。",
    ]


def test_paragraphs_stay_apart() -> None:
    found = article(
        f"## 江城市总工会召开座谈会\n\n{FIRST}\n\n职工们说：“好！”\n\n大家都来了！\n\n还会再来？\n"
    )
    assert found.text.text.count("\n") == 3


def test_an_article_whose_title_was_lost_begins_at_its_dateline() -> None:
    found = articles(f"## 江城市总工会召开座谈会\n\n{FIRST}\n\n{SECOND}\n")
    assert [each.text.text for each in found] == [
        "近日，江城市总工会召开座谈会。",
        "日前，临江区总工会走访慰问一线职工。",
    ]
    assert found[1].title.text == ""


EMPTY = ["广告", "2022年7月3日 星期日\n\n责任编辑 赵明远", "12345\n\n67890"]


@pytest.mark.parametrize("text", EMPTY)
def test_a_page_without_any_article_gives_none(text: str) -> None:
    assert readings(text + "\n") == []


def test_a_title_without_a_body_leaves_the_other_articles() -> None:
    found = articles(f"## 江城市总工会召开座谈会\n\n{FIRST}\n\n## 图片新闻\n")
    assert found[0].title.text == "江城市总工会召开座谈会"
    assert found[0].text.text == "近日，江城市总工会召开座谈会。"


def test_a_deeper_mark_below_the_title_is_no_title() -> None:
    found = article(f"## 江城市总工会送清凉\n\n### 走访二十个工地\n\n{FIRST}\n")
    assert found.title.text == "江城市总工会送清凉"


WINNERS = [
    "一等奖",
    "焊工：赵明远（江城重型机械有限公司）",
    "车工：钱文华（临江造船厂） 孙秀兰（江城市电力公司）",
    "江城市工人先锋号",
    "李　明（女） 临江区人民医院护士长",
    "江城市公交集团第三车队",
]


@pytest.mark.parametrize("mark", ["## ", ""])
def test_a_list_of_winners_belongs_to_the_article_that_announces_it(mark: str) -> None:
    announced = "本报讯（记者 赵明远）近日，江城市总工会表彰一批职工。获奖名单如下："
    pages = [f"{mark}江城市总工会表彰职工", announced, *WINNERS, f"{mark}临江区总工会走访慰问职工", SECOND]
    first, second = articles("\n\n".join(pages) + "\n")
    assert first.text.text.split("\n")[1:] == WINNERS
    assert (second.title.text, second.kicker) == ("临江区总工会走访慰问职工", None)


def test_a_title_may_ask() -> None:
    found = articles(f"江城市总工会召开座谈会\n\n{FIRST}\n\n加班之后能否调休？\n\n法院这样说\n\n{SECOND}\n")
    assert [each.title.text for each in found] == ["江城市总工会召开座谈会", "加班之后能否调休？"]
    assert found[1].subtitle and found[1].subtitle.text == "法院这样说"


def test_the_name_of_a_column_is_no_title() -> None:
    found = article(f"劳模风采\n\n孙秀兰：站台上的老熟人\n\n{FIRST}\n")
    assert found.title.text == "孙秀兰：站台上的老熟人"


def test_a_line_that_the_column_broke_off_is_no_caption_s_title() -> None:
    torn = ["江城市总工会副主席赵", "明远介绍，今年名额向一线倾斜。", "歌声飞进矿山", "昨天，职工登台演出。"]
    found = articles("\n\n".join(["江城市总工会送清凉", FIRST, *torn, "本报通讯员 钱文华/摄"]) + "\n")
    assert [each.title.text for each in found] == ["江城市总工会送清凉", "歌声飞进矿山"]
    assert "赵明远介绍" in found[0].text.text


def test_a_picture_s_credit_makes_no_title_of_a_torn_line_above() -> None:
    torn = ["会议还通报了江城市职工互助会今年互助保障", "工作开展情况。各区总工会负责人参加会议。"]
    found = article("\n\n".join(["江城市总工会召开座谈会", FIRST, *torn, "本报记者 孙秀兰 摄"]) + "\n")
    assert "互助保障工作开展情况" in found.text.text
    assert [(a.role, a.name) for a in found.authors] == [("reporters", "赵明远"), ("photographers", "孙秀兰")]


def test_a_name_in_brackets_behind_the_last_sentence_is_a_byline() -> None:
    found = article("## 江城市总工会送清凉\n\n昨天，工会干部走进工地，送去绿豆汤。（钱文华）\n")
    assert found.text.text == "昨天，工会干部走进工地，送去绿豆汤。"
    assert [(a.role, a.name) for a in found.authors] == [("reporters", "钱文华")]


def test_a_picture_inside_an_article_opens_none() -> None:
    parts = [
        "# 网友看江城",
        "江城网讯（记者 赵明远）9月20日，江城市网信办组织网友走进学校和社区，参观民族团结工作的成果。",
        "传承技艺，润泽校园",
        "活动第一站，网友们来到江城市第一中学，参观了民族风情展厅。",
        "网友体验舞龙。钱文华 摄",
        "操场上，学生们练武术操、打陀螺，大课间的活动丰富多彩，网友们一边拍照一边连连称赞，直说没有想到学校里有这么多民族体育项目。",
    ]
    [found] = articles("\n\n".join(parts) + "\n")
    assert found.text.text.endswith("民族体育项目。")
    assert [(a.role, a.name) for a in found.authors] == [("reporters", "赵明远"), ("photographers", "钱文华")]


def test_a_line_above_the_first_title_that_leads_into_it_is_its_kicker() -> None:
    [found] = articles(
        "日前，全国首家网约送餐行业工会成立——\n\n# 有了“娘家人”\n\n本报记者 赵明远\n\n外卖小哥入会了。\n"
    )
    assert (found.title.text, found.kicker and found.kicker.text) == (
        "有了“娘家人”",
        "日前，全国首家网约送餐行业工会成立——",
    )


LONG = BODY * 4 + "图为职工在驿站歇脚。"


def test_a_credit_below_the_title_makes_a_picture_no_news() -> None:
    found = article(f"# 户外驿站暖人心\n\n来源：《江城工报》\n\n{BODY}\n\n{BODY}本报记者 赵明远 摄\n")
    assert found.kind == "photo"


def test_two_paragraphs_that_show_a_picture() -> None:
    found = article(f"# 户外驿站暖人心\n\n{LONG}\n\n{BODY}\n\n本报记者 赵明远 摄\n")
    other = article(f"# 户外驿站暖人心\n\n{LONG.replace('图为', '')}\n\n{BODY}\n\n本报记者 赵明远 摄\n")
    assert (found.kind, other.kind) == ("photo", "news")


def test_pictures_each_with_its_caption() -> None:
    captions = [f"{BODY * 3}{name} 摄" for name in ("赵明远", "孙秀兰", "钱文华")]
    found = article("# 劳动者的一天\n\n" + "\n\n".join(captions) + "\n")
    assert found.kind == "photo"
    assert article("# 劳动者的一天\n\n" + "\n\n".join([BODY * 3, *captions]) + "\n").kind == "news"


def test_a_caption_inside_a_dated_web_page_opens_no_article() -> None:
    page = (
        f"# 车站假日不打烊\n\n江城工报客户端 2022-02-02 10:21\n\n{BODY}\n\n值班员擦拭站台座椅\n\n{BODY}\n\n"
    )
    [found] = articles(page + "文/江城工报记者 赵明远\n\n摄影/江城工报记者 孙秀兰\n")
    assert [(a.role, a.name) for a in found.authors] == [("reporters", "赵明远"), ("photographers", "孙秀兰")]


def test_a_long_subtitle_above_a_caption_and_the_dateline() -> None:
    subtitle = "江城市建设系统各级工会组织安全讲师赴沿江四县二十六个工地开展夏季巡回宣讲活动"
    found = article(
        f"# 把安全课开进工地 把平安带回家中\n\n{subtitle}\n\n讲师与工人交谈。记者赵明远 摄\n\n{FIRST}{BODY}\n"
    )
    assert found.subtitle and found.subtitle.text == subtitle


def test_a_line_that_was_signed_does_not_go_on_in_the_next() -> None:
    prizes = "我的“编外师傅”（郑丽娟/摄）\n\n班组里的好师傅（本报记者 安 瑜/摄）"
    [found] = articles(f"# 征文评出获奖作品\n\n本报讯 征文昨天揭晓。获奖名单如下：\n\n{prizes}\n")
    assert "“编外师傅”\n班组里的好师傅" in found.text.text


@pytest.mark.parametrize(
    "below", ["作者 | 赵明远", "——江城市职工书画作品选登", "江城煤炭网 | 2020/7/2 8:47:33 头条"]
)
def test_a_short_marked_line_is_the_title_when_no_other_is_left(below: str) -> None:
    assert article(f"# 灯下一微米\n\n{below}\n\n{BODY}\n{BODY}\n").title.text == "灯下一微米"


def test_a_standing_head_with_a_dash_below_is_the_title() -> None:
    assert (
        article(f"# 班组一线传真\n\n——江城办事处送来理赔款\n\n{BODY}\n{BODY}\n").title.text == "班组一线传真"
    )


@pytest.mark.parametrize("line", ["二组：赵明远、孙秀兰、钱文华、李春来", "出发前，再照一照（赵明远/摄）"])
def test_lists_of_names_and_captions_are_no_titles(line: str) -> None:
    page = f"# 江城三中教职工篮球赛开赛\n\n{BODY}\n\n参赛队伍：\n\n{line}\n\n{BODY * 2}本报记者 赵明远 摄\n"
    assert len(articles(page)) == 1


@pytest.mark.parametrize(
    ("credit", "day"),
    [
        ("2024年07月05日15:32  来源：江城日报", "2024-07-05"),
        ("来源：江城日报 作者：赵明远 日期：2018-01-19", "2018-01-19"),
        ("（记者 赵明远）", None),
    ],
)
def test_credits_date_an_article_whose_page_has_no_date(credit: str, day: str | None) -> None:
    text = f"# 江城三中教职工篮球赛开赛\n\n{credit}\n\n{BODY}\n\n{BODY}\n"
    assert article(text).date == day
    assert [each.date for each in split(page(text, date="2022-11-03"))] == ["2022-11-03"]


@pytest.mark.parametrize(
    "line",
    [
        "# 03 工会·基层 2024年6月18日 星期二 责任编辑 李桂香 校对 周建国",
        "# 02 要闻 权威发布·深度 江城午报 2024年6月18日",
        "第4版 二〇二四年六月十八日 星期二",
    ],
)
def test_the_date_of_a_page_stands_in_its_masthead_among_other_words(line: str) -> None:
    assert date_of_print(f"{line}\n\n江城市总工会送清凉\n") == "2024-06-18"


def test_a_line_below_the_masthead_that_a_title_goes_on_with() -> None:
    kicker = "全国劳动模范、江城船厂电焊工陈大勇："
    page = f"# 人物 04\n\n{kicker}\n\n## 四十年焊出一条路\n\n□本报记者 赵明远\n\n{BODY}\n\n{BODY}\n"
    found = article(page)
    assert (found.title.text, found.masthead) == ("四十年焊出一条路", "人物 04")
    assert found.kicker and found.kicker.text == kicker


def test_where_an_article_is_continued_is_part_of_none() -> None:
    first = f"## 工会送清凉\n\n本报讯 {BODY}\n\n（上接第1版）\n\n"
    assert [each.text.text for each in articles(f"{first}## 工会办夜校\n\n本报讯 {BODY}\n")] == [BODY, BODY]


def test_the_heading_of_a_list_is_no_title_where_titles_are_marked() -> None:
    lists = (
        "委员名单\n\n（共2名）\n\n赵明远　孙秀兰\n\n江城市总工会经审会委员名单\n\n（共2名）\n\n钱文华　李桂香"
    )
    found = article(f"## 江城市工会代表大会闭幕\n\n本报讯 {BODY}\n\n江城市总工会{lists}\n")
    assert found.text.text.endswith("钱文华　李桂香")


@pytest.mark.parametrize("byline", ["", "本报记者 赵明远\n\n"])
def test_deeper_marks_inside_a_story_are_subheads(byline: str) -> None:
    page = f"# 江城市总工会送清凉\n\n{byline}{BODY}\n\n## 走进车间\n\n{BODY}\n\n## 走进工地\n\n{BODY}\n"
    found = article(page)
    assert found.title.text == "江城市总工会送清凉"
    assert "走进车间" in found.text.text.split("\n")


def test_articles_below_a_masthead_with_a_notice() -> None:
    page = f"# 江城日报\n\n{BODY}\n\n## 江城市总工会开座谈会\n\n{FIRST}\n\n## 临江区总工会走访\n\n{SECOND}\n"
    assert [each.title.text for each in articles(page)][-2:] == ["江城市总工会开座谈会", "临江区总工会走访"]


def test_a_picture_shown_below_a_subhead_opens_no_article() -> None:
    shown = "图为职工领取清凉包。 孙秀兰 摄"
    page = f"江城市总工会送清凉\n\n本报记者 赵明远\n\n{BODY}\n\n走进工地\n\n{BODY}\n\n{shown}\n"
    assert [each.title.text for each in articles(page)] == ["江城市总工会送清凉"]


ASIDES = {
    "a subhead above the last, signed part": f"人往哪儿去\n\n{BODY}\n\n（本报记者 孙秀兰 文并摄）",
    "what stands below a picture": f"（图为颁奖现场）\n\n{BODY}\n\n（供稿：江城市总工会 摄影：孙秀兰）",
    "a picture's file": f"1.jpg\n\n{BODY}\n\n孙秀兰 摄",
    "names side by side": f"赵明远　钱文华　孙秀兰　李明\n\n{BODY}（孙秀兰）",
    "a second dispatch": f"本报江城7月4日电（记者 孙秀兰）{BODY}",
    "a post and who speaks": f"江城市公交集团第三车队队长\n\n孙秀兰：{BODY}\n\n记者：赵明远 摄像：钱文华",
}


@pytest.mark.parametrize("rest", ASIDES.values(), ids=ASIDES)
def test_a_story_from_the_web_stays_one_whatever_divides_it(rest: str) -> None:
    found = article(f"# 江城市总工会召开座谈会\n\n{FIRST}\n\n{rest}\n")
    assert BODY in found.text.text


LABELS = ["第4版（要闻） 专栏：", "字号：", "2011-07-08 10:46 来源：江城新闻网", "1.jpg"]


@pytest.mark.parametrize("label", LABELS)
def test_a_title_printed_again_below_a_label_begins_no_second_article(label: str) -> None:
    title = "江城市总工会召开座谈会"
    found = article(f"# {title}\n\n{label}\n\n{title}\n\n{FIRST}\n")
    assert found.title.text == title
    assert found.text.text.endswith("近日，江城市总工会召开座谈会。")


def test_a_short_title_of_a_story_from_the_web_is_no_section() -> None:
    crumbs = "大江油田 > 企业动态 > 油田动态"
    found = article(f"# 老物件 新对话\n\n{crumbs}\n\n2023-05-18\n\n{BODY}\n")
    assert found.title.text == "老物件 新对话"


def test_a_body_that_begins_with_a_day_is_a_body() -> None:
    day = "2023年5月18日，江城市总工会召开座谈会，三百名职工参加。"
    first, second = articles(f"## 江城市总工会召开座谈会\n\n{day}\n\n## 临江区总工会走访慰问\n\n{SECOND}\n")
    assert (first.text.text, second.title.text) == (day, "临江区总工会走访慰问")
