"""Who did what by a byline: reporters, correspondents, photographers; and who only had it in hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.byline_words import TITLED, byline_tokens, can_sign
from kg.lexicon import surnames
from kg.model import Author, Role

__all__ = ["authors", "editors"]


def authors(text: str, *, wrote: bool = False) -> tuple[Author, ...]:
    """The people of a byline in order of print, with the role that each has; offsets are into `text`.

    摄影报道, 文/摄 and the like make everyone named so far a photographer as well. 摄 alone makes those
    named since the last such word photographers instead: they took the picture, and no more is said.
    `wrote`: the text beside the picture is theirs too, since nobody else signed it.

    >>> [(a.role, a.name) for a in authors("本报记者 赵甲 通讯员 钱乙 孙丙 摄")][-1]
    ('photographers', '孙丙')
    """
    done: list[Author] = []
    waiting: list[Author] = []
    role: Role | None = None
    leading = edited = False
    sticky = False  # 「图/记者 甲」: the job named before the slash outlasts the title behind it
    tokens = byline_tokens(text)
    kinds = [token.kind for token in tokens]
    printed = not {"told", "stamp"} & {*kinds}
    sent: Role = "correspondents" if {*kinds} == {"unit", "name"} and kinds[0] == "unit" else "reporters"
    for number, (kind, start, end) in enumerate(tokens):
        if number and "\n" in text[tokens[number - 1].end : start]:
            sticky = False
            if kind == "name" and role:  # 记者 甲 / 片方 供图
                done, waiting = done + waiting, []
        if kind == "name":
            name = re.sub(r"\s", "", text[start:end])
            if edited or not can_sign(name, printed=printed):
                continue
            waiting.append(Author(role or sent, name, start, end))
        elif kind == "aside" and waiting and "通" in text[start:end]:  # 甲（通讯员）
            waiting[-1] = replace(waiting[-1], role="correspondents")
        elif kind == "editor":
            done, waiting, edited = done + waiting, [], True
        elif kind in TITLED:
            if kind == "reporter" and role is None:  # 甲 记者 乙: the first is none of the paper's
                waiting = [replace(a, role="correspondents") for a in waiting]
            if kind == "correspondent" and role is None and "name" not in kinds[number:]:  # 甲 供稿
                waiting = [replace(a, role="correspondents") for a in waiting]
            edited = False
            if kind in ("photojob", "textjob", "bothjob"):
                done, waiting = done + waiting, []
            if kind == "bothjob":
                leading, role = True, "reporters"
            elif kind in ("photojob", "textjob"):
                sticky = text[end - 1] in "/／:：|｜"
                role = "photographers" if kind == "photojob" else "reporters"
            elif not sticky:
                role = "correspondents" if kind == "correspondent" else "reporters"
            sticky = sticky and kind in ("photojob", "textjob")
        elif kind == "both" and not done + waiting:
            leading, role = True, "reporters"  # 文/图 甲
        elif kind == "both":
            both = done + waiting
            done += waiting if role or wrote else []  # 甲 摄影报道: the caption is only the picture's
            done += [replace(a, role="photographers") for a in both]
            waiting = []
        elif kind == "photo" and {*kinds[number + 1 :]} == {"name"} and text[start:end] == "摄影":
            done, waiting, role = done + waiting, [], "photographers"  # 记者 甲 摄影 乙
        elif kind in ("photo", "text") and not waiting:
            role = "photographers" if kind == "photo" else role
        elif kind == "photo":
            done += waiting if role and wrote else []
            done += [replace(a, role="photographers") for a in waiting]
            waiting = []
        elif kind in ("text", "told", "given"):
            done, waiting = done + waiting, []
            sticky = sticky and kind != "given"
    if leading:
        done += waiting + [replace(a, role="photographers") for a in done + waiting]
    return tuple(dict.fromkeys(done + waiting))


def editors(text: str) -> Iterator[tuple[int, int]]:
    """Where the names of those stand who had a piece in hand, but did not write it.

    >>> [text[a:b] for text in ["（责编：赵甲乙 审核：钱丙）"] for a, b in editors(text)]
    ['赵甲乙', '钱丙']
    """
    edited = False
    for kind, start, end in byline_tokens(text):
        if kind == "name" and edited and text[start] in surnames():
            yield start, end
        elif kind != "name":
            edited = kind == "editor"
