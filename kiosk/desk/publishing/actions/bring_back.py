"""Bring back: what was taken back, discarded or returned becomes a draft again, as it was."""

from kiosk.desk.editing.models import State, Version
from kiosk.desk.people.models import Officer
from kiosk.desk.publishing.actions.save import save
from kiosk.desk.publishing.waiting import is_published, must_be
from kiosk.desk.words import say
from kiosk.faults import Refusal

ENDED = (State.WITHDRAWN, State.RETURNED)


def can_come_back(version: Version) -> bool:
    """Tell whether it ended without going out, and nobody has written it anew."""
    return version.state in ENDED and not is_published(version) and not version.newer.exists()


def bring_back(officer: Officer, version: Version) -> Version:
    """Keep the same text as a new draft upon the one that ended. Raises Refusal."""
    must_be(version, *ENDED)
    if not can_come_back(version):
        raise Refusal(say("이미 새로 쓴 것이 있거나 게시되었습니다.", "it was written anew already, or is published"))
    kept = ("kind", "summary", "summary_en", "change", "form", "starts", "ends")
    return save(officer, Version(**{name: getattr(version, name) for name in kept}), version)
