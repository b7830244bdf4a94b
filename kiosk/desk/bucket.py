"""`kiosk desk bucket FEED BUCKET`: carries a feed's folder into an S3-compatible bucket whenever its timestamp is new.

Rules:

- A process of its own, which holds the cloud's password and none of our keys; what signs needs no network and waits for none.
- Only what a kiosk would accept is carried, as it was verified, in this order: edition, targets, editions, snapshot, copies,
  roots, and the timestamp last. So a reader finds a whole repository at every moment, and after every fault.
- Below `metadata/` and `targets/` nothing is ever taken away; copies for others that are gone from the feed are.
- What the web server hands out packed lies packed in the bucket (Content-Encoding: gzip), with the same Cache-Control.
- Needs the extra `bucket` (django-storages, boto3), no database and no settings of the desk's. Password and region are boto3's
  to find: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION, or its files.
"""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import click

from kiosk.desk.looking import look_again
from kiosk.faults import Fault, Misuse
from kiosk.feed.open_data.folder import INDEX, NAME
from kiosk.feed.publish.repository import Repository
from kiosk.feed.trust import verification
from kiosk.feed.trust.bundle import Bundle
from kiosk.feed.trust.roles import LISTED, SNAPSHOT
from kiosk.feed.trust.verified import Verified
from kiosk.files import PACKED, Disk, Stamp, told
from kiosk.gate.values import web_address

FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml",
}
PLAIN_TEXT = "text/plain; charset=utf-8"
SECONDS = {"connect_timeout": 5, "read_timeout": 15, "retries": {"max_attempts": 2}}
OLDER_SERVERS = dict.fromkeys(("request_checksum_calculation", "response_checksum_validation"), "when_required")
"""S3-compatible servers other than Amazon's refuse the checksums that boto3 adds by itself since 1.36."""

Headers = Mapping[str, str]


class Bucket(Protocol):
    """What files are put into, by name. Every operation raises Fault where the bucket cannot be reached or refuses."""

    def put(self, name: str, data: bytes, headers: Headers) -> None:
        """Put a file, whole, in the place of any other of that name."""

    def names(self, folder: str) -> Iterable[str]:
        """Return the names below a folder."""

    def drop(self, name: str) -> None:
        """Take a file away."""


