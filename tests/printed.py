"""Pages and articles made of a few lines, for tests that read them as kg does."""

from __future__ import annotations

from functools import cache

from kg.config import Config, load_config
from kg.model import Article, Class, Page, Reading
from kg.normal import normal
from kg.pipeline import study

__all__ = ["article", "articles", "config", "names", "page", "readings", "sentence", "surfaces"]


@cache
def config(home: str = "北京市") -> Config:
    return load_config(home=home)


def page(text: str, *, name: str = "p.txt", date: str | None = None) -> Page:
    return Page(name, normal(text), "utf-8", "0" * 32, date)


def readings(text: str, *, home: str = "北京市") -> list[Reading]:
    return study(page(text), config(home))


def articles(text: str) -> list[Article]:
    return [reading.article for reading in readings(text)]


def article(text: str) -> Article:
    [found] = articles(text)
    return found


@cache
def sentence(text: str, home: str = "北京市") -> Reading:
    """The reading of an article that says nothing but `text`."""
    [reading] = readings(f"## 简讯\n\n本报讯 {text}\n", home=home)
    assert reading.article.text.text == text
    return reading


def names(reading: Reading, *types: Class) -> set[tuple[Class, str]]:
    """Class and canonical name of what is linked, of these classes if any are given."""
    entities = {link.entity for link in reading.links}
    return {(entity.type, entity.name) for entity in entities if not types or entity.type in types}


def surfaces(reading: Reading, *types: Class) -> dict[str, str]:
    """Surface -> canonical name."""
    links = [link for link in reading.links if not types or link.entity.type in types]
    return {link.mention.surface: link.entity.name for link in links}
