"""The edition on the wire: canonical JSON with a schema number, read into the domain and written back.

    >>> edition = read(Path("edition.json").read_bytes())
    >>> canonical(edition) == canonical(read(canonical(edition)))
    True

Rules: times are UTC to the second with a `Z`; unknown fields survive a round trip; an unknown major version is refused; what
may be written is `writable`'s, what the parts are `form`'s, what makes sense `validation`'s. Every fault is reported with its
place, all at once. Whether a document is good takes two milliseconds; only one that is not is gone through again, thirty
times more slowly, to name all its faults.
"""

from functools import lru_cache

from kiosk.domain.edition import Edition
from kiosk.feed.document import form, validation, writable
from kiosk.feed.document.broken import Faulty, Rule, broken
from kiosk.feed.document.codec import edition_from, edition_to
from kiosk.feed.document.parsing import parsed
from kiosk.feed.document.writable import canonical_json


def read(data: bytes, *, sensible: bool = True) -> Edition:
    """Read the edition in `data` (UTF-8 JSON, at most 1 MiB).

    Raises Faulty with every fault of form, and, when `sensible`, every broken rule of `kiosk.feed.document.validation`.
    """
    document, plain = parsed(data)
    allowed = plain or not any(writable.faults(document))
    if not (allowed and form.fits(document)):
        faults = [*writable.faults(document), *form.faults(document)]
        raise Faulty(faults or [broken("document", Rule.NO_FIT)])
    edition = edition_from(document)
    if sensible and (faults := validation.faults(edition)):
        raise Faulty(faults)
    return edition


@lru_cache(maxsize=8)
def value(data: bytes) -> Edition:
    """Read an edition that was judged before; the same bytes are read once. Raises Faulty for what has no edition's form."""
    return read(data, sensible=False)


def canonical(edition: Edition) -> bytes:
    """Write the edition's own bytes, as they are signed and hashed."""
    return canonical_json(edition_to(edition))
