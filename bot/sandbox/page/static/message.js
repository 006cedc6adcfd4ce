// One message: who, what, its buttons and its reactions.

import { act } from "/page/api.js";
import { menu, react } from "/page/choices.js";
import { avatar, coloured, dialog, h, icon, toast } from "/page/dom.js";
import { followed } from "/page/links.js";
import { poll } from "/page/poll.js";
import { store } from "/page/store.js";
import { copied, rich } from "/page/text.js";
import { clock, role, senderName, t } from "/page/words.js";

export function messageNode(message, before) {
  if (message.service) return service(message);
  const follows =
    before &&
    !before.service &&
    before.from.id === message.from.id &&
    !message.forward_origin &&
    message.date - before.date < 300;
  const inside = h(
    "div",
    { class: "inside" },
    !message.mine &&
      !follows &&
      h(
        "div",
        { class: "who" },
        h("b", {}, message.sender_chat ? message.sender_chat.title : senderName(message)),
        h("span", {}, role(message.sender_role)),
      ),
    message.forward_origin &&
      h("div", { class: "origin" }, t("forwarded", { name: originName(message.forward_origin) })),
    message.reply_to_message && quoted(message.reply_to_message),
    content(message),
    message.poll && poll(message),
    foot(message),
  );
  const bubble = h("div", { class: "bubble" }, inside, menu(message));
  return h(
    "article",
    {
      class: `message ${message.mine ? "mine" : ""} ${follows ? "follows" : ""}`,
      data: { id: message.message_id },
    },
    !message.mine &&
      (follows
        ? h("span", { class: "avatar none" })
        : avatar(message.sender_name, message.from.id, message.from.is_bot ? "bot" : "")),
    h("div", { class: "body" }, bubble, buttons(message), reactions(message)),
  );
}

const originName = (origin) =>
  origin.sender_user_name || origin.sender_user?.first_name || origin.sender_chat?.title || "";

function content(message) {
  const words = message.text ?? message.caption;
  const parts = [];
  if (message.photo) {
    const best = message.photo[message.photo.length - 1];
    const picture = h("img", {
      src: `/_sandbox/file/${best.file_id}`,
      alt: t("photo"),
      width: best.width,
      height: best.height,
      loading: "lazy",
    });
    parts.push(
      h(
        "a",
        { class: "photo", href: `/_sandbox/file/${best.file_id}`, target: "_blank", rel: "noopener" },
        picture,
      ),
    );
  }
  const file = message.document || message.video;
  if (file) {
    parts.push(
      h(
        "a",
        {
          class: "file",
          href: `/_sandbox/file/${file.file_id}`,
          download: file.file_name || "",
        },
        h("span", { class: "sheet" }, icon("file")),
        h(
          "span",
          {},
          h("b", {}, file.file_name || t(message.video ? "video" : "document")),
          h("small", {}, size(file.file_size)),
        ),
      ),
    );
  }
  if (words) {
    const entities = message.text !== undefined ? message.entities : message.caption_entities;
    parts.push(h("div", { class: "text" }, rich(words, entities, followed)));
  }
  return parts;
}

