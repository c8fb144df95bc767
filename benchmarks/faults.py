"""Kills, full disks, damaged files and hostile requests at random moments: `make bench-faults`.

Each fault befalls a copy of one small installation; afterwards the same commands are run again, and journal,
customers and graph have to be those of an installation that nothing befell. What befalls a server while
messages arrive is in `message_faults.py`. A seed repeats a round, as far as moments of a busy machine can be
repeated. Words behind seed and rounds choose among the faults: `python -m benchmarks.faults 317 1 journal`.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from benchmarks.fault_company import (
    MISTAKEN,
    Installation,
    WrongError,
    expect,
    expect_no_traceback,
    founded,
    timed,
)
from benchmarks.hostile import hostile
from benchmarks.message_faults import FAULTS as MESSAGE_FAULTS
from benchmarks.message_faults import ON_SMALL_DISK, small_disk
from graph.stores.embedded import embedded_folder

REPORT = Path(__file__).with_name("faults.md")
ROUNDS = 3
HEADER = """# Faults

`make bench-faults SEED=n` repeats these. A round is right when nothing that was acknowledged is lost, nothing
is there twice, no traceback is shown, and the same commands, run again, come to what an undisturbed
installation came to.

| fault | seed | outcome |
|---|---|---|
"""

Fault = Callable[[Installation, random.Random], None]


@dataclass(frozen=True)
class Line:
    """How a round went."""

    fault: str
    seed: int
    outcome: str

    def __str__(self) -> str:
        return f"| {self.fault} | {self.seed} | {self.outcome} |"


def killed(*arguments: str) -> Fault:
    """A command is killed at any moment of its run."""

    def fault(installation: Installation, chance: random.Random) -> None:
        moment = chance.uniform(0.3, _seconds(installation, arguments))
        installation.run("status")  # the store is up
        installation.run(*arguments, seconds=moment).check_told()

    return fault


def full(*arguments: str) -> Fault:
    """The disk takes no more at any file's size."""

    def fault(installation: Installation, chance: random.Random) -> None:
        installation.run("status")
        installation.run(*arguments, largest=int(10 ** chance.uniform(2, 6.3))).check_told()

    return fault


def killed_store(installation: Installation, chance: random.Random) -> None:
    """The store is killed while the graph is written."""
    installation.run("status")
    killer = threading.Timer(chance.uniform(0.5, 5.0), _kill_store, (installation,))
    killer.start()
    installation.run("rebuild").check_told()
    killer.join()


def served(installation: Installation, chance: random.Random) -> None:
    """Hostile requests to a real server, whose store is killed on the way."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    log = installation.folder / "serve.log"
    with log.open("wb") as out:
        server = subprocess.Popen(  # noqa: S603 - the project's own program
            installation.command("serve", "--port", str(port)),
            env=installation.environment,
            stdout=out,
            stderr=out,
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            _until_ready(client)
            _harass(client, chance)
            _kill_store(installation)
            _until_ready(client)
            answer = client.post("/graphql", json={"query": "{identityRuns {id}}"}).json()
            expect(answer["data"]["identityRuns"], f"no runs in {answer}")
    finally:
        server.terminate()
        server.wait()
    expect_no_traceback(log)


def damaged(*patterns: str) -> Fault:
    """A file of what runs keep is cut off, emptied or overwritten in part; a run makes it anew."""

    def fault(installation: Installation, chance: random.Random) -> None:
        _damage(installation, patterns, chance)
        installation.run("resolve").check_told()

    return fault


def damaged_journal(installation: Installation, chance: random.Random) -> None:
    """A file of the journal is damaged: it is told and named, and all is there once the file is back."""
    path, content = _damage(installation, ("journal/*/_delta_log/*.json", "journal/*/*.parquet"), chance)
    verified = installation.run("verify").output
    named = path.name if path.suffix == ".parquet" else f"commit {int(path.stem)} of"
    expect(named in verified, f"`ckg verify` does not name {path.name}: {verified}")
    for command in ("resolve", "rebuild"):
        installation.run(command).check_told()
    path.write_bytes(content)


FAULTS: dict[str, Fault] = {
    "`ckg ingest` killed": killed("ingest", "web.yaml"),
    "`ckg resolve` killed": killed("resolve"),
    "`ckg rebuild` killed": killed("rebuild"),
    "`ckg bulk-load` killed": killed("bulk-load", "--replace"),
    "`ckg quarantine replay` killed": killed("quarantine", "replay", "shop.yaml"),
    "`ckg undo` killed": killed("undo", MISTAKEN),
    "store killed under `ckg rebuild`": killed_store,
    "disk full under `ckg ingest`": full("ingest", "web.yaml"),
    "disk full under `ckg resolve`": full("resolve"),
    "state damaged": damaged("identity/*"),
    "index damaged": damaged("index/*", "index/*/*"),
    "model damaged": damaged("models/*/*"),
    "journal damaged": damaged_journal,
    "hostile requests to `ckg serve`, store killed": served,
}


def play(name: str, base: Installation, expected: dict[str, Any], seed: int) -> Line:
    """One round of a fault, and how it went."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    try:
        if name in ON_SMALL_DISK:
            with small_disk(base.folder.with_name("disk")) as disk:
                if disk is None:
                    return Line(name, seed, "not played: this user may mount no disk")
                with base.copy(disk / "copy") as installation:
                    ON_SMALL_DISK[name](installation, chance)
        else:
            with base.copy(base.folder.with_name("copy")) as installation:
                if name in MESSAGE_FAULTS:
                    MESSAGE_FAULTS[name](installation, chance)
                else:
                    FAULTS[name](installation, chance)
                    _check_finished(installation, expected)
    except WrongError as error:
        print(f"{name}, seed {seed}: {error}", file=sys.stderr)
        return Line(name, seed, f"**fails**: {str(error).splitlines()[0][:100]}")
    return Line(name, seed, "right")


