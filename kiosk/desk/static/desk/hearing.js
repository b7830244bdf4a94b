// How a desk is heard: this device takes web push, and a board left open shows what is so now.
"use strict";

// The button shows only where the browser can; what it was given is sent by the form itself.
const asks = document.getElementById("listen");
if (asks && "serviceWorker" in navigator && "PushManager" in globalThis) {
  const button = asks.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const refused = asks.querySelector("[role=status]");
    refused.hidden = true;
    try {
      if (await Notification.requestPermission() !== "granted") throw new Error("not allowed");
      await navigator.serviceWorker.register("/listen.js", { scope: "/" });
      const worker = await navigator.serviceWorker.ready;
      const given = (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: asks.dataset.key })).toJSON();
      asks.elements.endpoint.value = given.endpoint;
      asks.elements.p256dh.value = given.keys.p256dh;
      asks.elements.auth.value = given.keys.auth;
      asks.submit();
    } catch (fault) {
      console.info(String(fault));
      refused.hidden = false;
    }
  });
}

// Every twenty seconds, or as often as the part says, but not under somebody's hand. It asks as nobody: the session ends as if
// the page were closed.
let refreshed = Date.now();
async function refresh() {
  const board = document.querySelector("[data-refresh]");
  if (!board) return;
  const stale = document.getElementById("stale");
  try {
    const options = { headers: { "X-Refresh": "1" }, credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout(15000) };
    const answer = await fetch(board.dataset.from || location.href, options);
    if (!answer.ok) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-refresh]");
    if (!fresh) throw new Error("no board");
    if (fresh.textContent !== board.textContent && !board.contains(document.activeElement)) board.replaceWith(fresh);
    refreshed = Date.now();
    if (stale) stale.hidden = true;
  } catch (fault) {
    console.info(String(fault));
    if (!stale) return;
    stale.querySelector("span").textContent = new Date(refreshed).toLocaleTimeString();
    stale.hidden = Date.now() - refreshed < 60000;
  }
}
const every = Number(document.querySelector("[data-refresh]")?.dataset.refresh) || 20;
setInterval(refresh, every * 1000);
