"""The whole road: pages -> readings -> store -> statistics -> graph and viewer."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import blake2b
from pathlib import Path

from kg.config import Config, load_config
from kg.corpus import Outcome
from kg.corpus import resolve as resolve_corpus
from kg.corpus.decisions import NAME as DECISIONS
from kg.corpus.decisions import Decisions, load
from kg.errors import EngineError, InputError, OutputError, PageError
from kg.kinds import libraries
from kg.model import CLASSES, PREDICATES, CoOccurrence, Entity, Page, Predicate, Reading, Run, Source
from kg.read import Found, find, pages, read
from kg.readings import HELD, NAME, Store, fault, open_store
from kg.staging import complete, staging
from kg.statistics import Unit, check_options, cooccurrences
from kg.version import __version__

__all__ = [
    "BATCH",
    "NO_ARTICLE",
    "OnFault",
    "OnProgress",
    "OnSkip",
    "Summary",
    "build",
    "config_for",
    "decisions_for",
    "extract",
    "nothing",
    "study",
    "study_anyway",
]

OnProgress = Callable[[str, int, int], None]
"""Called with the step (read, resolve, count, graph, view), how much of it is done, and how much there is."""
OnSkip = Callable[[PageError], None]
OnFault = Callable[[EngineError], None]

BATCH = 64
"""Pages that go into the store together; a build that is killed loses no more than these."""
DATABASE = "store"
NO_ARTICLE = "no article found: titles must stand on lines of their own 没有文章：标题须独占一行"


@dataclass(slots=True)
class Summary:
    """What a build did."""

    run: Run
    pages: int = 0
    """Pages that gave articles."""
    articles: int = 0
    entities: dict[str, int] = field(default_factory=dict)
    """By class, those that occur."""
    relations: dict[str, int] = field(default_factory=dict)
    """By predicate, each statement of two entities once."""
    posts: int = 0
    pairs: int = 0
    """Pairs of entities that are named together."""
    merged: int = 0
    """Names that stand for another name by what the whole corpus says."""
    namesakes: int = 0
    """Names that several people have."""
    doubts: int = 0
    """Pairs that are left for people to judge."""
    decisions: int = 0
    """Decisions of people that hold."""
    unread: int = 0
    """Pages that were in the store, unchanged."""
    skipped: list[PageError] = field(default_factory=list)
    unvoted: list[EngineError] = field(default_factory=list)
    """Pages read without the votes of the engine, and why; the next build tries them again."""
    notices: list[str] = field(default_factory=list)
    outputs: dict[Path, int] = field(default_factory=dict)
    """Size in bytes by file; of the database, all its files."""

    def take(self, outcome: Outcome, held: Decisions) -> None:
        """Takes over what the pass over the corpus did."""
        self.merged, self.namesakes, self.doubts = outcome.merged, outcome.namesakes, outcome.doubts
        self.decisions = len(held.held)
        if outcome.unknown:
            names = "、".join(entity.name for entity in outcome.unknown[:10])
            self.notices.append(
                f"{len(outcome.unknown)} names in decisions are in no article 决定中有未见报的名称: {names}"
            )
        if outcome.unheeded:
            told = "; ".join(outcome.unheeded[:10])
            self.notices.append(f"one article gives both employers, kept as one 同篇兼任，仍作一人: {told}")


def study(page: Page, config: Config) -> list[Reading]:
    """The readings of a page: same page and settings, same readings, on every machine.

    Raises EngineError when the settings name an engine and it has no usable answer.
    """
    from kg.articles import split
    from kg.dates import dates
    from kg.engines import votes_on
    from kg.entities import resolve
    from kg.mentions import recognize
    from kg.relations import relate

    cut = split(page)
    votes = votes_on(cut, config)
    articles = [(article, recognize(article, votes=v)) for article, v in zip(cut, votes, strict=True)]
    places = [m.surface for _, mentions in articles for m in mentions if m.type == "District"]
    readings = []
    for article, mentions in articles:
        links = tuple(resolve(article, mentions, home=config.home, page=places))
        posts, relations = relate(article, links)
        readings.append(Reading(article, links, tuple(posts), tuple(relations), tuple(dates(article))))
    return readings


def study_anyway(page: Page, config: Config, *, on_fault: OnFault) -> tuple[list[Reading], Config]:
    """The readings of a page, without votes where the engine fails, and the settings that hold for them."""
    try:
        return study(page, config), config
    except EngineError as error:
        on_fault(EngineError(error.engine, f"{error.reason}; read without votes 未经引擎", page=page.name))
    without = replace(config, recognizer="")
    return study(page, without), without


def extract(
    paths: Iterable[str | Path],
    *,
    config: Config | None = None,
    on_skip: OnSkip | None = None,
    on_fault: OnFault | None = None,
) -> Iterator[Reading]:
    """The readings of the pages in files and folders, in the order of their names.

    Pages that cannot be read or hold no article are handed to `on_skip`, faults of an engine to `on_fault`;
    its page is read without votes. Raises InputError when two files would give pages of the same name.
    """
    paths = list(paths)
    config = config or config_for(paths)
    _identity(config)
    skip = on_skip or _ignore
    for page in pages(paths, on_skip=skip, columns=config.columns):
        readings, _ = study_anyway(page, config, on_fault=on_fault or _ignore)
        if not readings:
            skip(PageError(page.name, NO_ARTICLE))
        yield from readings


def build(
    paths: Iterable[str | Path],
    *,
    output: str | Path = "output",
    config: Config | None = None,
    decisions: str | Path | None = None,
    unit: Unit = "sentence",
    minimum: int = 1,
    on_progress: OnProgress | None = None,
    on_skip: OnSkip | None = None,
) -> Summary:
    """Makes readings.duckdb, graph.nq, graph.ttl, graph.html and store in `output` from the given pages only.

    Pages that did not change since the last build are not read again. `decisions` is a file of what people
    decided about names, decisions.tsv beside kg.toml by default. The files are replaced together, when all
    are complete. Raises InputError when no page can be used, OutputError when `output` cannot be
    written; what was there is then untouched.
    """
    check_options(unit=unit, minimum=minimum)
    paths, output = list(paths), Path(output)
    config = config or config_for(paths)
    run = Run(__version__, config.home, config.paper, unit, minimum, config.reporters, _identity(config))
    summary = Summary(run)
    held = load(Path(decisions) if decisions else decisions_for(paths))
    skip = _both(summary.skipped.append, on_skip or _ignore)
    progress = on_progress or _silent
    if not (found := find(paths, on_skip=skip)):
        raise nothing(summary)
    with staging(output) as stage:
        summary.notices += _take_store(output, stage)
        with open_store(stage / NAME) as store:
            summary.unread = _update(store, found, config, summary, skip=skip, progress=progress)
            if not store.sources():
                raise nothing(summary)
            _resolve(store, held, config, summary, progress)
            _derive(store, stage, config, summary, held, progress)
        _database(stage, output)
        names = sorted({*(path.name for path in complete(stage)), DATABASE})
    (output / f"{NAME}.wal").unlink(missing_ok=True)  # of another program, for the file that is gone
    summary.outputs = {output / name: _size(output / name) for name in names}
    return summary


def decisions_for(paths: Iterable[str | Path]) -> Path | None:
    """The decisions.tsv in the working folder, else in the folders given; None when there is none."""
    folders = [Path.cwd(), *(Path(path) for path in paths if Path(path).is_dir())]
    return next((path for folder in folders if (path := folder / DECISIONS).is_file()), None)


def config_for(paths: Iterable[str | Path], **options: str | bool | dict[str, str] | None) -> Config:
    """The settings for pages: kg.toml in the working folder, else in the folders given, under `options`."""
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    return load_config(Path.cwd(), pages=folders, **options)


def _database(stage: Path, output: Path) -> None:
    """Makes the database of the graph on the stage, unless `output` has it already."""
    from kg.store import make

    shutil.rmtree(stage / DATABASE, ignore_errors=True)  # of a build that was killed
    make(stage / "graph.nq", stage / DATABASE, old=output / DATABASE)


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size


def _take_store(output: Path, stage: Path) -> Iterator[str]:
    """Copies the store to the stage, unless a killed build left a later one there; yields what to say."""
    staged, stored = stage / NAME, output / NAME
    if staged.exists() and fault(staged):
        _remove(staged)
    if staged.exists() or not stored.exists():
        return
    reason = fault(stored)
    if reason == HELD:
        raise OutputError(f"{stored}: {HELD}; close that program and run again 请关闭该程序再运行")
    if reason:
        aside = _free(output, "readings.old")
        stored.replace(aside)
        yield f"{stored}: {reason}; moved to {aside.name}, all is read anew 已移走，全部重读"
    else:
        shutil.copyfile(stored, staged)


def _free(folder: Path, stem: str) -> Path:
    """A name that no file has."""
    names = (folder / f"{stem}{number or ''}.duckdb" for number in range(1_000_000))
    return next(path for path in names if not path.exists())


def _remove(store: Path) -> None:
    store.unlink()
    store.with_name(f"{store.name}.wal").unlink(missing_ok=True)


def _update(
    store: Store,
    found: Sequence[Found],
    config: Config,
    summary: Summary,
    *,
    skip: OnSkip,
    progress: OnProgress,
) -> int:
    """Makes the store hold exactly the pages found; how many of them it held already."""
    known, mark = store.known(), fingerprint(config)
    unread, names = 0, []
    batch: list[tuple[Source, Sequence[Reading]]] = []
    for page in _pages(found, config, skip, progress):
        names.append(page.name)
        old = known.get(page.name)
        if old and (old.digest, old.fingerprint) == (page.digest, mark):
            unread += 1
            count = old.articles
        else:
            readings, settings = study_anyway(page, config, on_fault=summary.unvoted.append)
            count = len(readings)
            source = Source(page.name, page.encoding, page.digest, page.date, page.paper, page.url)
            entry = source, readings
            if settings == config:
                batch.append(entry)
            else:  # not what was asked for: the next build tries again
                store.replace([entry], fingerprint=fingerprint(settings))
        if not count:
            skip(PageError(page.name, NO_ARTICLE))
        if len(batch) == BATCH:
            store.replace(batch, fingerprint=mark)
            batch.clear()
    store.replace(batch, fingerprint=mark)
    store.keep(names)
    return unread


def _pages(found: Sequence[Found], config: Config, skip: OnSkip, progress: OnProgress) -> Iterator[Page]:
    for number, file in enumerate(found):
        progress("read", number, len(found))
        yield from read(file, on_skip=skip, columns=config.columns)
    progress("read", len(found), len(found))


def nothing(summary: Summary) -> InputError:
    """That no page was of use, and why not."""
    reasons = "; ".join(str(error) for error in summary.skipped[:3])
    return InputError(f"no page could be used, nothing was written 没有可用的页面，未写入: {reasons}")


def _resolve(store: Store, held: Decisions, config: Config, summary: Summary, progress: OnProgress) -> None:
    """Settles what names stand for across the corpus."""
    progress("resolve", 0, 1)
    outcome = resolve_corpus(store, held, paper=config.paper)
    progress("resolve", 1, 1)
    summary.take(outcome, held)


def _derive(
    store: Store, stage: Path, config: Config, summary: Summary, held: Decisions, progress: OnProgress
) -> None:
    """Writes the graph and the viewer beside the store."""
    from kg.dumps import write_nquads, write_turtle
    from kg.rdf import quads
    from kg.view import write_html

    run, sources = summary.run, store.sources()
    store.remember(run)
    progress("count", 0, 1)
    pairs = cooccurrences(store, unit=run.unit, minimum=run.minimum, reporters=run.reporters)
    progress("graph", 0, 2)
    readings = _counted(store, pairs, summary)
    merges = store.identities()
    facts = quads(readings, pairs, sources, run, base=config.base, identities=merges, decisions=held)
    write_nquads(facts, stage / "graph.nq")
    progress("graph", 1, 2)
    write_turtle(stage / "graph.nq", stage / "graph.ttl")
    progress("view", 0, 1)
    write_html(store.readings(), pairs, run, stage / "graph.html", sources=sources, base=config.base)
    progress("view", 1, 1)


def _counted(store: Store, pairs: Sequence[CoOccurrence], summary: Summary) -> Iterator[Reading]:
    """The readings of the store; when the last is taken, `summary` has their numbers."""
    entities: set[Entity] = set()
    relations: set[tuple[Predicate, Entity, Entity]] = set()
    posts: set[tuple[Entity, str, Entity | None]] = set()
    for reading in store.readings():
        summary.articles += 1
        entities.update(link.entity for link in reading.links)
        relations.update((r.predicate, r.subject, r.object) for r in reading.relations)
        posts.update((post.person, post.post, post.org) for post in reading.posts)
        yield reading
    summary.pages, summary.pairs, summary.posts = len(store.sources()), len(pairs), len(posts)
    summary.entities = _ordered(Counter(entity.type for entity in entities), CLASSES)
    summary.relations = _ordered(Counter(predicate for predicate, *_ in relations), PREDICATES)


def _ordered(counts: Counter[str], keys: Iterable[str]) -> dict[str, int]:
    return {key: counts[key] for key in keys if counts[key]}


def fingerprint(config: Config) -> str:
    """A digest of all that shapes a reading besides the page: settings, word lists, the code itself."""
    told = f"{__version__}\0{config.home}\0{_code()}\0{_identity(config)}\0{libraries()}"
    return blake2b(told.encode(), digest_size=16).hexdigest()


def _identity(config: Config) -> str:
    """What the engine says of itself, '' without one. Raises InputError when it cannot be loaded."""
    if not config.recognizer:
        return ""
    from kg.engines import engine_for

    engine = engine_for(config)
    return engine.identity if engine else ""


@cache
def _code() -> str:
    """A digest of kg's modules and data files: a rule that changed is no reason to keep old readings."""
    folder, digest = Path(__file__).parent, blake2b(digest_size=16)
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("data/*")]):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def _both(one: OnSkip, other: OnSkip) -> OnSkip:
    def call(error: PageError) -> None:
        one(error)
        other(error)

    return call


def _ignore(error: Exception) -> None:
    """Takes what is told when nobody asked for it."""


def _silent(step: str, done: int, total: int) -> None:
    """Takes progress when nobody asked for it."""
