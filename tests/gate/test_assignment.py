"""The gate of the day: believed of an online key alone, for one kiosk, once, for a day; and never more than where it stands."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from securesystemslib.signer import CryptoSigner, Key

from kiosk import clock
from kiosk.display import showing
from kiosk.display.presenters.choice import Choice
from kiosk.display.state_reader import at_its_gate
from kiosk.faults import Refusal
from kiosk.feed.trust.verification import timestamp_keys
from kiosk.gate.assignment import LIFE, Assigned, Why, opened, signed
from kiosk.gate.enrollment import device_key
from kiosk.gate.settings import Site
from kiosk.gate.store import Store
from kiosk.sync.own_state import Stand
from kiosk.sync.reporting import Posting, Reporter
from tests.feed.workshop import Feed
from tests.sync.test_reporting import desk_on_loopback

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
PUBLIC = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
AT_253 = Assigned("T2", "253", NOW)


def _keys(feed: Feed) -> dict[str, Key]:
    return timestamp_keys(feed.repository.roots(), feed.anchor, feed.mode)


def _told(feed: Feed, who: str = "timestamp", public: bytes = PUBLIC, what: Assigned = AT_253) -> dict[str, str]:
    return signed(feed.signer_of(who), public, what)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, None),
        ({"public": b"x" * 32}, Why.ANOTHER),
        ({"what": Assigned("T2", "253", NOW - timedelta(minutes=11))}, Why.DATED),
        ({"what": Assigned("T2", "253", NOW + timedelta(minutes=11))}, Why.DATED),
        ({"what": Assigned("T2", "253", NOW - timedelta(seconds=9))}, Why.DATED),
        ({"what": Assigned("T2", "x" * 21, NOW)}, Why.FORM),
        ({"who": "supervisor-1"}, Why.FORGED),
    ],
)
def test_only_an_honest_word_is_taken(feed: Feed, change: dict[str, Any], why: Why | None) -> None:
    """Another kiosk's, an old, a future, a repeated one, one of another key: each is refused for what it is."""
    keys, held = _keys(feed), Assigned("T2", "231", NOW - timedelta(seconds=9))
    told = _told(feed, **change)
    if why is None:
        assert opened(told, keys, PUBLIC, NOW, held) == AT_253
        return
    with pytest.raises(Refusal) as fault:
        opened(told, keys, PUBLIC, NOW, held)
    assert fault.value.code is why


def test_a_thief_without_the_online_key_moves_nothing(feed: Feed) -> None:
    """A key of one's own, under its own id or the online key's, and changed words: forged."""
    keys, honest = _keys(feed), _told(feed)
    own = signed(CryptoSigner.generate_ed25519(), PUBLIC, AT_253)
    for told in (
        own,
        own | {"keyid": honest["keyid"]},
        honest | {"assignment": honest["assignment"].replace("253", "1")},
    ):
        with pytest.raises(Refusal) as fault:
            opened(told, keys, PUBLIC, NOW, None)
        assert fault.value.code is Why.FORGED


ANY = st.recursive(st.none() | st.integers() | st.text(max_size=9), lambda one: st.lists(one, max_size=3), max_leaves=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY | st.fixed_dictionaries({"assignment": ANY, "keyid": ANY, "signature": ANY}))
def test_whatever_a_desk_answers_is_refused_in_one_line(feed: Feed, told: Any) -> None:
    """Nothing but a refusal comes of any JSON."""
    with pytest.raises(Refusal):
        opened(told, _keys(feed), PUBLIC, NOW, None)


def test_a_kiosk_keeps_its_gate_and_counts_what_is_forged(feed: Feed, state: Path) -> None:
    """The reporter keeps the word of the day and says so in the next report; a forged one changes nothing and is counted."""
    public = device_key(state).public_key().public_bytes_raw()
    now = clock.wall().replace(microsecond=0)
    with desk_on_loopback() as desk:
        reporter = Reporter(Posting(state, desk.url, Stand("T1", "27")))
        for one in (
            _told(feed, "timestamp", public, Assigned("T2", "253", now)),
            _told(feed, "supervisor-1", public, Assigned("T2", "1", now + timedelta(seconds=1))),
        ):
            desk.answer = (200, json.dumps({"sequence": 1, "assigned": one}).encode())
            reporter.report()
        reporter.report()
        last = desk.opened[-1].said
    assert Store(state).read_assigned() == Assigned("T2", "253", now)
    assert (last["assigned"]["gate"], last["answers_refused"]) == ("253", 1)


def _knowledge(state: Path, assigned: Assigned | None) -> Any:
    store = Store(state)
    if assigned:
        store.write_assigned(assigned)
    return showing.knowledge(at_its_gate(store), Site("T1", "27"), clock.anchor())


def test_the_setting_counts_without_a_word_of_today(state: Path) -> None:
    """The desk's word of today is where the kiosk stands; before it, and once it is more than a day old, the setting is."""
    assert (_knowledge(state, None).terminal, _knowledge(state, None).gate) == ("T1", "27")
    now = clock.wall()
    assert _knowledge(state, Assigned("T2", "253", now)).gate == "253"
    assert _knowledge(state, Assigned("T2", "253", now - LIFE - timedelta(minutes=1))).gate == "27"


NAME = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAME, NAME)
def test_no_gate_hides_an_advisory(state: Path, terminal: str, gate: str) -> None:
    """Whatever gate the desk names, map and places say the same as before."""
    plain, moved = _knowledge(state, None), _knowledge(state, Assigned(terminal, gate, clock.wall()))
    assert moved.edition == plain.edition
    for screen in ("map", "place", "help", "checklist"):
        choice = Choice(screen=screen, place="KH-1")
        assert showing.screen(moved, choice, ()).spoken == showing.screen(plain, choice, ()).spoken
