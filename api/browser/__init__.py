"""The Neo4j Browser on the store in use, with the project's saved queries and style sheet.

The Browser itself is Neo4j's program under its own licence (GPL-3.0). It is fetched from Maven Central
when it is first wanted and served as it is, from the loopback address only; nothing of it is part of
this project. What this package adds is data that the Browser keeps in the web browser's local storage.
"""

from api.browser.artefact import BrowserError
from api.browser.server import BrowserServer, prepare_browser

__all__ = ["BrowserError", "BrowserServer", "prepare_browser"]
