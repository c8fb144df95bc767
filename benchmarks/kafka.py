"""`ckg consume` against a real broker: killed often, the broker stopped, the topic cut and made anew.

`make test-kafka`: Kafka's jars come from Maven Central (46 MB, kept in the folder given), Java 17 and Maven
must be there. Each check compares the journal with what was produced; the first that fails ends it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from confluent_kafka import Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from benchmarks.installation import COMMAND
from benchmarks.kafka_broker import PATIENCE, VERSION, Server, download, running
from graph.journal import Journal
from graph.settings import Settings

_MAPPING = """
source: shop
files:
  - kafka: {{bootstrap: "{address}", topic: people, group: ckg, key: nr}}
    rows:
      - kind: customer
        fields: {{source_id: nr, full_name: name, email: mail}}
"""
_REPORT = Path(__file__).parent / "kafka.md"


class Company:
    """A home that reads the topic, and what was produced to it."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder, self.made = server, folder, 0
        self.mapping = folder / "shop.yaml"
        self.mapping.write_text(_MAPPING.format(address=server.address), encoding="utf-8")
        self.environment = {**os.environ, "CKG_HOME": str(folder / "home")}
        self.admin = AdminClient({"bootstrap.servers": server.address, "log_level": 0})

    def make_topic(self) -> None:
        """Make the topic, once the one before is gone."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            [made] = self.admin.create_topics([NewTopic("people", 3, 1)]).values()
            with suppress(Exception):
                made.result()
                return
            time.sleep(0.5)
        raise SystemExit("the topic cannot be made")

    def produce(self, count: int, *, transaction: bool = False) -> None:
        """So many people nobody was told of, in a transaction of its own where that is asked for."""
        settings: dict[str, Any] = {"bootstrap.servers": self.server.address, "log_level": 0}
        producer = Producer(settings | ({"transactional.id": "people"} if transaction else {}))
        if transaction:
            producer.init_transactions()
            producer.begin_transaction()
        for nr in range(self.made, self.made + count):
            row = {"nr": f"p{nr}", "name": f"Anna Alt{nr}", "mail": f"anna{nr}@mail.de"}
            producer.produce("people", json.dumps(row), key=f"p{nr}")
            if nr % 10_000 == 0:
                producer.flush()
        producer.flush()
        if transaction:
            producer.commit_transaction()
        self.made += count

    def consume(self, *options: str) -> subprocess.Popen[str]:
        """Start reading."""
        command = [*COMMAND, "consume", str(self.mapping), *options]
        return subprocess.Popen(command, env=self.environment, text=True, stdout=-1, stderr=-1)  # noqa: S603

    @property
    def commits(self) -> int:
        """How many portions the journal has."""
        return len([*(self.folder / "home" / "journal" / "messages" / "_delta_log").glob("*.json")])

    def reading(self) -> subprocess.Popen[str]:
        """Start reading, and wait until it does."""
        noted = self.folder / "home" / "waiting" / "kafka-shop.json"
        before, process = noted.stat().st_mtime_ns, self.consume()
        until = time.monotonic() + PATIENCE
        while noted.stat().st_mtime_ns == before and time.monotonic() < until:
            time.sleep(0.1)
        return process

    def read(self, *options: str) -> tuple[int, str]:
        """Read all that is there; the exit status, and what was said."""
        process = self.consume("--once", *options)
        out, told = process.communicate()
        return process.returncode, out + told

    @property
    def stored(self) -> tuple[int, int]:
        """Versions of records in the journal, and records."""
        with closing(
            Journal.open(Settings(home=self.folder / "home")).connect(views=("stored_records",))
        ) as it:
            found = it.execute("SELECT count(*), count(DISTINCT record_id) FROM stored_records").fetchall()[0]
        return int(found[0]), int(found[1])

    def until_stored(self, count: int) -> None:
        """Wait until the journal has so many."""
        until = time.monotonic() + PATIENCE
        while self.stored[0] < count and time.monotonic() < until:
            time.sleep(0.5)


def main() -> None:
    """Check, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jars", type=Path, default=Path.home() / ".cache" / "ckg-kafka", help="kept here")
    parser.add_argument("--rows", type=int, default=30_000)
    parser.add_argument("--kills", type=int, default=4)
    given = parser.parse_args()
    download(given.jars)
    with running(given.jars) as (server, folder):
        company = Company(server, folder)
        try:
            found = [
                *_killed(company, given.rows, given.kills),
                _broker_gone(company, server),
                _terminated(company),
                _cut(company),
                _made_anew(company),
            ]
        finally:
            stop = [*COMMAND, "stop"]
            subprocess.run(stop, env=company.environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    _REPORT.write_text(_report(given.rows, given.kills, found), encoding="utf-8")


def _killed(company: Company, rows: int, kills: int) -> Iterator[tuple[str, str]]:
    chance = random.Random(1)  # noqa: S311 - moments of kills
    company.make_topic()
    company.produce(1_000, transaction=True)
    usual = 0.0
    for _ in range(kills):
        company.produce(rows // kills)
        began, before, process = time.monotonic(), company.commits, company.consume()
        if usual:
            time.sleep(chance.uniform(0.2, 1.5) * usual)
        while not usual and company.commits < before + 2 and time.monotonic() < began + PATIENCE:
            time.sleep(0.02)
        usual = usual or time.monotonic() - began
        process.send_signal(signal.SIGKILL)
        process.communicate()
    company.produce(500)
    before, began = company.stored[0], time.perf_counter()
    _expect(before > 0, "the kills came too early")
    status, told = company.read()
    seconds = time.perf_counter() - began
    _expect(status == 0 and company.stored == (company.made, company.made), told)
    yield f"killed {kills} times (SIGKILL) while it read {company.made:,} rows", "each row stored once"
    yield f"the last {company.made - before:,} of them, with start and graph", f"{seconds:.0f} s"


def _broker_gone(company: Company, server: Server) -> tuple[str, str]:
    process = company.reading()
    server.stop()
    time.sleep(40)  # longer than it takes to look again which partitions there are
    _expect(process.poll() is None, "it ended with the broker")
    server.start()
    company.produce(500)
    company.until_stored(company.made)
    process.terminate()
    told = "".join(process.communicate())
    _expect(process.returncode == 0 and company.stored == (company.made, company.made), told)
    return "the broker stopped and started again while it ran", "it went on, each row once; SIGTERM: status 0"


def _terminated(company: Company) -> tuple[str, str]:
    company.produce(8_000)
    process = company.reading()
    process.terminate()
    _expect(process.wait() == 0, "SIGTERM is no clean end")
    status, told = company.read()
    _expect(status == 0 and company.stored == (company.made, company.made), told)
    return "terminated (SIGTERM) in the middle of 8,000 rows", "status 0, each row once"


def _cut(company: Company) -> tuple[str, str]:
    company.produce(3_000)
    parts = [TopicPartition("people", number, -1) for number in range(3)]  # -1: all there is
    for cut in company.admin.delete_records(parts).values():
        cut.result()
    status, told = company.read()
    _expect(status == 1 and "were deleted before they were read" in told, told)
    company.made -= 3_000
    company.produce(100)
    status, told = company.read("--accept-losses")
    _expect(status == 0, told)
    _expect(company.stored[1] == company.made, str(company.stored))
    return "3,000 rows deleted before they were read", "told with counts; --accept-losses went on"


def _made_anew(company: Company) -> tuple[str, str]:
    [gone] = company.admin.delete_topics(["people"]).values()
    gone.result()
    company.make_topic()
    company.produce(200)
    status, told = company.read()
    _expect(status == 1 and "was deleted and made anew" in told, told)
    status, told = company.read("--accept-losses")
    _expect(status == 0 and company.stored[1] == company.made, f"{told} {company.stored}")
    return "the topic deleted and made anew", "told by its id; --accept-losses read it from its beginning"


def _expect(fulfilled: bool, told: str) -> None:  # noqa: FBT001 - what is expected, no switch
    if not fulfilled:
        raise SystemExit(f"failed: {told}")


def _report(made: int, kills: int, found: list[tuple[str, str]]) -> str:
    rows = "\n".join(f"| {what} | {came} |" for what, came in found)
    return f"""# Topics of Kafka

Written by `make test-kafka N={made} KILLS={kills}` (benchmarks/kafka.py): `ckg consume` against Apache Kafka
{VERSION} in KRaft mode, one broker, three partitions; {os.cpu_count()} cores shared with broker and store,
load average at the end {os.getloadavg()[1]:.1f}.

| what | came of it |
|---|---|
{rows}
"""


if __name__ == "__main__":
    main()
