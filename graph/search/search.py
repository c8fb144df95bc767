"""Searching an installation: the index in force, made where there is none."""

from __future__ import annotations

import threading
from typing import Any

from graph.journal import Journal
from graph.search.asking import Hit, Question, found
from graph.search.index_files import IndexFiles, SearchError
from graph.search.upkeep import bring_up_to_date
from graph.settings import Settings


class Search:
    """The index of an installation, open; any number of threads may ask."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._index_files: IndexFiles | None = None
        self._opened: tuple[object, Any] = (None, None)
        self._lock = threading.Lock()

    def find(self, question: Question) -> list[Hit]:
        """The customers that fit best; raises SearchError where there is no index and none can be made."""
        return found(self._index(), question)

    def _index(self) -> Any:
        with self._lock:
            index_files = self._index_files = self._index_files or IndexFiles(self._settings.home)
            if self._opened[0] is None or self._opened[0] != index_files.mark():
                self._opened = (index_files.mark(), index_files.open() or self._made(index_files))
            return self._opened[1]

    def _made(self, index_files: IndexFiles) -> Any:
        """The index where the one in force cannot be used, as one that is being changed cannot."""
        bring_up_to_date(Journal.open(self._settings), index_files)
        index = index_files.open()
        if index is None:
            raise SearchError("The index of names cannot be read.", "Check the disk, then search again.")
        return index
