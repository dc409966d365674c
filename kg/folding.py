"""Text as the rules read it: full-width marks, one kind of quotes, simplified characters, plain letters.

Web pages and databases often bring half-width marks, straight quotes and traditional characters. Each
character is read as one other, so that offsets hold; what is quoted stays as it is printed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from kg.lexicon import rows
from kg.model import Article, Field, Passage

__all__ = ["fold", "folded", "simplified", "traditional"]

TRADITIONAL = 0.02
"""Share of characters that only traditional text has; in simplified text they are a surname at most."""
CJK = "\u3001-\u3011\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff0f“”‘’…—"
MARKS = str.maketrans(",:;!?()", "，：；！？（）")
CORNERS = str.maketrans("「」『』丨", "“”‘’｜")
"""丨, a stroke, is what many pages have for a bar: 来源丨江城日报."""
MARK = re.compile(f"[,:;!?](?=\\s*[{CJK}])|(?<=[{CJK}])[,:;!?]")
BRACKETS = re.compile(
    f"\\((?=[^()\\n]*[{CJK}])[^()\\n]*\\)|(?<=[{CJK}])\\([^()\\n]*\\)|\\([^()\\n]*\\)(?=[{CJK}])"
)
QUOTED = re.compile('"([^"\\n]*)"')
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# Letters and digits as wide as a character; radicals that files of PDF have in the place of characters.
WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2e80-\u2fdf\uf900-\ufaff]")
# Of traditional text, where one character stands for two: 帶|著, but 著名, 名著.
ASPECT = re.compile("(?<![名显编原土专巨合论卓昭拙遗译新])著(?![名作称者述录])")
FOREIGN = re.compile(f'[,:;!?()"「『丨]|{WIDE.pattern}')


def fold(text: str, *, traditional: bool | None = None) -> str:
    """`text` as the rules read it, of the same length.

    Characters are simplified in text that is `traditional`, by default where it looks so.

    >>> fold('本報訊(記者 孫國華)"五一"前,總工會')
    '本报讯（记者 孙国华）“五一”前，总工会'
    """
    if FOREIGN.search(text):
        text = WIDE.sub(lambda found: _plain(found.group()), text)
        text = QUOTED.sub(r"“\1”", text).translate(CORNERS)
        text = BRACKETS.sub(lambda found: f"（{found.group()[1:-1]}）", text)
        text = MARK.sub(lambda found: found.group().translate(MARKS), text)
    if is_traditional(text) if traditional is None else traditional:
        text = ASPECT.sub("着", text.translate(_simplified()))
    return text


@lru_cache(1 << 14)
def simplified(name: str) -> str:
    """A name in simplified characters and full-width marks."""
    return fold(name, traditional=True)


def traditional(character: str) -> str:
    """The one traditional character that a simplified one stands for, itself where there are several.

    Which characters traditional text has, the character set of Big5 tells: 制 is one of them, beside 製.

    >>> traditional("资"), traditional("镇"), traditional("发"), traditional("制")
    ('資', '鎮', '发', '制')
    """
    return _traditional().get(character, character)


def folded(article: Article) -> Article:
    """An article as the rules read it; the same object when it is so already."""
    passages = dict(article.passages())
    traditional = is_traditional("".join(passage.text for passage in passages.values()))
    changed: dict[Field, Passage] = {}
    for field, passage in passages.items():
        text = fold(passage.text, traditional=traditional)
        if text != passage.text:
            changed[field] = Passage(text, passage.runs)
    return replace(article, **changed) if changed else article  # type: ignore[arg-type]


def is_traditional(text: str) -> bool:
    """Whether text is in traditional characters.

    >>> is_traditional("長春市總工會舉辦"), is_traditional("总工会主席於甲")
    (True, False)
    """
    own = len(_only_traditional().findall(text))
    return own > 2 and own >= TRADITIONAL * len(HAN.findall(text))


def _plain(character: str) -> str:
    from unicodedata import normalize

    plain = normalize("NFKC", character)
    return plain if len(plain) == 1 else character


@cache
def _simplified() -> dict[int, str]:
    return {ord(traditional): simple for traditional, simple in rows("characters.tsv")}


def _in_big5(character: str) -> bool:
    try:
        return bool(character.encode("big5"))
    except UnicodeEncodeError:
        return False


@cache
def _traditional() -> dict[str, str]:
    several: dict[str, list[str]] = {}
    for character, simple in rows("characters.tsv"):
        if _in_big5(character) and not _in_big5(simple):
            several.setdefault(simple, []).append(character)
    return {simple: characters[0] for simple, characters in several.items() if len(characters) == 1}


@cache
def _only_traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _simplified()))}]")
