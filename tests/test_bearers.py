"""Which names of one article are of one bearer: units behind their firm, unions of short forms, numbers.

Names are invented, cities real.
"""

from __future__ import annotations

import pytest

from tests.printed import names, sentence, surfaces

# Text, and full names that must be among those found.
BEHIND_THEIR_FIRM = [
    ("赣北铜业集团雁沟煤矿综采二队获奖。雁沟煤矿又传来好消息。", "赣北铜业集团雁沟煤矿"),
    ("赣北煤业公司青石煤矿女职工委员会来到新安、青石两矿。", "赣北煤业公司青石煤矿"),
    ("国网晋阳供电公司工会举行比赛，晋阳供电公司夺冠。", "国网晋阳供电公司"),
    (
        "中国铁路滇南局集团有限公司石林南车务段工会召开会议，石林南车务段职工来了。",
        "中国铁路滇南局集团有限公司石林南车务段",
    ),
    (
        "赣北铝业股份有限公司青石分公司开会。青石分公司电解二车间夺冠。",
        "赣北铝业股份有限公司青石分公司电解二车间",
    ),
    ("辽南油田公司开会，采油四厂青石作业区夺冠。辽南油田公司颁奖。", "辽南油田采油四厂青石作业区"),
    ("辽南油田公司举办比武，青石采油厂、北坡采油厂夺冠。辽南油田公司颁奖。", "辽南油田北坡采油厂"),
    ("赣北石化公司工会女职工委员会举办比赛，化工一厂夺冠。", "赣北石化公司化工一厂"),
]
SHORT_FORMS = [
    ("苏州凌朔电子科技有限公司开会。凌朔电子质检车间夺冠。", "苏州凌朔电子科技有限公司质检车间"),
    ("苏州凌朔电子科技有限公司开会。凌朔公司望江店开张。", "苏州凌朔电子科技有限公司望江店"),
    ("苏州凌朔电子科技有限公司开会。凌朔公司工会主席张强说，很好。", "苏州凌朔电子科技有限公司工会"),
    ("凌朔包装（苏州）有限公司开会。凌朔工会主席张强说，很好。", "凌朔包装（苏州）有限公司工会"),
    ("苏州凌朔生态园林有限公司开会。凌朔园林工会主席张强说，很好。", "苏州凌朔生态园林有限公司工会"),
    ("湖南岳泉煤业集团股份有限公司开会，岳煤集团工会主席张强说。", "湖南岳泉煤业集团股份有限公司工会"),
    ("民生银行杭州分行工会夺冠。", "中国民生银行杭州分行工会"),
]
# The firm is named in full only in the name of something that is its own.
INSIDE_OTHERS = [
    ("北京市凌朔集团有限责任公司西城分公司夺冠。凌朔集团的职工来了。", "北京市凌朔集团有限责任公司"),
    ("北京市凌朔集团有限责任公司西城分公司夺冠。凌朔集团工会主席张强说。", "北京市凌朔集团有限责任公司工会"),
    ("北京凌朔食品集团有限公司第三次职工代表大会召开。凌朔食品集团的职工来了。", "北京凌朔食品集团有限公司"),
    ("走进凌朔仓储超市有限公司江汉购物广场，凌朔仓储的职工在忙。", "凌朔仓储超市有限公司"),
    (
        "北京凌朔城市服务集团有限公司机扫公司第三作业中心夺冠。机扫公司工会主席张强说。",
        "北京凌朔城市服务集团有限公司机扫公司工会",
    ),
    ("抚顺矿业集团有限责任公司青石矿工会开会，青石矿的矿工来了。", "抚顺矿业集团有限责任公司青石矿"),
    ("抚顺矿业集团有限责任公司青石矿工会开会，抚矿集团工会主席张强说。", "抚顺矿业集团有限责任公司工会"),
]
BEHIND_ITS_OWNER = [
    ("沈阳变压器集团有限公司开会，沈变公司的职工来了。", "沈阳变压器集团有限公司"),
    ("杭州汽轮动力集团股份有限公司开会，杭汽轮工会主席张强说。", "杭州汽轮动力集团股份有限公司工会"),
    ("中铁一局集团凌朔工程有限公司开会，凌朔公司的职工来了。", "中铁一局集团凌朔工程有限公司"),
    ("朔钢集团汉中钢铁有限责任公司开会，汉钢公司的职工来了。", "朔钢集团汉中钢铁有限责任公司"),
    ("北京市第三建筑工程有限公司开会，三建公司工会主席张强说。", "北京市第三建筑工程有限公司工会"),
    ("国网江门市电力公司开会，国网江门电力工会主席张强说。", "国网江门市电力公司工会"),
    (
        "北京凌朔控股（集团）有限公司第五客运分公司开会，客四分公司夺冠。",
        "北京凌朔控股（集团）有限公司第四客运分公司",
    ),
]
NUMBERS = [
    ("辽南油田第四采油厂开会。辽南油田采油六厂夺冠。", "辽南油田第六采油厂"),
    ("辽南油田采油四厂开会。辽南油田采油六厂夺冠。", "辽南油田采油六厂"),
]


