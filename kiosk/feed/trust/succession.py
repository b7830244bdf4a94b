"""May this bundle take the place of that one? Nothing goes backwards, save where that makes nothing older.

    >>> supersedes(verified, shown_now)     # raises Untrusted for anything older

Versions may start again in two cases. As TUF allows, a newer root with other keys frees the roles that have other keys;
targets and editions only where too few old supervisors stay to sign: else an old `targets` could bring a removed officer back.
And what officers signed outranks what an online key says (*fast forward*):

Who steals the online keys can announce version 10^9 of timestamp and snapshot; a kiosk that took them would refuse every
honest one after. So, with an edition of a higher number, a higher `editions` version and a later `issued_at`, timestamp and
snapshot may have any version. Nothing can go backwards by that:

- What the two versions protect is protected without them. Snapshot's versions keep an old `targets` or `editions` from
  coming back, and here those two may never fall, whatever snapshot says; timestamp's version keeps an old snapshot from
  coming back, and a snapshot that lists an edition newer than any held cannot be older than that edition.
- It cannot be repeated: each use needs an edition that two officers signed and that was not held before, and numbers only
  rise. Under one edition, versions rise as ever; whoever holds no officers' keys cannot use it at all.
- It makes no age younger. Age is now less `x-signed-at`, which the online key signed when it was so; a replayed timestamp
  carries an earlier one and makes the age older. The floor of time follows `issued_at`, which rises.

What stays: between the theft and the next edition of two officers a poisoned kiosk takes no timestamp, grows old and says so.
"""

from kiosk.feed.trust.roles import TARGETS
from kiosk.feed.trust.verification import Untrusted, Verified


def supersedes(new: Verified, old: Verified) -> None:
    """Judge whether `new` may take the place of `old`. Raises Untrusted where anything would go backwards.

    As TUF allows (fast-forward recovery): a newer root with other online keys frees the versions of timestamp and
    snapshot, one with other supervisors' keys those of targets and editions. And a newer edition of two officers frees
    those of timestamp and snapshot: why that is safe stands at the top of this module. The edition's number always rises.
    """
    if new.mode != old.mode:
        raise Untrusted(f"the new edition is for mode {new.mode}, the one shown for {old.mode}")
    if new.number < old.number:
        raise Untrusted(f"edition {new.number} is older than edition {old.number}")
    if new.number == old.number and new.edition_sha256 != old.edition_sha256:
        raise Untrusted(f"another edition {new.number} than the one already shown")
    if new.root_version == old.root_version and new.root_fingerprint != old.root_fingerprint:
        raise Untrusted(f"another root {new.root_version} than the one already trusted")
    freed = _freed(new, old)
    earlier = dict(old.versions.items())
    for role, version in new.versions.items():
        if version < earlier[role] and role not in freed:
            raise Untrusted(f"{role} {version} is older than {role} {earlier[role]}")
    same = new.versions.editions == old.versions.editions and "editions" not in freed
    if same and new.edition_sha256 != old.edition_sha256:
        raise Untrusted(f"another editions {new.versions.editions} than the one already held")


def _freed(new: Verified, old: Verified) -> set[str]:
    """The roles whose versions may start again: a newer root gave them other keys, or officers outrank them."""
    freed: set[str] = set()
    if _officers_outrank(new, old):
        freed |= {"timestamp", "snapshot"}
    if new.root_version > old.root_version and new.online_keys != old.online_keys:
        freed |= {"timestamp", "snapshot"}
    if new.root_version > old.root_version and len(new.targets_keys & old.targets_keys) < TARGETS.threshold:
        freed |= {"targets", "editions"}
    return freed


def _officers_outrank(new: Verified, old: Verified) -> bool:
    later = new.versions.editions > old.versions.editions and new.issued_at > old.issued_at
    return later and new.number > old.number
