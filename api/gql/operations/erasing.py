"""Forgetting people over GraphQL: for admins, as `ckg erase` and `ckg erasures`."""

import strawberry

from api.forgetting import Requester, hide
from api.gql.declare import resolved
from api.gql.limits.blocking import ACTING, READING
from api.gql.pages.connected import ConnectionPage, Window, paged
from api.gql.pages.cursors import cursors_of
from api.gql.resolving.context import Info
from api.gql.types.erasure import CustomerErasure, Erasure, customer_erasure, erasure
from graph.erasure.requests import requests
from graph.erasure.subject import subjects_of
from graph.journal import Journal
from graph.progress import silent
from graph.settings import Settings


@strawberry.type
class ErasureQuery:
    """What was done about people who asked to be forgotten."""

    @paged("Requests that people be forgotten, the latest first. For admins.")
    async def erasures(self, info: Info, window: Window) -> ConnectionPage[Erasure]:
        """The list of erasures."""
        journal = Journal.open(info.context.settings)
        found = await READING.result(lambda: requests(journal))
        keyed = sorted(((-it.erased_at.timestamp(), it.request_id), it) for it in found)
        page = window.page(cursors_of(info.schema._schema), keyed)
        return page.of([erasure(each) for each in page.nodes])


@strawberry.type
class ErasureMutation:
    """What forgets people."""

    @resolved(
        "Forget a person, named by the id of a customer or by a record source:source_id: all that any source "
        "said, at once; nobody can take that back. What comes of them later is not stored. With `dryRun` it "
        "tells what would go, and changes nothing. For admins."
    )
    async def erase_customer(
        self, info: Info, customer: strawberry.ID, reason: str = "", dry_run: bool = False
    ) -> CustomerErasure:
        """Who goes, and under which request."""
        settings, asker = info.context.settings, Requester(info.context.principal.name, reason)
        return await ACTING.result(lambda: _erased(settings, customer, None if dry_run else asker))


def _erased(settings: Settings, customer: str, asker: Requester | None) -> CustomerErasure:
    [subject] = subjects_of(Journal.open(settings), [customer])
    [request] = hide(settings, [subject], asker, silent) if asker else [None]
    return customer_erasure(subject, request)
