"""How names sound: the pinyin readings of their characters, for those who type without an input method.

A table of characters is smaller than spelled names, and knows every reading: 长 is zhang and chang, 单 dan
and shan, so that nobody has to guess which one a surname takes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

__all__ = ["readings"]

# What these are read as in surnames only. pypinyin's table lacks the first two; the others must not get lost.
SURNAMES = {
    "会": "gui",
    "黑": "he",
    "盖": "ge",
    "仇": "qiu",
    "区": "ou",
    "解": "xie",
    "单": "shan",
    "秘": "bi",
}


def readings(names: Iterable[str]) -> dict[str, str]:
    """Character -> its pinyin readings without tones, a space between; usual ones first, ü as v.

    >>> readings(["单长"])
    {'单': 'dan chan shan', '长': 'zhang chang'}
    """
    letters = sorted({letter for name in names for letter in name if "\u3400" <= letter <= "\u9fff"})
    return {letter: " ".join(sounds) for letter in letters if (sounds := _sounds(letter))}


def _sounds(letter: str) -> list[str]:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # only characters are asked for: spares 40 MB
    from pypinyin import Style, pinyin

    found = pinyin(letter, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    sounds = dict.fromkeys(sound for row in found for sound in row if sound.isascii() and sound.isalpha())
    if letter in SURNAMES:
        sounds[SURNAMES[letter]] = None
    return [*sounds]
