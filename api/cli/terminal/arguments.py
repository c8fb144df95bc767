"""What is typed behind the name of a command."""

from functools import wraps
from typing import Any

from graph.errors import CkgError


class ArgumentError(CkgError):
    """What was typed behind a command cannot be read."""


def reading_texts(command: Any) -> Any:
    """The command, and those below it, which refuse texts that are no UTF-8, as terminals in Latin-1 send
    them; paths may have any bytes."""
    for below in getattr(command, "commands", {}).values():
        reading_texts(below)
    if run := command.callback:

        @wraps(run)
        def checked(*arguments: Any, **given: Any) -> Any:
            for name, value in given.items():
                for text in value if isinstance(value, list | tuple) else (value,):
                    if isinstance(text, str):
                        _check(name, text)
            return run(*arguments, **given)

        command.callback = checked
    return command


def _check(name: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ArgumentError(
            f"What was given for {name} is no text in UTF-8.",
            "Set the terminal to UTF-8 (`locale` shows what it is in), and type it again.",
        ) from error
