// Only ever more cautious: older than it looks, or a raise whose minute has come. Levels never fall here.
(() => {
  const root = document.documentElement, day = 864e5;
  const lift = (line, now) => {
    if (Date.parse(line.dataset.at) > now) return;
    line.classList.add("due");
    const rank = Number(line.dataset.rank), raised = (it) => rank > Number(it.dataset.level);
    const badge = line.closest("details")?.querySelector(".badge");
    const shapes = document.querySelectorAll(`[data-zone="${line.dataset.for}"]`);
    for (const it of [badge, ...shapes].filter((it) => it && raised(it))) {
      it.dataset.level = rank;
      if (it.localName === "text" || it === badge) it.textContent = line.dataset.sign;
    }
    if (badge) line.closest("details").dataset.rank = badge.dataset.level;
  };
  const look = () => {
    const now = Date.now(), age = now - Date.parse(root.dataset.signed);
    const unknown = age > 7 * day || age < -day / 24 || now >= Date.parse(root.dataset.until);
    root.classList.toggle("unknown", root.classList.contains("unknown") || unknown);
    document.getElementById("unknown").hidden &&= !unknown;
    document.getElementById("old").hidden &&= unknown || age <= day;
    document.querySelectorAll("[data-at]").forEach((line) => lift(line, now));
  };
  look();
  setInterval(look, 30000);
})();
