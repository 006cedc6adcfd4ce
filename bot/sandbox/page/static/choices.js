// What can be done with a message: react, reply, copy, forward, edit, delete.

import { act } from "/page/api.js";
import { closeDialog, coloured, dialog, h, icon } from "/page/dom.js";
import { draw, openChat, store } from "/page/store.js";
import { copied } from "/page/text.js";
import { chatTitle, t } from "/page/words.js";

const QUICK = ["👍", "✍", "👀", "❤", "🔥", "🙏", "👌", "👎"];

/** Sets or takes back one's reaction. */
export const react = (message, emoji) =>
  act("react", { user: store.user, chat_id: store.chat, message_id: message.message_id, emoji });

/** The small button that opens the choices. */
export function menu(message) {
  return h(
    "button",
    { class: "more", type: "button", "aria-label": t("more"), onclick: () => choices(message) },
    icon("more"),
  );
}

function choices(message) {
  const words = message.text ?? message.caption ?? "";
  const item = (name, go) =>
    h(
      "button",
      {
        type: "button",
        onclick: () => {
          closeDialog();
          go();
        },
      },
      t(name),
    );
  dialog(
    h(
      "div",
      { class: "choices" },
      h(
        "div",
        { class: "quick" },
        QUICK.map((emoji) =>
          h(
            "button",
            {
              type: "button",
              "aria-label": `${t("react")} ${emoji}`,
              onclick: () => {
                closeDialog();
                react(message, emoji);
              },
            },
            coloured(emoji),
          ),
        ),
      ),
      item("reply", () => {
        store.reply = message;
        store.editing = null;
        draw();
        document.dispatchEvent(new CustomEvent("compose"));
      }),
      words && item("copy", () => copied(words)),
      item("forward", () => forward(message)),
      message.mine &&
        words &&
        !message.via_bot &&
        item("edit", () => {
          store.editing = message;
          store.reply = null;
          draw();
          document.dispatchEvent(new CustomEvent("compose", { detail: words }));
        }),
      message.mine &&
        item("delete", () =>
          act("delete", { user: store.user, chat_id: store.chat, message_id: message.message_id }),
        ),
      h("form", { method: "dialog" }, h("button", { class: "quietly" }, t("cancel"))),
    ),
    { kind: "sheetbox" },
  );
}

function forward(message) {
  const to = async (chat, topic) => {
    closeDialog();
    const from = { chat_id: store.chat, message_id: message.message_id };
    const sent = await act("say", {
      user: store.user,
      chat_id: chat.id,
      message_thread_id: topic || undefined,
      forward_from: from,
    });
    if (sent) await openChat(chat.id, topic);
  };
  const places = store.state.chats.flatMap((chat) =>
    (chat.topics || [{ id: 0, name: "" }]).map((topic) => [chat, topic]),
  );
  dialog(
    h(
      "div",
      { class: "choices" },
      h("h2", {}, t("forward_to")),
      places.map(([chat, topic]) =>
        h(
          "button",
          { type: "button", onclick: () => to(chat, topic.id) },
          [chatTitle(chat), topic.name].filter(Boolean).join(" · "),
        ),
      ),
      h("form", { method: "dialog" }, h("button", { class: "quietly" }, t("cancel"))),
    ),
    { kind: "sheetbox" },
  );
}
