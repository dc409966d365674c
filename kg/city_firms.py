"""What a city runs as a firm that has no name of its own: 公交集团, 排水集团."""

from __future__ import annotations

from collections.abc import Sequence

from kg.lexicon import words
from kg.model import Mention
from kg.places import short_name

__all__ = ["of_city"]


def of_city(mentions: Sequence[Mention], names: Sequence[str | None], city: str | None) -> list[str | None]:
    """The names, those of such firms, their units and unions with the city in front: 江城|公交集团.

    A firm that the article also names with more in front is left to that name.
    """
    if not city or not city.endswith("市"):
        return [*names]
    runs = [
        words("municipal").match(name) if name and mention.type in ("Company", "Union") else None
        for mention, name in zip(mentions, names, strict=True)
    ]
    bare = {run[0] for run in runs if run}
    named = {name for name in names if name} if bare else set()
    in_full = {firm for firm in bare if any(firm in name[1:] for name in named)}
    return [
        short_name(city) + name if name and run and run[0] not in in_full else name
        for name, run in zip(names, runs, strict=True)
    ]
