// Text with Telegram's entities turned into elements. Offsets are UTF-16 units, which is what strings here count, too.

import { copy, h, toast } from "/page/dom.js";
import { clock, t } from "/page/words.js";

/** The nodes of a text; `go(kind, value)` is called for what can be followed: command, mention, link. */
export function rich(text, entities, go) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const build = (from, to, inside) => {
    const nodes = [];
    let at = from;
    let n = 0;
    while (n < inside.length) {
      const entity = inside[n];
      const begin = Math.max(at, entity.offset);
      const end = Math.min(to, entity.offset + entity.length);
      const nested = [];
      n += 1;
      while (n < inside.length && inside[n].offset < end) nested.push(inside[n++]);
      if (begin > at) nodes.push(text.slice(at, begin));
      if (end > begin) nodes.push(wrap(entity, build(begin, end, nested), text.slice(begin, end), go));
      at = Math.max(at, end);
    }
    if (to > at) nodes.push(text.slice(at, to));
    return nodes;
  };
  return build(0, text.length, sorted);
}

const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };

function wrap(entity, children, words, go) {
  const kind = entity.type;
  if (PLAIN[kind]) return h(PLAIN[kind], {}, children);
  if (kind === "code") return h("code", { title: t("copy"), onclick: () => copied(words) }, children);
  if (kind === "pre") return h("pre", { tabindex: "0" }, children);
  if (kind === "blockquote") return h("blockquote", {}, children);
  if (kind === "expandable_blockquote")
    return h(
      "blockquote",
      { class: "folded", tabindex: "0", onclick: (e) => e.currentTarget.classList.toggle("folded") },
      children,
    );
  if (kind === "spoiler")
    return h(
      "button",
      {
        class: "spoiler",
        type: "button",
        "aria-label": t("spoiler"),
        onclick: (e) => e.currentTarget.replaceWith(...children),
      },
      children,
    );
  if (kind === "bot_command")
    return h("button", { class: "link", type: "button", onclick: () => go("command", words) }, children);
  if (kind === "text_link") return link(entity.url, children, go);
  if (kind === "url") return link(/^https?:/i.test(words) ? words : `http://${words}`, children, go);
  if (kind === "email") return h("span", { class: "mention" }, children);
  if (kind === "date_time") return h("time", { title: clock(entity.unix_time, true) }, children);
  if (["mention", "text_mention", "hashtag"].includes(kind)) return h("span", { class: "mention" }, children);
  return h("span", {}, children);
}

export function link(address, children, go) {
  return h(
    "a",
    {
      href: address,
      rel: "noopener noreferrer",
      target: "_blank",
      onclick: (event) => {
        if (go("link", address)) event.preventDefault();
      },
    },
    children,
  );
}

export async function copied(text) {
  if (await copy(text)) toast(t("copied"), "good");
}
