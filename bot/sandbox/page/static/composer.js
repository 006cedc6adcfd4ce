// The line one types in: text, files, replies, edits, the bot's commands, and inline answers.

import { act } from "/page/api.js";
import { clear, h, icon, redraw } from "/page/dom.js";
import { draw, person, store } from "/page/store.js";
import { senderName, t } from "/page/words.js";

const field = h("textarea", { rows: "1", autocomplete: "off" });
const picker = h("input", { type: "file", class: "offstage", tabindex: "-1", "aria-hidden": "true" });
const above = h("div", { class: "above" });
const results = h("div", { class: "results", role: "listbox" });
const start = h("button", {
  class: "start",
  type: "button",
  data: { key: "start" },
  onclick: () => act("start", { user: store.user }),
});
let file = null;
let asked = 0;
let line = null;
let box = null;
const starting = h("div", { class: "starting" });

field.addEventListener("input", () => {
  grow();
  inline();
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
  if (event.key === "Escape") {
    store.reply = store.editing = null;
    results.replaceChildren();
    draw();
  }
});
picker.addEventListener("change", () => {
  file = picker.files[0] || null;
  picker.value = "";
  draw();
  field.focus();
});
document.addEventListener("compose", (event) => {
  if (event.detail !== undefined && event.detail !== null) field.value = event.detail;
  grow();
  inline();
  field.focus();
});

function grow() {
  field.style.height = "auto";
  field.style.height = `${Math.min(160, field.scrollHeight)}px`;
}

/** The line for a chat; the same elements each time, so that what is being typed stays. */
export function composer(chat) {
  const one = person();
  if (chat.kind === "private" && (!one.started || one.blocked)) {
    clear(start, t("start"));
    redraw(starting, h("p", {}, t("start.note")), start);
    return starting;
  }
  field.placeholder = forced()?.input_field_placeholder || t("write");
  field.setAttribute("aria-label", t("write"));
  results.setAttribute("aria-label", t("commands"));
  clear(
    above,
    store.talk.closed && h("p", { class: "note" }, t("closed.note")),
    answering(),
    attached(),
    keyboard(),
  );
  line ??= h("form", {
    class: "line",
    onsubmit: (event) => {
      event.preventDefault();
      send();
    },
  });
  const named = (name, symbol, go) =>
    h(
      "button",
      { class: "small", type: "button", "aria-label": t(name), title: t(name), onclick: go },
      icon(symbol),
    );
  if (document.activeElement !== field || line.dataset.lang !== document.documentElement.lang) {
    line.dataset.lang = document.documentElement.lang;
    clear(
      line,
      named("attach", "attach", () => picker.click()),
      picker,
      field,
      named("commands", "slash", commands),
      h("button", { class: "go", type: "submit", "aria-label": t("send"), title: t("send") }, icon("send")),
    );
  }
  box ??= h("div", {}, results, above, line);
  return box;
}

function forced() {
  const last = [...store.talk.messages].reverse().find((message) => !message.mine && !message.service);
  return last?.keyboard?.force_reply ? last.keyboard : null;
}

function answering() {
  const message = store.editing || store.reply;
  if (!message) return null;
  const words = (message.text || message.caption || t("photo")).split("\n")[0];
  return h(
    "div",
    { class: "answering" },
    icon("reply"),
    h(
      "span",
      {},
      h("b", {}, store.editing ? t("editing") : t("replying", { name: senderName(message) })),
      h("span", {}, words),
    ),
    h(
      "button",
      {
        class: "small",
        type: "button",
        "aria-label": t("cancel"),
        onclick: () => {
          if (store.editing) field.value = "";
          store.reply = store.editing = null;
          draw();
        },
      },
      icon("close"),
    ),
  );
}

function attached() {
  if (!file) return null;
  return h(
    "div",
    { class: "answering" },
    icon("file"),
    h("span", {}, h("b", {}, file.name)),
    h(
      "button",
      {
        class: "small",
        type: "button",
        "aria-label": t("remove_file"),
        onclick: () => {
          file = null;
          draw();
        },
      },
      icon("close"),
    ),
  );
}

