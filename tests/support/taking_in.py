"""A process that takes messages in and journals them: HOME DESCRIPTOR (of a listening socket)."""

from __future__ import annotations

import sys
import threading
from contextlib import closing
from pathlib import Path

import uvicorn

from api.intake.door import Intake
from api.web.bodies import BoundedBody
from graph.journal import Journal
from graph.settings import Settings
from ingest.live.drain import Drain


def main(home: str, descriptor: str) -> None:
    """Serve until it is killed."""
    settings = Settings(home=Path(home))
    threading.Thread(target=_drain, args=(settings,), daemon=True).start()
    app = BoundedBody(Intake(settings), 501_000, 20)
    uvicorn.run(app, fd=int(descriptor), log_level="error", lifespan="off")


def _drain(settings: Settings) -> None:
    with closing(Drain(Journal.open(settings), settings)) as drain:
        while True:
            drain.portion()


if __name__ == "__main__":
    main(*sys.argv[1:])
