"""Who may read what an installation has."""

import stat
from pathlib import Path


def open_to_others(home: Path) -> list[str]:
    """Files and folders that others than the owner have any right to."""
    return [str(path) for path in (home, *home.rglob("*")) if stat.S_IMODE(path.lstat().st_mode) & 0o077]
