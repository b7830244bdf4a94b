"""The people page: inviting, confirming, changing, leaving; who may sign."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kiosk.desk.pages.joining import join_path
from kiosk.desk.people import invitation, policy, postings
from kiosk.desk.people.models import Officer, Passkey, Posting
from kiosk.desk.people.policy import Act
from kiosk.desk.people.roles import Role
from kiosk.desk.people.stepup import officer_of, stepped_up
from kiosk.desk.publishing.desk_feed import online
from kiosk.desk.signers import enrollment, rosters
from kiosk.desk.signers.actions.demo_root import demo_root
from kiosk.desk.signers.actions.propose import propose
from kiosk.desk.signers.actions.publish import publish
from kiosk.desk.signers.actions.take_back import take_back
from kiosk.desk.words import say
from kiosk.desk.words.refusals import told
from kiosk.faults import Fault

PAGE = 30
_OPEN = Prefetch("postings", Posting.objects.filter(ended=None).select_related("proposed_by"), to_attr="open_postings")


def people(request: HttpRequest) -> HttpResponse:
    """Show everyone, their roles, their keys' digits; who may sign; for supervisors, all that can be done about it."""
    enrollment.reconcile()
    everyone = Paginator(_everyone(), PAGE).get_page(request.GET.get("page"))
    supervises = policy.may(officer_of(request), Act.INVITE)
    context = {"everyone": everyone, "roles": Role.choices, "supervises": supervises}
    return render(request, "desk/people.html", context | _signers(supervises))


def _signers(supervises: bool) -> dict[str, object]:
    """Who may sign, who could, and the roster that waits."""
    waiting = rosters.waiting()
    return {
        "waiting": waiting,
        "roster_link": rosters.link(waiting) if waiting else "",
        "enrolled": rosters.enrolled(),
        "held": rosters.held(),
        "by_file": rosters.by_file(),
        "root_offer": rosters.root_offer() if settings.DESK.demo and supervises else {},
    }


def _everyone() -> QuerySet[Officer]:
    """Whoever waits for a supervisor's word first, who has left last."""
    moving = Exists(Posting.objects.filter(officer=OuterRef("pk"), ended=None))
    named = Q(is_active=False, left=None)
    found = Officer.objects.annotate(waits=Case(When(moving | named, 0), default=1), gone=Q(left__isnull=False))
    return found.prefetch_related("passkeys", _OPEN).order_by("waits", "gone", "username")


@require_POST
@stepped_up
def invite(request: HttpRequest) -> HttpResponseBase:
    """Name somebody, as a supervisor."""
    said = {name: request.POST.get(name, "").strip() for name in ("username", "role", "email")}
    with told(request):
        invitation.invite(officer_of(request), said["username"], said["role"], said["email"])
    return redirect("people")


@require_POST
@stepped_up
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Confirm as a second supervisor; the link to join is shown once, to be handed over, and mailed where there is an address."""
    somebody = get_object_or_404(Officer, pk=pk)
    with told(request):
        invitation.confirm(officer_of(request), somebody)
        _hand_over(request, somebody)
    return redirect("people")


def _hand_over(request: HttpRequest, somebody: Officer) -> None:
    """Show the link to join, and mail it where there is an address."""
    link = settings.DESK.origin + join_path(somebody)
    messages.success(request, say("가입 주소: ", "Address to join: ") + link)
    with told(request):
        if invitation.mail(somebody, link):
            messages.info(request, say(f"{somebody.email}(으)로 보냈습니다.", f"Mailed to {somebody.email}."))


@require_POST
@stepped_up
def post(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Name a change of somebody's role, or that they leave, as a supervisor."""
    with told(request):
        postings.propose(officer_of(request), get_object_or_404(Officer, pk=pk), request.POST.get("role", ""))
    return redirect("people")


@require_POST
@stepped_up
def suspend(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Shut somebody out at once, as one supervisor."""
    somebody = get_object_or_404(Officer, pk=pk)
    with told(request):
        postings.suspend(officer_of(request), somebody)
        ko = f"{somebody}: 멈췄습니다. 두 감독관이 다시 들일 수 있습니다."
        messages.success(request, say(ko, f"{somebody} is suspended; two supervisors can bring them back."))
    return redirect("people")


@require_POST
@stepped_up
def posting(request: HttpRequest, pk: int, act: str) -> HttpResponseBase:
    """Confirm the change as a second supervisor, or let it fall as any; whoever comes back gets a new link."""
    found, officer = get_object_or_404(Posting, pk=pk), officer_of(request)
    with told(request):
        match act:
            case "confirm":
                if postings.confirm(officer, found):
                    _hand_over(request, found.officer)
            case "back":
                postings.take_back(officer, found)
            case _:
                raise Http404
    return redirect("people")


@require_POST
@stepped_up
def roster(request: HttpRequest, act: str) -> HttpResponseBase:
    """Put a roster to the supervisors, take it back, publish it; in the demo, stand in for the root's ceremony."""
    officer, posted = officer_of(request), request.POST
    acts: dict[str, Callable[[], object]] = {
        "propose": lambda: propose(officer, posted.getlist("admit"), posted.getlist("remove")),
        "back": lambda: take_back(officer),
        "publish": lambda: publish(officer),
        "demo-root": lambda: demo_root(officer),
    }
    if act not in acts:
        raise Http404
    with told(request):
        acts[act]()
    return redirect("people")


def key_file(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """Give a supervisor's passkey, its public half, for the root's offline ceremony."""
    passkey = get_object_or_404(Passkey, pk=pk)
    headers = {"Content-Disposition": f'attachment; filename="{passkey.officer}-{passkey.keyid[:8]}.json"'}
    return JsonResponse(dict(passkey.key), headers=headers)


@require_POST
@stepped_up
def admit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Admit a passkey in the demo, where the two supervisors' key files on this machine sign.

    Elsewhere: `kiosk desk admit`, with the safes' keys.
    """
    officer = officer_of(request)
    with told(request):
        if not settings.DESK.demo:
            ko = "시연에서만 됩니다. `kiosk desk admit`이 감독관의 키를 씁니다."
            raise Fault(say(ko, "only in the demo: `kiosk desk admit` takes the supervisors' keys"))
        if not policy.may(officer, Act.ADMIT):
            raise Fault(say("감독관만 할 수 있습니다.", "Only a supervisor may do this."))
        enrollment.admit(officer, get_object_or_404(Passkey, pk=pk), online())
    return redirect("people")
