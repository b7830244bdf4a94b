"""What is said of a server that did not give what was asked: which file, whose proxy, where it sent us, whose clock.

Rules: one line, no letter that does not print, no password.
"""

from datetime import datetime
from urllib.parse import urlsplit

from tuf.api.exceptions import DownloadError

from kiosk.feed.trust.explain import reason
from kiosk.feed.trust.roles import TIMESTAMP
from kiosk.feed.trust.verified import Verified
from kiosk.gate.store import Held
from kiosk.gate.timekeeper import Timekeeper
from kiosk.sync.fetcher import PROXY_PASSWORD, WRONG_CLOCK, AnsweredError

MOVED = (301, 302, 303, 307, 308)


def answered(fault: AnsweredError, url: str) -> str:
    """Return the status, the file it was for, and what may be the matter."""
    status, name = fault.status_code, fault.name
    if status in MOVED:
        return f"{status} ({_elsewhere(fault.location, url)})"
    if status == 304:
        return "304 (nothing new, though nothing was held)"
    if status == 407:
        return f"407 ({PROXY_PASSWORD})"
    if name == "timestamp.json":
        return f"{status} (is the address right?)" if status in (403, 404) else f"{status}"
    if status in (403, 404):
        return f"{status} for {name}, which its metadata names: a publication is under way, or servers are not in step"
    return f"{status} for {name}"


def _elsewhere(location: str, url: str) -> str:
    to, ours = urlsplit("".join(letter for letter in location if letter.isprintable())), urlsplit(url)
    place = to._replace(netloc=to.netloc.rpartition("@")[2], query="", fragment="").geturl()
    if not place:
        return "sent us elsewhere without saying where: is there a log-in page in this network?"
    if to.hostname == ours.hostname and to.scheme != ours.scheme:
        return f"the feed has moved to {place}: give that address, with --feed or as `feed.url`"
    return f"sent us elsewhere, to {place}: is there a log-in page in this network, or has the feed moved?"


def misfit(fault: Exception, name: str) -> str:
    """Tell which file is not what it should be, and why."""
    why = reason(fault)
    missing = name.endswith(".root.json") and "not JSON" in why
    return f"{name}: {why}{'; a server must answer 404 for a file that is not there' if missing else ''}"


def beneath(fault: DownloadError, keeper: Timekeeper) -> str:
    """Tell what a DownloadError was raised for; python-tuf wraps ours in another that only names the file."""
    said = str(fault.__cause__ if isinstance(fault.__cause__, DownloadError) else fault)
    return f"{said} ({_wall(keeper)}): if that is wrong, set it" if WRONG_CLOCK in said else said


def doubt(keeper: Timekeeper, held: Held) -> str:
    """Tell what to say of the clocks where all that is offered has expired."""
    if keeper.proven(held.floor):
        return "; this kiosk's clock has been checked and is right: the feed's timer or its server's clock is not"
    return f"; this kiosk's clock says {_wall(keeper)}: if that is wrong, set it"


def ahead(keeper: Timekeeper, held: Held) -> str:
    """Tell what to say where the proof held was signed in the future, as far as this kiosk's clock goes."""
    if not keeper.ahead(held.signed_at):
        return ""
    if keeper.proven(held.floor):
        return ", signed in the future: the clock of the feed's server was wrong then, this kiosk's is right"
    return f", later than this kiosk's clock says ({_wall(keeper)}): that clock or the feed's was wrong"


def _wall(keeper: Timekeeper) -> str:
    return f"{keeper.clock.wall():%Y-%m-%d %H:%M} UTC"


def expired(verified: Verified, now: datetime) -> str | None:
    """Say which role has expired at `now`, a timestamp too that claims to live longer than one may; None if none has."""
    lived = verified.signed_at + TIMESTAMP.lifetime
    ends = {**dict(verified.expires.items()), "timestamp": min(verified.expires.timestamp, lived)}
    ended = [f"{role} expired on {at:%Y-%m-%d %H:%M} UTC" for role, at in ends.items() if at <= now]
    return ended[0] if ended else None
