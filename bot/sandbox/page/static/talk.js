// The middle column: one chat or topic, its pinned message, its messages, and the line one types in.

import { act } from "/page/api.js";
import { composer } from "/page/composer.js";
import { avatar, clear, h, icon } from "/page/dom.js";
import { messageNode, show } from "/page/message.js";
import { chatOf, drawn, leaveChat, store } from "/page/store.js";
import { chatTitle, t } from "/page/words.js";

const column = document.getElementById("talk");
const head = h("header", { class: "head" });
const pinned = h("div", { class: "pinned" });
const stream = h("div", { class: "stream", role: "log", "aria-live": "polite", tabindex: "0" });
const foot = h("div", { class: "footing" });
const nodes = new Map();
let place = "";
let stuck = true;
let pin = 0;

const toEnd = () => {
  stream.scrollTop = stream.scrollHeight;
};
stream.addEventListener("scroll", () => {
  stuck = stream.scrollHeight - stream.scrollTop - stream.clientHeight < 120;
});
stream.addEventListener(
  "load",
  () => {
    if (stuck) toEnd();
  },
  true,
);
new ResizeObserver(() => {
  if (stuck) toEnd();
}).observe(stream);

drawn(() => {
  if (!store.state) return;
  const chat = chatOf();
  if (!chat || !store.talk) return chat ? null : blank();
  if (!column.contains(stream)) clear(column, head, pinned, stream, foot);
  heading(chat);
  pinnedBar();
  messages();
  const line = composer(chat);
  // Only when it is another one: moving the field would take the keyboard away from who is typing.
  if (foot.firstChild !== line) foot.replaceChildren(line);
  return null;
});

function blank() {
  place = "";
  clear(
    column,
    h(
      "div",
      { class: "empty" },
      h("span", { class: "mark" }, icon("chat")),
      h("h2", {}, t("pick")),
      h("p", {}, t("pick.note")),
    ),
  );
}

function heading(chat) {
  const topic = chat.topics?.find((one) => one.id === store.topic);
  const name = topic
    ? topic.id === 0 && topic.name === "General"
      ? t("general")
      : topic.name
    : chatTitle(chat);
  const under = topic ? chatTitle(chat) : chat.kind === "private" ? `@${store.state.bot.username}` : "";
  const typing = store.typing.chat === chat.id && store.typing.until > Date.now();
  clear(
    head,
    h(
      "button",
      { class: "small back", type: "button", "aria-label": t("back"), onclick: leaveChat },
      icon("back"),
    ),
    avatar(chat.title, chat.id, chat.kind === "private" ? "bot" : "group"),
    h(
      "div",
      { class: "names" },
      h("h1", {}, name),
      h("span", {}, typing ? t("typing", { name: store.state.bot.name }) : under),
    ),
  );
}

function pinnedBar() {
  const ids = store.talk.pinned;
  const id = ids[ids.length - 1 - (pin % Math.max(1, ids.length))];
  const message = store.talk.messages.find((one) => one.message_id === id);
  pinned.hidden = !message;
  if (!message) return;
  const words = (message.text || message.caption || t("photo")).split("\n");
  clear(
    pinned,
    h(
      "button",
      {
        type: "button",
        onclick: () => {
          show(id);
          pin += 1;
          pinnedBar();
        },
      },
      icon("pin"),
      h(
        "span",
        {},
        h("small", {}, ids.length > 1 ? `${t("pinned")} ${ids.indexOf(id) + 1}/${ids.length}` : t("pinned")),
        h("b", {}, words[0]),
      ),
    ),
  );
}

function messages() {
  const here = `${store.user}:${store.chat}:${store.topic}`;
  const moved = here !== place;
  if (moved) {
    nodes.clear();
    pin = 0;
    place = here;
    stuck = true;
  }
  const list = store.talk.messages;
  const wanted = list.map((message, n) => {
    const before = list[n - 1];
    const key = `${document.documentElement.lang}${before?.message_id}${JSON.stringify(message)}`;
    const known = nodes.get(message.message_id);
    if (known?.key === key) return known.node;
    const node = messageNode(message, before);
    if (!moved && !known) node.classList.add("new");
    if (!moved && known && !message.service) node.classList.add("changed");
    nodes.set(message.message_id, { key, node });
    return node;
  });
  if (!wanted.length)
    clear(stream, h("div", { class: "empty" }, h("h2", {}, t("empty")), h("p", {}, t("empty.note"))));
  else if (
    moved ||
    wanted.length !== stream.children.length ||
    wanted.some((node, n) => stream.children[n] !== node)
  )
    stream.replaceChildren(...wanted);
  if (moved || stuck) toEnd();
  seen();
}

function seen() {
  const chat = chatOf();
  const unread = chat.topics ? chat.topics.find((one) => one.id === store.topic)?.unread : chat.unread;
  const visible = getComputedStyle(column).display !== "none" && !document.hidden;
  if (unread && visible) act("read", { user: store.user, chat_id: chat.id, topic: store.topic });
}
