"use strict";
const bar = document.querySelector(".filter"), list = document.getElementById("entries"), told = bar.querySelector("output");
const show = (group) => {
  list.dataset.show = group;
  for (const key of bar.querySelectorAll("[data-group]")) key.setAttribute("aria-pressed", String(key.dataset.group === group));
  const shown = group ? list.getElementsByClassName(group).length : told.dataset.total;
  told.textContent = told.dataset.words.replace("##", told.dataset.total).replace("#", shown);
};
bar.addEventListener("click", (event) => {
  const key = event.target.closest("button");
  if (!key) return;
  if (key.hasAttribute("data-hash")) {
    key.setAttribute("aria-pressed", String(list.classList.toggle("hashes")));
  } else show(key.dataset.group);
});
bar.hidden = false;
show("");
