"""The mutations: what stewards do, under their own names, and admins."""

from collections.abc import Callable
from typing import Annotated

import strawberry

from api.gql.declare import resolved
from api.gql.limits.blocking import ACTING
from api.gql.operations.erasing import ErasureMutation
from api.gql.resolving.context import Info
from api.gql.types.identity.stewardship import (
    Reconnection,
    ReviewCase,
    StewardshipOutcome,
    Verdict,
    outcome,
    review_case,
)
from api.gql.types.identity.teaching import REASON, TeachingAnswer, Training, teaching_answer, training
from api.stewardship import StewardDesk
from graph.identity.stewards.stewardship import Author, Outcome, Stewardship

Steward = Annotated[
    str | None,
    strawberry.argument(description="For admins alone: whom they act for. Else it is who calls."),
]


@strawberry.type(
    description="What stewards and admins do; each call is recorded under the caller's name for good."
)
class Mutation(ErasureMutation):
    """Root of all writing operations. They return when the graph shows what came of them."""

    @resolved("Lock a review case for a steward; refused where another holds it.")
    async def claim_case(self, info: Info, id: strawberry.ID, steward: Steward = None) -> ReviewCase:
        """The claimed case."""
        desk, name = StewardDesk(info.context.settings), info.context.principal.acting_for(steward)
        return review_case(await ACTING.result(lambda: desk.claim(id, name)))

    @resolved("Give a claimed review case back.")
    async def release_case(self, info: Info, id: strawberry.ID, steward: Steward = None) -> ReviewCase:
        """The open case."""
        desk, name = StewardDesk(info.context.settings), info.context.principal.acting_for(steward)
        return review_case(await ACTING.result(lambda: desk.release(id, name)))

    @resolved("Rule on the pair of a review case, which is closed by it; refused where another holds it.")
    async def decide_case(
        self,
        info: Info,
        id: strawberry.ID,
        verdict: Verdict,  # type: ignore[valid-type]  # an enum
        reason: str,
        steward: Steward = None,
    ) -> StewardshipOutcome:
        """What came of it."""
        author = _author(info, steward, reason)
        return await _act(info, lambda desk: desk.decide(id, verdict, author))

    @resolved("Say that an identifier says nothing about who somebody is; its case stays closed for good.")
    async def confirm_case(
        self, info: Info, id: strawberry.ID, reason: str, steward: Steward = None
    ) -> StewardshipOutcome:
        """What came of it."""
        author = _author(info, steward, reason)
        return await _act(info, lambda desk: desk.confirm(id, author))

    @resolved("Say that an identifier tells something, however many use it: it links again.")
    async def overrule_case(
        self, info: Info, id: strawberry.ID, reason: str, steward: Steward = None
    ) -> StewardshipOutcome:
        """What came of it."""
        author = _author(info, steward, reason)
        return await _act(info, lambda desk: desk.overrule(id, author))

    @resolved("Take back what was ruled on an identifier: its case is open again.")
    async def reopen_case(
        self, info: Info, id: strawberry.ID, reason: str, steward: Steward = None
    ) -> StewardshipOutcome:
        """What came of it."""
        author = _author(info, steward, reason)
        return await _act(info, lambda desk: desk.reopen(id, author))

    @resolved(
        "Rule on two records, source:source_id. Their review case, if there is one, is closed. A verdict "
        "that contradicts judgements in force is refused; the message names the chain."
    )
    async def judge(
        self,
        info: Info,
        left: str,
        right: str,
        verdict: Verdict,  # type: ignore[valid-type]  # an enum
        reason: str,
        steward: Steward = None,
    ) -> StewardshipOutcome:
        """What came of it."""
        author = _author(info, steward, reason)
        return await _act(info, lambda desk: desk.judge((left, right), verdict, author))

    @resolved("Take a judgement back, or all of an unmerge by their common id; former customers return.")
    async def revoke_judgement(
        self, info: Info, id: strawberry.ID, reason: str, steward: Steward = None
    ) -> StewardshipOutcome:
        """What came of it."""
        author = _author(info, steward, reason)
        return await _act(info, lambda desk: desk.revoke(id, author))

    @resolved("Take a record out of its customer, or, with `other`, set aside what links the two directly.")
    async def unmerge(
        self,
        info: Info,
        record: str,
        reason: str,
        steward: Steward = None,
        other: str | None = None,
        reconnection: Reconnection = Reconnection.ALLOWED,  # type: ignore[valid-type]  # an enum
    ) -> StewardshipOutcome:
        """What came of it."""
        author = _author(info, steward, reason)
        if other is None:
            return await _act(info, lambda desk: desk.unlink_record(record, author, reconnection))
        return await _act(info, lambda desk: desk.unlink_pair((record, other), author, reconnection))

    @resolved(
        "Answer the question of `teaching`, or about any other pair; the answer is a judgement, put into "
        "effect by the next run. One that contradicts judgements in force is refused."
    )
    async def answer_question(
        self,
        info: Info,
        left: str,
        right: str,
        verdict: Verdict,  # type: ignore[valid-type]  # an enum
        reason: str = REASON,
        steward: Steward = None,
    ) -> TeachingAnswer:
        """What came of it."""
        desk, author = StewardDesk(info.context.settings), _author(info, steward, reason)
        return teaching_answer(*await ACTING.result(lambda: desk.answer((left, right), verdict, author)))

    @resolved("Train the model anew, with the answers of stewards, and find out again who is who.")
    async def train_model(self, info: Info) -> Training:
        """What came of it."""
        return training(await ACTING.result(StewardDesk(info.context.settings).train))


async def _act(info: Info, act: Callable[[Stewardship], Outcome]) -> StewardshipOutcome:
    desk = StewardDesk(info.context.settings)
    return outcome(await ACTING.result(lambda: desk.act(act)))


def _author(info: Info, steward: str | None, reason: str) -> Author:
    return Author(info.context.principal.acting_for(steward), reason)
