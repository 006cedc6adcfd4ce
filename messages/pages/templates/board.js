"use strict";
const main = document.getElementById("main"), live = document.getElementById("live");
const source = new EventSource(live.dataset.events);
// A press begins and ends on one element, and the keyboard stands on one: both outlive the news.
let pressed = false, news = null;
function show() {
  if (pressed || news === null) return;
  const at = main.contains(document.activeElement) && document.activeElement.href;
  main.innerHTML = news;
  news = null;
  if (at) [...main.querySelectorAll("a")].find((link) => link.href === at)?.focus();
}
function released() { pressed = false; show(); }
addEventListener("pointerdown", () => { pressed = true; }, true);
addEventListener("pointerup", () => setTimeout(released, 100), true);
for (const end of ["click", "pointercancel", "blur"]) addEventListener(end, released);
source.addEventListener("board", (event) => { news = event.data; show(); });
source.addEventListener("open", () => { live.textContent = live.dataset.back; live.classList.remove("lost"); });
source.addEventListener("error", () => { live.textContent = live.dataset.lost; live.classList.add("lost"); });
