"""What all sections of the rules file have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class RulesSection(BaseModel):
    """A section: it refuses keys that it does not know, and does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)
