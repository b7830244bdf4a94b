// Small things that make pages quicker to use; every page works without them.
"use strict";

// Shows pictures as they are painted: the piece of the page with data-poll takes its own place every two seconds.
// After a request that was lost it asks again, ever more rarely: the network comes back.
let pause = 2000;
function look() {
  const piece = document.querySelector("[data-poll]");
  if (!piece) return;
  fetch(piece.dataset.poll, { credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout(20000) })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
    .then((text) => {
      const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("wall");
      const open = [...piece.querySelectorAll("details")].map((one) => one.open);
      [...fresh.querySelectorAll("details")].forEach((one, index) => {
        if (index in open) one.open = open[index];
      });
      const ticked = document.getElementById("unpainted")?.checked, box = fresh.querySelector("#unpainted");
      if (box) box.checked = ticked;
      piece.replaceWith(fresh);
      pause = 2000;
    })
    .catch(() => { pause = Math.min(pause * 1.5, 15000); })
    .finally(() => setTimeout(look, pause));
}
setTimeout(look, pause);

// On paper nothing stays folded.
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));

// A form with errors begins at the errors.
document.getElementById("errors")?.focus();

// A second tap on the same button sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else if (!event.defaultPrevented) {
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);  // a network that stalls may be asked again
  }
});
addEventListener("pageshow", () => {
  for (const one of document.forms) delete one.dataset.sent;
});

// What is typed survives a sign-out: kept in this tab alone until the draft is saved. A page that the desk has just let grow
// (one more row) holds all of it already; one that has too few rows for what was typed is asked for again with as many.
const form = document.getElementById("form");
const asked = new URLSearchParams(location.search);
const wanted = Number(asked.get("rows") ?? 1);
asked.delete("rows");
const key = `typed ${form?.dataset.who} ${location.pathname}?${asked}`;
if (form) {
  const rows = () => Number(form.elements.rows?.value || 1);
  const fields = () => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
  const typed = () => fields().map((one) => ("checked" in one && /checkbox|radio/.test(one.type) ? one.checked : one.value));
  const state = () => JSON.stringify({ rows: rows(), values: typed() });
  const fill = ({ values }) => fields().forEach((one, index) => {
    if (typeof values[index] === "boolean") one.checked = values[index];
    else if (index in values) one.value = values[index];
  });
  const keep = () => sessionStorage.setItem(key, state());
  const fresh = state();
  const kept = JSON.parse(sessionStorage.getItem(key));
  const said = document.getElementById("kept");
  if ("begun" in form.dataset) keep();
  else if (kept && kept.rows > rows() && wanted < kept.rows) {
    asked.set("rows", kept.rows);
    location.replace(`${location.pathname}?${asked}`);
  } else if (kept && JSON.stringify(kept) !== fresh && kept.rows === rows() && !document.getElementById("errors")) {
    fill(kept);
    said.hidden = false;
    said.querySelector("button").addEventListener("click", () => {
      sessionStorage.removeItem(key);
      fill(JSON.parse(fresh));
      said.hidden = true;
      form.dispatchEvent(new Event("change"));
    });
  }
  form.addEventListener("input", keep);
} else if (/^\/versions\/\d+\/$/.test(location.pathname)) {
  Object.keys(sessionStorage).filter((one) => one.startsWith("typed ")).forEach((one) => sessionStorage.removeItem(one));
}

// How long a text is, while it is typed; what is too long is marked, and refused by the desk in words, never cut.
for (const one of document.querySelectorAll("[data-most]")) {
  const told = document.createElement("small"), most = Number(one.dataset.most);
  const count = () => {
    const long = [...one.value.trim()].length;
    told.textContent = long ? `${long} / ${most}` : "";
    told.classList.toggle("doubt", long > most);
  };
  one.after(told);
  one.addEventListener("input", count);
  form?.addEventListener("change", count);
  count();
}

// One line typed just before the desk asks who it is comes back once, on the page it was typed on.
for (const one of document.querySelectorAll("[data-keep]")) {
  const name = `line ${location.pathname} ${one.id}`;
  one.value ||= sessionStorage.getItem(name) ?? "";
  sessionStorage.removeItem(name);
  one.addEventListener("input", () => sessionStorage.setItem(name, one.value));
}

// A tap on the map ticks the zone's checkbox in the row that was touched last; the checkboxes stay the truth.
const map = document.getElementById("map");
if (map) {
  const lines = [...document.querySelectorAll("[data-row]")];
  const empty = (line) => !line.querySelector("[name^=zones]:checked");
  let active = lines.findLast(empty) ?? lines.at(-1);
  const boxes = (line) => [...line.querySelectorAll("[name^=zones]")];
  const told = document.getElementById("picked");
  const named = (line) => boxes(line).filter((box) => box.checked).map((box) => box.parentElement.textContent.trim()).join(", ");
  const show = () => {
    for (const box of boxes(active))
      for (const shape of map.querySelectorAll(`[data-zone="${box.value}"]`)) shape.classList.toggle("on", box.checked);
    for (const line of lines) {
      line.querySelector(".names").textContent = named(line) || "–";
      line.classList.toggle("active", lines.length > 1 && line === active);
    }
    told.textContent = (lines.length > 1 ? `${active.dataset.row}: ` : "") + (named(active) || "–");
    if (lines.some((line) => boxes(line).some((box) => box.checked && box.value.startsWith("rest-"))))
      document.querySelector("details.rest").open = true;
  };
  for (const line of lines) line.addEventListener("focusin", () => { active = line; show(); });
  const markers = [...map.querySelectorAll(".finger")];
  const zoneAt = (event) => {  // the nearest marker within a finger's reach, else the shape under it
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    const far = (one) => Math.hypot(one.cx.baseVal.value - point.x, one.cy.baseVal.value - point.y);
    const near = markers.filter((one) => far(one) < one.r.baseVal.value).sort((one, other) => far(one) - far(other));
    return (near[0]?.parentElement ?? event.target.closest("[data-zone]"))?.dataset.zone;
  };
  map.addEventListener("click", (event) => {
    const zone = zoneAt(event), box = boxes(active).find((one) => one.value === zone);
    if (box) {
      event.preventDefault();
      box.checked = !box.checked;
      show();
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  form.addEventListener("change", show);
  show();
}
