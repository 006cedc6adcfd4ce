// Starts the page and keeps it awake.

import { listen } from "/page/api.js";
import { clear, h, icon, toast } from "/page/dom.js";
import { draw, drawn, openChat, refresh, store } from "/page/store.js";
import { readOn } from "/page/training.js";
import "/page/list.js";
import "/page/talk.js";
import "/page/side.js";
import "/page/story.js";
import { clock, isEnglish, keep, kept, loadWords, setLanguage, t } from "/page/words.js";

const banner = document.getElementById("banner");
const root = document.documentElement;
let skew = 0;
let again = null;

const dark = () =>
  root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

function theme(name) {
  if (name === "dark" || name === "light") root.dataset.theme = name;
}

drawn(() => {
  skew = new Date(store.state.now) - Date.now();
  const themed = () => {
    theme(dark() ? "light" : "dark");
    keep("theme", root.dataset.theme);
    draw();
  };
  const other = () => {
    setLanguage(isEnglish() ? "zh" : "en");
    draw();
  };
  clear(
    banner,
    h(
      "div",
      { class: "brand" },
      h("img", { src: "/page/icon.svg", alt: "", width: "24", height: "24" }),
      h("strong", {}, t("banner")),
      h("span", { class: "aside" }, t("banner.note")),
    ),
    h(
      "div",
      { class: "tools" },
      h(
        "span",
        { class: "now", title: t("clock") },
        h("span", { class: "aside" }, t("clock")),
        h("time", { id: "now" }, clock(store.state.now, true)),
      ),
      h(
        "button",
        { class: "plain", type: "button", onclick: other, lang: isEnglish() ? "zh-CN" : "en" },
        t("other_language"),
      ),
      h(
        "button",
        {
          class: "small",
          type: "button",
          "aria-label": t(dark() ? "theme.light" : "theme.dark"),
          title: t(dark() ? "theme.light" : "theme.dark"),
          onclick: themed,
        },
        icon(dark() ? "sun" : "moon"),
      ),
    ),
  );
});

function soon() {
  again ??= setTimeout(async () => {
    again = null;
    await refresh().catch(() => {});
  }, 60);
}

function heard(change) {
  if (change.kind === "journal") readOn().catch(() => {});
  else if (change.kind === "typing") {
    store.typing = { chat: change.chat_id, until: Date.now() + 5000 };
    draw();
    setTimeout(draw, 5100);
  } else if (!["callback", "answer", "inline"].includes(change.kind)) soon();
}

async function begin() {
  const asked = new URLSearchParams(location.search);
  theme(asked.get("theme") || kept("theme", ""));
  if (asked.get("user")) store.user = Number(asked.get("user"));
  await loadWords();
  await refresh();
  const [chat, topic] = JSON.parse(kept("place", "[null,0]"));
  const wide = matchMedia("(min-width: 800px)").matches;
  if (chat !== null && store.state.chats.some((one) => one.id === chat))
    await openChat(chat, topic, { look: wide });
  else if (wide) await openChat(store.state.chats.find((one) => one.forum)?.id ?? store.user);
  await readOn();
  let away = false;
  listen(
    heard,
    () => {
      if (!away) toast(t("lost"), "bad");
      away = true;
    },
    () => {
      if (away) soon();
      away = false;
    },
  );
  setInterval(() => {
    const shown = document.getElementById("now");
    if (shown) shown.textContent = clock(new Date(Date.now() + skew).toISOString(), true);
  }, 1000);
  document.body.classList.add("ready");
}

begin();
