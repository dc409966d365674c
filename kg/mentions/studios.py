"""Studios called after those who lead them, whatever words their names are: 方有为|国家级技能大师|工作室."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import surnames
from kg.mentions.edges import edge
from kg.mentions.people import best_at
from kg.mentions.scene import Candidate, Scene

__all__ = ["studios"]

LEADER = (
    "劳模|劳动模范|工匠|大工匠|技能大师|首席技师|首席员工|名师|名医|名班主任|名校长"
    "|法官|检察官|律师|专家|巾帼|人才"
)
"""What one is who leads a studio."""
STUDIO = re.compile(
    rf"(?:(?:国家级|省级|市级|区级|县级|{LEADER}|职工|青年|党员)"
    rf"(?:{LEADER}|职工|技能|技术|技艺|科技|创新|创效|示范性?|传承|调解|[和、与]|[（(](?:{LEADER}|、)+[）)])*"
    r"|(?:创新|创效|技能|技术|科技|调解))(?:工作室|工作坊|调解室)"
)
NAMED = 2.0
"""Log-odds for a name right in front of these words. Set by hand."""
SHOWN = 2.4


def studios(scene: Scene) -> Iterator[Candidate]:
    """A person's name and what the studio is, where nothing but such words stands between."""
    if not any(word in scene.text for word in ("工作室", "工作坊", "调解室")):
        return
    at = 0
    while found := STUDIO.search(scene.text, at):
        at = found.end()
        if begin := _leader(scene, found.start()):
            yield Candidate(begin, at, "Organisation", SHOWN + 0.1 * (at - begin), "studio")


def _leader(scene: Scene, end: int) -> int:
    """Where the name begins that ends at `end`; else 0."""
    for begin in (end - 3, end - 2):
        if begin in scene.boundaries and scene.text[begin] in surnames():
            named = best_at(scene, begin, (), "organisation before", NAMED)
            if named and named.end == end and edge(scene, begin, "Organisation") > 0:
                return begin  # a firm in front belongs to the name, which its last word anchors
    return 0
