"""Whom a command is about: customers by their ids, retired ones, or any of their records."""

from contextlib import closing

from graph.analytics.reading import no_such_customer
from graph.identity.clusters.owned import OWNED_VIEWS, look_up_owned
from graph.journal import Journal
from graph.settings import Settings

HELP = "A customer's id, a retired one, or one of its records, source:source_id."


def customer_named(settings: Settings, name: str) -> str:
    """The id of the customer that a name stands for; raises CkgError where there is nobody of that name."""
    nearby = Journal.open(settings).nearby(OWNED_VIEWS, ("assignments",))
    with closing(nearby.connection):
        id_, records = look_up_owned(nearby, name)
    if not records:
        raise no_such_customer(name)
    return id_
