"""A version shown to somebody who has no account: what it would change and the kiosk's screens, to read and nothing else.

Rules: whoever may write makes the link, behind a fresh second factor, and the record says so. It is signed by the desk, opens
one version alone, ends after a day, and at once when that version is published, returned or withdrawn. No page leads from it
into the desk.
"""

from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kiosk.desk.audit import chain
from kiosk.desk.editing import difference, reach
from kiosk.desk.editing.models import State, Version
from kiosk.desk.pages import screens
from kiosk.desk.people import policy
from kiosk.desk.people.policy import Act
from kiosk.desk.people.stepup import officer_of, stepped_up
from kiosk.desk.publishing import history, pictures
from kiosk.desk.publishing.desk_feed import live, parsed
from kiosk.desk.words.refusals import told
from kiosk.feed.document.broken import Faulty

LASTS = timedelta(days=1)
SHOWN = (State.DRAFT, State.SUBMITTED, State.APPROVED)


def _signer() -> Signer:
    return Signer(salt="kiosk.desk.preview")


def _address(request: HttpRequest, pk: int) -> str:
    ends = int((datetime.now(UTC) + LASTS).timestamp())
    return request.build_absolute_uri(reverse("preview", args=[_signer().sign_object([pk, ends])]))


@require_POST
@stepped_up
def make(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make a link, note it in the record, and show it once on the version's page."""
    get_object_or_404(Version, pk=pk)
    officer = officer_of(request)
    with told(request):
        policy.must(officer, Act.WRITE)
        chain.note(officer, "preview", f"version {pk}", datetime.now(UTC))
        request.session["preview"] = [pk, _address(request, pk)]
    return redirect(f"{reverse('version', args=[pk])}#preview")


def link(request: HttpRequest, pk: int) -> str:
    """Return the link just made for this version, once; "" where there is none."""
    made, address = request.session.get("preview") or (0, "")
    if made != pk:
        return ""
    del request.session["preview"]
    return str(address)


def _opened(token: str) -> tuple[Version, datetime]:
    """The version that a link opens, and when it ends. Raises Http404 for one that is over, or none of ours."""
    try:
        pk, until = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        raise Http404 from None
    ends = datetime.fromtimestamp(until, UTC)
    if datetime.now(UTC) >= ends:
        raise Http404
    rows = Version.objects.select_related("frozen__published")
    found = get_object_or_404(rows, pk=pk, state__in=SHOWN, frozen__published=None)
    return found, ends


def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the version would change, whom it reaches, and its screens."""
    (found, ends), source, now = _opened(token), live(), datetime.now(UTC)
    try:
        data = screens.edition_of(found, source)
    except Faulty:
        raise Http404 from None
    before, after = parsed(source), parsed(data)
    context = {
        "version": found,
        "ends": ends,
        "token": token,
        "lines": difference.lines(before, after, history.in_one_form(source), history.in_one_form(data), now),
        "reach": reach.words(found.change),
        "easel": pictures.of(found, data, source, paint=False),
    }
    page = render(request, "desk/preview.html", context)
    page.headers["X-Robots-Tag"] = "noindex"
    return page


def picture(request: HttpRequest, token: str, key: str, name: str) -> HttpResponseBase:
    """Give a small picture of that version, and of no other."""
    found, _ = _opened(token)
    source = live()
    try:
        wall = pictures.of(found, screens.edition_of(found, source), source, paint=False)
    except Faulty:
        raise Http404 from None
    if key != wall.key:
        raise Http404
    return screens.picture(request, found.pk, key, name, small=True)
