"""What must hold of a path before anything is read from it: a regular file that may be opened."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

_SPECIAL = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class PathFault(NamedTuple):
    """Why a path cannot be read, and what to do about it."""

    message: str
    hint: str


def file_fault(path: Path) -> PathFault | None:
    """What is wrong with a path, None when it leads to a file that can be opened.

    Pipes and devices are refused: a file is read twice, first its header, and has an end.
    """
    shown = shown_path(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return PathFault(f"{shown} is a folder.", "Name the files in it.")
        if not stat.S_ISREG(mode):
            what = _SPECIAL.get(stat.S_IFMT(mode), "no regular file")
            return PathFault(f"{shown} is {what}, not a file.", "Write its content to a file, and name that.")
        path.open("rb").close()
    except FileNotFoundError:
        return PathFault(f"File {shown} is missing.", "Check the path.")
    except PermissionError:
        return PathFault(f"File {shown} cannot be read: Permission denied.", "Check its permissions.")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is no path"
        return PathFault(f"File {shown} cannot be read: {reason}.", "Check the path.")
    return None


def shown_path(path: Path | str) -> str:
    """A path, or the name of a file, as text that can be stored and printed: odd bytes as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace("\0", "\\0")
