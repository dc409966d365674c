"""The day of an issue: from a file's name, a field, the line of print, an article's credits."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from unicodedata import normalize

__all__ = ["date_in_credits", "date_in_name", "date_of", "date_of_print"]

# 2022-12-05, 2022/12/05, 2022_12_05, 2022年12月5日; or 20221205 with letters around, but not inside a hash.
NAMED = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:[-_./年])(?P<m>0?[1-9]|1[0-2])(?:[-_./月])(?P<d>[12]\d|3[01]|0?[1-9])(?!\d)"
    r"|(?<![0-9A-Za-z])[A-Za-z]*(?P<Y>(?:19|20)\d\d)(?P<M>\d\d)(?P<D>\d\d)(?:[A-Za-z]\d{0,3})?(?![0-9A-Za-z])"
)
CHINA = timezone(timedelta(hours=8))
MONTH = re.compile(r"((?:19|20)\d\d)(?:[-/.年](0?[1-9]|1[0-2])月?|年)?")
DAY = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d\d?)\s*[-/.月]\s*(\d\d?)\s*日?(?![\d])")
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?")
EPOCH = re.compile(r"(\d{9,10})(\d{3})?")

# A line of print is a date with nothing beside it but what newspapers put there: weekday, lunar date,
# numbers of pages and issues, editors, the paper's own name. A headline that begins with a date is none.
PRINTED = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d\d?)\s*月\s*(\d\d?)\s*日")
BESIDE = re.compile(
    r"星期[一二三四五六日天]|农历\S{2,12}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年\S{0,8}"
    r"|第\s*[A-Z]?[\d一二三四五六七八九十]+\s*[版期号]|[A-Z]?\d+\s*版|总第\s*\d+\s*期|今日\S{0,4}版"
    r"|(?:本版|责任|值班|执行)?(?:责编|编辑|主编|美编|校对|版式|组版)\s*[:：]?\s*[\u4e00-\u9fff 、]{0,12}"
    r"|《?[\u4e00-\u9fff]{1,8}(?:报|日报|晚报|时报|早报|周报)》?|要闻|综合|新闻|[\W_]|[A-Za-z0-9]+"
)
HEAD = 8
"""Lines of a page in which its line of print can stand."""
LONGEST = 60


def date_in_name(name: str) -> str | None:
    """The date in a page's name, the last where there are several.

    >>> date_in_name("2022-12-05/01.txt"), date_in_name("grrb20221205A01.txt")
    ('2022-12-05', '2022-12-05')
    >>> date_in_name("000_75f3c95002012051.txt")
    """
    for found in reversed([*NAMED.finditer(name)]):
        day = _day(found["y"] or found["Y"], found["m"] or found["M"], found["d"] or found["D"])
        if day:
            return day
    return None


def date_of(value: str) -> str | None:
    """The day, month or year (ISO 8601) that a field says, None when it says none.

    Times with a zone, and seconds or milliseconds since 1970, are taken as days of China.

    >>> date_of("2022/11/3"), date_of("2022年11月3日 08:12"), date_of("2022-11-02T16:30:00Z")
    ('2022-11-03', '2022-11-03', '2022-11-03')
    >>> date_of("20221103"), date_of("1667433600"), date_of("2022.11"), date_of("昨日")
    ('2022-11-03', '2022-11-03', '2022-11', None)
    """
    value = normalize("NFKC", value).strip()
    if found := COMPACT.fullmatch(value) or DAY.match(value):
        return _in_china(value) or _day(*found.groups())
    if found := MONTH.fullmatch(value):
        return f"{found[1]}-{int(found[2]):02}" if found[2] else found[1]
    if found := EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(found[1]), UTC).astimezone(CHINA).date().isoformat()
    return None


def date_of_print(text: str) -> str | None:
    """The date in the line of print at the head of a page.

    >>> date_of_print("劳动报 2022年11月3日 星期四 第3版\\n市总工会举办培训班")
    '2022-11-03'
    >>> date_of_print("2022年11月3日市总工会举办培训班")
    """
    for line in islice((line for line in text[:4000].split("\n") if line.strip()), HEAD):
        line = SPELLED.sub(_in_digits, normalize("NFKC", line))
        if len(line) <= LONGEST and (found := PRINTED.search(line)):
            beside = line[: found.start()] + " " + line[found.end() :]
            left = BESIDE.sub("", beside)
            if not left or (len(left) <= LONGEST_SECTION and SURE.search(beside)):
                return _day(*found.groups())
    return None


SURE = re.compile(
    r"星期[一二三四五六日天]|第\s*[A-Z]?[\d一二三四五六七八九十]+\s*版|[A-Z]?\d{1,2}\s*版|^\W*[A-Z]?\d{2}\s"
    r"|(?:日报|晚报|午报|时报|工人报)》?\s+$"
)
"""What only a line of print has beside its date; the rest may be the section's own name: 工会·基层."""
LONGEST_SECTION = 12


SPELLED = re.compile(
    "([一二][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
"""二〇二五年四月二十九日."""
DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def _in_digits(spelled: re.Match[str]) -> str:
    """A date in figures, tens written out: 二十九 as 29."""
    parts = [re.sub("^十", "一十", part) for part in spelled.groups()]
    year, month, day = (re.sub("十$", "〇", part).replace("十", "").translate(DIGITS) for part in parts)
    return f"{year}年{month}月{day}日"


def date_in_credits(text: str) -> str | None:
    """The first day in the credits of an article, as web pages print them beside it.

    >>> date_in_credits("2024年07月05日15:32  来源：江城日报"), date_in_credits("本报记者 赵甲乙")
    ('2024-07-05', None)
    """
    days = (_day(*found.groups()) for found in DAY.finditer(normalize("NFKC", text)))
    return next(filter(None, days), None)


def _in_china(value: str) -> str | None:
    """The day in China of a time that names its zone."""
    try:
        time = datetime.fromisoformat(value)
        return time.astimezone(CHINA).date().isoformat() if time.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None  # 20221399 is a number
