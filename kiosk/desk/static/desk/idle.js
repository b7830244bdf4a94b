// Warns two minutes before the idle log-out (30 minutes after the last request). "Stay" asks the desk for a page unseen, so
// that nothing typed is lost.
"use strict";

{
  const warning = document.getElementById("idle");
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    warning.hidden = true;
    timer = setTimeout(() => { warning.hidden = false; }, 28 * 60 * 1000);
  };
  const stay = async (event) => {
    event.preventDefault();
    const answer = await fetch("/me/", { redirect: "manual" });
    if (answer.ok) wait(); else location.reload();
  };
  if (warning) {
    warning.querySelector("a").addEventListener("click", stay);
    wait();
  }
}