const size = (bytes) =>
  bytes > 1 << 20 ? `${(bytes / (1 << 20)).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;

function foot(message) {
  return h(
    "div",
    { class: "foot" },
    message.via_bot && h("span", {}, t("via", { name: `@${message.via_bot.username}` })),
    message.silent && h("span", { class: "quiet", title: t("silent") }, icon("silent"), t("silent")),
    message.edit_date && h("span", {}, t("edited")),
    h("time", {}, clock(message.date)),
  );
}

function quoted(message) {
  const words =
    message.text ||
    message.caption ||
    t(["photo", "video", "document"].find((kind) => message[kind]) || "service");
  return h(
    "button",
    { class: "quoted", type: "button", onclick: () => show(message.message_id) },
    h("b", {}, message.from.first_name),
    h("span", {}, words.split("\n")[0]),
  );
}

export function show(id) {
  const node = document.querySelector(`.message[data-id="${id}"], .event[data-id="${id}"]`);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.add("found");
  setTimeout(() => node.classList.remove("found"), 1600);
}

function service(message) {
  const name = senderName(message);
  const pinned = message.pinned_message?.text || message.pinned_message?.caption;
  const joined = (message.new_chat_members || []).map((one) => one.first_name).join("、");
  const words = message.pinned_message
    ? pinned
      ? t("service.pinned", { name, text: pinned.split("\n")[0].slice(0, 40) })
      : t("service.pinned_gone", { name })
    : message.forum_topic_created
      ? t("service.topic_created", { name, text: message.forum_topic_created.name })
      : message.forum_topic_edited
        ? t("service.topic_edited", { name, text: message.forum_topic_edited.name || "" })
        : message.forum_topic_closed
          ? t("service.topic_closed", { name })
          : message.forum_topic_reopened
            ? t("service.topic_reopened", { name })
            : message.new_chat_members
              ? t("service.joined", { text: joined })
              : message.left_chat_member
                ? t("service.left", { text: message.left_chat_member.first_name })
                : message.new_chat_title
                  ? t("service.title", { name, text: message.new_chat_title })
                  : message.migrate_to_chat_id || message.migrate_from_chat_id
                    ? t("service.migrated")
                    : message.general_forum_topic_hidden
                      ? t("service.hidden", { name })
                      : message.general_forum_topic_unhidden
                        ? t("service.shown", { name })
                        : t("service.other");
  return h("div", { class: "event", data: { id: message.message_id } }, h("span", {}, words));
}

function buttons(message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return h(
    "div",
    { class: "keys" },
    rows.map((row) =>
      h(
        "div",
        { class: "row" },
        row.map((one) => button(message, one)),
      ),
    ),
  );
}

function button(message, one) {
  const kind =
    one.url || one.web_app
      ? "link"
      : one.copy_text
        ? "copy"
        : one.switch_inline_query_current_chat !== undefined || one.switch_inline_query !== undefined
          ? "slash"
          : null;
  const key = h(
    "button",
    { type: "button", class: one.style || "", onclick: () => press(message, one, key) },
    h("span", {}, one.text),
    kind && icon(kind),
  );
  return key;
}

async function press(message, one, key) {
  const query = one.switch_inline_query_current_chat ?? one.switch_inline_query;
  if (one.copy_text) return copied(one.copy_text.text);
  if (one.url) {
    if (!followed("link", one.url)) window.open(one.url, "_blank", "noopener");
    return;
  }
  if (one.web_app) {
    window.open(one.web_app.url, "_blank", "noopener");
    return;
  }
  if (query !== undefined) {
    document.dispatchEvent(new CustomEvent("compose", { detail: `@${store.state.bot.username} ${query}` }));
    return;
  }
  key.classList.add("waiting");
  const answer = await act("press", {
    user: store.user,
    chat_id: store.chat,
    message_id: message.message_id,
    data: one.callback_data,
  });
  key.classList.remove("waiting");
  if (!answer) return;
  if (!answer.answered) toast(t("answered_nothing"));
  else if (answer.show_alert && answer.text) alertBox(answer.text);
  else toast(answer.text);
  if (answer.url && !followed("link", answer.url)) window.open(answer.url, "_blank", "noopener");
}

function alertBox(text) {
  dialog(
    h(
      "form",
      { method: "dialog" },
      h("p", { class: "alert" }, text),
      h("div", { class: "answers" }, h("button", { class: "main", autofocus: true }, t("ok"))),
    ),
    { kind: "alertbox" },
  );
}

function reactions(message) {
  if (!message.reactions.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map((one) =>
      h(
        "button",
        {
          type: "button",
          class: one.mine ? "mine" : "",
          "aria-pressed": String(one.mine),
          onclick: () => react(message, one.mine ? "" : one.emoji),
        },
        `${coloured(one.emoji)} ${one.count}`,
      ),
    ),
  );
}
