// The page as it is now, whenever the server says that it changed; where somebody reads, he goes on reading.
const live = document.getElementById("live"), source = new EventSource(live.dataset.events);
let version = live.dataset.version, asking = false;
const renew = async () => {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of ["header", "nav", ".sections", "#chain"]) {
    const before = document.querySelector(part), after = fresh.querySelector(part);
    if (before && after) before.replaceWith(document.adoptNode(after));
  }
  const line = fresh.querySelector(".filter");
  while (bar.nextSibling) bar.nextSibling.remove();
  while (line.nextSibling) list.append(document.adoptNode(line.nextSibling));
  told.dataset.total = fresh.querySelector("output").dataset.total;
  show(list.dataset.show || "");
  const still = fresh.getElementById("live");
  if (still) version = still.dataset.version;
  else { source.close(); live.remove(); }
};
source.addEventListener("recap", async (event) => {
  if (event.data === version || asking) return;
  asking = true;
  try { await renew(); } finally { asking = false; }
});
source.addEventListener("open", () => { live.textContent = live.dataset.back; live.classList.remove("lost"); });
source.addEventListener("error", () => { live.textContent = live.dataset.lost; live.classList.add("lost"); });
