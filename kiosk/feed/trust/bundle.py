"""The bundle: an edition with its whole proof as one file, for the kiosk's disk and for a USB stick.

The form: one line of header, one line of content, UTF-8.

    kiosk-bundle 1 SHA256-OF-THE-CONTENT-LINE\\n
    {"edition":TEXT,"editions":TEXT,"roots":[TEXT,...],"snapshot":TEXT,"targets":TEXT,"timestamp":TEXT}\\n

The texts are the files of the feed, byte for byte, as JSON strings (all of them are UTF-8), so each file's length
and hash survive. Rules: the checksum names *damage*, it proves nothing (that is `kiosk.feed.trust.verification`'s work); the same
bundle has exactly one form, so equal bundles are equal files; nothing above `MAX_SIZE` is read.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from kiosk.faults import Fault
from kiosk.feed.trust.roles import CARRIED, PerFile

MAX_SIZE = 8 * 1024 * 1024
_MAGIC = "kiosk-bundle"
_VERSION = "1"
_SINGLE = (*CARRIED, "edition")


class Damaged(Fault):
    """The bytes are no bundle, or not the whole of one. The message says why, one line."""


@dataclass(frozen=True, kw_only=True)
class Bundle(PerFile[bytes]):
    """Raw files of one publication. `roots` is the chain in rising order, from the anchor or from version 1."""

    roots: tuple[bytes, ...]
    edition: bytes

    def to_bytes(self) -> bytes:
        """Return the one form of this bundle. Raises Damaged if a file is not UTF-8 or the whole is too large."""
        try:
            texts: dict[str, Any] = {name: getattr(self, name).decode() for name in _SINGLE}
            texts["roots"] = [root.decode() for root in self.roots]
        except UnicodeDecodeError as fault:
            raise Damaged("a file of the bundle is not UTF-8") from fault
        content = json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        header = f"{_MAGIC} {_VERSION} {hashlib.sha256(content).hexdigest()}".encode()
        return _within_limit(header + b"\n" + content + b"\n")

    @classmethod
    def from_bytes(cls, data: bytes) -> "Bundle":
        """Read a bundle back. Raises Damaged."""
        header, _, rest = _within_limit(data).partition(b"\n")
        content = rest.removesuffix(b"\n")
        _check_header(header, content)
        if rest == content:
            raise Damaged("the bundle is cut short")
        return cls._from_texts(_texts(content))

    @classmethod
    def _from_texts(cls, texts: dict[str, Any]) -> "Bundle":
        roots = texts.get("roots")
        singles = {name: texts.get(name) for name in _SINGLE}
        if set(texts) != {"roots", *_SINGLE} or not isinstance(roots, list):
            raise Damaged("the bundle lacks a part or has one too many")
        if not all(isinstance(text, str) for text in (*roots, *singles.values())):
            raise Damaged("a part of the bundle is not text")
        try:
            parts = {name: text.encode() for name, text in singles.items() if text is not None}
            return cls(roots=tuple(root.encode() for root in roots), **parts)
        except UnicodeEncodeError as fault:
            raise Damaged("a part of the bundle is not UTF-8") from fault


def _within_limit(data: bytes) -> bytes:
    if len(data) > MAX_SIZE:
        raise Damaged(f"the bundle is larger than {MAX_SIZE // 1024 // 1024} MB")
    return data


def _check_header(header: bytes, content: bytes) -> None:
    words = header.decode("ascii", "replace").split(" ")
    if len(words) != 3 or words[0] != _MAGIC:
        raise Damaged("the file is not a bundle")
    if words[1] != _VERSION:
        raise Damaged(f"the bundle is of form {words[1][:16]!r}, this program reads form {_VERSION}")
    if words[2] != hashlib.sha256(content).hexdigest():
        raise Damaged("the bundle is damaged: its checksum does not fit")


def _texts(content: bytes) -> dict[str, Any]:
    try:
        texts = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise Damaged("the bundle's content is not JSON") from fault
    if not isinstance(texts, dict):
        raise Damaged("the bundle's content is not an object")
    return texts
