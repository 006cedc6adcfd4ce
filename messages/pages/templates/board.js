"use strict";
const main = document.getElementById("main"), live = document.getElementById("live");
const source = new EventSource(live.dataset.events);
source.addEventListener("board", (event) => { main.innerHTML = event.data; });
source.addEventListener("open", () => { live.textContent = live.dataset.back; live.classList.remove("lost"); });
source.addEventListener("error", () => { live.textContent = live.dataset.lost; live.classList.add("lost"); });