function keyboard() {
  const last = [...store.talk.messages].reverse().find((message) => !message.mine && message.keyboard);
  const rows = last?.keyboard?.keyboard;
  if (!rows) return null;
  return h(
    "div",
    { class: "keys" },
    rows.map((row) =>
      h(
        "div",
        { class: "row" },
        row.map((key) => {
          const words = typeof key === "string" ? key : key.text;
          return h("button", { type: "button", onclick: () => say(words) }, words);
        }),
      ),
    ),
  );
}

async function send() {
  const text = field.value.trim();
  if (!text && !file) return;
  if (results.children.length && inlineQuery() !== null) return;
  const done = store.editing
    ? await act("edit", { user: store.user, chat_id: store.chat, message_id: store.editing.message_id, text })
    : await say(text);
  if (!done) return;
  field.value = "";
  file = null;
  store.reply = store.editing = null;
  grow();
  draw();
  field.focus();
}

async function say(text) {
  const body = {
    user: store.user,
    chat_id: store.chat,
    text,
    message_thread_id: store.topic || undefined,
    reply_to: store.reply?.message_id,
  };
  const last = [...store.talk.messages].reverse().find((message) => !message.mine && !message.service);
  if (!body.reply_to && last?.keyboard?.force_reply) body.reply_to = last.message_id;
  if (file) {
    const record = {
      name: file.name,
      base64: await encoded(file),
      mime: file.type || "application/octet-stream",
    };
    body[kindOf(file.type)] = record;
  }
  return act("say", body);
}

const kindOf = (type) =>
  /^image\/(png|jpeg|gif|webp)$/.test(type) ? "photo" : type === "video/mp4" ? "video" : "document";

const encoded = (chosen) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(chosen);
  });

function commands() {
  if (results.children.length) return results.replaceChildren();
  const kind = store.chat === store.user ? "all_private_chats" : "all_group_chats";
  const shelves = store.state.commands;
  const language = document.documentElement.lang.slice(0, 2);
  const list =
    [
      `chat:${store.chat}:${language}`,
      `chat:${store.chat}:`,
      `${kind}:${language}`,
      `${kind}:`,
      `default:${language}`,
      "default:",
    ]
      .map((name) => shelves[name])
      .find((one) => one?.length) || [];
  return clear(
    results,
    list.map((one) =>
      choice(`/${one.command}`, one.description, () => {
        results.replaceChildren();
        say(`/${one.command}`);
      }),
    ),
  );
}

const choice = (title, note, go) =>
  h(
    "button",
    { type: "button", role: "option", onclick: go },
    h("b", {}, title),
    note && h("span", {}, note),
  );

function inlineQuery() {
  const handle = `@${store.state.bot.username} `;
  return field.value.startsWith(handle) ? field.value.slice(handle.length) : null;
}

function inline() {
  const query = inlineQuery();
  asked += 1;
  const mine = asked;
  if (query === null) return results.replaceChildren();
  clear(results, h("p", { class: "note" }, t("inline.wait")));
  return setTimeout(async () => {
    if (mine !== asked) return;
    const answer = await act("inline", { user: store.user, chat_id: store.chat, query });
    if (mine !== asked || !answer) return;
    if (!answer.results.length) clear(results, h("p", { class: "note" }, t("inline.none")));
    else
      clear(
        results,
        answer.results.map((one) =>
          choice(one.title, one.description || one.text, () => choose(answer.query_id, one.id)),
        ),
      );
  }, 300);
}

async function choose(query, result) {
  const body = {
    user: store.user,
    query_id: query,
    result_id: result,
    chat_id: store.chat,
    message_thread_id: store.topic || undefined,
  };
  if (!(await act("choose", body))) return;
  field.value = "";
  results.replaceChildren();
  grow();
}
