"""Devices and browser profiles of the sample people."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from ingest.sample.lists import Weighted
from ingest.sample.people import Browser, Device, Person

_PHONES = Weighted(
    [
        (("phone", "Android", "Galaxy S23"), 4),
        (("phone", "iOS", "iPhone 14"), 4),
        (("phone", "Android", "Pixel 8"), 2),
        (("phone", "iOS", "iPhone SE"), 2),
        (("phone", "Android", "Redmi Note 12"), 2),
    ]
)
_OTHERS = Weighted(
    [
        (("desktop", "Windows", "PC"), 6),
        (("desktop", "macOS", "MacBook Air"), 2),
        (("tablet", "iOS", "iPad"), 2),
        (("tablet", "Android", "Galaxy Tab"), 1),
        (("desktop", "Linux", "PC"), 1),
    ]
)


def uuid(rng: Random) -> str:
    """A random id in the form of a UUID."""
    digits = f"{rng.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def device(kinds: Weighted[tuple[str, str, str]], rng: Random) -> Device:
    """A new device of one of the kinds."""
    return Device(uuid(rng), *kinds.draw(rng))


def browser(on: Device, days: tuple[date, date], rng: Random, *, signs_in: bool) -> Browser:
    """A new browser profile on a device, used from the first to the last day."""
    cookie = f"{rng.getrandbits(64):016x}"
    return Browser(uuid(rng), cookie, on, signs_in, *days)


def equip(person: Person, rng: Random, happens: Callable[[str], bool]) -> None:
    """Give a person a phone, maybe a computer, and the browser profiles of their visits.

    One profile in six loses its cookie midway and goes on under a new anonymous id on the same
    device. A profile that never signs in stays on a device of its own, since nothing would tell
    whose it is.
    """
    person.devices = [device(_PHONES, rng)] if rng.random() < 0.9 else []
    if rng.random() < 0.6:
        person.devices.append(device(_OTHERS, rng))
    days = (person.join, person.last)
    for used in person.devices:
        if rng.random() >= 0.45:
            continue
        if not happens("late_sign_in"):
            person.browsers.append(browser(device(_OTHERS, rng), days, rng, signs_in=False))
        elif rng.random() < 1 / 6:
            middle = person.join + (person.last - person.join) / 2
            person.browsers.append(browser(used, (person.join, middle), rng, signs_in=True))
            person.browsers.append(browser(used, (middle, person.last), rng, signs_in=True))
        else:
            person.browsers.append(browser(used, days, rng, signs_in=True))


def visitor(days: tuple[date, date], rng: Random) -> Browser:
    """A browser of somebody who is never known."""
    first = days[0] + timedelta(days=rng.randrange((days[1] - days[0]).days))
    return browser(
        device(_OTHERS if rng.random() < 0.5 else _PHONES, rng), (first, first), rng, signs_in=False
    )
