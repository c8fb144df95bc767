"""Makes the sample company: block by block, on all processors for large ones."""

import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from importlib import resources
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from graph.errors import CkgError
from ingest.sample import broken, output, truth
from ingest.sample.block import BLOCK, Block, Task
from ingest.sample.layouts import BY_FILE
from ingest.sample.output import Chunk, Files
from ingest.sample.population import Population
from ingest.sample.rates import TroubleRates
from ingest.sample.referrals import NOBODY, Network, network
from ingest.sample.sources import (
    app,
    contracts,
    crm,
    hotline,
    marketing,
    shop,
    social,
    survey,
    trial_records,
    web,
)
from ingest.sample.tally import Tally

SMALLEST, LARGEST = 1_000, 1_000_000
_IN_PARALLEL = 20_000  # people from which other processes are worth their start
_SOURCES = (
    crm, shop, hotline, web, app, social, survey, contracts, marketing, trial_records,
)  # fmt: skip
Progress = Callable[[int, int], None]


class SampleError(CkgError):
    """The sample company cannot be made as asked."""


@dataclass
class SampleReport:
    """What was made.

    `rows` counts rows by file, spoilt and repeated ones included; `records` people's records by
    source; `broken` spoilt rows by file and kind; `troubles` how often each trouble of
    `TroubleRates` happened and could have; `people_by_sources` how many people have records in how
    many sources.
    """

    people: int
    seed: int
    target: Path
    rows: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    broken: dict[str, Counter[str]] = field(default_factory=dict)
    troubles: Tally = field(default_factory=Tally)
    people_by_sources: Counter[int] = field(default_factory=Counter)
    twin_pairs: int = 0
    referrals: int = 0
    self_referrals: int = 0
    referral_depth: int = 0
    seconds: float = 0.0

    @property
    def mappings(self) -> list[Path]:
        """The mappings beside the files, one per source, ready for `ckg ingest`."""
        return sorted(self.target.glob("*.yaml"))


@dataclass
class _Made:
    """A block as it comes back from another process: rendered files, truth, counts."""

    files: dict[str, Chunk]
    truth: dict[str, str]
    report: SampleReport


def generate(
    people: int, seed: int, target: Path, rates: TroubleRates | None = None, progress: Progress | None = None
) -> SampleReport:
    """Write the sample company's files, truth files and mappings into the folder `target`.

    The same people, seed and rates give the same bytes, on any number of processors.
    `progress` is called with the people done and their total. Memory is bounded by a few blocks
    of 2,000 people and 12 bytes a person.

    Raises SampleError when `people` is not between 1,000 and 1,000,000.
    """
    if not SMALLEST <= people <= LARGEST:
        raise SampleError(
            f"A sample company of {people:,} people cannot be made.", f"Ask for {SMALLEST:,} to {LARGEST:,}."
        )
    started = time.monotonic()
    rates = rates or TroubleRates()
    whole = network(people, seed, rates)
    report = SampleReport(people, seed, target, referral_depth=whole.depth)
    with Files(target) as files:
        for file in truth.HEADERS:
            (target / file).write_text(truth.header(file), encoding="utf-8")
        _catalogue(files, report)
        for number, made in enumerate(_blocks(people, _tasks(seed, rates, whole)), start=1):
            _take(made, files, report)
            if progress:
                progress(min(people, number * BLOCK), people)
    _copy_mappings(target)
    report.seconds = time.monotonic() - started
    return report


def _tasks(seed: int, rates: TroubleRates, whole: Network) -> Iterator[Task]:
    """Blocks carry only their own part of the network."""
    people = len(whole.join)
    for number, start in enumerate(range(0, people, BLOCK)):
        part = whole.part(start, min(people, start + BLOCK))
        members = frozenset(start + i for i, day in enumerate(part.last_referral) if day != NOBODY)
        yield Task(seed, number, rates, part, members)


def _blocks(people: int, tasks: Iterator[Task]) -> Iterator[_Made]:
    """The finished blocks in order; at most a few wait in memory."""
    workers = os.cpu_count() or 1
    if people < _IN_PARALLEL or workers == 1:
        yield from map(make, tasks)
        return
    # A fork of a process in which DuckDB has threads may crash.
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        waiting = [pool.submit(make, task) for task in islice(tasks, workers + 1)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(make, task) for task in islice(tasks, 1)]


def make(task: Task) -> _Made:
    """All rows of one block, rendered."""
    population = Population(task.rng("people"), task.rates, task.first, task.network)
    block = Block(task, population.build(task.number), population.twins, tally=population.tally)
    for source in _SOURCES:
        source.write(block)
    report = SampleReport(len(block.people), task.seed, Path())
    files = {file: _finish(block, file, report) for file in BY_FILE if block.rows[file]}
    _count(block, report)
    return _Made(files, truth.tables(block), report)


def _finish(block: Block, file: str, report: SampleReport) -> Chunk:
    """Shuffle a file's rows, repeat and spoil some, and render them."""
    rows, layout, rng = block.rows[file], BY_FILE[file], block.task.rng(file)
    rng.shuffle(rows)
    sound = len(rows)
    block.tally.add("repeated_row", broken.repeat(rows, rng, block.task.rates.repeated_row), sound)
    report.broken[file] = broken.spoil(rows, layout, rng, block.task.rates.broken_row)
    block.tally.add("broken_row", sum(report.broken[file].values()), sound)
    report.rows[file] = len(rows)
    return output.rendered(rows, layout)


def _count(block: Block, report: SampleReport) -> None:
    report.records = Counter(record.source for record in block.records)
    report.records["web"] += len(block.visitors)
    report.troubles = block.tally
    report.people_by_sources = truth.sources_per_person(block)
    report.twin_pairs = len(block.twins)
    report.referrals = len(block.referrals)
    report.self_referrals = len(block.self_referrals)


def _take(made: _Made, files: Files, report: SampleReport) -> None:
    for file, chunk in made.files.items():
        files.write(file, chunk)
    for file, text in made.truth.items():
        with (report.target / file).open("a", encoding="utf-8", newline="") as out:
            out.write(text)
    part = made.report
    for file, kinds in part.broken.items():
        report.broken[file] = report.broken.get(file, Counter()) + kinds
    report.rows += part.rows
    report.records += part.records
    report.troubles += part.troubles
    report.people_by_sources += part.people_by_sources
    report.twin_pairs += part.twin_pairs
    report.referrals += part.referrals
    report.self_referrals += part.self_referrals


def _catalogue(files: Files, report: SampleReport) -> None:
    rows = shop.catalogue()
    report.rows["shop_products.jsonl"] = len(rows)
    files.write("shop_products.jsonl", output.rendered(rows, BY_FILE["shop_products.jsonl"]))


def _copy_mappings(target: Path) -> None:
    for mapping in resources.files("ingest.sample").joinpath("mappings").iterdir():
        if mapping.name.endswith(".yaml"):
            with resources.as_file(mapping) as path:
                shutil.copyfile(path, target / mapping.name)
