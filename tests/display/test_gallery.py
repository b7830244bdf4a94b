"""The gallery: every part in every state on a few pages."""

from pathlib import Path

from kiosk.display.language import translator
from kiosk.display.presenters.blocks import Block
from kiosk.display.presenters.choice import SCREENS, Choice
from kiosk.display.presenters.gallery import SHOWN_BY
from kiosk.display.presenters.screens import present
from kiosk.domain.zone import ZoneKind
from tests.display.conftest import knowledge_of
from tests.display.easel import painted

PLACE = next(zone.id for zone in knowledge_of().edition.zones if zone.kind in (ZoneKind.LOCALITY, ZoneKind.DIVISION))
"""The place whose page the gallery takes its parts from."""


def looks(blocks: tuple[Block, ...]) -> set[tuple[str, ...]]:
    """How each block looks, words aside."""
    return {(one.kind, *(str(getattr(one, name, "")) for name in SHOWN_BY)) for one in blocks}


def test_no_part_that_a_screen_shows_is_missing() -> None:
    """Each look of each block on any screen stands in the gallery too."""
    shown = looks(present(knowledge_of(), Choice(screen="gallery"), translator("ko")).body.flow)
    assert {one[0] for one in shown} >= {"button", "card", "fact", "keys", "level", "qr", "search", "sign", "steps"}
    for screen in SCREENS:
        body = present(knowledge_of(), Choice(screen=screen, place=PLACE), translator("ko")).body
        blocks = (*body.header, *body.tools, *body.flow, *body.footer)
        assert looks(blocks) <= shown, screen


def test_pressed_and_focused_can_be_seen(tmp_path: Path) -> None:
    """The first page is painted three times, each time otherwise."""
    made = list(painted(tmp_path, "gallery", "en", "normal", (1080, 1920)))
    pages = len(made) // 3
    first = [made[number].pixels.astype(int) for number in (0, pages, 2 * pages)]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert (abs(first[one] - first[other]).max(axis=2) > 8).mean() > 0.001
