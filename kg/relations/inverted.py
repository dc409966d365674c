"""Posts named before those who hold them: 站长由某厂电工甲兼任, 副院长是甲."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Entity, Field, Link, Post
from kg.relations.held import held
from kg.relations.links import ORGANISED, Linked, within
from kg.relations.titles import bare_title, is_general, is_post
from kg.relations.workplaces import led

__all__ = ["inverted"]

LONGEST = 70
"""Characters between a post and the one who holds it."""
SEATED = re.compile(r"(?:同志)?(?:亲自)?(?:担任|兼任|出任)(?=[，。；、：）\n]|$)")
BY = re.compile(
    r"(?P<post>[^，。；：、！？\n“”由]{2,24}?)(?:一职|职务)?(?:[仍均都则暂]|分别)?由(?P<who>[^，。；：！？\n由]{0,60})$"
)
IS = re.compile(
    r"(?:^|[，。；：、\n])(?P<post>[^，。；：、！？\n“”的]{2,16}?)[仍则]?(?:分别)?是(?P<who>[^，。；：！？\n]{0,30})$"
)
AFTER = re.compile(r"(?:[（(][^（）()\n]{1,12}[）)])?(?=[，。；、：）\n]|$)")
SOMEONE = re.compile(r"[我你他她它这那谁每]|什么|大家|就$|不$|才$")
"""What makes of the words in front of 是 a clause, or someone's relation to another."""


def inverted(
    field: Field, text: str, items: Sequence[Linked], number: int, end: int, links: Sequence[Link]
) -> Iterator[Post]:
    """The posts that stand before the person at `number`, whose list of people goes on to `end`."""
    person = items[number]
    start = max(person.sentence[0], person.start - LONGEST)
    before = text[start : person.start]
    found = BY.search(before) if SEATED.match(text, end) else None
    if not found and AFTER.match(text, end):
        found = IS.search(before)
    if not found:
        return
    begin, until = start + found.start("post"), start + found.end("post")
    if SOMEONE.search(found["post"]) or within(items, begin, until, "Person"):
        return
    if found.re is IS and any(i.entity.type == "Person" for i in within(items, until, person.start)):
        return
    own = within(items, begin, until, *ORGANISED, "Facility")
    title = bare_title(text[own[-1].end if own else begin : until])
    org: Entity | None = own[-1].entity if own else None
    if not own:
        org, title = led(title, text, begin, items)
    if is_post(title) and not is_general(title):
        yield held(field, person, title, org, (begin, end), "inverted", links)
