"""What processes took of the processors, as Linux tells it: shared machines make times by the clock rough."""

import os
from pathlib import Path


def cpu_seconds(process: int) -> float:
    """Processor seconds of a process so far, with those of its children that live."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(cpu_seconds, children_of(process)))


def children_of(process: int) -> list[int]:
    """The children of all threads of a process."""
    told = (each.read_text().split() for each in Path(f"/proc/{process}/task").glob("*/children"))
    return [int(child) for children in told for child in children]


def followers_of(process: int) -> list[int]:
    """Those of the children of a server that follow what it takes in."""
    return [it for it in children_of(process) if b"follower" in Path(f"/proc/{it}/cmdline").read_bytes()]
