"""What is wrong with settings, in the words of who sets them."""

from collections.abc import Collection, Mapping

from pydantic import ValidationError

from graph.errors import SettingsError
from graph.nearest import nearest

_IN_WORDS = {
    "extra_forbidden": "there is no such setting",
    "bool_parsing": "is true or false",
    "bool_type": "is true or false",
    "int_parsing": "is a whole number",
    "int_type": "is a whole number",
    "int_from_float": "is a whole number",
    "float_parsing": "is a number",
    "float_type": "is a number",
    "string_type": "is a text",
    "path_not_directory": "is no folder",
    "path_not_file": "is no file",
}
"""By pydantic's name for what is wrong."""

_PREFIXES = ("CKG_", "NEO4J_")
_OF_OTHERS = frozenset({"CKG_STEWARD", "CKG_STORE_OWNER"})
"""That are read elsewhere, and no settings of an installation."""
_ALIKE = 80


def refuse_misspelt(settings: Collection[str], environment: Mapping[str, str]) -> None:
    """Raises SettingsError for a variable that is none of the settings and nearly called like one: it would
    set nothing, without a word."""
    for name in map(str.upper, filter(environment.get, environment)):
        if not name.startswith(_PREFIXES) or name in _OF_OTHERS or name in settings:
            continue
        if meant := nearest(name, settings, _ALIKE):
            raise SettingsError(f"There is no setting {name}.", f"Did you mean {meant}?")


def wrong_settings(error: ValidationError) -> SettingsError:
    """The error that names all settings that cannot be used, and says why."""
    problems = (
        ": ".join(filter(None, (".".join(map(str, it["loc"])), _told(it["type"], it["msg"]))))
        for it in error.errors(include_input=False)
    )
    return SettingsError(
        f"Settings cannot be used: {'; '.join(problems)}.",
        "Correct the environment variable (CKG_ and the name in capitals) or ckg.toml.",
    )


def _told(kind: str, problem: str) -> str:
    return _IN_WORDS.get(kind) or problem.removeprefix("Value error, ").removeprefix("Input ")
