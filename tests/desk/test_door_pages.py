"""The signing page's JavaScript judges what an edition may be as every other door does. Real Chromium."""

import json
from datetime import UTC, datetime

import pytest

from tests.desk.chromium import Chromium, Person
from tests.desk.liar import STATE, Liar, copied, look_at, write_over
from tests.feed.door_table import ROWS

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def page(liar: Liar, somebody: Chromium) -> Person:
    """The signing page with an honest edition before it."""
    liar.said = copied(liar.honest_edition)
    person, said = look_at(somebody, f"{liar.page}/#token")
    assert "not signed yet" in said
    return person


def test_the_page_judges_the_whole_table(page: Person) -> None:
    """Every value of the table is good or bad on the signing page as it is everywhere else, and its place is told."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    wrong = []
    for row in ROWS:
        text = json.dumps(row.edition(now), ensure_ascii=True)
        said = page.run(
            f"(() => {{ try {{ return doorFaults({text}); }} catch (one) {{ return ['thrown: ' + one]; }} }})()"
        )
        places = [one.partition(":")[0] for one in said]
        if bool(row.place) != bool(places) or (row.place and not any(one.startswith(row.place) for one in places)):
            wrong.append((row.name, said[:3]))
    assert wrong == []


def test_a_look_alike_address_is_refused_in_words(liar: Liar, somebody: Chromium) -> None:
    """An address with a letter that only looks plain gets no touch, and the letter is named."""
    liar.said = copied(liar.honest_edition)
    site = "https://www.0404.g\u043e.kr"
    contacts = json.loads(liar.said["edition"])["contacts"]
    at = [one["role"] for one in contacts].index("safety-site")
    write_over(liar.said, lambda edition: edition["contacts"][at].update(value=site, printed=site[8:]))
    person, said = look_at(somebody, f"{liar.page}/#token")
    assert "no kiosk would take this edition" in said and "U+043E" in said
    assert person.run("document.getElementById('content').hidden")


def test_a_number_that_leaps_is_refused(liar: Liar, somebody: Chromium) -> None:
    """A number more than a thousand above what was last signed here gets no touch."""
    liar.said = copied(liar.honest_edition)
    person, _ = look_at(somebody, f"{liar.page}/#token")
    person.run("localStorage.setItem('demo last', JSON.stringify({number: 2}))")
    write_over(liar.said, lambda edition: edition.update(number=1003))
    person.go(f"{liar.page}/#token")
    assert "leaps from 2 to 1003" in str(person.until(f"/refused/.test({STATE}) && {STATE}"))


def test_a_first_signature_shows_what_was_lowered_and_whose_contacts_they_are(liar: Liar, somebody: Chromium) -> None:
    """Where nothing can be compared, every place's level is named, what was lowered is said, and contacts say whose."""
    liar.said = copied(liar.honest_edition)
    edition = json.loads(liar.said["edition"])
    read = next(one for one in edition["advisories"] if one["level"] == "LEVEL_1" and one["certainty"] == "read")
    low = {**read, "id": "low", "zone": "bavet", "effective": edition["issued_at"]}
    write_over(liar.said, lambda one: one["advisories"].append(low))
    person, said = look_at(somebody, f"{liar.page}/#token")
    assert "not signed yet" in said
    places = person.run("[...document.querySelectorAll('#lower li')].map((one) => one.textContent)")
    (bavet,) = [one for one in places if "Bavet" in one and "lowered from" in one]
    assert bavet.startswith("1 여행유의")
    contacts = person.run("document.getElementById('contacts').textContent")
    for role in ("대사관 embassy", "영사콜센터 consular call centre", "해외안전여행 safety site"):
        assert role in contacts


def test_an_edition_of_which_much_is_gone_raises_a_doubt(liar: Liar, somebody: Chromium) -> None:
    """Before it is signed, the page names the parts of which much is gone since the last that was signed here."""
    liar.said = copied(liar.honest_edition)
    before = liar.said["edition"]
    write_over(liar.said, lambda one: one.update(advisories=one["advisories"][-1:]))
    person, _ = look_at(somebody, f"{liar.page}/#token")
    assert "much is gone · 여행경보 advisories · ? → 1" in person.run(
        "document.getElementById('differences').textContent"
    )
    person.run(f"localStorage.setItem('demo last', {json.dumps(before)})")
    person.go(f"{liar.page}/#token")
    person.until(f"/not signed yet/.test({STATE})")
    count = len(json.loads(before)["advisories"])
    assert f"advisories · {count} → 1" in person.run("document.getElementById('differences').textContent")
