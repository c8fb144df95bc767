"""Web tracking: page and product views, anonymous until a visitor signs in."""

from datetime import datetime, timedelta
from random import Random

from ingest.sample.block import Block, Record, Row, moment
from ingest.sample.catalogue import CATEGORIES, Product, liked
from ingest.sample.devices import uuid, visitor
from ingest.sample.people import START, TODAY, Browser, Person
from ingest.sample.scribe import Scribe

FILE = "web_events.parquet"


def write(block: Block) -> None:
    """Visits of known people and of visitors who are never known."""
    scribe = block.scribe("web")
    for person in block.people:
        for browser in person.browsers:
            _browse(block, scribe, person, browser)
            if browser.signs_in:
                block.records.append(Record("web", browser.anonymous_id, person, named=False))
            else:
                block.visitors.append(("web", browser.anonymous_id))
        if scribe.happens("anonymous_visitor"):
            stranger = visitor((START, TODAY), scribe.rng)
            interest = scribe.rng.choice(CATEGORIES)
            at, view = _at(stranger, scribe.rng), _view(interest, scribe.rng)
            block.add(FILE, [_event(stranger, at, view, uuid(scribe.rng))])
            block.visitors.append(("web", stranger.anonymous_id))


def _browse(block: Block, scribe: Scribe, person: Person, browser: Browser) -> None:
    """Visits in order of time; from the sign-in on, the shop's customer number is sent along."""
    rng = scribe.rng
    times = sorted(_at(browser, rng) for _ in range(1 + int(rng.expovariate(1 / 6))))
    signed = rng.randrange(len(times)) if browser.signs_in else len(times)
    for position, at in enumerate(times):
        known = {"user_id": person.shop_number} if position >= signed else {}
        view = _view(person.interest(at.date()), rng) | known
        block.add(FILE, [_event(browser, at, view, uuid(rng))])
        if position == signed:
            login = {"type": "sign_in", "page": "/konto"} | known
            block.add(FILE, [_event(browser, at + timedelta(seconds=20), login, uuid(rng))])


def _at(browser: Browser, rng: Random) -> datetime:
    return moment(browser.first_day, browser.last_day, rng)


def _view(interest: str, rng: Random) -> Row:
    if rng.random() < 0.3:
        return {"type": "page_view", "page": rng.choice(("/", "/magazin", "/angebote")), "category": interest}
    product: Product = liked(interest, rng)
    kind = "add_to_cart" if rng.random() < 0.08 else "product_view"
    return {"type": kind, "page": f"/p/{product.sku}", "category": product.category, "sku": product.sku}


def _event(browser: Browser, at: datetime, what: Row, message: str) -> Row:
    used = browser.device
    return {
        "message_id": message,
        "timestamp": at,
        "anonymous_id": browser.anonymous_id,
        "cookie_id": browser.cookie,
        "device_id": used.id,
        "device": {"type": used.type, "platform": used.platform, "model": used.model},
        **what,
    }
