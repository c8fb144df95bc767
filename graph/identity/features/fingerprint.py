"""What features are made by: two tables of features are comparable where this is equal."""

from __future__ import annotations

import hashlib
import json

from graph.identity.features.macros.every import MACROS
from graph.identity.features.macros.lists import MEANINGS
from graph.identity.features.steps_sql import FEATURE_STEPS, FEATURES
from graph.words.given_names import BY_COUNTRY, COUNTERPARTS, NAMES_BY_COUNTRY, NICKNAMES
from graph.words.japanese import FAMILY_NAMES
from graph.words.romanised import SLAVIC_SPELLINGS, SPELLINGS, SYLLABLES
from graph.words.slavic import MEN, WOMEN

_LISTS = [path.read_text("utf-8") for path in (NICKNAMES, COUNTERPARTS, BY_COUNTRY, NAMES_BY_COUNTRY)]
_SPELLINGS = (SPELLINGS, SLAVIC_SPELLINGS, SYLLABLES, sorted(MEN | WOMEN), FAMILY_NAMES)
FINGERPRINT = hashlib.sha256(
    json.dumps([MACROS, MEANINGS, FEATURE_STEPS, FEATURES, *_LISTS, *_SPELLINGS]).encode()
).hexdigest()[:16]
"""Of the SQL, the words in it and the lists of names; a kept state, index or model of another is not used."""
