"""Names of what is new in an edition: told by the moment, and apart even where two people write in the same second."""

import secrets
from datetime import UTC, datetime


def fresh(stem: str) -> str:
    """Return an id that nothing has yet: the stem, the second (UTC), six random digits."""
    return f"{stem}-{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
