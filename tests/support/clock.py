"""A clock that a test sets, in the place of the machine's."""

from datetime import datetime, timedelta, tzinfo
from types import ModuleType

import pytest


class _AnyTime(type):
    """Of a class that takes the place of `datetime`: whatever is one counts as its own."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, datetime)


class Clock:
    """How far the clock is ahead of the machine's, for modules that ask `datetime.now`."""

    def __init__(self, patch: pytest.MonkeyPatch, *modules: ModuleType) -> None:
        self.ahead = timedelta()
        clock = self

        class Later(datetime, metaclass=_AnyTime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return datetime.now(tz) + clock.ahead

        for module in modules:
            patch.setattr(module, "datetime", Later)
