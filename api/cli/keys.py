"""`ckg keys`: who may use the API, and for what."""

import re
from typing import Annotated, Any

import typer

from api.cli.console import err, out, print_json
from api.cli.options import AsJson
from graph.errors import SettingsError
from graph.policy.keys import ApiKey, Keys
from graph.policy.principals import Role, roles_of
from graph.settings import load_settings

_NAME = re.compile(r"[\w.@-]{1,64}")

keys = typer.Typer(help="API keys: make, list and revoke them.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for name, command in (("add", add), ("list", list_keys), ("revoke", revoke)):
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
        print_json(_shown(made) | {"key": key})
    else:
        err.print(f"key {made.id} for {name}: {', '.join(made.roles)}. It is not shown again.", markup=False)
        out.print(key, markup=False)


def list_keys(as_json: AsJson = False) -> None:
    """List the keys, without their secrets."""
    found = [_shown(key) for key in Keys(load_settings().home).all()]
    if as_json:
        print_json(found)
        return
    for key in found:
        state = f"revoked {key['revoked_at']}" if key["revoked_at"] else f"since {key['created_at']}"
        out.print(f"{key['id']}  {key['name']}  {','.join(key['roles'])}  {state}", markup=False)


def revoke(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the key, as `ckg keys list` shows it.")],
    as_json: AsJson = False,
) -> None:
    """Take a key back; a running server refuses it from now on."""
    revoked = _shown(Keys(load_settings().home).revoke(key_id))
    if as_json:
        print_json(revoked)
    else:
        out.print(f"key {key_id} of {revoked['name']} is revoked", markup=False)


def _roles(text: str) -> frozenset[Role]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    found = roles_of(names)
    if not found or len(found) < len(set(names)):
        raise SettingsError(f"These are no roles: {text}.", f"Roles are {', '.join(Role)}, with commas.")
    return found


def _shown(key: ApiKey) -> dict[str, Any]:
    return {name: getattr(key, name) for name in ("id", "name", "roles", "created_at", "revoked_at")}
