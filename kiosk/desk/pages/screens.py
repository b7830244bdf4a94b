"""The kiosk's own screens of a version, on its page: as they are painted, small and whole; what an approver has not seen yet."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from kiosk.desk.audit import chain
from kiosk.desk.editing import compose
from kiosk.desk.editing.models import State, Version
from kiosk.desk.people import policy
from kiosk.desk.people.policy import Act
from kiosk.desk.people.stepup import officer_of
from kiosk.desk.publishing import pictures
from kiosk.desk.publishing.desk_feed import live
from kiosk.desk.publishing.pictures import Wall
from kiosk.desk.words import say
from kiosk.faults import Fault
from kiosk.feed.document.broken import Faulty


def edition_of(found: Version, source: bytes) -> bytes:
    """Return the edition that a version would be on `source`, or its frozen bytes. Raises Faulty."""
    frozen = getattr(found, "frozen", None)
    if frozen:
        return bytes(frozen.edition)
    return compose.compose(source, found.change, 1, datetime.now(UTC), chain.head())


def must_be_painted(wall: Wall) -> None:
    """Raise Fault with the pictures that are missing."""
    if wall.missing:
        names = ", ".join(wall.missing)
        ko = f"아직 그려지지 않은 화면이 있습니다: {names}. 기다리거나, 보지 않고 승인한다고 표시하세요."
        raise Fault(say(ko, f"Screens not painted yet: {names}. Wait, or tick that you approve without them."))


def wall(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the pictures so far, as a piece of the version's page: what the page asks for while they are being painted."""
    found, source = get_object_or_404(Version.objects.select_related("frozen"), pk=pk), live()
    try:
        easel = pictures.of(found, edition_of(found, source), source, paint=False)
    except Faulty:
        raise Http404 from None
    officer = officer_of(request)
    approves = policy.may(officer, Act.APPROVE) and found.state == State.SUBMITTED
    approves = approves and policy.is_another(officer, found.touches.values_list("officer", flat=True))
    return render(request, "desk/pictures.html", {"version": found, "easel": easel, "may_approve": approves})


def picture(
    request: HttpRequest,  # noqa: ARG001
    pk: int,  # noqa: ARG001
    key: str,
    name: str,
    *,
    small: bool = False,
) -> HttpResponseBase:
    """Give one picture of a kiosk's screen, painted from the version; or the small one of it."""
    data = pictures.read(key, name, small=small)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})
