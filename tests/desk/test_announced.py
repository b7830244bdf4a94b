"""The ministry's pasted text read into rows, and what of it is not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.desk.ministry import announced
from kiosk.desk.ministry.spelling import normal
from kiosk.domain.level import Level
from kiosk.domain.standing import View
from kiosk.feed.document import edition_json
from kiosk.resources import bundled_edition
from tests.desk.test_ministry_reply import MEANINGS

EDITION = edition_json.read(bundled_edition().read_bytes())
AT = View.at(datetime(2026, 7, 1, tzinfo=UTC))
SUMMER = """3단계: 캄보디아-태국 국경 50km 이내,시하누크빌 시 ,캄폿 주 보코산 지역, 바벳 시, 포이펫 시,
2단계: 시하누크빌 주
1단계: 2․3 단계 발령 지역 외 전 지역"""


def read(text: str) -> announced.Reading:
    """What is read of a text in July 2026, with the phrases recorded that year."""
    return announced.read(text, MEANINGS, EDITION, AT)


def offered(text: str) -> dict[str, tuple[str, ...]]:
    """The zones offered, by level."""
    return {one.level.name: one.zones for one in read(text).offers}


def test_the_ministrys_own_rows_are_read_whole() -> None:
    """The three rows of summer 2026: what stands already is told apart, the wording of level 3 is left to choose."""
    found = read(SUMMER)
    assert offered(SUMMER) == {"LEVEL_3": ("bokor", "bavet", "poipet"), "LEVEL_2": (), "LEVEL_1": ("rest-KH",)}
    assert [one.already for one in found.offers] == [("thai-border-50km", "sihanoukville-city"), ("KH-18",), ()]
    assert [one.wording for one in found.offers] == ["", "여행자제", "여행유의"]
    assert (found.unknown, found.named, found.doubtful) == ([], [], [])


@pytest.mark.parametrize(
    ("text", "level", "wording", "zones"),
    [
        ("3단계(철수권고): 포이펫 시", Level.LEVEL_3, "철수권고", ("poipet",)),
        ("ㅇ 여행금지 : 프놈펜시, 바벳 시", Level.LEVEL_4, "여행금지", ("KH-12", "bavet")),
        ("□ 특별여행주의보\n - 프놈펜시\n - 칸달주", Level.SPECIAL, "특별여행주의보", ("KH-12", "KH-8")),
        (
            "4단계 여행금지\n포이펫 시, 바벳 시\n\n칸달주는 그대로입니다.",
            Level.LEVEL_4,
            "여행금지",
            ("poipet", "bavet"),
        ),
    ],
)
def test_a_list_under_a_level_is_read(text: str, level: Level, wording: str, zones: tuple[str, ...]) -> None:
    """On the heading's own line or below it, until an empty line; zones by mapped phrase or by their very name."""
    (offer,) = read(text).offers
    assert (offer.level, offer.wording, offer.zones) == (level, wording, zones)


def test_what_is_not_known_is_marked_and_not_guessed() -> None:
    """A phrase nobody mapped, a heading that contradicts itself, a place named in prose: told, and no level taken from them."""
    found = read(
        "3단계 철수권고: 포이펫 시, 메콩강 유역\n4단계 철수권고: 바벳 시\n\n앞으로 칸달주의 상황을 지켜볼 예정이다."
    )
    assert [(one.zones) for one in found.offers] == [("poipet",)]
    assert found.unknown == ["메콩강 유역"]
    assert found.doubtful == ["4단계 철수권고: 바벳 시"]
    assert found.named == ["KH-8", "bavet"]


@given(st.text(alphabet="1234단계여행금지유의철수권고 :,.\n-포이펫시바벳칸달주가나", max_size=80))
def test_no_text_makes_a_level_of_a_place_it_does_not_list(text: str) -> None:
    """Whatever is pasted: each zone offered is meant by a phrase of the text, and no text breaks the reading."""
    known = {**{normal(zone.name.in_("ko")): (zone.id,) for zone in EDITION.zones}, **MEANINGS}
    for offer in read(text).offers:
        for zone in offer.zones:
            assert any(zone in zones and phrase in normal(text) for phrase, zones in known.items())
