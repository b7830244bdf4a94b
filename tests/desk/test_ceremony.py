"""The root's ceremony as a station holds it: keys enrolled at the desk, put into root offline, touched, published."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from kiosk.feed.publish import roster
from kiosk.feed.publish.repository import admitted
from kiosk.feed.trust import officers
from tests.desk.station import HOSTS, SUPERVISORS, Station
from tests.desk.test_operation import Clerk
from tests.feed.workshop import Passkey

pytestmark = pytest.mark.timeout(300)
SIGN = HOSTS[1]


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    """A live desk, set up, served."""
    with ExitStack() as stack:
        found = Station(tmp_path_factory.mktemp("station"), "live", stack)
        found.lock_the_safes()
        found.links = dict(re.findall(r"^(\w+): (https://\S+)$", found.set_up().stdout, re.MULTILINE))
        found.serve()
        yield found


def _key(name: str, role: str) -> Passkey:
    """An authenticator at the station's signing page."""
    made = Passkey(name, f"live/{role}", SIGN)
    made.key.keyval["origin"] = f"https://{SIGN}"
    made.key.keyid = officers.keyid(made.key)
    return made


def _api(station: Station, path: str, **body: Any) -> requests.Response:
    """What the signing page posts."""
    address = f"http://127.0.0.1:{station.ports[3]}/sign/{path}/"
    headers = {"Host": HOSTS[0], "Origin": f"https://{SIGN}", "X-Forwarded-Proto": "https"}
    return requests.post(address, json=body, headers=headers, timeout=30)


def _enroll(station: Station, clerk: Clerk, name: str, role: str) -> Passkey:
    page = clerk.get("/me/").text
    button = "enroll-supervisor" if role == "targets" else "enroll"
    token = re.search(rf'id="{button}" href="https://{SIGN}/enroll.html#([^"]+)"', page)
    assert token, page
    made = _key(name, role)
    answer = _api(station, f"enroll/{token[1]}", public=made.key.keyval["public"], credential=f"{name}-{role}")
    assert answer.json() == {"keyid": made.key.keyid}
    return made


def _fill(station: Station, *names: str) -> list[str]:
    return ["--keys", str(station.safes.folder), "--passphrase-file", str(station.root / "secret"), *names]


def test_from_key_files_to_passkeys(station: Station, tmp_path: Path) -> None:
    """First an officer by `kiosk desk admit`; then supervisors' passkeys into root; then they alone admit."""
    clerks = {name: Clerk(station) for name in SUPERVISORS}
    for name, clerk in clerks.items():
        clerk.join(station.links[name], name)
    han = clerks["han"]
    editor = _enroll(station, han, "han", "editions")
    digits = officers.digits(editor.key.keyid)

    shown = station.kiosk("desk", "admit", editor.key.keyid[:12], *_fill(station))
    assert (shown.returncode, digits in shown.stdout) == (0, True), shown.stderr
    assert editor.key.keyid not in admitted(station.repository.targets().signed)["han"], "shown is not admitted"
    done = station.kiosk("desk", "admit", editor.key.keyid[:12], *_fill(station, "--yes"))
    assert done.returncode == 0, done.stderr
    assert editor.key.keyid in admitted(station.repository.targets().signed)["han"]
    again = station.kiosk("desk", "admit", editor.key.keyid[:12], *_fill(station, "--yes"))
    assert (again.returncode, "admitted already" in again.stderr, again.stderr.count("\n")) == (1, True, 1)

    keys = {name: _enroll(station, clerk, name, "targets") for name, clerk in clerks.items()}
    words = []
    for place, (name, key) in enumerate(keys.items(), start=1):
        box = han.get("/people/").text.split(officers.digits(key.key.keyid))[1]
        path = re.search(r'href="(/people/keys/\d+\.json)"', box)
        assert path
        (tmp_path / f"{name}.json").write_bytes(han.get(path[1]).content)
        words += ["--passkey", f"supervisor-{place}", str(tmp_path / f"{name}.json")]
    done = station.kiosk("feed", "rotate-root", str(station.feed), *_fill(station), *words)
    assert "root 2 waits" in done.stdout, done.stderr
    assert all(officers.digits(key.key.keyid) in done.stdout for key in keys.values())

    assert "서명자 명단이 서명을 기다립니다" in han.get("/").text
    inside = admitted(station.repository.targets().signed)["lee"][0]
    assert "다른 명단이 기다립니다" in han.post("/people/roster/propose/", remove=inside).text, (
        "no click loses a ceremony"
    )

    _touch(station, han, keys)
    assert station.repository.root().signed.version == 2
    seo = _enroll(station, clerks["seo"], "seo", "editions")
    han.get("/people/")
    han.post("/people/roster/propose/", admit=seo.key.keyid)
    stranger = {**keys, "seo": _key("seo", "targets")}
    token = _token(han)
    entry = stranger["seo"].sign(roster.waiting(station.repository).targets.signed_bytes).to_dict()
    refused = _api(station, f"roster/{token}", role="targets", **entry)
    said = "이 데스크 사람의 열쇠가 아닙니다. · the key is not that of anybody at this desk"
    assert (refused.status_code, refused.json()["why"]) == (409, said)
    _touch(station, han, keys)
    assert seo.key.keyid in admitted(station.repository.targets().signed)["seo"]
    said = "이 명단은 더는 서명을 기다리지 않습니다. · this roster no longer waits"
    assert _api(station, f"roster/{token}", role="targets", **entry).json() == {"why": said}
    done = station.kiosk("desk", "admit", _enroll(station, han, "han", "editions").key.keyid, *_fill(station, "--yes"))
    assert (done.returncode, "targets needs 2 keys, 0 found" in done.stderr) == (1, True), "the files are out of office"

    offered = _offered(station, clerks["seo"])
    assert offered == {seo.key.keyid}, (
        "of a supervisor's two passkeys the signing page offers the one that signs editions"
    )


def _offered(station: Station, clerk: Clerk) -> set[str]:
    """The keys that the signing page is given for the edition this clerk submits."""
    path = re.sub(r"^https?://[^/]+", "", clerk.post("/write/attestation/").url)
    page = clerk.post(f"{path}submit/").text
    token = re.search(rf'https://{SIGN}/(?:index\.html)?#([^"]+)', page)
    assert token, page
    address = f"http://127.0.0.1:{station.ports[3]}/sign/waiting/{token[1]}/"
    headers = {"Host": HOSTS[0], "Origin": f"https://{SIGN}", "X-Forwarded-Proto": "https"}
    return {one["keyid"] for one in requests.get(address, headers=headers, timeout=30).json()["keys"]}


def _token(clerk: Clerk) -> str:
    found = re.search(r"roster\.html#([^\"]+)", clerk.get("/people/").text)
    assert found
    return found[1]


def _touch(station: Station, clerk: Clerk, keys: dict[str, Passkey]) -> None:
    """Every supervisor touches, then one publishes."""
    token = _token(clerk)
    for key in keys.values():
        entry = key.sign(roster.waiting(station.repository).targets.signed_bytes).to_dict()
        answer = _api(station, f"roster/{token}", role="targets", **entry)
        assert answer.status_code == 200, answer.text
    clerk.post("/people/roster/publish/")
    assert not roster.waits(station.repository)
