// The sandbox's own control API; every call of the page goes through here.

import { toast } from "/page/dom.js";
import { t } from "/page/words.js";

async function ask(path, options) {
  const response = await fetch(`/_sandbox/${path}`, options);
  const body = await response.json();
  if (!body.ok) throw new Error(body.error);
  return body;
}

export const get = (path, query) => ask(query ? `${path}?${new URLSearchParams(query)}` : path);

/** Does something; what cannot be done is said in a toast, and the result is null. */
export async function act(path, body) {
  try {
    return await ask(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body || {}),
    });
  } catch (trouble) {
    toast(t("failed", { error: trouble.message }), "bad");
    return null;
  }
}

/** Calls `heard` for every change of the world; `lost` and `back` tell about the connection. */
export function listen(heard, lost, back) {
  const stream = new EventSource("/_sandbox/events");
  stream.onmessage = (event) => heard(JSON.parse(event.data));
  stream.onerror = lost;
  stream.onopen = back;
}
