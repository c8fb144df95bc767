"""Searching an installation: the index in force, made where there is none."""

from __future__ import annotations

import threading
from typing import Any

from graph.journal import Journal
from graph.search.asking import Hit, Question, found
from graph.search.shelf import IndexShelf, SearchError
from graph.search.upkeep import bring_up_to_date
from graph.settings import Settings


class Search:
    """The index of an installation, open; any number of threads may ask."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._shelf: IndexShelf | None = None
        self._opened: tuple[object, Any] = (None, None)
        self._lock = threading.Lock()

    def find(self, question: Question) -> list[Hit]:
        """The customers that fit best; raises SearchError where there is no index and none can be made."""
        return found(self._index(), question)

    def _index(self) -> Any:
        with self._lock:
            shelf = self._shelf = self._shelf or IndexShelf(self._settings.home)
            if self._opened[0] is None or self._opened[0] != shelf.mark():
                self._opened = (shelf.mark(), shelf.open() or self._made(shelf))
            return self._opened[1]

    def _made(self, shelf: IndexShelf) -> Any:
        """The index where the one in force cannot be used, as one that is being changed cannot."""
        bring_up_to_date(Journal.open(self._settings), shelf)
        index = shelf.open()
        if index is None:
            raise SearchError("The index of names cannot be read.", "Check the disk, then search again.")
        return index
