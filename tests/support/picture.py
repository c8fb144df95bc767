"""`python -m tests.support.picture "One customer whole" docs/images/graph.png`: a picture for the README.

Takes the store that the settings choose, as `ckg browser` does, and draws one saved query.
"""

import sys
import tempfile
from pathlib import Path

from api.browser import prepare_browser
from graph.settings import Settings, load_settings
from tests.support.chromium import driven_browser, served

_SETTLING_MILLISECONDS = 4_000


def take_picture(settings: Settings, title: str, target: Path) -> None:
    """Write a PNG of 1400 by 900 pixels: the graph that the saved query with that title draws."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as profile,
        served(prepare_browser(settings, port=0)) as server,
        driven_browser(Path(profile)) as browser,
    ):
        browser.open(server.url)
        browser.run_favorite(title)
        frame = browser.newest_frame(title)
        frame.get_by_title("Fullscreen").click()
        frame.get_by_title("Collapse the node properties display").click()
        browser.page.wait_for_timeout(_SETTLING_MILLISECONDS)
        frame.get_by_label("zoom-to-fit").click()
        browser.page.wait_for_timeout(_SETTLING_MILLISECONDS)
        browser.page.screenshot(path=target)


if __name__ == "__main__":
    take_picture(load_settings(), sys.argv[1], Path(sys.argv[2]))
