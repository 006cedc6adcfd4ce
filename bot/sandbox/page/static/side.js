// The right column: the phone and the training desk, one below the other's tab or side by side where there is room.

import { clear, h, icon } from "/page/dom.js";
import { phone } from "/page/phone.js";
import { draw, drawn, setView, store } from "/page/store.js";
import { training } from "/page/training.js";
import { t } from "/page/words.js";

const column = document.getElementById("side");
const bar = document.getElementById("tabs");
const handset = h("div", { class: "pane handset" });
const desk = h("div", { class: "pane desk" });
const choice = h("div", { class: "choice", role: "tablist" });

drawn(() => {
  if (!store.state) return;
  if (!column.children.length) clear(column, choice, handset, desk);
  column.setAttribute("aria-label", t("training"));
  column.dataset.side = store.side;
  clear(
    choice,
    ["phone", "training"].map((name) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          "aria-selected": String(store.side === name),
          onclick: () => {
            store.side = name;
            draw();
          },
        },
        t(`tab.${name}`),
      ),
    ),
  );
  phone(handset);
  const place = desk.scrollTop;
  training(desk);
  desk.scrollTop = place;
  tabs();
});

function tabs() {
  const rings = store.state.rings.some(
    (ring) => (ring.answered === null || ring.answered === undefined) && !ring.quiet,
  );
  const unread = store.state.chats.reduce((sum, chat) => sum + chat.unread, 0);
  const tab = (name, symbol, mark) =>
    h(
      "button",
      { type: "button", "aria-current": current(name) ? "page" : undefined, onclick: () => go(name) },
      h("span", { class: "sign" }, icon(symbol), mark && h("span", { class: "dot" })),
      t(`tab.${name}`),
    );
  bar.setAttribute("aria-label", t("tab.list"));
  clear(
    bar,
    tab("list", "chat", unread > 0),
    tab("phone", "phone", rings),
    tab("training", "tools", store.state.faults.length > 0),
  );
}

const current = (name) =>
  name === "list" ? store.view !== "side" : store.view === "side" && store.side === name;

function go(name) {
  if (name === "list") setView("list");
  else {
    store.side = name;
    setView("side");
  }
  draw();
}
