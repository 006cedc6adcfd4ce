// What the page knows at this moment, and the few ways to change it.

import { get } from "/page/api.js";
import { keep, kept } from "/page/words.js";

export const store = {
  user: Number(kept("user", "502")),
  chat: null,
  topic: 0,
  state: null,
  talk: null,
  view: "list",
  side: "phone",
  reply: null,
  editing: null,
  typing: { chat: null, until: 0 },
  phone: null,
};

const draws = [];
/** Registers a part of the page that is drawn again after every change. */
export const drawn = (draw) => draws.push(draw);

/** Draws everything anew, or as soon as a press that has begun is over. */
export function draw() {
  if (pressed) waiting = true;
  else draws.forEach((one) => one());
}

// A press begins and ends on one element: if it is replaced in between, the browser knows of no click.
let pressed = false;
let waiting = false;

function released() {
  pressed = false;
  if (!waiting) return;
  waiting = false;
  draw();
}

const press = () => (pressed = true);
// On glass the click comes a moment after the finger is up; where none comes, the page goes on without it.
const soon = () => setTimeout(released, 100);
addEventListener("pointerdown", press, true);
addEventListener("keydown", (event) => event.key === " " && event.target.closest?.("button") && press(), true);
for (const end of ["pointerup", "keyup"]) addEventListener(end, soon, true);
for (const end of ["click", "pointercancel", "blur"]) addEventListener(end, released);

export const person = (id = store.user) => store.state?.people.find((one) => one.id === id);
export const chatOf = (id = store.chat) => store.state?.chats.find((one) => one.id === id);

export async function refresh() {
  try {
    store.state = await get("state", { user: store.user });
  } catch {
    store.user = 502;
    store.state = await get("state", { user: store.user });
  }
  if (store.chat !== null && !chatOf()) leaveChat();
  if (store.chat !== null) await refreshTalk();
  draw();
}

async function refreshTalk() {
  const asked = `${store.user}:${store.chat}:${store.topic}`;
  try {
    const talk = await get("messages", { user: store.user, chat_id: store.chat, topic: store.topic });
    if (asked === `${store.user}:${store.chat}:${store.topic}`) store.talk = talk;
  } catch {
    leaveChat();
  }
}

export function leaveChat() {
  store.chat = null;
  store.talk = null;
  store.reply = store.editing = null;
  setView("list");
}

export async function openChat(chat, topic = 0, { look = true } = {}) {
  const there = () => !chatOf(chat)?.topics || chatOf(chat).topics.some((one) => one.id === topic);
  if (!there()) store.state = await get("state", { user: store.user });
  Object.assign(store, { chat, topic: there() ? topic : 0, talk: null, reply: null, editing: null });
  keep("place", JSON.stringify([chat, store.topic]));
  if (look) setView("talk");
  await refresh();
}

export async function become(user) {
  store.user = user;
  store.phone = null;
  keep("user", user);
  await refresh();
}

/** Which of the columns is shown where there is room for only one. */
export function setView(view) {
  store.view = view;
  document.body.dataset.view = view;
}