@pytest.mark.parametrize(
    ("text", "wanted"), [*BEHIND_THEIR_FIRM, *SHORT_FORMS, *INSIDE_OTHERS, *BEHIND_ITS_OWNER, *NUMBERS]
)
def test_a_name_is_the_fullest_that_its_article_has(text: str, wanted: str) -> None:
    assert wanted in {name for _, name in names(sentence(text))}


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("桂北矿业公司雁沟煤矿工会、湘西矿业公司雁沟煤矿工会比赛，雁沟煤矿夺冠。", "雁沟煤矿"),
        ("苏州凌朔电子有限公司、苏州凌朔机电有限公司开会。凌朔公司工会主席张强说。", "凌朔公司工会"),
        ("苏州凌朔电子有限公司开会。凌朔集团工会主席张强说。", "凌朔集团工会"),
        ("北京凌朔集团有限责任公司开会。凌朔装饰公司的职工来了。", "凌朔装饰公司"),
        ("北京市建筑工程研究院有限责任公司开会。北京市建筑工会主席张强说。", "北京市建筑工会"),
        ("凌朔啤酒桂林漓江股份有限公司开会。凌朔啤酒工会主席张强说。", "凌朔啤酒工会"),
    ],
)
def test_what_may_be_another_stays_as_it_is(text: str, alone: str) -> None:
    assert alone in {name for _, name in names(sentence(text))}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("新疆喀什热闹非凡，自治区农林水利工会来了。", "新疆维吾尔自治区农林水利工会"),
        ("宁夏银川热闹非凡，自治区五一劳动奖章颁发。", "宁夏回族自治区五一劳动奖章"),
        ("区住建委工会在通州区举行比赛。", "通州区住房和城乡建设委员会工会"),
        ("区人社局仲裁院在通州区办公。", "通州区人力资源和社会保障局仲裁院"),
    ],
)
def test_levels_and_offices_inside_are_written_out(text: str, wanted: str) -> None:
    assert wanted in {name for _, name in names(sentence(text))}


@pytest.mark.parametrize(
    ("text", "short", "firm"),
    [
        ("朔钢公司炼钢厂出钢。朔钢的职工来了。", "朔钢", "朔钢公司"),
        ("凌朔卷烟厂三车间表彰职工，凌朔卷烟厂也去了。", "凌朔卷烟厂", "凌朔卷烟厂"),
        ("走进凌朔筑港望海岛改扩建项目部，凌朔筑港的职工在忙。", "凌朔筑港", "凌朔筑港"),
    ],
)
def test_a_short_form_stands_for_the_firm_and_never_for_its_unit(text: str, short: str, firm: str) -> None:
    assert surfaces(sentence(text), "Company")[short] == firm


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("赣北铜业集团在石门市开会，机电队夺冠。", "赣北铜业集团机电队"),
        ("黄粮镇凌朔柑橘合作社开业。", "凌朔柑橘合作社"),
        ("江西省赣州市于都县市场监督管理局来了。", "于都县市场监督管理局"),
        ("延庆区永宁镇工会第四次代表大会召开。", "永宁镇工会第四次代表大会"),
        ("怀化市六中的师生来了。", "怀化市第六中学"),
    ],
)
def test_places_owners_and_numbers_in_full_names(text: str, wanted: str) -> None:
    assert wanted in {name for _, name in names(sentence(text))}
