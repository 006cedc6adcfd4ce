// Small helpers to build the page: elements without HTML strings, icons as outlines.

/** An element with properties, event handlers (onX), data and aria attributes, and children. */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

const PATHS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-7-6 16-3-6z M11 15l9-10",
  attach: "M8 12.500l6-6a3 3 0 0 1 4.300 4.300l-8 8a5 5 0 0 1-7-7l7.500-7.500",
  more: "M5 12h.01 M12 12h.01 M19 12h.01",
  close: "M6 6l12 12 M18 6L6 18",
  pin: "M9 4h6l-1 6 3 3H7l3-3z M12 13v7",
  silent: "M6 16V11a6 6 0 0 1 9-5.200 M18 11v5H8 M10.500 19.500h3 M4 4l16 16",
  down: "M6 9l6 6 6-6",
  moon: "M20 14.500A8 8 0 0 1 9.500 4 8 8 0 1 0 20 14.500z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M12 2v2 M12 20v2 M2 12h2 M20 12h2 M5 5l1.500 1.500 M17.500 17.500L19 19 M5 19l1.500-1.500 M17.500 6.500L19 5",
  slash: "M7 4h10a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z M10.500 16l3-8",
  plus: "M12 5v14 M5 12h14",
  lock: "M7 11V8a5 5 0 0 1 10 0v3 M6 11h12v9H6z",
  chat: "M5 5h14v11h-8l-4 4v-4H5z",
  phone: "M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M11 18h2",
  tools: "M4 7h9 M17 7h3 M15 5v4 M4 17h3 M11 17h9 M9 15v4",
  smile:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M8.500 14.500a4.500 4.500 0 0 0 7 0 M9 9.500h.01 M15 9.500h.01",
  reply: "M10 7L5 12l5 5 M5 12h9a5 5 0 0 1 5 5v1",
  file: "M7 3h7l4 4v14H7z M14 3v4h4",
  bell: "M6 16V11a6 6 0 0 1 12 0v5z M10.500 19.500h3",
  hash: "M9 4L7 20 M17 4l-2 16 M4.500 9h16 M3.500 15h16",
  copy: "M9 9h11v11H9z M15 9V4H4v11h5",
  link: "M9 15l6-6 M13 5l1-1a4 4 0 0 1 6 6l-1 1 M11 19l-1 1a4 4 0 0 1-6-6l1-1",
  pause: "M8 5v14 M16 5v14",
  play: "M7 5l12 7-12 7z",
  people:
    "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z M3 20a6 6 0 0 1 12 0 M16 4.500a3.500 3.500 0 0 1 0 6.500 M18 14.500a6 6 0 0 1 3 5.500",
};

/** An outline icon; decoration only, the button around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const part of PATHS[name].split(" M")) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", part.startsWith("M") ? part : `M${part}`);
    svg.append(path);
  }
  return svg;
}

/** A round picture with the first letter of a name, always in the same colour for the same person. */
export function avatar(name, id, kind) {
  return h(
    "span",
    { class: `avatar tone-${Math.abs(id) % 7} ${kind || ""}`, "aria-hidden": "true" },
    [...name][0] || "·",
  );
}

export function clear(element, ...children) {
  element.replaceChildren(...children.flat(3).filter(Boolean));
  return element;
}

/** Draws a part again without taking the keyboard away from whoever stands in it (by `data-key`). */
export function redraw(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  clear(element, children);
  if (focused) element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

/** An emoji in its coloured form; the Bot API leaves the selector out. */
export const coloured = (emoji) => (["✍", "❤", "☃", "🕊"].includes(emoji) ? `${emoji}\ufe0f` : emoji);

/** Opens the one dialog of the page with this content and resolves when it is closed. */
export function dialog(content, { kind = "" } = {}) {
  const box = document.getElementById("dialog");
  box.className = kind;
  clear(box, content);
  if (!box.open) box.showModal();
  return new Promise((resolve) =>
    box.addEventListener("close", () => resolve(box.returnValue), { once: true }),
  );
}

export function closeDialog() {
  document.getElementById("dialog").close();
}

/** A short note at the bottom, gone after a few seconds. */
export function toast(text, kind) {
  if (!text) return;
  const note = h("div", { class: `toast ${kind || ""}` }, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.classList.add("leaving"), 3600);
  setTimeout(() => note.remove(), 4000);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h("textarea", { class: "offstage", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
