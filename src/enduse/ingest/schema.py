"""What does a transaction look like in JSON?"""

from __future__ import annotations

from typing import Any

import msgspec

from enduse.model.nouns import Transaction


def transaction_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of canonical NDJSON, generated from the struct that decodes it."""
    schema = msgspec.json.schema(Transaction)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "enduse transaction", **schema}


def schema_text() -> str:
    """The schema as the package publishes it (data/transaction.schema.json)."""
    return msgspec.json.format(msgspec.json.encode(transaction_schema(), order="sorted"), indent=2).decode() + "\n"
