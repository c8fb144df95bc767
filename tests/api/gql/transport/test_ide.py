"""The page on which people try operations, where GraphiQL's scripts cannot be fetched."""

import json
from pathlib import Path

from playwright.sync_api import Request, Route

from api.gql.transport.ide import ide_html
from tests.support.chromium import driven_browser

ADDRESS = "http://127.0.0.1:9/graphql"
ANSWER = {"data": {"orders": {"totalCount": 3}}}


def test_without_graphiql_operations_are_asked_with_a_plain_form(tmp_path: Path) -> None:
    asked = list[Request]()

    def serve(route: Route) -> None:
        if route.request.url != ADDRESS:
            route.abort()
        elif route.request.method == "GET":
            route.fulfill(body=ide_html(), content_type="text/html")
        else:
            asked.append(route.request)
            route.fulfill(json=ANSWER)

    with driven_browser(tmp_path / "profile") as driven:
        page = driven.page
        page.route("**/*", serve)
        page.goto(ADDRESS)
        page.get_by_label("API key").fill("secret")
        page.get_by_label("Operation").fill("{orders {totalCount}}")
        page.keyboard.press("Control+Enter")
        page.get_by_text('"totalCount": 3').wait_for()

        assert page.get_by_text("which this browser cannot reach").is_visible()
        assert not page.get_by_text("Loading").is_visible()

        page.get_by_label("Variables").fill("{")
        page.get_by_role("button", name="Run").click()
        page.get_by_text("SyntaxError").wait_for()

    [request] = asked
    assert json.loads(request.post_data or "") == {"query": "{orders {totalCount}}", "variables": {}}
    assert request.headers["x-api-key"] == "secret"