@click.command(
    help="Carry the folder FEED into the bucket BUCKET (https://ENDPOINT/NAME) whenever its timestamp is new."
)
@click.argument("feed", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("bucket")
@click.option(
    "--every",
    type=click.FloatRange(min=0.1, max=3600),
    default=2.0,
    show_default=True,
    help="Seconds between two looks.",
)
@click.option("--once", is_flag=True, help="Carry once; exit 0, 1 not reached, 2 not trustworthy.")
def carry(feed: Path, bucket: str, every: float, once: bool) -> None:
    """Carry each new timestamp and all it leads to. Raises Misuse; with `once` whatever carrying raises."""
    carrier = Carrier(Repository(feed), _opened(bucket))
    look_again(carrier.look, lambda fault: f"not carried: {fault}", every, once=once)


@dataclass
class Carrier:
    """Carries one feed. `there`: what it put, by hash; `stamp`: the timestamp of the last time all of it went well."""

    repository: Repository
    bucket: Bucket
    there: dict[str, bytes] = field(default_factory=dict)
    stamp: Stamp | None = None

    def look(self) -> list[str]:
        """Carry what is new; one line that says so, none where nothing is. Raises Untrusted, Fault; the next look begins anew."""
        with told():
            stamp = Disk().stamp(self.repository.metadata / "timestamp.json")
        if stamp == self.stamp:
            return []
        bundle = self.repository.bundle()
        if bundle is None:
            raise Fault("no edition is published yet")
        verified = verification.verify(bundle, bundle.roots[0], self.repository.mode)
        count = self._carry(bundle, verified)
        self.stamp = stamp
        return [f"edition {verified.number}, timestamp {verified.versions.timestamp}: {count} files carried"]

    def _carry(self, bundle: Bundle, verified: Verified) -> int:
        copies = _copies(self.repository.folder / NAME)
        count = sum(self._put(name, data) for name, data in (*_signed(bundle, verified), *copies.items()))
        for name in set(self.bucket.names(NAME)) - copies.keys():
            self.bucket.drop(name)
            self.there.pop(name, None)
        return count + sum(self._put(name, data) for name, data in _begun(bundle))

    def _put(self, name: str, data: bytes) -> bool:
        digest = sha256(data).digest()
        if self.there.get(name) == digest:
            return False
        self.bucket.put(name, *_written(name, data))
        self.there[name] = digest
        return True


def _signed(bundle: Bundle, verified: Verified) -> Iterator[tuple[str, bytes]]:
    """What a timestamp leads to."""
    yield f"targets/{verified.edition_sha256}.edition.json", bundle.edition
    for role in (*LISTED, SNAPSHOT.name):
        yield f"metadata/{getattr(verified.versions, role)}.{role}.json", getattr(bundle, role)


def _begun(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """What a reader begins with; a new root next to its timestamp, since it may end the keys of the one before."""
    for version, root in enumerate(bundle.roots, 1):
        yield f"metadata/{version}.root.json", root
    yield "metadata/timestamp.json", bundle.timestamp


def _copies(folder: Path) -> dict[str, bytes]:
    """The copies for others, by name, their index last. Raises Fault."""
    with told(folder):
        found = {f"{NAME}/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*") if path.is_file()}
        names = sorted((name for name in found if "/." not in name and not name.endswith(".gz")), key=_index_last)
        return {name: found[name].read_bytes() for name in names}


def _index_last(name: str) -> tuple[bool, str]:
    return name == f"{NAME}/{INDEX}", name


def _written(name: str, data: bytes) -> tuple[bytes, Headers]:
    """A file as it lies in the bucket, and what is said of it."""
    headers = {
        "ContentType": TYPES.get(Path(name).suffix, PLAIN_TEXT),
        "CacheControl": FOR_EVER if name.startswith("targets/") else "no-cache",
    }
    if name.startswith("metadata/"):
        return data, headers
    return gzip.compress(data, PACKED, mtime=0), {**headers, "ContentEncoding": "gzip"}


def _opened(address: str) -> "S3Bucket":
    parts = urlsplit(address)
    name = parts.path.strip("/")
    with suppress(ValueError):
        if name and "/" not in name and not parts.query and web_address(f"{parts.scheme}://{parts.netloc}"):
            return S3Bucket(f"{parts.scheme}://{parts.netloc}", name)
    raise Misuse(f"a bucket is written as https://ENDPOINT/NAME, not as {address[:100]!r}")


class S3Bucket:
    """A bucket `name` behind an S3-compatible endpoint, by django-storages. Raises Fault where that is not installed."""

    def __init__(self, endpoint: str, name: str) -> None:
        try:
            from boto3.exceptions import Boto3Error
            from boto3.s3.transfer import TransferConfig
            from botocore.config import Config
            from botocore.exceptions import BotoCoreError, ClientError
            from django.conf import settings
            from storages.backends.s3 import S3Storage
        except ImportError:
            raise Fault("a bucket needs the packages of the extra `bucket`") from None
        if not settings.configured:
            settings.configure(USE_TZ=True)
        self.address = f"{endpoint}/{name}"
        self.faults: tuple[type[Exception], ...] = (Boto3Error, BotoCoreError, ClientError)
        self.storage: Any = S3Storage(
            bucket_name=name,
            endpoint_url=endpoint,
            client_config=Config(s3={"addressing_style": "path"}, **SECONDS, **OLDER_SERVERS),
            transfer_config=TransferConfig(use_threads=False),
        )

    def put(self, name: str, data: bytes, headers: Headers) -> None:
        """Put a file, with `headers` by boto3's names."""
        from django.core.files.base import ContentFile

        self.storage.object_parameters = dict(headers)
        try:
            self.storage.save(name, ContentFile(data))
        except self.faults as fault:
            raise self._said(fault) from fault

    def names(self, folder: str) -> Iterator[str]:
        """Return the names below a folder."""
        try:
            folders, files = self.storage.listdir(folder)
        except self.faults as fault:
            raise self._said(fault) from fault
        yield from (f"{folder}/{name}" for name in files)
        for one in folders:
            yield from self.names(f"{folder}/{one.strip('/')}")

    def drop(self, name: str) -> None:
        """Take a file away."""
        try:
            self.storage.delete(name)
        except self.faults as fault:
            raise self._said(fault) from fault

    def _said(self, fault: Exception) -> Fault:
        return Fault(f"{self.address}: {' '.join(str(fault).split())[:300]}")
