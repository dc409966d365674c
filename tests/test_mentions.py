"""Names found in sentences, by the rules of annotation; people, firms and wording are invented.

Places are real, and what everyone knows (全国总工会): without them nothing can be filled in.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from kg.model import Class
from tests.printed import names, readings, sentence
from tests.samples import ROOT, SEEDS

Names = set[tuple[Class, str]]


def people(*found: str) -> Names:
    return {("Person", name) for name in found}


PEOPLE: list[tuple[str, Names]] = [
    ("党组书记、副主席孙佩芬出席会议并讲话。", people("孙佩芬")),
    ("会上，钱立群、郭秀英和冯国栋先后发言。", people("钱立群", "郭秀英", "冯国栋")),
    ("劳模代表乔立新、温建军、牛爱莲先后发言。", people("乔立新", "温建军", "牛爱莲")),
    ("主席上官云霞宣读倡议书。", people("上官云霞")),
    ("职工司马青松表示，将继续努力。", people("司马青松")),
    ("教授Clara Whitfield和工程师Jonas Bergmann先后发言。", people("Clara Whitfield", "Jonas Bergmann")),
    ("党员诸葛敬文介绍，工会的服务很贴心。", people("诸葛敬文")),
    ("职工阿依古丽·买买提说，这里像家一样。", people("阿依古丽·买买提")),
    ("骑手巴特尔·苏和说，这里很温暖。", people("巴特尔·苏和")),
    ("骑手艾尼瓦尔·吐尔逊告诉记者，收入稳定。", people("艾尼瓦尔·吐尔逊")),
    ("藏族职工扎西次仁说，工会帮了大忙。", people("扎西次仁")),
    ("职工代表安娜、牛莉先后发言。", people("安娜", "牛莉")),
    ("职工高尚说，他很高兴。", people("高尚")),  # a word, but one that speaks
    ("“工会就是我们的家。”电焊工罗铁柱说。", people("罗铁柱")),
    ("记者见到了正在忙碌的郑丽娟。", people("郑丽娟")),
    ("“心里踏实多了！”郑丽娟激动地说。", people("郑丽娟")),
    ("郑丽娟今年42岁，干这一行已有20年。", people("郑丽娟")),
    ("经过角逐，郑丽娟夺得冠军。", people("郑丽娟")),
    ("总监郭骁作了首场讲座。", people("郭骁")),  # 了 behind: the character in front is a verb
    ("老伴梁玉花同台演唱。", people("梁玉花")),
    ("庄重当选主席，齐欢、令狐冉、吴国梁当选副主席。", people("庄重", "齐欢", "令狐冉", "吴国梁")),
    ("免去康健同志主席职务。", people("康健")),
    ("增补金晓东、木青（女）为常委。", people("金晓东", "木青")),
    ("牧民格桑央金说，路修好了。", people("格桑央金")),
    ("护士仁青拉则说，路修好了。", people("仁青拉则")),
    ("钻工马尤努斯和韩穆罕默德领到奖章。", people("马尤努斯", "韩穆罕默德")),
    (
        "领唱的是蒙古族姑娘萨日朗，伴奏的是回族青年马海比布，马海比布今年二十岁。",
        people("萨日朗", "马海比布"),
    ),
    ("侗族老人石金妹拿到了工资。", people("石金妹")),
    ("他们把一匹马卖了。", set()),
    ("藏族职工旦增平措、白玛次仁登台演唱。", people("旦增平措", "白玛次仁")),
    ("司机努尔买买提来到驿站。", people("努尔买买提")),
    ("董事长沙文岳也在其中。", people("沙文岳")),  # not 长沙
    (
        "县领导钱立群、郭秀英、冯国栋、康健、乔立新到会。",
        people("钱立群", "郭秀英", "冯国栋", "康健", "乔立新"),
    ),
    (
        "市文联主席钱立群、安康为获奖者颁奖。",
        {*people("钱立群", "安康"), ("Organisation", "北京市文学艺术界联合会")},
    ),
    ("副主席春雷·阿不都拉带着慰问品走来。", people("春雷·阿不都拉")),
    ("孔令涛是一名火车司机。", people("孔令涛")),
    ("安全部孙莉获焊工第二名，质量部郑丽娟获第五名。", people("孙莉", "郑丽娟")),  # behind their units
    ("经审会主任何永刚作报告。", people("何永刚")),  # not 任何
    ("骑手阿不都热合曼·尼亚孜和几个老乡来到驿站。", people("阿不都热合曼·尼亚孜")),
    ("牧民敖其尔说，路修好了。", people("敖其尔")),
    ("家住新区的郑丽娟老人说，工会常来人。", people("郑丽娟")),
    ("副主席罗爱和、钱立群、郭秀英到会。", people("罗爱和", "钱立群", "郭秀英")),
    ("县委书记卢望舒致欢迎词。", people("卢望舒")),
    ("乘客满意是头等大事，农民工讨薪有人管。", set()),
    ("老师和妈妈都来了。", set()),
    ("副总经理蔡岚曾到会。", people("蔡岚")),  # adverbs behind
    ("走在方阵里的职工笑了，石桌旁的茶凉了，返乡高峰时人多。", set()),
    ("天刚蒙蒙亮，经理边走边讲，干部和两名律师到了。", set()),
    ("苗族老人石阿妹领到工资，师傅沈阿根在旁边看。", people("石阿妹", "沈阿根")),
    ("专职副会长程文丽出席。", people("程文丽")),  # 长程 is a word
    ("车位工石秀莲说，活儿不累。", people("石秀莲")),
    ("来自13村的阿丽仙·艾买提手脚麻利。", people("阿丽仙·艾买提")),
    ("劳模柳景和介绍了经验，常志和说他也来。", people("柳景和", "常志和")),
    ("工程师罗伯特·林德奎斯特同焊工一起调试机械臂。", people("罗伯特·林德奎斯特")),
    ("采油四队女工玛依努尔·吐尔迪和王海珍是同乡。", people("玛依努尔·吐尔迪", "王海珍")),
    ("投递部的小伙子哈力木拉提·如则靠一手绝活夺冠。", people("哈力木拉提·如则")),
    ("总经理马可·贝里尼忙得顾不上吃饭。", people("马可·贝里尼")),
    (
        "获奖名单：\n甲组：赵敏华、钱志刚、严冬、高兴（女）\n乙组：孙立平、周密",
        people("赵敏华", "钱志刚", "严冬", "高兴", "孙立平", "周密"),
    ),
    ("名单公示如下。\n先进个人（4名）：严冬、平安、高兴、成功", people("严冬", "平安", "高兴", "成功")),
    ("大家向李老问好，站长笑着说明情况。", set()),
]

ORGANISATIONS: list[tuple[str, Names]] = [
    ("兰考县总工会、民权县总工会同时启动慰问。", {("Union", "兰考县总工会"), ("Union", "民权县总工会")}),
    ("哈尔滨工程大学工会的同志来到职工中间。", {("Union", "哈尔滨工程大学工会")}),
    ("山东齐悦食品有限公司工会为职工送去月饼。", {("Union", "山东齐悦食品有限公司工会")}),
    ("中铁祁连工程局第三分公司隧道项目部十分忙碌。", {("Company", "中铁祁连工程局第三分公司隧道项目部")}),
    ("甘肃祁连钢铁集团有限公司的高炉旁热浪滚滚。", {("Company", "甘肃祁连钢铁集团有限公司")}),
    (
        "青海省总工会和宁夏回族自治区总工会签约。",
        {("Union", "青海省总工会"), ("Union", "宁夏回族自治区总工会")},
    ),
    ("南昌市总工会女职工委员会已经换届。", {("Union", "南昌市总工会女职工委员会")}),
    ("大连市教育局印发通知。", {("Government", "大连市教育局")}),
    ("福州大学的师生来到现场。", {("School", "福州大学")}),
    ("记者走进《中国工运》杂志社。", {("Organisation", "《中国工运》杂志社")}),
    ("会场设在哈尔滨市工人文化宫。", {("Facility", "哈尔滨市工人文化宫")}),
]

PLACES: list[tuple[str, Names]] = [
    (
        "广东省深圳市南山区粤海街道热闹非凡。",
        {("District", name) for name in ("广东省", "深圳市", "南山区", "粤海街道")},
    ),
    ("浙江省宁波市北仑区迎来客人。", {("District", name) for name in ("浙江省", "宁波市", "北仑区")}),
    ("来的多是陕西籍农民工，还送来一批书籍。", {("District", "陕西省")}),
    ("喀什地区喀什市迎来客人。", {("District", "喀什地区"), ("District", "喀什市")}),
    ("驻马店市总工会不只在驻马店。", {("Union", "驻马店市总工会"), ("District", "驻马店市")}),
]

ACTIVITIES: list[tuple[str, Names]] = [
    (
        "拉萨市总工会启动“金秋助学”活动。",
        {("Union", "拉萨市总工会"), ("Initiative", "“金秋助学”活动")},
    ),
    ("“羊城绿道行”健步走活动吸引百人报名。", {("Initiative", "“羊城绿道行”健步走活动")}),
    ("“春风行动”招聘会人头攒动。", {("Initiative", "“春风行动”招聘会")}),
    ("中国工会十八大胜利召开。", {("Event", "中国工会十八大")}),
    ("全市上下学习贯彻党的二十大精神。", {("Event", "党的二十大")}),
    ("《工会法》和《江苏省工会条例》正式施行。", {("Work", "工会法"), ("Work", "江苏省工会条例")}),
    ("陈秀珍荣获全国五一劳动奖章。", {*people("陈秀珍"), ("Award", "全国五一劳动奖章")}),
]

# Names that the frame or the form of law shows, however the tokenizer cuts them.
FRAMES: list[tuple[str, Names]] = [
    ("北京澄和仪表有限公司的职工正在加班。", {("Company", "北京澄和仪表有限公司")}),
    ("北京聚福德天控股有限公司的职工正在加班。", {("Company", "北京聚福德天控股有限公司")}),
    ("他2021年入职北京安捷顺物流有限公司。", {("Company", "北京安捷顺物流有限公司")}),
    ("全聚德集团的职工正在加班。", {("Company", "全聚德集团")}),
    (
        "来自华晟药业、以宁药业等12家企业的职工参加。",
        {("Company", "华晟药业"), ("Company", "以宁药业")},
    ),
    ("饿了么北京广渠门站点的骑手正在歇脚。", {("Company", "饿了么北京广渠门站点")}),
    ("山东齐悦食品有限公司代表队摘得桂冠。", {("Company", "山东齐悦食品有限公司")}),
    ("兰考县总工会代表队摘得桂冠。", {("Union", "兰考县总工会")}),
    ("记者从大连市民政局获悉。", {("Government", "大连市民政局")}),
    ("大连市委副书记到会。", {("Government", "大连市委")}),
    ("第三站走进首都博物馆。", {("Facility", "首都博物馆")}),
    ("颁奖仪式在北京亦澄国际会展中心举行。", {("Facility", "北京亦澄国际会展中心")}),
    ("比赛在松桥小街举行。", {("Facility", "松桥小街")}),
    ("大家关注“大连工惠”微信公众号。", {("Platform", "“大连工惠”微信公众号")}),
    ("数据接入“大连工惠”平台。", {("Platform", "“大连工惠”平台")}),
    ("他的抖音号“云岭焊花”有六千人关注。", {("Platform", "云岭焊花")}),
    ("“长风”QC小组获奖。", {("Organisation", "“长风”QC小组")}),
    ("以前办张工会卡要坐两小时车。", set()),
    ("“星期三课堂”坐满了人。", {("Initiative", "星期三课堂")}),
    ("支持南京、苏州等地开展试点。", {("District", "南京市"), ("District", "苏州市")}),
    ("他们把做法推广到厄瓜多尔。", {("District", "厄瓜多尔")}),
]

# Names that the tokenizer glues to what follows or tears apart, and names that are words too.
TORN: list[tuple[str, Names]] = [
    ("老瓦工郭广义把抹子交给徒弟。", people("郭广义")),
    ("车间里，值班员段浩借到了工具。", people("段浩")),
    ("村里的丁秀芹学了刺绣。", people("丁秀芹")),
    ("从事焊接工作的沈凯报的是书法课。", people("沈凯")),
    ("副局长丁勇为获奖职工颁奖。", people("丁勇")),
    ("检修班班长孟亚军担任讲解员。", people("孟亚军")),
    ("律师孟晓彤三进现场调解。", people("孟晓彤")),
    ("“90后”电焊工段志飞在井下干了三年。", people("段志飞")),
    ("审判庭庭长石城、律师孟欣到场。", people("石城", "孟欣")),
    ("绣娘吉狄伍果拿出新作。", people("吉狄伍果")),
    ("大家学习党的二十大精神和习近平总书记的重要讲话。", people("习近平") | {("Event", "党的二十大")}),
    ("任命：段志勇为大连市教育局局长。", people("段志勇") | {("Government", "大连市教育局")}),
    ("据兰考县总工会工作人员介绍，报名已经开始。", {("Union", "兰考县总工会")}),
]

# Words and generic nouns that name no one.
NOTHING = [
    "师傅常说，质量就是生命。",
    "全区的护林员和保水员都来了。",
    "活动面向工会干部及网约车司机。",
    "今年有46名职工晋升为技师。",
    "戈壁滩上风很大，每周三都停工。",
    "大家学习贯彻习近平新时代中国特色社会主义思想。",
    "大家互相加了微信，又建了微信群。",
    "三地工会签约，两地工会互访。",
    "一家鞋厂的职工说，这家酒店的工会很暖心。",
    "附近的写字楼、商场和医院的职工都来就餐。",
    "服务站点里备有茶水，培训班和文艺活动一应俱全。",
    "各快递网点、各项目部都有图书角。",
    "工会的关怀让职工的幸福感、安全感不断增强。",
    "大家弘扬劳模精神，高度重视安全生产，把温馨送给一线。",
    "从严管理，平安出行，安康家园，祝福祖国。",
    "方便面、于是、何况、常年、成功、安排都是词语。",
    "金牌工人、明星员工、白领职工齐聚一堂。",
    "温馨家园项目启动，和谐劳动关系逐步形成。",
    "时间紧任务重，黄金周期间，安全员严格检查。",
    "各级工会要把服务做到职工心坎上，基层工会要主动作为。",
    "各级工会、基层工会、企业工会和工会干部要共同努力。",
    "乡镇工会和基层工会干部一起参加。",
    "两家企业工会、三个街道总工会参加评比。",
    "全市各级工会组织走访慰问困难职工。",
    "首都工会系统认真学习领会。",
    "工会干部、职工代表参加了座谈会。",
    "工会小组长、会计、主任参加了培训。",
    "全体会员、职工家属、社会各界对此给予高度评价。",
    "高温天气里，工会为万名职工送清凉。",
    "本次活动由工会主办。",
    "企业要关心职工，职工之家要建在身边。",
    "全局上下顾全大局，结局令人满意。",
    "工会主席、班组长和职工代表一起讨论。",
]

KNOWN_WRONG: list[tuple[str, Names, str]] = [
    (
        "免去郑永昌宁波市总工会副主席职务。",
        {*people("郑永昌"), ("Union", "宁波市总工会")},
        "the person in front is swallowed by the union's name",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE + ORGANISATIONS + PLACES + ACTIVITIES + FRAMES + TORN)
def test_names(text: str, expected: Names) -> None:
    assert names(sentence(text)) == expected


NOTHING += [
    "张师傅、李老师和王大姐都来了。",
    "成员单位负责同志参加活动。",
    "师傅总说，做事要认真。",
    "师傅将手艺传给徒弟。",
    "快递员平时很忙，周末也要送货。",
    "党代表微宣讲开播，迈上新征程。",
    "要维护好职工的休假权益。",
    "为职工办实事，让工人有干头、有甜头。",
    "安全员严格检查，工作人员耐心讲解。",
]


@pytest.mark.parametrize("text", NOTHING)
def test_words_and_generic_nouns_name_no_one(text: str) -> None:
    assert names(sentence(text)) == set()


POSTS = ["主席", "党委书记", "班组长", "副局长", "职工", "骑手", "劳动模范", "经理", "教授", "护士"]
GIVEN = ["立群", "秀英", "建军", "晓梅", "伟", "丽", "子涵", "光明", "立冬"]


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("surname", ["王", "钱", "欧阳", "冯"])
def test_a_name_behind_a_post_ends_before_its_verb(post: str, surname: str) -> None:
    """Also given names that are words or parts of words (光明, 立冬, 伟大)."""
    wrong = [
        name
        for given in GIVEN
        if people(name := surname + given) != names(sentence(f"现场，{post}{name}说，效果很好。"), "Person")
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "city", ["苏州市", "哈尔滨市", "乌鲁木齐市", "三亚市", "齐齐哈尔市", "克拉玛依市", "六安市"]
)
@pytest.mark.parametrize(
    "frame", ["近日，{}深入车间。", "由{}牵头。", "贯彻落实{}的要求。", "记者从{}获悉。", "以及{}等单位。"]
)
def test_a_union_s_left_edge_is_its_city(city: str, frame: str) -> None:
    union = f"{city}总工会"
    assert names(sentence(frame.format(union)), "Union") == {("Union", union)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, expected, marks=pytest.mark.xfail(strict=True, reason=why), id=text)
        for text, expected, why in KNOWN_WRONG
    ],
)
def test_known_wrong(text: str, expected: Names) -> None:
    assert names(sentence(text)) == expected


GENERAL = {"divisions.tsv", "surnames.tsv"}


@cache
def annotated(kind: str) -> frozenset[str]:
    found: set[str] = set()
    for path in (SEEDS / "gold").glob("*.yaml"):
        for article in yaml.safe_load(path.read_text(encoding="utf-8"))["articles"]:
            found.update(article["entities"].get(kind, {}))
            found.update(name for role in ("reporters", "correspondents") for name in article.get(role, []))
    return frozenset(found)


def listed(path: Path) -> set[str]:
    """The words of a data file, with what its patterns and columns put around them taken off."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return set(re.findall(r"[^\s'\",\[\]|()?:^$*+.{}\\=]+", "\n".join(lines)))


@pytest.mark.parametrize("path", sorted((ROOT / "kg" / "data").iterdir()), ids=lambda path: path.name)
@pytest.mark.parametrize("kind", ["Person", "Company"])
def test_no_list_holds_a_person_or_firm_of_the_sample_pages(path: Path, kind: str) -> None:
    """What is fitted to the samples does not count: rules know kinds of names, not these names."""
    assert len(annotated(kind)) > 10
    if path.name not in GENERAL:
        assert annotated(kind) & listed(path) == set()


def test_entries_with_their_units_in_front_end_in_names() -> None:
    told = "获奖的有甘肃祁连钢铁集团有限公司罗铁柱、兰州齐悦食品有限公司付中海、山东齐悦食品有限公司于波。"
    assert {name for kind, name in names(sentence(told)) if kind == "Person"} == {"罗铁柱", "付中海", "于波"}


def test_a_name_that_is_a_place_elsewhere_is_no_person() -> None:
    told = "游客来到湟中区柳林镇。柳林说，路好走了。副主席安康说，会常来。安康走了。"
    assert {name for kind, name in names(sentence(told)) if kind == "Person"} == {"安康"}


def test_editors_are_people_but_no_authors() -> None:
    [told] = readings(
        "# 工会送清凉\n\n本报讯（记者 丁岚）近日，工会来到车间。\n\n（责编：钱立群 审核：郭秀英）\n"
    )
    assert {link.mention.surface for link in told.links if link.entity.type == "Person"} == {
        "丁岚",
        "钱立群",
        "郭秀英",
    }
    assert [author.name for author in told.article.authors] == ["丁岚"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("公司推行名师带徒、技术创新。", "带徒"),
        ("大家送来祝福，互道祝福，满是温暖和祝福。", "祝福"),
        ("队伍走到了石桥村。", "石桥村"),
        ("他沿着山路到了楼桐村。", "楼桐村"),
        ("迷你马拉松开跑，马拉松精神代代相传，马拉松热起来。", "马拉松"),
        ("张大爷乐呵呵地说。", "乐呵呵"),
        ("图为王强师傅和孙涛师傅在检修。", "和孙涛"),
    ],
)
def test_words_and_villages_are_no_people(text: str, name: str) -> None:
    assert name not in {surface for kind, surface in names(sentence(text)) if kind == "Person"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县领导陈立春、刘文亮、李德文、胡学兵、杨仲平、方向、王广福到会。", "方向"),
        ("县领导陈立春、刘文亮、李德文、胡学兵、杨仲平、方向、贺永学到会。", "贺永学"),
        ("副省长赵立刚到会并讲话。", "赵立刚"),
    ],
)
def test_what_stands_in_a_long_list_or_goes_on_is_a_name(text: str, name: str) -> None:
    assert name in {surface for kind, surface in names(sentence(text)) if kind == "Person"}


