"""The folder of an installation: for its owner alone, whoever made it and with whatever rights."""

import logging
import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from graph.errors import SettingsError
from graph.files.disk import writing
from graph.files.regular import shown_path

log = logging.getLogger("ckg")

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_UNFIT = re.compile(r"[%*?\[\]\\^|\x00-\x1f\ud800-\udfff]")
"""Characters of paths that Delta Lake, or DuckDB where it looks for files, takes for something else, and what
is no UTF-8."""


def private_files() -> None:
    """From now on, what this process and the programs that it starts make is for its user alone.

    Delta Lake, DuckDB and the stores write files for which no rights can be asked for.
    """
    os.umask(os.umask(_OTHERS) | _OTHERS)


def prepared_home(home: Path) -> Path:
    """The absolute path of the folder, made if need be: everything in it is for its owner alone from now on.

    Raises SettingsError for a folder that all users share or whose path cannot hold a journal, and DiskError
    where it cannot be made or used.
    """
    private_files()
    path = home.absolute()
    if unfit := _UNFIT.search(str(path)):
        raise SettingsError(
            f"CKG_HOME is {shown_path(path)}, and no path with {unfit[0]!r} in it can hold a journal.",
            "Name a folder without it.",
        )
    with writing(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = path.stat().st_mode
        if mode & stat.S_ISVTX or path == Path(path.anchor):
            raise SettingsError(
                f"CKG_HOME is {path}, which all users share.", "Name a folder of its own, such as one in it."
            )
        if mode & _OTHERS:
            _close(path)
    return path


def _close(path: Path) -> None:
    """Take the rights of others to the folder, and to what an earlier version left in it."""
    try:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS | stat.S_IRWXU)
    except PermissionError:  # of another user, such as a mounted volume
        log.warning("others have rights to %s, which belongs to another user", path)
        return
    for file in path.rglob("*"):
        if not file.is_symlink():
            with suppress(FileNotFoundError):  # of a program at work
                file.chmod(stat.S_IMODE(file.stat().st_mode) & ~_OTHERS)
