"""What customers did: sessions, and the steps in them."""

from collections import Counter
from datetime import datetime

import strawberry

from api.gql.declare import id_of, resolved
from api.gql.kinds.nodes import node_id
from api.gql.limits.blocking import READING
from api.gql.pages.cursors import PageInfo
from api.gql.pages.timed_pages import page
from api.gql.resolving.context import Info
from graph import journeys
from graph.behaviour import sessions


@strawberry.type(description="One thing that a customer did.")
class JourneyStep:
    """A step of a session."""

    at: datetime = strawberry.field(description="When")
    record: str = strawberry.field(description="source:source_id of the record that did it")
    kind: str = strawberry.field(description="`page_view`, `event`, `order`, `ticket` …")
    name: str | None = strawberry.field(description="What happened, of an event")
    page: str | None = strawberry.field(description="The page")
    seconds: float | None = strawberry.field(description="How long it lasted")
    thing_id: strawberry.ID | None = strawberry.field(description="Id of the order, ticket … that it made")
    interests: list[str] = strawberry.field(description="Topics and products that it showed interest in")

    @classmethod
    def of(cls, step: sessions.Step) -> "JourneyStep":
        """A step as GraphQL shows it, of one that was read from the journal."""
        return cls(
            at=step.at,
            record=step.record_id,
            kind=step.kind,
            name=step.name,
            page=step.page,
            seconds=step.seconds,
            thing_id=id_of(step.id),
            interests=list(step.interests),
        )


@strawberry.type(description="Steps of one kind.")
class StepCount:
    """How many steps of a kind there are."""

    kind: str = strawberry.field(description="The kind")
    count: int = strawberry.field(description="How many")


@strawberry.type(description="What one record, so one channel or device, did without a longer pause.")
class Session:
    """A session."""

    read: strawberry.Private[sessions.Session]
    source: str = strawberry.field(description="Source of the record: the channel")
    record: str = strawberry.field(description="source:source_id of the record")
    started_at: datetime = strawberry.field(description="Time of the first step")
    ended_at: datetime = strawberry.field(description="Time of the last step")
    seconds: float = strawberry.field(description="Sum of the times that the steps say they lasted")
    step_count: int = strawberry.field(description="How many steps it has")
    pages: list[str] = strawberry.field(description="The pages, each once, by name")
    interests: list[str] = strawberry.field(description="Topics and products, each once, by key")

    @classmethod
    def of(cls, session: sessions.Session) -> "Session":
        """A session that was read."""
        return cls(
            read=session,
            source=session.record_id.partition(":")[0],
            record=session.record_id,
            started_at=session.started_at,
            ended_at=session.ended_at,
            seconds=sum(step.seconds or 0.0 for step in session.steps),
            step_count=len(session.steps),
            pages=sorted({step.page for step in session.steps if step.page}),
            interests=sorted({each for step in session.steps for each in step.interests}),
        )

    @resolved("How many steps of each kind it has, by kind.")
    def counts(self, first: int = 20) -> list[StepCount]:
        """Counts by kind."""
        found = sorted(Counter(step.kind for step in self.read.steps).items())
        return [StepCount(kind=kind, count=count) for kind, count in found[:first]]

    @resolved("The steps, the earliest first.")
    def steps(self, first: int = 20) -> list[JourneyStep]:
        """Steps of the session."""
        return [JourneyStep.of(step) for step in self.read.steps[:first]]


@strawberry.type(description="A page of sessions, the latest first.")
class SessionConnection:
    """Sessions of a page."""

    nodes: list[Session] = strawberry.field(description="The page")
    page_info: PageInfo = strawberry.field(description="Where the page begins and ends")
    total_count: int = strawberry.field(description="How many there are on all pages")


@strawberry.type(description="A page of steps, the latest first.")
class JourneyStepConnection:
    """Steps of a page."""

    nodes: list[JourneyStep] = strawberry.field(description="The page")
    page_info: PageInfo = strawberry.field(description="Where the page begins and ends")
    total_count: int = strawberry.field(description="How many there are on all pages")


@strawberry.type(description="Something that a customer cared for at a time.")
class JourneyInterest:
    """An interest as of a time."""

    thing_id: strawberry.ID = strawberry.field(description="`nodeId` of the product or interest")
    score: float = strawberry.field(description="How much, as of the time")
    at: datetime = strawberry.field(description="The time: the journey's `until`, or that of the latest sign")
    count: int = strawberry.field(description="How many signs of it there were by then")
    first_seen: datetime = strawberry.field(description="When the first was")
    last_seen: datetime = strawberry.field(description="When the last was")

    @classmethod
    def of(cls, interest: journeys.Interest) -> "JourneyInterest":
        """An interest that was read."""
        told = {name: getattr(interest, name) for name in ("score", "at", "count", "first_seen", "last_seen")}
        return cls(thing_id=strawberry.ID(node_id(interest.label, [interest.id])), **told)


@strawberry.type(description="What a customer did, over all records and sources.")
class Journey:
    """A journey."""

    read: strawberry.Private[journeys.Journey]
    until: strawberry.Private[datetime | None]
    customer_id: strawberry.ID = strawberry.field(description="Id of the customer today")

    @resolved("The sessions, by their start.")
    def sessions(self, first: int = 20, after: str | None = None) -> SessionConnection:
        """A page of sessions."""
        found = page(self.read.sessions, lambda each: each.started_at, first, after)
        nodes = list(map(Session.of, found.items))
        return SessionConnection(nodes=nodes, page_info=found.info, total_count=found.total)

    @resolved("The steps of all sessions, by their time.")
    def steps(self, first: int = 20, after: str | None = None) -> JourneyStepConnection:
        """A page of steps."""
        every = [step for session in self.read.sessions for step in session.steps]
        found = page(every, lambda each: each.at, first, after)
        nodes = list(map(JourneyStep.of, found.items))
        return JourneyStepConnection(nodes=nodes, page_info=found.info, total_count=found.total)

    @resolved(
        "What the customer cared for as of `until`, by what was done before, or as of the latest sign; the "
        "strongest first."
    )
    async def interests(self, info: Info, first: int = 20) -> list[JourneyInterest]:
        """Interests as of a time."""
        settings, customer = info.context.settings, self.customer_id
        found = await READING.result(lambda: journeys.read_interests(settings, customer, self.until))
        return [JourneyInterest.of(each) for each in found[:first]]
