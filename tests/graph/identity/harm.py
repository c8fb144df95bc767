"""What may happen to a file that the last run left, `before` being an earlier one."""

import shutil
from pathlib import Path


def remove(path: Path, _before: Path) -> None:
    """Take it away."""
    path.unlink()


def tear(path: Path, _before: Path) -> None:
    """Leave its beginning alone."""
    path.write_bytes(path.read_bytes()[:5000])


def spoil(path: Path, _before: Path) -> None:
    """Let it open, and be unreadable further on."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + bytes(len(content) - len(content) // 2))


def put_back(path: Path, before: Path) -> None:
    """Put an earlier one in its place."""
    shutil.copy(before, path)
