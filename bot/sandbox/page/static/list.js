// The left column: who one is, and the chats and topics this person sees.

import { act } from "/page/api.js";
import { avatar, closeDialog, dialog, h, icon, redraw } from "/page/dom.js";
import { become, drawn, openChat, person, store } from "/page/store.js";
import { chatTitle, clock, isEnglish, personName, role, t } from "/page/words.js";

const column = document.getElementById("list");

drawn(() => {
  if (!store.state) return;
  const top = column.querySelector(".chats")?.scrollTop || 0;
  column.setAttribute("aria-label", t("chats"));
  redraw(column, me(), h("div", { class: "chats" }, store.state.chats.map(chatRow)));
  column.querySelector(".chats").scrollTop = top;
});

function me() {
  const one = person();
  const others = store.state.people.filter((other) => other.id !== one.id && other.unread);
  return h(
    "button",
    { class: "me", type: "button", data: { key: "me" }, "aria-haspopup": "dialog", onclick: switcher },
    avatar(one.name, one.id),
    h(
      "span",
      { class: "names" },
      h("b", {}, personName(one)),
      h("span", {}, `${t("me")} · ${role(one.role)}`),
    ),
    others.length > 0 && h("span", { class: "dot", title: t("unread", { count: others.length }) }),
    icon("down"),
  );
}

function switcher() {
  const choose = (one) => {
    closeDialog();
    become(one.id);
  };
  dialog(
    h(
      "div",
      { class: "choices people" },
      h("h2", {}, t("people")),
      store.state.people.map((one) =>
        h(
          "button",
          {
            type: "button",
            class: one.id === store.user ? "chosen" : "",
            "aria-current": one.id === store.user ? "true" : undefined,
            onclick: () => choose(one),
          },
          avatar(one.name, one.id),
          h(
            "span",
            { class: "names" },
            h("b", {}, personName(one)),
            h(
              "span",
              {},
              [role(one.role), one.blocked ? t("blocked") : !one.started && t("not_started")]
                .filter(Boolean)
                .join(" · "),
            ),
          ),
          one.unread > 0 && h("span", { class: "badge" }, String(one.unread)),
        ),
      ),
      h("form", { method: "dialog" }, h("button", { class: "quietly" }, t("cancel"))),
    ),
    { kind: "sheetbox" },
  );
}

function preview(last) {
  if (!last) return h("span", { class: "last" }, t("no_messages"));
  const words =
    last.text || (["photo", "video", "document", "poll"].includes(last.kind) ? t(last.kind) : t("service"));
  return h(
    "span",
    { class: "last" },
    last.kind !== "service" && h("i", {}, `${isEnglish() ? last.sender_en : last.sender}: `),
    words,
  );
}

function row(chat, topic, mark, title, unread, last) {
  const open = store.chat === chat.id && store.topic === (topic?.id ?? 0);
  return h(
    "button",
    {
      class: `chat ${topic ? "topic" : ""} ${open ? "open" : ""}`,
      type: "button",
      data: { key: `${chat.id}:${topic?.id ?? ""}` },
      "aria-current": open ? "true" : undefined,
      onclick: () => openChat(chat.id, topic?.id ?? 0),
    },
    mark,
    h(
      "span",
      { class: "names" },
      h(
        "span",
        { class: "top" },
        h("b", {}, title),
        topic?.closed && icon("lock"),
        last && h("time", {}, clock(last.date)),
      ),
      h(
        "span",
        { class: "under" },
        preview(last),
        unread > 0 &&
          h("span", { class: "badge", "aria-label": t("unread", { count: unread }) }, String(unread)),
      ),
    ),
  );
}

function chatRow(chat) {
  const picture = avatar(chat.title, chat.id, chat.kind === "private" ? "bot" : "group");
  if (!chat.topics) return row(chat, null, picture, chatTitle(chat), chat.unread, chat.last);
  const heading = h(
    "div",
    { class: "forum" },
    picture,
    h("h2", {}, chatTitle(chat)),
    h(
      "button",
      {
        class: "small",
        type: "button",
        "aria-label": t("new_topic"),
        title: t("new_topic"),
        onclick: () => newTopic(chat),
      },
      icon("plus"),
    ),
  );
  const rows = chat.topics.map((topic) =>
    row(
      chat,
      topic,
      h("span", { class: `hash ${topic.id === 0 ? "general" : `tone-${topic.id % 7}`}` }, icon("hash")),
      topic.id === 0 && topic.name === "General" ? t("general") : topic.name,
      topic.unread,
      topic.last,
    ),
  );
  return h("section", { class: "group" }, heading, rows);
}

function newTopic(chat) {
  const name = h("input", {
    name: "name",
    maxlength: "128",
    required: true,
    "aria-label": t("topic_name"),
    placeholder: t("topic_name"),
    autofocus: true,
  });
  const create = async (event) => {
    event.preventDefault();
    const made = await act("topic", { user: store.user, chat_id: chat.id, name: name.value });
    closeDialog();
    if (made) openChat(chat.id, made.message_thread_id);
  };
  dialog(
    h(
      "form",
      { class: "choices", onsubmit: create },
      h("h2", {}, t("new_topic")),
      name,
      h(
        "div",
        { class: "answers" },
        h("button", { type: "button", class: "quietly", onclick: closeDialog }, t("cancel")),
        h("button", { class: "main" }, t("save")),
      ),
    ),
    { kind: "sheetbox" },
  );
}
