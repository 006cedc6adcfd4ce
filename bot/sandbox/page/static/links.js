// Links that stay inside the sandbox: the bot's start links and links to topics and messages.

import { act } from "/page/api.js";
import { openChat, store } from "/page/store.js";

/** True when the sandbox follows the link or command itself. */
export function followed(kind, value) {
  if (kind === "command") {
    act("say", {
      user: store.user,
      chat_id: store.chat,
      text: value,
      message_thread_id: store.topic || undefined,
    });
    return true;
  }
  const start = value.match(/^https?:\/\/t\.me\/(\w+)(?:\?start=([\w-]*))?$/i);
  if (start && start[1].toLowerCase() === store.state.bot.username.toLowerCase()) {
    openChat(store.user).then(() => act("start", { user: store.user, payload: start[2] || "" }));
    return true;
  }
  const place =
    value.match(/^https?:\/\/t\.me\/c\/(\d+)\/(\d+)/i) ||
    value.match(/^tg:\/\/privatepost\?channel=(\d+)&post=(\d+)/i);
  if (place) {
    openChat(Number(`-100${place[1]}`), Number(place[2]));
    return true;
  }
  return false;
}
