"""Keys of records are shown as they are, whatever a terminal's library would make of them."""

import pytest
from rich.console import Console

from api.cli.terminal.console import err, out


@pytest.mark.parametrize("console", [out, err], ids=["out", "err"])
def test_a_key_between_colons_is_no_picture(console: Console) -> None:
    with console.capture() as shown:
        console.print("crm:1 – shop:a: both use it")
    assert shown.get().strip() == "crm:1 – shop:a: both use it"
