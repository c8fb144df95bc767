"""An installation to be maltreated: a small company, the real command line, and what it came to."""

import json
import os
import random
import resource
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.installation import COMMAND
from graph.identity.outcome.assignments import current_assignment
from graph.journal import Journal
from graph.settings import Settings
from graph.store import Store
from graph.stores.embedded import stop_embedded
from graph.verification.graph import counted

PEOPLE = 400
MISTAKEN = "<the ingest that was a mistake>"
"""Stands for the id of that ingest among the arguments of a command."""

_WOMEN, _MEN = ("Anna", "Carla", "Elif", "Gesa"), ("Bernd", "Dieter", "Farid", "Hugo")
MAPPING = """\
source: {source}
files:
  - path: {source}.csv
    rows:
      - kind: customer
        fields:
          {{source_id: id, given_name: given, family_name: family, email: mail, birth_date: born,
           gender: {sex}}}
"""
_READ, _MISREAD = "sex", "{column: sex, map: {man: male}}"
"""How a mapping takes a column: as it should, and so that values of half of the rows go to quarantine."""


class WrongError(Exception):
    """Something is not as it has to be after a fault."""


def expect(condition: object, told: str) -> None:
    """Raise WrongError unless the condition holds."""
    if not condition:
        raise WrongError(told)


def expect_no_traceback(log: Path) -> None:
    """Raise WrongError that shows the traceback in a log, if there is one."""
    before, found, after = log.read_text().partition("Traceback")
    expect(not found, f"a traceback in the log\n{before[-1_000:]}{found}{after[:3_000]}")


@dataclass(frozen=True)
class Ended:
    """How a command ended; the status is negative where it was killed."""

    status: int
    output: str

    def check_told(self) -> None:
        """A failure is a sentence, not a traceback."""
        expect("Traceback" not in self.output, self.output[-2_000:])
        expect(self.status <= 0 or "error:" in self.output, self.output[-2_000:])


@dataclass(frozen=True)
class Installation:
    """A folder with the company's files, and its home in it."""

    folder: Path

    @property
    def settings(self) -> Settings:
        """Its settings."""
        return Settings(home=self.folder / "home", store_memory="512m")

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its commands; its store ends with this process."""
        own = {"CKG_HOME": str(self.folder / "home"), "CKG_STORE_MEMORY": "512m"}
        return {**os.environ, **own, "CKG_STORE_OWNER": str(os.getpid())}

    def command(self, *arguments: str) -> list[str]:
        """The argument vector of a command of ckg."""
        return [*COMMAND, *(self._mistaken.read_text() if it == MISTAKEN else it for it in arguments)]

    @property
    def _mistaken(self) -> Path:
        return self.folder / "mistaken.txt"

    def run(self, *arguments: str, seconds: float | None = None, largest: int | None = None) -> Ended:
        """Run a command, killed after `seconds`; no file it writes may be larger than `largest` bytes."""
        process = subprocess.Popen(  # noqa: S603 - the project's own program
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=lambda: largest and resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest)),
        )
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
        return Ended(process.returncode, output)

    def finish(self) -> None:
        """What a user does after a fault: the same again, and a look whether all is as it should be."""
        for arguments in (
            ("ingest", "web.yaml"),
            ("quarantine", "replay", "shop.yaml"),
            ("undo", MISTAKEN),
            ("resolve",),
            ("verify", "--graph"),
        ):
            ended = self.run(*arguments)
            expect(ended.status == 0, f"{arguments[0]} ends with {ended.status}: {ended.output[-2_000:]}")

    def outcome(self) -> dict[str, Any]:
        """What is stored and shown: entries of the journal, partition of the records, size of the graph."""
        journal = Journal.open(self.settings)
        with journal.connect() as connection:
            entries = connection.execute(
                "SELECT record_id, content_hash FROM record_versions"
                " UNION ALL SELECT key, content_hash FROM events"
            ).fetchall()
        customers: dict[str, set[str]] = {}
        for record, customer in current_assignment(journal).items():
            customers.setdefault(customer, set()).add(str(record))
        with Store.open(self.settings) as store:
            counts = counted(store)
        counts.pop("nodes IdentityRun", None)  # a repeated run is a further one
        return {
            "journal": sorted(entries),
            "customers": sorted(sorted(records) for records in customers.values()),
            "graph": counts,
        }

    @contextmanager
    def copy(self, folder: Path) -> Iterator["Installation"]:
        """A copy to maltreat; its store is stopped, and all of it removed, at the end."""
        shutil.copytree(self.folder, folder)
        other = Installation(folder)
        try:
            yield other
        finally:
            stop_embedded(other.settings)
            shutil.rmtree(folder, ignore_errors=True)


def founded(folder: Path, seed: int) -> Installation:
    """A company with four sources: one is yet to be ingested, of one values are in quarantine under a mapping
    that was mended since, one is to be taken back; its store is stopped."""
    folder.mkdir(parents=True)
    chance = random.Random(seed)  # noqa: S311 - made-up people
    people = [_person(chance, number) for number in range(PEOPLE)]
    for source, start in (
        ("crm", 0),
        ("web", PEOPLE // 3),
        ("shop", PEOPLE // 2),
        ("mistake", PEOPLE * 2 // 3),
    ):
        lines = [f"{source}{number},{line}" for number, line in enumerate(people[start:])]
        text = "\n".join(("id,given,family,mail,born,sex", *lines))
        (folder / f"{source}.csv").write_text(text + "\n", encoding="utf-8")
        _write_mapping(folder, source, _MISREAD if source == "shop" else _READ)
    made = Installation(folder)
    for source in ("crm", "shop", "mistake"):
        _succeed(made, "ingest", f"{source}.yaml")
    _succeed(made, "resolve")
    ingests = json.loads(_succeed(made, "source", "ingests", "--json"))
    (folder / "mistaken.txt").write_text(next(it["ingest_id"] for it in ingests if it["source"] == "mistake"))
    _write_mapping(folder, "shop", _READ)
    stop_embedded(made.settings)
    return made


def _write_mapping(folder: Path, source: str, sex: str) -> None:
    (folder / f"{source}.yaml").write_text(MAPPING.format(source=source, sex=sex), encoding="utf-8")


def _succeed(installation: Installation, *arguments: str) -> str:
    ended = installation.run(*arguments)
    expect(ended.status == 0, ended.output)
    return ended.output


def timed(installation: Installation, *arguments: str) -> float:
    """Seconds that a command takes."""
    started = time.monotonic()
    installation.run(*arguments)
    return time.monotonic() - started


def _person(chance: random.Random, number: int) -> str:
    given = chance.choice((*_MEN, *_WOMEN))
    family = "".join(
        chance.choice(part) for part in (("Ber", "Mol", "Tan", "Wie"), ("ger", "ler", "ner", "se"))
    )
    born = f"{chance.randint(1940, 2005)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    mail = f"{given.lower()}.{number}@mail{number % 5}.example"
    return f"{given},{family}{number % 97},{mail},{born},{'man' if given in _MEN else 'woman'}"