def _check_finished(installation: Installation, expected: dict[str, Any]) -> None:
    """The same commands, run again, come to what they come to without the fault."""
    installation.finish()
    found = installation.outcome()
    wrong = [part for part in expected if found[part] != expected[part]]
    expect(not wrong, f"other {', '.join(wrong)} than without the fault")


def main(seed: int, rounds: int, words: Sequence[str]) -> int:
    """Play the faults that have one of the words in their names, all where there is none; write what came of
    them into the report, in which others stay as they are. Exit status 1 if any round failed."""
    known = (*FAULTS, *MESSAGE_FAULTS, *ON_SMALL_DISK)
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        base = founded(Path(folder) / "base", seed)
        with base.copy(Path(folder) / "undisturbed") as undisturbed:
            undisturbed.finish()
            expected = undisturbed.outcome()
        for name in (it for it in known if not words or any(word in it for word in words)):
            for number in range(rounds):
                lines.append(play(name, base, expected, seed + number))
                print(lines[-1], flush=True)
                _report(lines[-1], known)
    return int(any("fails" in line.outcome for line in lines))


def _report(line: Line, known: Sequence[str]) -> None:
    """Puts a line into the report, in place of that of the same round before."""
    told = REPORT.read_text(encoding="utf-8").removeprefix(HEADER).splitlines() if REPORT.exists() else []
    rows = {tuple(row.split(" | ")[:2]): row for row in (*told, str(line))}
    found = [row for name in known for (fault, _), row in sorted(rows.items()) if fault == f"| {name}"]
    REPORT.write_text(HEADER + "\n".join(found) + "\n", encoding="utf-8")


_TAKEN: dict[tuple[str, ...], float] = {}


def _seconds(installation: Installation, arguments: tuple[str, ...]) -> float:
    """What a command takes undisturbed, measured once on a copy."""
    if arguments not in _TAKEN:
        with installation.copy(installation.folder.with_name("timed")) as copy:
            copy.run("status")
            _TAKEN[arguments] = timed(copy, *arguments)
    return _TAKEN[arguments]


def _kill_store(installation: Installation) -> None:
    state = embedded_folder(installation.settings).state()
    if state is None:
        raise WrongError("no store runs")
    os.kill(state.pid, signal.SIGKILL)


def _damage(
    installation: Installation, patterns: tuple[str, ...], chance: random.Random
) -> tuple[Path, bytes]:
    home = installation.settings.home
    files = sorted(path for pattern in patterns for path in home.glob(pattern) if path.is_file())
    path = chance.choice([file for file in files if file.stat().st_size])
    content = path.read_bytes()
    start = chance.randrange(len(content))
    noise = chance.randbytes(chance.randint(1, 200))
    path.write_bytes(
        chance.choice((content[:start], b"", content[:start] + noise + content[start + len(noise) :]))
    )
    return path, content


def _harass(client: httpx.Client, chance: random.Random) -> None:
    for _ in range(100):
        request = hostile(chance)
        answer = client.request(request.method, "/graphql", content=request.body, headers=request.headers)
        expect(answer.status_code < 500, f"status {answer.status_code} for {request.body[:80]!r}")
        expect(len(answer.content) < 10_000, f"{len(answer.content)} bytes for {request.body[:80]!r}")


def _until_ready(client: httpx.Client, patience: float = 180.0) -> None:
    until = time.monotonic() + patience
    time.sleep(1.5)  # a store that was just killed may not be missed yet
    while True:
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        expect(time.monotonic() < until, f"not ready after {patience:g} s")
        time.sleep(0.3)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:3]]
    sys.exit(main(*(numbers + [1, ROUNDS][len(numbers) :]), sys.argv[3:]))
