// The training desk: trouble on demand, the bot's rights, the clock, and the journal of calls.

import { act, get } from "/page/api.js";
import { clear, h, redraw } from "/page/dom.js";
import { store } from "/page/store.js";
import { chatTitle, clock, personName, t } from "/page/words.js";

// Anything but reading: a waiting getUpdates would take each trouble upon itself.
const WRITING = "[!g]*";
const FAULTS = [
  ["429", { seconds: 5 }],
  ["500", {}],
  ["lose_reply", {}],
  ["reset", {}],
  ["half", {}],
  ["garbage", {}],
  ["delay", { seconds: 5 }],
  ["down", { times: -1 }],
];
const RIGHTS = ["can_manage_topics", "can_pin_messages", "can_delete_messages", "can_invite_users"];
const journal = h("ol", { class: "journal", tabindex: "0" });
let entries = [];
let last = 0;
let methods = null;
let reading = false;
let more = false;

export function training(column) {
  redraw(column, trouble(), rights(), time(), limits(), calls(), lists());
}

const card = (title, note, ...inside) =>
  h("section", { class: "card" }, h("h2", {}, title), note && h("p", {}, note), inside);

function trouble() {
  const waiting = store.state.faults;
  const list = waiting.map((one) => t(`fault.${one.kind}`)).join("、");
  return card(
    t("trouble"),
    t("trouble.note"),
    h(
      "div",
      { class: "grid" },
      FAULTS.map(([kind, more]) =>
        h(
          "button",
          {
            type: "button",
            data: { fault: kind, key: kind },
            onclick: () => act("fault", { kind, method: kind === "down" ? undefined : WRITING, ...more }),
          },
          h("b", {}, t(`fault.${kind}`)),
          h("small", {}, t(`fault.${kind}.note`)),
        ),
      ),
    ),
    h(
      "div",
      { class: "state" },
      h(
        "span",
        { class: waiting.length ? "bad" : "good" },
        waiting.length ? t("waiting_faults", { list }) : t("no_faults"),
      ),
      waiting.length > 0 &&
        h(
          "button",
          { type: "button", class: "plain", data: { key: "nofaults" }, onclick: () => act("nofaults", {}) },
          t("nofaults"),
        ),
    ),
  );
}

function rights() {
  return card(
    t("rights"),
    "",
    h(
      "ul",
      { class: "rows" },
      store.state.groups.map((group) => {
        const admin = group.bot_status === "administrator";
        const out = ["left", "kicked"].includes(group.bot_status);
        const change = () =>
          out
            ? act("join", { chat_id: group.id, user: "bot", rights: RIGHTS })
            : act("rights", { chat_id: group.id, user: "bot", rights: admin ? null : RIGHTS });
        return h(
          "li",
          {},
          h(
            "span",
            {},
            h("b", {}, chatTitle(group)),
            h("small", {}, t(admin ? "rights.is" : out ? "rights.out" : "rights.isnt")),
          ),
          h(
            "button",
            { type: "button", class: "plain", data: { key: `rights:${group.id}` }, onclick: change },
            t(out ? "rights.add" : admin ? "rights.take" : "rights.give"),
          ),
        );
      }),
    ),
  );
}

function time() {
  return card(
    t("time"),
    t("time.note"),
    h(
      "div",
      { class: "grid three" },
      ["60", "600", "3600"].map((seconds) =>
        h(
          "button",
          {
            type: "button",
            data: { time: seconds, key: seconds },
            onclick: () => act("time", { seconds: Number(seconds) }),
          },
          h("b", {}, `+ ${t(`time.${seconds}`)}`),
        ),
      ),
    ),
  );
}

function limits() {
  const on = store.state.limits;
  return card(
    t("limits"),
    t("limits.note"),
    h(
      "div",
      { class: "state" },
      h(
        "span",
        { class: store.state.violations ? "bad" : "good" },
        t("violations", { count: store.state.violations }),
      ),
      h(
        "button",
        {
          type: "button",
          class: "plain",
          role: "switch",
          data: { key: "limits" },
          "aria-checked": String(on),
          onclick: () => act("limits", { on: !on }),
        },
        t(on ? "limits.on" : "limits.off"),
      ),
    ),
  );
}

function calls() {
  journal.setAttribute("aria-label", t("journal"));
  if (!journal.children.length) journal.append(h("li", { class: "none" }, t("journal.none")));
  return card(t("journal"), "", journal);
}

/** Reads on in the journal, one reading at a time so that no entry comes twice. */
export async function readOn() {
  more = true;
  if (reading) return;
  reading = true;
  try {
    while (more) {
      more = false;
      await readPage();
    }
  } finally {
    reading = false;
  }
}

async function readPage() {
  const page = await get("journal", { since: last });
  if (!page.entries.length) return;
  last = page.last;
  entries = [...entries, ...page.entries].filter((entry) => entry.method !== "getUpdates").slice(-120);
  clear(journal, entries.map(line).reverse());
}

function line(entry) {
  const who = store.state?.people.find((one) => one.id === entry.user);
  const what =
    entry.kind === "call"
      ? entry.method
      : entry.kind === "fault"
        ? `${t(`fault.${entry.fault}`)} → ${entry.method}`
        : [who && personName(who), entry.act || t("wire")].filter(Boolean).join(" · ");
  const state = entry.kind === "call" || entry.kind === "webhook" ? (entry.ok ? "ok" : "no") : entry.kind;
  return h(
    "li",
    { class: state },
    h("time", {}, clock(entry.at, true)),
    h(
      "span",
      {},
      h("b", {}, what),
      h("small", {}, entry.error || (entry.text || "").replace(/<[^>]*>?/g, "")),
    ),
    entry.code && h("i", {}, String(entry.code)),
  );
}

let box = null;

/** Made once, so that it stays open while the rest is drawn again. */
function lists() {
  if (box?.dataset.lang === document.documentElement.lang) return box;
  box = h(
    "details",
    { class: "card", data: { lang: document.documentElement.lang } },
    h("summary", { data: { key: "methods" } }, t("methods")),
  );
  const fill = async () => {
    methods ??= await get("methods");
    const part = (key, names) =>
      h(
        "div",
        {},
        h("h3", {}, t(key, { count: names.length })),
        h(
          "p",
          { class: "names" },
          names.map((name) => [h("code", {}, name), " "]),
        ),
      );
    clear(
      box,
      h("summary", { data: { key: "methods" } }, t("methods")),
      part("modelled", methods.modelled),
      part("not_modelled", methods.not_modelled),
    );
  };
  box.addEventListener("toggle", fill, { once: true });
  return box;
}
