"""How allauth is held: nobody signs up alone, mail is not needed."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People are invited by a supervisor and confirmed by a second; there is no sign-up page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  (allauth's)
        """Never."""
        return False
