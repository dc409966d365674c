"""Firms and shops that a sentence introduces by their name, and left edges that the article shows."""

from __future__ import annotations

import pytest

from kg.mentions.called_firms import called_firms
from kg.mentions.name_facts import edge_facts
from kg.mentions.names import anchors
from kg.mentions.scene import Scene
from kg.mentions.steps import steps


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("他在一家名为“时光里”的咖啡馆打工。", ["时光里"]),
        ("镇上开了家叫老地方的面馆。", ["老地方"]),
        ("她进了一家叫做顺达的物流企业。", ["顺达"]),
        ("一家名为“暖心家”的驿站", []),
        ("一家名叫“红星”的图书馆", []),
        ("他在一家叫不出名字的公司上班", []),
    ],
)
def test_what_a_sentence_introduces_by_its_name(text: str, names: list[str]) -> None:
    assert names == [text[c.start : c.end] for c in called_firms(Scene(text))]


def test_a_name_elsewhere_behind_another_word_shows_its_left_edge() -> None:
    scene = Scene("她刷新光明公司纪录。上月，光明公司开工。")
    start, end, kind = next(anchors(scene))
    told = {
        scene.text[step.begin : end]: edge_facts(scene, step, end) for step in steps(scene, start, end, kind)
    }
    assert [name for name, facts in told.items() if facts[-1]] == ["光明公司"]
