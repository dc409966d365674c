"""The whole road: pages -> readings -> store -> statistics -> graph and viewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path

from kg.config import Config, load_config
from kg.corpus import resolve as resolve_corpus
from kg.corpus.decisions import NAME as DECISIONS
from kg.corpus.decisions import Decisions, load
from kg.errors import EngineError, InputError, OutputError, PageError
from kg.files import key
from kg.intake import OnProgress, Studied, readings, take
from kg.kinds import libraries
from kg.model import Page, Reading, Run
from kg.outputs import OUTPUTS, Basis, derive
from kg.read import Found, find
from kg.readings import NAME, Known, Store, open_store
from kg.resume import of_file, take_up
from kg.staging import staging
from kg.statistics import Unit, check_options
from kg.summary import Summary
from kg.version import __version__

__all__ = [
    "OnFault",
    "OnSkip",
    "Summary",
    "build",
    "config_for",
    "decisions_for",
    "extract",
    "nothing",
    "study",
    "study_anyway",
    "update",
]

OnSkip = Callable[[PageError], None]
OnFault = Callable[[EngineError], None]


def study(page: Page, config: Config) -> list[Reading]:
    """The readings of a page: same page and settings, same readings, on every machine.

    Raises EngineError when the settings name an engine and it has no usable answer.
    """
    from kg.articles import split
    from kg.dates import dates
    from kg.engines import votes_on
    from kg.entities import resolve
    from kg.folding import folded
    from kg.mentions import recognize
    from kg.printed import as_printed
    from kg.relations import relate

    printed = split(page)
    cut = [folded(article) for article in printed]
    mentions = [recognize(article, votes=v) for article, v in zip(cut, votes_on(cut, config), strict=True)]
    places = [m.surface for found in mentions for m in found if m.type == "District"]
    readings = []
    for article, original, found in zip(cut, printed, mentions, strict=True):
        links = tuple(resolve(article, found, home=config.home, page=places))
        posts, relations = relate(article, links)
        reading = Reading(article, links, tuple(posts), tuple(relations), tuple(dates(article)))
        readings.append(as_printed(reading, original))
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
    jobs: int | None = 1,
    on_skip: OnSkip | None = None,
    on_fault: OnFault | None = None,
) -> Iterator[Reading]:
    """The readings of the pages in files and folders, in the order of their names.

    Pages that cannot be read or hold no article are handed to `on_skip`, faults of an engine to `on_fault`;
    its page is read without votes. `jobs` processes read, None for as many as pay; a script that asks for
    more than one begins with `if __name__ == "__main__":`. Raises InputError when two files would give pages
    of the same name.
    """
    paths = list(paths)
    config = config or config_for(paths)
    _identity(config)
    skip = on_skip or _ignore
    yield from readings(
        find(paths, on_skip=skip),
        partial(_studied, config=config),
        columns=config.columns,
        jobs=_jobs(jobs, config),
        skip=skip,
        fault=on_fault or _ignore,
    )


def build(
    paths: Iterable[str | Path],
    *,
    output: str | Path = "output",
    config: Config | None = None,
    decisions: str | Path | None = None,
    unit: Unit = "sentence",
    minimum: int = 1,
    jobs: int | None = 1,
    on_progress: OnProgress | None = None,
    on_skip: OnSkip | None = None,
) -> Summary:
    """Makes readings.duckdb, graph.nq, graph.ttl, graph.html and store in `output` from the given pages only.

    Pages that did not change since the last build are not read again. `decisions` is a file of what people
    decided about names, decisions.tsv beside kg.toml by default. `jobs` is as for `extract`. The files are
    replaced together, when all are complete. Raises InputError when no page can be used, OutputError when
    `output` cannot be written; what was there is then untouched.
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
        summary.notices += take_up(output, stage)
        with open_store(stage / NAME) as store:
            names = _taken(store, found, config, summary, jobs, skip, progress)
            summary.withdrawn = store.keep(names)
            _finish(store, stage, output, config, held, summary, jobs, progress)
    return _placed(output, summary)


