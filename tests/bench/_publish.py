"""Run as `python -m tests.bench._publish ROUNDS COUNTRIES...` with a demo desk's environment: what one publication takes.

For each number of countries (25 divisions each, as many advisories as Cambodia has divisions with one of their own) an
edition of that size is put in force; then so many "checked, still right" are published. Timed are the two requests that do
it, without the officers' own signatures between them: submitting (compose, check, freeze, audit) and the last step (check,
sign online roles, write, history, audit). One JSON line: `{"25 divisions x 1": {"submit": [...], "publish": [...]}}`.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

TRANSLATORS = ("ko", "en", "km", "zh_Hans", "ja", "vi")
ADVISORIES = 5


def text(words: str) -> dict[str, str]:
    """The same words in every language."""
    return dict.fromkeys(TRANSLATORS, words)


def country(code: str, model: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(part, item) of one more country."""
    yield "zones", {"id": code, "kind": "country", "name": text(code)}
    yield "zones", {"id": f"rest-{code}", "kind": "rest", "parent": code, "name": text(f"rest of {code}")}
    for number in range(25):
        yield "zones", {"id": f"{code}-{number}", "kind": "division", "parent": code, "name": text(f"{code} {number}")}
    for number in range(ADVISORIES):
        kept = {name: model[name] for name in ("level", "wording", "effective", "announced", "certainty", "source")}
        source = {name: kept["source"][name] for name in ("publisher", "published")}
        zone = f"{code}-{number}"
        yield "advisories", {**kept, "id": f"a-{zone}", "zone": zone, "reason": text("reason"), "source": source}


def _model(document: dict[str, Any]) -> dict[str, Any]:
    """An advisory that was read in an announcement: others may not have all members that one more country needs."""
    return next(one for one in document["advisories"] if one["certainty"] == "read")


def main(rounds: int, counts: list[int]) -> None:
    """Print the figures."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kiosk.desk.settings"
    import django

    django.setup()
    from kiosk.desk.editing.models import Kind, Version
    from kiosk.desk.people.models import Officer
    from kiosk.desk.publishing.actions import approve, publish, save, sign, submit
    from kiosk.desk.publishing.desk_feed import live
    from kiosk.feed.document import door

    door.rules()["most"] |= dict.fromkeys(door.rules()["most"], 1 << 20)  # it takes 100 zones, four countries' worth
    a, b = (Officer.objects.get(username=f"demo-officer-{letter}") for letter in "ab")

    def measure(kind: Kind, change: dict[str, Any]) -> tuple[float, float]:
        version = save.save(a, Version(kind=kind, summary="bench", change=change), None)
        began = time.perf_counter()
        submit.submit(a, version, replace=True)
        submitted = time.perf_counter() - began
        sign.sign_with_demo_key(a, version)
        hold = publish.publish_if_ready
        approve.publish_if_ready = sign.publish_if_ready = lambda _: False  # it is measured alone, below
        approve.approve(b, version)
        sign.sign_with_demo_key(b, version)
        approve.publish_if_ready = sign.publish_if_ready = hold
        began = time.perf_counter()
        assert publish.publish_if_ready(version)
        return submitted * 1000, (time.perf_counter() - began) * 1000

    there, found = 1, {}
    for count in counts:
        add: dict[str, list[Any]] = {}
        for number in range(there, count):
            for part, item in country(f"C{number:02d}", _model(json.loads(live()))):
                add.setdefault(part, []).append(item)
        if add:
            measure(Kind.PLACES, {"add": add})
        there = count
        taken = [measure(Kind.ATTESTATION, {"attest": True}) for _ in range(rounds)]
        both = {"submit": [one for one, _ in taken], "publish": [one for _, one in taken], "bytes": [len(live())]}
        found[str(count)] = both
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(one) for one in sys.argv[2:]])
