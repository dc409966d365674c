"""What people decided about names: a table (TSV) that is read at every build and changed by nobody but them.

A line is one decision; `revoke` takes back the lines above it that say something of the same names. Without
such lines the order does not matter.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from kg.atomic import write_text
from kg.cells import as_table, parsed, text_of
from kg.corpus.never import forbidden
from kg.errors import InputError
from kg.model import CLASSES, Entity

__all__ = [
    "ACTIONS",
    "COLUMNS",
    "NAME",
    "Action",
    "Decision",
    "Decisions",
    "append",
    "decided",
    "load",
    "remembered",
    "retold",
    "valid",
]

Action = Literal["same", "same!", "different", "alias", "class", "drop", "revoke"]
ACTIONS: tuple[Action, ...] = get_args(Action)
NAME = "decisions.tsv"
COLUMNS = ("action", "class", "name", "of", "other_class", "other", "other_of", "who", "when", "why")
PAIRS = ("same", "same!", "different", "alias")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line: what was decided, of which names, by whom, when and why."""

    action: Action
    first: Entity
    """The qualifier of a person is an employer, or the id of an article that names the person."""
    second: Entity | None
    """The entity that the first is another name of; for `class` the same name in the new class."""
    who: str
    when: str
    why: str
    line: int = field(default=0, compare=False)

    def cells(self) -> tuple[str, ...]:
        """The decision as a row of COLUMNS."""
        one, other = self.first, self.second
        second = (other.type, other.name, other.qualifier) if other else ("", "", "")
        return (self.action, one.type, one.name, one.qualifier, *second, self.who, self.when, self.why)


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions that hold, free of contradiction; empty when nobody decided anything."""

    held: tuple[Decision, ...] = ()

    def pairs(self, *actions: str) -> list[tuple[Entity, Entity]]:
        """The pairs of these actions, sorted."""
        found = {(d.first, d.second) for d in self.held if d.action in actions and d.second}
        return sorted(found)

    def names(self) -> set[Entity]:
        """All entities that a decision speaks of as given, which articles should know."""
        firsts = {d.first for d in self.held if d.action != "alias"}
        return firsts | {d.second for d in self.held if d.second and d.action != "class"}


def load(path: Path | None) -> Decisions:
    """The decisions in a file; none without one.

    Raises InputError for a file that cannot be read, a line that is none, a merge that is forbidden, and
    decisions that contradict each other; each with the file and its lines.
    """
    if path is None:
        return Decisions()
    return decided(_lines(text_of(path), str(path)), str(path))


def decided(lines: Iterable[Decision], where: str) -> Decisions:
    """The decisions that hold after all revocations. Raises InputError when they contradict each other."""
    held: list[Decision] = []
    for decision in lines:
        if decision.action == "revoke":
            left = [d for d in held if not _concerns(decision, d)]
            if len(left) == len(held):
                raise _wrong(where, decision.line, "nothing above it to revoke 上文没有可撤销的决定")
            held = left
        else:
            held.append(decision)
    _check_chains(held, where)
    _check_single(held, where)
    return Decisions(tuple(sorted(held, key=lambda d: (d.cells(), d.line))))


def remembered(decisions: Decisions) -> list[Any]:
    """The decisions as plain lists, see `retold`."""
    return [[*decision.cells(), decision.line] for decision in decisions.held]


def retold(rows: Iterable[list[Any]]) -> Decisions:
    """The decisions that `remembered` gave."""
    return Decisions(tuple(_retold(*row) for row in rows))


def _retold(action: Action, *rest: Any) -> Decision:
    first, second, (who, when, why, line) = rest[:3], rest[3:6], rest[6:]
    return Decision(action, Entity(*first), Entity(*second) if second[0] else None, who, when, why, line)


def valid(decision: Decision, where: str) -> Decision:
    """The decision itself. Raises InputError when it lacks who or when, or merges what is never one."""
    if not decision.who.strip() or not _is_date(decision.when):
        raise InputError(f"{where}: who and when (as 2024-05-31) are needed 须写明何人、何日")
    _check_pair(decision, where)
    return decision


def append(path: Path, decisions: Sequence[Decision]) -> None:
    """Adds decisions to a file, made when there is none; nothing is written unless all of them hold together.

    Raises InputError as `load` does, OutputError when the file cannot be written.
    """
    text = text_of(path).lstrip("\ufeff") if path.exists() else ""
    text = text or "".join(as_table([COLUMNS]))
    text += "" if text.endswith("\n") else "\n"
    text += "".join(as_table(decision.cells() for decision in decisions))
    decided(_lines(text, str(path)), str(path))
    write_text(path, text)


def _lines(text: str, where: str) -> list[Decision]:
    return [_decision(told, line, where) for line, told in parsed(text, COLUMNS, where)]


def _decision(told: dict[str, str], line: int, where: str) -> Decision:
    action = told["action"]
    if action not in ACTIONS:
        raise _wrong(where, line, f"unknown action {action!r}; one of {', '.join(ACTIONS)} 未知动作")
    first = _entity(told["class"], told["name"], told["of"], line, where)
    second = _second(action, first, told, line, where)
    decision = Decision(action, first, second, told["who"], told["when"], told["why"], line)
    return valid(decision, f"{where}, line {line}")


def _second(action: str, first: Entity, told: dict[str, str], number: int, where: str) -> Entity | None:
    if action == "drop":
        return None
    if action == "class":
        return _entity(told["other_class"], first.name, first.qualifier, number, where)
    if action == "revoke" and not told["other"]:
        return None
    return _entity(told["other_class"] or first.type, told["other"], told["other_of"], number, where)


def _entity(kind: str, name: str, of: str, number: int, where: str) -> Entity:
    if kind not in CLASSES:
        raise _wrong(where, number, f"unknown class {kind!r}; one of {', '.join(CLASSES)} 未知类别")
    if not name:
        raise _wrong(where, number, "a name is missing 缺少名称")
    return Entity(kind, name, of)


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == 10
    except ValueError:
        return False


def _wrong(where: str, line: int, reason: str) -> InputError:
    return InputError(f"{where}, line {line}: {reason}")


def _concerns(revoked: Decision, other: Decision) -> bool:
    if revoked.second is None:
        return other.first == revoked.first and other.action in ("class", "drop")
    return {revoked.first, revoked.second} == {other.first, other.second}


def _check_pair(decision: Decision, where: str) -> None:
    one, other = decision.first, decision.second
    if decision.action not in PAIRS or other is None:
        return
    if one == other:
        raise InputError(f"{where}: a name and itself 两个名称相同")
    if one.type == other.type == "Person" and one.name != other.name and (one.qualifier or other.qualifier):
        raise InputError(f"{where}: people of two names: leave `of` empty 姓名不同时 of 须为空")
    if decision.action in ("same", "alias") and (reason := forbidden(one, other)):
        advice = "correct it, or write same! if it is so all the same 如确为同一，请写 same!"
        raise InputError(f"{where}: {one.name} = {other.name} is forbidden 不可合并: {reason}; {advice}")


def _check_chains(held: Sequence[Decision], where: str) -> None:
    """No two names are said to be different that a chain of others says to be the same."""
    next_to: dict[Entity, list[tuple[Entity, Decision]]] = defaultdict(list)
    for decision in held:
        if decision.second and decision.action in ("same", "same!", "alias"):
            next_to[decision.first].append((decision.second, decision))
            next_to[decision.second].append((decision.first, decision))
    for decision in held:
        if decision.action != "different" or not decision.second:
            continue
        if chain := _chain(next_to, decision.first, decision.second):
            lines = ", ".join(str(n) for n in sorted({d.line for d in chain}))
            told = f"{decision.first.name} and {decision.second.name} are different here and the same by line"
            raise _wrong(where, decision.line, f"{told} {lines}; take one back 前后矛盾，请撤销其一")


def _chain(
    next_to: dict[Entity, list[tuple[Entity, Decision]]], start: Entity, goal: Entity
) -> list[Decision]:
    """The shortest chain of decisions from one entity to another, empty when there is none."""
    came: dict[Entity, list[Decision]] = {start: []}
    queue = deque([start])
    while queue:
        at = queue.popleft()
        if at == goal:
            return came[at]
        for other, decision in next_to.get(at, ()):
            if other not in came:
                came[other] = [*came[at], decision]
                queue.append(other)
    return []


def _check_single(held: Sequence[Decision], where: str) -> None:
    """A name has one class, and one that is dropped is not merged."""
    said: dict[Entity, Decision] = {}
    for decision in held:
        if decision.action not in ("class", "drop"):
            continue
        before = said.setdefault(decision.first, decision)
        if (before.action, before.second) != (decision.action, decision.second):
            lines = f"line {before.line}; take one back 前后矛盾，请撤销其一"
            raise _wrong(where, decision.line, f"{decision.first.name} has another fate by {lines}")
    for decision in held:
        for entity in (decision.first, decision.second) if decision.action in PAIRS else ():
            if entity in said and said[entity].action == "drop":
                line = said[entity].line
                raise _wrong(
                    where, decision.line, f"{said[entity].first.name} is dropped by line {line} 已删除"
                )
