"""What features are made by: two tables of features are comparable where this is equal."""

from __future__ import annotations

import hashlib
import json

from graph.identity.features.macros import MACROS
from graph.identity.features.steps_sql import FEATURE_STEPS, FEATURES
from graph.words.given_names import COUNTERPARTS, NICKNAMES

FINGERPRINT = hashlib.sha256(
    json.dumps(
        [MACROS, FEATURE_STEPS, FEATURES, *(path.read_text("utf-8") for path in (NICKNAMES, COUNTERPARTS))]
    ).encode()
).hexdigest()[:16]
"""Of the SQL, the words in it and the lists of names; a kept state, index or model of another is not used."""