def test_pieces_of_a_list_name_a_work_and_its_maker() -> None:
    prizes = "巷口的灯(作者:江城市环卫中心 郑丽娟)\n\n父亲的哨子（作者：临江区第二小学 安 瑜）"
    body = f"获奖名单如下：\n\n一等奖\n\n{prizes}"
    [told] = readings(f"# 征文评出获奖作品\n\n本报讯 征文昨天揭晓。{body}\n")
    found = {(link.mention.type, link.mention.surface) for link in told.links}
    assert {("Work", "巷口的灯"), ("Work", "父亲的哨子"), ("Person", "郑丽娟"), ("Person", "安 瑜")} <= found


def test_what_wins_a_prize_behind_its_maker_is_a_work() -> None:
    found = names(sentence("护士孙莉的“雨后”、药师郭秀英的“长堤”获二等奖。"))
    assert {("Work", "雨后"), ("Work", "长堤")} <= found
    assert ("Work", "雨后") not in names(sentence("护士孙莉的“雨后”挂在走廊里。"))


def test_the_next_entry_behind_a_semicolon_ends_in_a_name() -> None:
    text = "各工种第一名分别是：电焊工，江城建工集团四公司郑丽娟；架子工，江城路桥集团二公司孙莉。"
    assert people("郑丽娟", "孙莉") <= names(sentence(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("记者走进车间。康宁说得好。康宁电气的工人都知道，康宁换了新设备。", "康宁"),
        ("李子熟了，李子甜。李子树下都是人。李子园里好风光。李子卖得快。", "李子园"),
        ("负责人满意地说，活动办得好。", "满意地"),
        ("3名技师凌晨回到车间。", "凌晨"),
    ],
)
def test_words_and_firms_beside_people_are_none(text: str, name: str) -> None:
    assert ("Person", name) not in names(sentence(text))