def update(
    paths: Iterable[str | Path] = (),
    *,
    withdraw: Iterable[str] = (),
    root: str | Path | None = None,
    output: str | Path = "output",
    config: Config | None = None,
    decisions: str | Path | None = None,
    jobs: int | None = 1,
    on_progress: OnProgress | None = None,
    on_skip: OnSkip | None = None,
) -> Summary:
    """Adds the given pages to those of the last build, in the place of older ones of the same names.

    `withdraw` are the names of pages that go, `*` for any characters. `root` is the folder below which the
    paths give pages their names, by default as for `build`. What was given to the last build holds:
    its settings, and its decisions where no file of decisions is found. The outputs are those that `build`
    would make of all the pages. Raises InputError when nothing of `withdraw` is there or the readings are of
    other settings, OutputError when there is no build to go on with; what was there is then untouched.
    """
    paths, output = list(paths), Path(output)
    if not (output / NAME).is_file():
        raise OutputError(f"{output}: no graph to update; run kg build first 没有可更新的图谱：请先构建")
    config = config or config_for(paths)
    summary = Summary(Run(__version__, "", ""))
    skip = _both(summary.skipped.append, on_skip or _ignore)
    progress = on_progress or _silent
    found = find(paths, on_skip=skip, root=root)
    files = {file.name for file in found}
    with staging(output) as stage:
        summary.notices += take_up(output, stage, files)
        with open_store(stage / NAME) as store:
            with store.beside(output / NAME) as old:
                run, basis = old.run(), Basis.of(old)
                known = {**old.known()}
            summary.run = replace(run, engine=_identity(config))
            config = replace(config, home=run.home, paper=run.paper, reporters=run.reporters)
            config = replace(config, base=basis.base) if basis else config
            _check_same(known, config, output)
            leaving = _leaving(known, withdraw)
            staying = [n for n in known if n not in leaving and not of_file(n, files)]
            _check_twins(staying, files)
            file = Path(decisions) if decisions else decisions_for(paths)
            held = load(file) if file or not basis else basis.decisions
            names = _taken(store, found, config, summary, jobs, skip, progress)
            summary.withdrawn = store.keep([*staying, *names])
            _finish(store, stage, output, config, held, summary, jobs, progress)
    return _placed(output, summary)


def decisions_for(paths: Iterable[str | Path]) -> Path | None:
    """The decisions.tsv in the working folder, else in the folders given; None when there is none."""
    folders = [Path.cwd(), *(Path(path) for path in paths if Path(path).is_dir())]
    return next((path for folder in folders if (path := folder / DECISIONS).is_file()), None)


def config_for(paths: Iterable[str | Path], **options: str | bool | dict[str, str] | None) -> Config:
    """The settings for pages: kg.toml in the working folder, else in the folders given, under `options`."""
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    return load_config(Path.cwd(), pages=folders, **options)


def _studied(page: Page, config: Config) -> Studied:
    faults: list[EngineError] = []
    found, settings = study_anyway(page, config, on_fault=faults.append)
    return Studied(found, fingerprint(settings), tuple(faults))


def _jobs(jobs: int | None, config: Config) -> int | None:
    return 1 if config.recognizer else jobs  # an engine may fill the memory, and counts what it uses


def _taken(
    store: Store,
    found: Sequence[Found],
    config: Config,
    summary: Summary,
    jobs: int | None,
    skip: OnSkip,
    progress: OnProgress,
) -> list[str]:
    """Reads pages into the store; the names of those that can be read."""
    names, summary.unread = take(
        store,
        found,
        partial(_studied, config=config),
        config.columns,
        fingerprint(config),
        jobs=_jobs(jobs, config),
        skip=skip,
        fault=summary.unvoted.append,
        progress=progress,
    )
    return names


def _finish(
    store: Store,
    stage: Path,
    output: Path,
    config: Config,
    held: Decisions,
    summary: Summary,
    jobs: int | None,
    progress: OnProgress,
) -> None:
    """All that follows from the readings in the store."""
    if next(store.sources(), None) is None:
        raise nothing(summary)
    _resolve(store, held, config, summary, progress)
    basis = Basis(config.base, _code(), held)
    summary.notices += derive(store, stage, output, summary.run, basis, jobs=jobs, progress=progress)
    summary.count(store.select)


def _placed(output: Path, summary: Summary) -> Summary:
    (output / f"{NAME}.wal").unlink(missing_ok=True)  # of another program, for the file that is gone
    summary.outputs = {output / name: _size(output / name) for name in OUTPUTS}
    return summary


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size


def _check_same(known: dict[str, Known], config: Config, output: Path) -> None:
    """Raises InputError when pages were read in another way than new ones would be."""
    marks = {fingerprint(config), fingerprint(replace(config, recognizer=""))}
    if any(told.fingerprint not in marks for told in known.values()):
        raise InputError(
            f"{output}: its pages were read by another version of kg or with other settings; run kg build "
            "with all pages 已有页面由其他版本或设置读取：请用全部页面运行 kg build"
        )


def _leaving(known: Iterable[str], withdraw: Iterable[str]) -> set[str]:
    leaving: set[str] = set()
    for pattern in withdraw:
        found = {name for name in known if name == pattern or fnmatchcase(name, pattern)}
        if not found:
            near = ", ".join(get_close_matches(pattern, known, 3)) or "-"
            raise InputError(f"no page {pattern!r} to withdraw; near 没有此页面，相近: {near}")
        leaving |= found
    return leaving


def _check_twins(staying: Iterable[str], files: Iterable[str]) -> None:
    """Raises InputError when the articles of two pages would have the same ids."""
    new = {key(name): name for name in files}
    for name in staying:
        if twin := new.get(key(name)):
            raise InputError(
                f"{twin} and {name}: both would be the page {key(name)!r}; rename one, "
                f"or add --withdraw {name} 两个文件同名：请改名，或撤下旧页面"
            )


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
