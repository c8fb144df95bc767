"""`ckg keys`: who may use the API, and for what."""

import re
from typing import Annotated, Any

import typer

from api.cli.terminal.console import err, out, print_json
from api.cli.terminal.options import AsJson
from graph.entries import SOURCE_NAME
from graph.errors import SettingsError
from graph.policy.keys import Keys
from graph.policy.principals import Role, roles_of
from graph.policy.write_keys import WriteKeys
from graph.settings import load_settings

_NAME = re.compile(r"[\w.@-]{1,64}")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")

keys = typer.Typer(help="Keys of the API and of sources: make, list and revoke them.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for name, command in (("add", add), ("write", write), ("list", list_keys), ("revoke", revoke)):
        keys.command(name)(command)
    app.add_typer(keys, name="keys")


def add(
    name: Annotated[str, typer.Argument(help="Who or what it is for; acts are recorded under this name.")],
    roles: Annotated[
        str, typer.Option(help=f"What it allows, with commas: {', '.join(Role)}.")
    ] = Role.READ.value,
    as_json: AsJson = False,
) -> None:
    """Make a key and print it, once: only its hash is kept."""
    if not _NAME.fullmatch(name):
        raise SettingsError(
            "This is no name for a key.", "Use up to 64 letters, digits and the signs . _ - and @."
        )
    made, key = Keys(load_settings().home).add(name, sorted(_roles(roles)))
    if as_json:
        print_json(_shown(made, _OF_API) | {"key": key})
    else:
        err.print(f"key {made.id} for {name}: {', '.join(made.roles)}. It is not shown again.", markup=False)
        out.print(key, markup=False)


def write(
    source: Annotated[str, typer.Argument(help="The source that messages with this key are of.")],
    origin: Annotated[
        list[str] | None,
        typer.Option(help="A site whose pages send with it, such as https://shop.example; may come again."),
    ] = None,
    rate: Annotated[
        int | None, typer.Option(help="Messages a minute; 0 for any number. CKG_INTAKE_RATE else.", min=0)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a write key for messages over HTTP and print it, once.

    With an origin it is a browser's, which everybody can read: it neither joins users nor tells of the past.
    """
    if not SOURCE_NAME.fullmatch(source):
        raise SettingsError(
            "This is no name for a source.", "Use up to 60 letters, digits, dots, dashes and underscores."
        )
    for each in origin or ():
        if not _ORIGIN.fullmatch(each):
            raise SettingsError(
                f"{each} is no origin.", "Name scheme and host in small letters, as in https://shop.example."
            )
    made, key = WriteKeys(load_settings().home).add(source, origin or (), rate)
    if as_json:
        print_json(_shown(made, _OF_SOURCES) | {"key": key})
    else:
        sort = f"browser key for {', '.join(made.origins)}" if made.browser else "server key"
        err.print(f"write key {made.id} of source {source}: {sort}. It is not shown again.", markup=False)
        out.print(key, markup=False)


def list_keys(as_json: AsJson = False) -> None:
    """List the keys, without their secrets."""
    home = load_settings().home
    found = [_shown(key, _OF_API) for key in Keys(home).all()]
    found += [_shown(key, _OF_SOURCES) for key in WriteKeys(home).all()]
    if as_json:
        print_json(found)
        return
    for key in found:
        state = f"revoked {key['revoked_at']}" if key["revoked_at"] else f"since {key['created_at']}"
        what = ",".join(key["roles"]) if "roles" in key else f"write {','.join(key['origins'])}".strip()
        out.print(f"{key['id']}  {key.get('name', key.get('source'))}  {what}  {state}", markup=False)


def revoke(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the key, as `ckg keys list` shows it.")],
    as_json: AsJson = False,
) -> None:
    """Take a key back; a running server refuses it from now on."""
    home = load_settings().home
    of_source = WriteKeys(home).revoke(key_id)
    revoked = _shown(of_source, _OF_SOURCES) if of_source else _shown(Keys(home).revoke(key_id), _OF_API)
    if as_json:
        print_json(revoked)
    else:
        owner = revoked.get("name", revoked.get("source"))
        out.print(f"key {key_id} of {owner} is revoked", markup=False)


def _roles(text: str) -> frozenset[Role]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    found = roles_of(names)
    if not found or len(found) < len(set(names)):
        raise SettingsError(f"These are no roles: {text}.", f"Roles are {', '.join(Role)}, with commas.")
    return found


_OF_API = ("id", "name", "roles", "created_at", "revoked_at")
_OF_SOURCES = ("id", "source", "browser", "origins", "rate", "created_at", "revoked_at")


def _shown(key: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(key, name) for name in names}
