"""Whom to call or write to.

Rules: a short number (112, 117) works only in its country, never becomes `tel:` or a contact card, and says where it
works. A number that two officers have not confirmed is shown with the mark "to be confirmed". An edition carries at
least one phone each for the embassy and the consular call centre.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.text import Text


class ContactKind(StrEnum):
    """What `Contact.value` is."""

    PHONE = "phone"
    SHORT = "short"
    WEB = "web"
    CHAT = "chat"
    NAME = "name"


class Role(StrEnum):
    """Whose contact it is."""

    EMBASSY = "embassy"
    CALL_CENTRE = "call-centre"
    SAFETY_SITE = "safety-site"
    KOREAN_POLICE = "korean-police"
    LOCAL_POLICE = "local-police"
    JOINT_TEAM = "joint-team"


@dataclass(frozen=True)
class Contact:
    """One way to reach somebody.

    `value`: E.164 (`+85523211900`) for PHONE and CHAT by number, digits for SHORT, https address for WEB, the handle
    for CHAT, empty for NAME. `country`: where a SHORT number works (`KR`, `KH`). `service`: "telegram", "kakao-line",
    "wechat" for CHAT. `printed`: the number as it is printed. `confirmed_at`: when two officers confirmed it.
    `short`: the name where room is short.
    """

    id: str
    kind: ContactKind
    role: Role
    name: Text
    hours: Text
    source: str
    value: str = ""
    printed: str = ""
    country: str = ""
    service: str = ""
    confirmed: bool = False
    confirmed_at: datetime | None = None
    short: Text | None = None
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def brief(self) -> Text:
        """Return the name for the dock: the short one where there is one."""
        return self.short or self.name

    @property
    def dial(self) -> str | None:
        """Return the `tel:` address, or None where dialling makes no sense (short numbers, chats, names)."""
        return f"tel:{self.value}" if self.kind is ContactKind.PHONE else None
