"""The people of one block: households, their names and addresses, and what changes for them."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from ingest.sample import lists, names, places
from ingest.sample.catalogue import CATEGORIES
from ingest.sample.devices import equip
from ingest.sample.people import DAYS, ChangingValue, Person, day_of
from ingest.sample.rates import TroubleRates
from ingest.sample.referrals import NOBODY, Network
from ingest.sample.tally import Tally

_SIZES = lists.Weighted([(1, 0.42), (2, 0.33), (3, 0.12), (4, 0.10), (5, 0.03)])
_TITLES = lists.Weighted([("", 0.955), ("Dr.", 0.034), ("Prof. Dr.", 0.005), ("Dipl.-Ing.", 0.006)])
_YOUNGEST = 2004  # born; nobody is a customer as a child
COMPANIES = (
    "Hartwig Maschinenbau GmbH", "Stadtwerke Lindental", "Klinikum am Rosenberg", "Brinkhof Logistik AG",
    "Ziegelbauer & Söhne KG", "Institut für Gewässerkunde", "Kronberger Versicherung AG", "Ostseeküche GmbH",
)  # fmt: skip


class Population:
    """Makes the people of a block; the same seed and block number make the same people."""

    def __init__(self, rng: Random, rates: TroubleRates, first: int, network: Network) -> None:
        self.rng, self.rates, self.first, self.network = rng, rates, first, network
        self.tally = Tally()
        self.size = len(network.join)
        self.people: list[Person] = []
        self.twins: list[tuple[Person, Person]] = []
        self._households = 0

    def build(self, block: int) -> list[Person]:
        """All people of the block, with households, contacts, devices and interests."""
        contacts = names.Addresses(block)
        while len(self.people) < self.size:
            members = self._household()
            for person in members:
                self._contact(person, contacts)
            self._share(members)
            self.people += members
        self._recycle()
        self._employ(block)
        for person in self.people:
            equip(person, self.rng, self._happens)
        self._share_devices()
        brought = sum(by != NOBODY for by in self.network.referrer)
        self.tally.add("referred", brought, self.size)
        return self.people

    def _happens(self, trouble: str) -> bool:
        return self.tally.happens(trouble, self.rates, self.rng)

    def _household(self) -> list[Person]:
        rng = self.rng
        size = min(_SIZES.draw(rng), self.size - len(self.people))
        origin, home = names.origin(rng), places.address(rng)
        surname = names.surname(origin, rng)
        self._households += 1
        number = self.first + self._households
        line = places.landline(number, home.area_code) if rng.random() < 0.5 else None
        members = []
        for position, (gender, born) in enumerate(_ages(size, rng)):
            person = self._person(len(self.people) + position, origin, gender, born)
            person.household, person.address, person.landline = number, home, line
            person.family_name = ChangingValue(self._family_name(surname, origin, position))
            members.append(person)
        self._alike(members)
        return members

    def _family_name(self, surname: str, origin: str, position: int) -> str:
        rng = self.rng
        if position == 1 and rng.random() < 0.22:
            own = names.surname(origin, rng)
            return f"{own}-{surname}" if rng.random() < 0.3 and "-" not in own + surname else own
        return surname

    def _person(self, position: int, origin: str, gender: str, born: date) -> Person:
        rng, index = self.rng, self.first + position
        join = int(self.network.join[position])
        last = rng.randint(join, DAYS) if self._happens("churned") else DAYS
        last = max(last, join + 30, int(self.network.last_referral[position]))
        person = Person(
            index, 0, gender, origin, names.given_name(origin, gender, born.year, rng), ChangingValue(None),
            born, _TITLES.draw(rng) if born.year < 1998 else "", day_of(join), day_of(min(last, DAYS)),
            places.address(rng),
        )  # fmt: skip
        person.interests = (rng.choice(CATEGORIES), rng.choice(CATEGORIES))
        if self._happens("drifted"):
            person.drift = self._moment(person)
        else:
            person.interests = (person.interests[0], person.interests[0])
        person.loyalty = rng.betavariate(2, 2)
        person.crm_number = f"{10_000_000 + places.scrambled(index, 11, 7)}"
        person.shop_number = f"S{places.scrambled(index, 23, 8):08d}"
        person.occupation = rng.choice(lists.words("occupation"))
        return person

    def _moment(self, person: Person) -> date:
        return person.join + timedelta(days=self.rng.randrange(max(1, (person.last - person.join).days)))

    def _alike(self, members: list[Person]) -> None:
        """Make two members twins or namesakes, who have to stay two."""
        if len(members) < 2:
            return
        rng, (a, b) = self.rng, members[-2:]
        if a.origin == "german" and self._happens("twin_households"):
            b.gender, b.birth_date, b.title, b.family_name = a.gender, a.birth_date, a.title, a.family_name
            a.given_name, b.given_name = rng.choice(lists.twin_names(a.gender))
            a.twin, b.twin = b.index, a.index
            self.twins.append((a, b))
        elif self._happens("namesake_households"):
            parent, child = members[0], members[-1]
            child.gender, child.given_name, child.family_name = (
                parent.gender, parent.given_name, parent.family_name)  # fmt: skip
            child.birth_date = parent.birth_date + timedelta(days=rng.randint(8000, 11500))
            if child.birth_date.year > _YOUNGEST:
                parent.birth_date -= timedelta(days=365 * 16)
                child.birth_date = parent.birth_date + timedelta(days=rng.randint(8000, 9000))

    def _contact(self, person: Person, contacts: names.Addresses) -> None:
        rng = self.rng
        if person.twin is None and person.birth_date.year > 1960 and self._happens("married"):
            born = names.surname(person.origin, rng)
            person.family_name = ChangingValue(person.family_name.now, born, self._moment(person))
        if self._happens("moved"):
            person.old_address, person.moved = places.address(rng), self._moment(person)
        name = (person.given_name, person.family_name.now or "")
        person.email = ChangingValue(contacts.email(name, person.birth_date, rng))
        if self._happens("email_changed"):
            old = (person.given_name, person.family_name.before or name[1])
            person.email.before = contacts.email(old, person.birth_date, rng)
            person.email.since = self._moment(person)
        if rng.random() < 0.92:
            person.mobile = ChangingValue(places.mobile(2 * person.index, rng))
            if self._happens("mobile_changed"):
                person.mobile.before = places.mobile(2 * person.index + 1, rng)
                person.mobile.since = self._moment(person)
        if rng.random() < 0.3:
            network = rng.choice(("instagram", "instagram", "facebook", "tiktok", "mastodon"))
            person.handle = (network, contacts.handle(name, person.birth_date, rng))

    def _share(self, members: list[Person]) -> None:
        """Let members use another member's e-mail address."""
        for person in members[1:]:
            if self._happens("shared_email"):
                person.email, person.owns_email = members[0].email, False

    def _share_devices(self) -> None:
        """Let members browse on another member's device, each in a profile of their own."""
        for previous, person in self._neighbours():
            if previous.devices and _signs_in(person) and self._happens("shared_device"):
                person.browsers[0].device = previous.devices[0]

    def _neighbours(self) -> Iterator[tuple[Person, Person]]:
        for previous, person in zip(self.people, self.people[1:], strict=False):
            if previous.household == person.household:
                yield previous, person

    def _recycle(self) -> None:
        """Give the number that one person gave up to a stranger half a year later."""
        count = int(len(self.people) * self.rates.recycled_phone + 0.5) * 2
        chosen = self.rng.sample(self.people, min(count * 5, len(self.people)))
        pairs = zip(chosen[::2], chosen[1::2], strict=False)
        fitting = [pair for pair in pairs if _can_recycle(*pair)][: count // 2]
        self.tally.add("recycled_phone", len(fitting), len(self.people))
        for giver, taker in fitting:
            since = giver.join + (giver.last - giver.join) / 3
            number = giver.mobile.now
            giver.mobile = ChangingValue(places.mobile(2 * giver.index + 1, self.rng), number, since)
            taker.mobile = ChangingValue(number, places.mobile(2 * taker.index + 1, self.rng), since)
            taker.mobile.since = since + timedelta(days=self.rng.randint(150, 300))

    def _employ(self, block: int) -> None:
        """Let a few dozen people leave their company's switchboard number."""
        rng = self.rng
        number = places.switchboard(block, rng)
        company = COMPANIES[block % len(COMPANIES)]
        adults = [p for p in self.people if 1958 < p.birth_date.year < 2003]
        staff = rng.sample(adults, min(len(adults), int(self.size * self.rates.switchboard + 0.5)))
        self.tally.add("switchboard", len(staff), self.size)
        for person in staff:
            person.employer, person.switchboard = company, number


def _signs_in(person: Person) -> bool:
    return bool(person.browsers) and person.browsers[0].signs_in


def _can_recycle(giver: Person, taker: Person) -> bool:
    since = giver.join + (giver.last - giver.join) / 3
    return (
        giver.household != taker.household
        and bool(giver.mobile.now)
        and (giver.last - giver.join).days > 500
        and since + timedelta(days=320) < taker.last
        and taker.twin is None
    )


def _ages(size: int, rng: Random) -> list[tuple[str, date]]:
    """Gender and birth date of the members: one or two adults, then grown-up children."""
    oldest = 1936 if size < 3 else 1950
    youngest = _YOUNGEST if size == 1 else 1980
    year = min(youngest, max(oldest, int(rng.gauss(1974, 15))))
    gender = rng.choice("fm")
    members = [(gender, _day_in(year, rng))]
    if size > 1:
        other = ("m" if gender == "f" else "f") if rng.random() < 0.94 else gender
        members.append((other, _day_in(min(_YOUNGEST, max(1936, year + rng.randint(-6, 6))), rng)))
    for _ in range(size - 2):
        members.append((rng.choice("fm"), _day_in(min(_YOUNGEST, year + rng.randint(22, 36)), rng)))
    return members


def _day_in(year: int, rng: Random) -> date:
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))
