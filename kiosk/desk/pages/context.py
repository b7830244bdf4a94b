"""What every template knows beside its page's own context."""

from django.conf import settings
from django.http import HttpRequest

from kiosk.desk import conf
from kiosk.desk.people.demo_codes import all_codes
from kiosk.desk.publishing.desk_feed import mode
from kiosk.desk.words import language


def context(request: HttpRequest) -> dict[str, object]:
    """Give the reader's language, the desk's settings, the feed's mode; in the demo the one-time codes where one is asked for."""
    asked = settings.DESK.demo and request.path.startswith("/account/2fa/")
    return {
        "language": language(),
        "desk": settings.DESK,
        "mode": mode(),
        "mails": conf.mails(settings.DESK),
        "demo_codes": all_codes() if asked else [],
    }
