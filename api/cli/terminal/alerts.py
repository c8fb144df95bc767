"""What ends a command that did its work, and after which a person should look at something."""

import typer

from api.cli.terminal.console import err

ALERT_STATUS = 3
"""Exit status of a command that succeeded and that a person should look at."""


def end_with(*alerts: str | None) -> None:
    """Tell the alerts, and end with `ALERT_STATUS` if there are any."""
    found = [alert for alert in alerts if alert]
    for alert in found:
        err.print(f"alert: {alert}", markup=False)
    if found:
        raise typer.Exit(ALERT_STATUS)
