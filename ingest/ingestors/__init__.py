"""The kinds of rows that can be ingested, by name."""

from ingest.ingestors.commerce import CONTRACT, ORDER, ORDER_LINE, ORDER_STATUS, PRODUCT, REFUND, TICKET
from ingest.ingestors.consents import CONSENT
from ingest.ingestors.customer import CUSTOMER
from ingest.ingestors.engagement import CAMPAIGN_CONTACT, EVENT, PAGE_VIEW, PRODUCT_VIEW, REFERRAL
from ingest.ingestors.fields import Ingestor
from ingest.ingestors.sightings import ACCOUNT, COOKIE, DEVICE, SOCIAL_HANDLE
from ingest.ingestors.surveys import SURVEY_ANSWER

INGESTORS: dict[str, Ingestor] = {
    ingestor.kind: ingestor
    for ingestor in (
        CUSTOMER,
        DEVICE,
        COOKIE,
        ACCOUNT,
        SOCIAL_HANDLE,
        PRODUCT,
        ORDER,
        ORDER_LINE,
        ORDER_STATUS,
        REFUND,
        CONTRACT,
        TICKET,
        CAMPAIGN_CONTACT,
        PAGE_VIEW,
        PRODUCT_VIEW,
        EVENT,
        REFERRAL,
        SURVEY_ANSWER,
        CONSENT,
    )
}
