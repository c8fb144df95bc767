"""Processes that answer for a server end with it, however it ended."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import parent_process


def end_with_parent() -> None:
    """Let this process end in order once the one that started it is gone, be that killed.

    Else it would keep the port from the next server, and take in what nobody brings into the journal.
    """
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
