"""Times extraction against part-of-speech tagging of the same text by jieba.posseg, in the same run.

    python benchmarks/extract.py                # 1 MB
    python benchmarks/extract.py --size 10      # 10 MB
    python benchmarks/extract.py --write        # and put the table into the READMEs

The text is grown from the sample pages: every copy has other people, other places and other figures, so
that no name is met twice because of the copying. It is the same text on every machine. Each contestant runs
alone in a process of its own; dictionaries are loaded before the clock starts.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import yaml
from tables import ROOT, machine, markdown, put

from kg.lexicon import rows, surnames

__all__ = ["CONTESTANTS", "grown", "main", "timed"]

SEEDS = ROOT / "seeds"
CONTESTANTS = {
    "posseg": ("jieba.posseg: tags only", "jieba.posseg：只标词性"),
    "jieba": ("kg extract, with jieba", "kg extract，用 jieba"),
    "rjieba": ("kg extract, with rjieba", "kg extract，用 rjieba"),
}
HEADS = {
    "en": ("", "MB/s, one core", "speed against posseg"),
    "zh": ("", "MB/秒（单核）", "相对 posseg 的速度"),
}
NOTES = {
    "en": (
        "{size:g} MB of UTF-8 text grown from the samples; `python benchmarks/extract.py`, one run on {day}, "
        "machine with {cores} cores, Python {python}. Compare the ratios, not the MB/s."
    ),
    "zh": (
        "由样例扩充的 {size:g} MB UTF-8 文本；{day} 由 `python benchmarks/extract.py` 一次测得，"
        "{cores} 核机器，Python {python}。应比较倍数，而不是每秒兆字节数。"
    ),
}
FIGURE = re.compile(r"\d+(?![\d年月日])")  # dates remain dates
GIVEN = "伟芳秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂华文辉玲志建国春海燕红梅云鹏飞浩宇婷雪晨佳欣"


def grown(size: int) -> Iterator[tuple[str, str]]:
    """Names and texts of pages, at least `size` bytes of UTF-8 in all."""
    pages = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    sample = "".join(text for _, text in pages)
    districts = [row[1] for row in rows("divisions.tsv") if len(row[0]) == 6 and len(row[1]) > 2]
    people = (name for name in _people() if f"{name}总书记" not in sample)
    known = _either(people), _either(name for name in districts if name in sample)
    done = 0
    for number in count():
        for stem, text in pages:
            if done >= size:
                return
            changed = _changed(text, *known, districts, random.Random(f"{number} {stem}"))
            done += len(changed.encode())
            yield f"{number:05}-{stem}.txt", changed


def timed(contestant: str, folder: Path) -> float:
    """Seconds that a contestant takes for all pages of the folder, its dictionaries loaded before."""
    if contestant == "posseg":
        return _tagged(folder)
    if contestant == "jieba":
        sys.modules["rjieba"] = None  # type: ignore[assignment]  # as where it is not installed
    return _extracted(folder)


def main() -> None:
    """Times every contestant and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--size", type=float, default=1.0, metavar="MB", help="text to read (1)")
    parser.add_argument("--write", action="store_true", help="put the table into the READMEs")
    parser.add_argument("--only", nargs=2, metavar=("CONTESTANT", "FOLDER"), help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.only:
        print(json.dumps(timed(told.only[0], Path(told.only[1]))))
        return
    megabytes, seconds = _all_timed(round(told.size * 1e6))
    tables = {language: _table(megabytes, seconds, language) for language in HEADS}
    print(tables["en"])
    if told.write:
        put(ROOT / "README.md", "speed", tables["en"])
        put(ROOT / "README.zh.md", "speed", tables["zh"])


def _all_timed(size: int) -> tuple[float, dict[str, float]]:
    """Megabytes of text, and the seconds of each contestant that is installed."""
    with TemporaryDirectory() as name:
        for page, text in grown(size):
            Path(name, page).write_text(text, encoding="utf-8", newline="\n")
        megabytes = sum(path.stat().st_size for path in Path(name).iterdir()) / 1e6
        installed = [c for c in CONTESTANTS if c != "rjieba" or machine()["tokenizer"] == "rjieba"]
        return megabytes, {contestant: _alone(contestant, name) for contestant in installed}


def _alone(contestant: str, folder: str) -> float:
    command = [sys.executable, "-W", "ignore", __file__, "--only", contestant, folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout))


def _tagged(folder: Path) -> float:
    import jieba
    import jieba.posseg

    jieba.setLogLevel("WARNING")
    tagger = jieba.posseg.POSTokenizer(jieba.Tokenizer())
    tagger.lcut("工会在新春时节送去温暖")
    begin = perf_counter()
    for path in sorted(folder.iterdir()):
        for line in path.read_text(encoding="utf-8").splitlines():
            tagger.lcut(line)
    return perf_counter() - begin


def _extracted(folder: Path) -> float:
    from kg.pipeline import extract

    for _ in extract([SEEDS / "000_75f3c950020aa114.txt"]):
        pass
    begin = perf_counter()
    for _ in extract([folder]):
        pass
    return perf_counter() - begin


def _table(megabytes: float, seconds: dict[str, float], language: str) -> str:
    column = ("en", "zh").index(language)
    rows = [
        [CONTESTANTS[name][column], f"{megabytes / taken:.2f}", f"{seconds['posseg'] / taken:.1f}×"]
        for name, taken in seconds.items()
    ]
    note = NOTES[language].format(size=round(megabytes, 1), **machine())
    return f"{markdown(HEADS[language], rows)}\n\n{note}"


def _people() -> set[str]:
    """The people of the annotated pages."""
    pages = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (SEEDS / "gold").glob("*.yaml")]
    articles = [article for page in pages for article in page["articles"]]
    return {name for article in articles for name in article["entities"].get("Person", {})}


def _either(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name))))


def _changed(
    text: str,
    people: re.Pattern[str],
    places: re.Pattern[str],
    districts: Sequence[str],
    chance: random.Random,
) -> str:
    """The text with other people, districts and figures; a name becomes the same one everywhere in it."""
    new: dict[str, str] = {}
    text = people.sub(lambda found: new.setdefault(found.group(), _person(found.group(), chance)), text)
    text = places.sub(lambda found: new.setdefault(found.group(), chance.choice(districts)), text)
    return FIGURE.sub(lambda found: _figure(found.group(), chance), text)


def _person(old: str, chance: random.Random) -> str:
    """A name of as many characters, its surname as common as surnames are."""
    [family] = chance.choices([*surnames()], weights=[*surnames().values()])
    return family + "".join(chance.choice(GIVEN) for _ in range(max(1, len(old) - len(family))))


def _figure(old: str, chance: random.Random) -> str:
    """Another number of as many digits."""
    return "".join(chance.choice("123456789") for _ in old)


if __name__ == "__main__":
    main()
