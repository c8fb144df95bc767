"""Programs that send with other people's clients, as their documents show it.

The environment gives ADDRESS, KEY and WHO. Each program identifies the user by name and e-mail, tracks an
event and an order, and ends when all is sent.
"""

_PYTHON = """
import os, sys
who, failed = os.environ["WHO"], []
settings = {"host": os.environ["ADDRESS"], "gzip": True, "on_error": lambda *it: failed.append(it)}
client = Client(os.environ["KEY"], **settings)
client.identify(who, traits={"name": "Anna Berger", "email": who + "@kranich.example"})
client.track(who, "Signed up", {"plan": "free"})
order = {"order_id": who + "-1", "total": 20, "currency": "EUR", "products": [{"product_id": "tea"}]}
client.track(who, "Order Completed", order)
client.flush()
client.join()
sys.exit(bool(failed))
"""

_NODE = """
const userId = process.env.WHO
client.identify({ userId, traits: { name: 'Anna Berger', email: userId + '@kranich.example' } })
client.track({ userId, event: 'Signed up', properties: { plan: 'free' } })
const order = { order_id: userId + '-1', total: 20, currency: 'EUR', products: [{ product_id: 'tea' }] }
client.track({ userId, event: 'Order Completed', properties: order })
"""

PYTHON_PROGRAMS = {
    "segment-python": f"from segment.analytics.client import Client{_PYTHON}",
    "rudder-python": f"from rudderstack.analytics.client import Client{_PYTHON}",
}
NODE_PROGRAMS = {
    "segment-node": f"""
const {{ Analytics }} = require('@segment/analytics-node')
const client = new Analytics({{ writeKey: process.env.KEY, host: process.env.ADDRESS }})
client.on('error', () => process.exit(1))
{_NODE}
client.closeAndFlush()
""",
    "rudder-node": f"""
const Analytics = require('@rudderstack/rudder-sdk-node')
const failed = () => process.exit(1)
const client = new Analytics(process.env.KEY, {{ dataPlaneUrl: process.env.ADDRESS, errorHandler: failed }})
{_NODE}
client.flush().then(() => process.exit(0))
""",
}

PYTHON_PACKAGES = ("segment-analytics-python==2.4.0", "rudder-sdk-python==2.1.9", "backoff==2.2.1")
PYTHON_PACKAGES += ("deprecation==2.1.0", "python-dotenv==1.2.4", "requests==2.34.2")
NODE_PACKAGES = {"@segment/analytics-node": "3.1.0", "@rudderstack/rudder-sdk-node": "3.0.13"}
