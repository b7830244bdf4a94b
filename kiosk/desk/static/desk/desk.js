// Warns two minutes before the idle log-out (30 minutes after the page was loaded).
"use strict";
setTimeout(() => {
  const warning = document.getElementById("idle");
  if (warning) warning.hidden = false;
}, 28 * 60 * 1000);
