"""What Prometheus is given: rules that its own tool accepts, and figures that the rules and the dashboard ask for."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kiosk.sync.metrics import told
from tests.desk.house import House, Visitor

MONITORING = Path(__file__).parents[2] / "kiosk" / "deploy" / "monitoring"
NAME = re.compile(r"\bkiosk_[a-z_]+")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A desk."""
    found = House(tmp_path_factory.mktemp("house"), paints=False)
    yield found
    found.close()


def _samples(text: str) -> dict[str, float]:
    """Every figure by its name with labels."""
    return {
        f"{one.name}{sorted(one.labels.values())}": one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


@pytest.mark.skipif(not shutil.which("promtool"), reason="not installed: promtool")
@pytest.mark.parametrize(
    "words", [("rules", "rules.yml"), ("config", "prometheus.yml"), ("config", "--lint-fatal", "prometheus.yml")]
)
def test_prometheus_accepts_what_it_is_given(words: tuple[str, ...]) -> None:
    """promtool finds no fault in the rules, nor in the file that names them."""
    done = subprocess.run(["promtool", "check", *words], cwd=MONITORING, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_desk_tells_what_the_rules_ask_for(house: House, state: Path) -> None:
    """Every figure named in rules and dashboard is one that desk or kiosk tells."""
    desk = Visitor(house).get("/metrics").text
    wanted = {
        name for file in ("rules.yml", "dashboard.json") for name in NAME.findall((MONITORING / file).read_text())
    }
    told_by = set(NAME.findall(desk)) | set(NAME.findall(told(state).decode())) | {"kiosk_desk_ministry_age_seconds"}
    assert len(wanted) > 8
    assert not wanted - told_by
    assert _samples(desk)["kiosk_desk_kiosks['good']"] == 0


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded"])
def test_nobody_sees_the_desks_figures_through_the_web_server(house: House, header: str) -> None:
    """A request that a web server passed on finds no such page."""
    visitor = Visitor(house)
    visitor.session.headers[header] = "192.0.2.7"
    visitor.get("/metrics", status=404)


def test_a_kiosk_tells_its_age_and_what_hides_it(state: Path) -> None:
    """Edition, proof and obstacle out of the state folder; nothing where nothing was painted."""
    assert "kiosk_age_seconds['painted']" not in _samples(told(state).decode())
    painted = {"edition": 1, "painted_at": "2026-11-30T09:00:00Z", "hidden": "dark"}
    (state / "painted.json").write_text(json.dumps(painted), encoding="utf-8")
    found = _samples(told(state).decode())
    assert found["kiosk_edition['painted']"] == 1
    assert (found["kiosk_hidden['dark']"], found["kiosk_hidden['covered']"]) == (1, 0)
    assert found["kiosk_age_seconds['painted']"] > 0
