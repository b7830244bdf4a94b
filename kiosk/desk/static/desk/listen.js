// The desk's service worker: shows what is pushed, and opens the page where something can be done. It keeps nothing.
"use strict";

self.addEventListener("push", (event) => {
  const said = event.data ? event.data.json() : { title: "Desk", body: "", act: "/" };
  event.waitUntil(self.registration.showNotification(said.title, {
    body: said.body, tag: said.act, renotify: true, requireInteraction: true, data: said.act, icon: "/static/desk/icon.svg",
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const address = new URL(event.notification.data || "/", self.location.origin);
  if (address.origin === self.location.origin) event.waitUntil(self.clients.openWindow(address.href));
});
