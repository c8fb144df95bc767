"""People and households of the sample company: who they really are, and how that changes."""

from dataclasses import dataclass, field
from datetime import date, timedelta

START = date(2019, 1, 1)
TODAY = date(2026, 6, 30)
DAYS = (TODAY - START).days


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address with its parts."""

    street: str
    house_number: str
    postal_code: str
    city: str
    area_code: str


@dataclass(slots=True)
class ChangingValue:
    """A value that was another one before a day; `before` is None where it never changed."""

    now: str | None
    before: str | None = None
    since: date = START

    def on(self, day: date) -> str | None:
        """The value as of a day: the one before until the change, the one of now from it on."""
        return self.before if self.before is not None and day < self.since else self.now


@dataclass(slots=True)
class Device:
    """A phone, tablet or computer."""

    id: str
    type: str
    platform: str
    model: str


@dataclass(slots=True)
class Browser:
    """A browser profile: one anonymous visitor id and cookie on a device."""

    anonymous_id: str
    cookie: str
    device: Device
    signs_in: bool
    first_day: date
    last_day: date


@dataclass(slots=True)
class Person:
    """One real person with everything that the sources know in part."""

    index: int
    household: int
    gender: str
    origin: str
    given_name: str
    family_name: ChangingValue
    birth_date: date
    title: str
    join: date
    last: date
    address: Address
    old_address: Address | None = None
    moved: date = START
    email: ChangingValue = field(default_factory=lambda: ChangingValue(None))
    owns_email: bool = True
    mobile: ChangingValue = field(default_factory=lambda: ChangingValue(None))
    landline: str | None = None
    employer: str = ""
    occupation: str = ""
    switchboard: str | None = None
    interests: tuple[str, str] = ("", "")
    drift: date = TODAY
    loyalty: float = 0.5
    twin: int | None = None
    devices: list[Device] = field(default_factory=list)
    browsers: list[Browser] = field(default_factory=list)
    crm_number: str = ""
    shop_number: str = ""
    handle: tuple[str, str] | None = None

    @property
    def entity(self) -> str:
        """Name of the person in the truth."""
        return f"P{self.index:07d}"

    def lives_at(self, day: date) -> Address:
        """The address on a day."""
        return self.old_address if self.old_address is not None and day < self.moved else self.address

    def interest(self, day: date) -> str:
        """The product category that the person cares for most on a day."""
        return self.interests[0] if day < self.drift else self.interests[1]


def day_of(number: int) -> date:
    """The date that many days after the company's first day."""
    return START + timedelta(days=number)
