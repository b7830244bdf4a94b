"""A page that waits asks again after a request was lost. Real Chromium, its network really taken away."""

import pytest

from tests.desk.chromium import Chromium
from tests.desk.house import House, Visitor
from tests.desk.test_journey import sign_in

pytestmark = pytest.mark.timeout(180)
WAITS = "!!document.querySelector('[data-poll]')"


def test_pictures_are_asked_for_again_after_a_lost_request(house: House, browser: Chromium, a: Visitor) -> None:
    """After the network came back, the version's page asks for its pictures again, without being opened anew."""
    path = a.write()
    house.sql("DELETE FROM desk_cache")
    person = browser.person()
    sign_in(person, house, "demo-officer-b")
    person.go(f"{house.address}{path}")
    person.call("Network.enable")
    online = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    person.call("Network.emulateNetworkConditions", offline=True, **online)
    person.run("""(() => {
      const told = window.fetch;
      window.lost = 0;
      window.fetch = (...all) => told(...all).catch((fault) => { window.lost += 1; throw fault; });
      document.querySelectorAll('[data-poll]').forEach((one) => one.remove());
      document.getElementById('wall')?.remove();
      document.body.insertAdjacentHTML('beforeend', `<div id="wall" data-poll="${location.pathname}pictures/">none</div>`);
      look();
    })()""")
    person.until("window.lost > 0")
    assert person.run(WAITS)
    person.call("Network.emulateNetworkConditions", offline=False, **online)
    person.until("document.getElementById('wall').textContent !== 'none'")
