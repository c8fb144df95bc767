"""Who judges, where no steward is named."""

from __future__ import annotations

import getpass

USER = getpass.getuser()
"""The name of the user on this machine."""
