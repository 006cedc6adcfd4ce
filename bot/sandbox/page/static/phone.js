// The phone beside the chats: a lock screen that rings, and the buttons one can touch in the dark.

import { act } from "/page/api.js";
import { h, icon, redraw, toast } from "/page/dom.js";
import { draw, person, store } from "/page/store.js";
import { clock, day, keep, kept, personName, t } from "/page/words.js";

let sound = kept("sound", "off") === "on";
let player = null;

const ringing = (ring) => ring.answered === null || ring.answered === undefined;

/** The phone of the person one is, or of whom one has chosen to look at. */
export function phone(column) {
  const owner = person(store.phone ?? store.user) || person();
  const rings = store.state.rings
    .filter((ring) => ring.user === owner.id)
    .slice(-4)
    .reverse();
  const loud = rings.find((ring) => ringing(ring) && !ring.quiet);
  const others = [
    ...new Set(
      store.state.rings
        .filter((ring) => ringing(ring) && !ring.quiet && ring.user !== owner.id)
        .map((ring) => ring.user),
    ),
  ];
  redraw(
    column,
    h(
      "div",
      { class: "phonehead" },
      h("h2", {}, t("phone", { name: personName(owner) })),
      h(
        "button",
        {
          class: "small",
          type: "button",
          data: { key: "sound" },
          "aria-pressed": String(sound),
          title: t(sound ? "phone.sound_off" : "phone.sound_on"),
          "aria-label": t(sound ? "phone.sound_off" : "phone.sound_on"),
          onclick: toggle,
        },
        icon(sound ? "bell" : "silent"),
      ),
    ),
    others.map((id) =>
      h(
        "button",
        {
          class: "elsewhere",
          type: "button",
          onclick: () => {
            store.phone = id;
            draw();
          },
        },
        icon("phone"),
        t("phone.other", { name: personName(person(id)) }),
      ),
    ),
    h(
      "div",
      {
        class: `phone ${loud ? "rings" : ""}`,
        role: "group",
        "aria-label": t("phone", { name: personName(owner) }),
      },
      h("div", { class: "island" }),
      h("p", { class: "date" }, day(store.state.now)),
      h("p", { class: "time" }, clock(store.state.now)),
      h(
        "div",
        { class: "notes" },
        rings.length ? rings.map(note) : h("p", { class: "calm" }, t("phone.none")),
      ),
    ),
  );
  if (loud) ring();
}

function note(one) {
  const open = ringing(one);
  const touch = (n) => answer(one, n);
  return h(
    "div",
    { class: `note ${open && !one.quiet ? "loud" : ""} ${open ? "" : "done"}`, data: { ring: one.id } },
    h(
      "div",
      { class: "app" },
      h("span", { class: "dot" }),
      h("span", {}, store.state.bot.name),
      h("time", {}, clock(one.at)),
      open &&
        h(
          "button",
          {
            type: "button",
            class: "away",
            data: { key: `${one.id}:away` },
            "aria-label": t("phone.away"),
            title: t("phone.away"),
            onclick: () => answer(one),
          },
          icon("close"),
        ),
    ),
    h("b", {}, one.title),
    one.body && h("p", {}, one.body),
    open
      ? h(
          "div",
          { class: "touch" },
          one.actions.map((action, n) =>
            h(
              "button",
              {
                type: "button",
                class: n === 0 ? "first" : "",
                data: { key: `${one.id}:${n}` },
                onclick: () => touch(n),
              },
              action.label,
            ),
          ),
        )
      : h("small", {}, one.answered ? t("phone.answered", { label: one.answered }) : t("phone.put_away")),
  );
}

async function answer(one, action) {
  const done = await act("answer_ring", { ring_id: one.id, action });
  if (done?.outcome) toast(done.outcome, done.reached ? "" : "bad");
  if (done?.open) window.open(done.open, "_blank", "noopener");
}

function toggle() {
  sound = !sound;
  keep("sound", sound ? "on" : "off");
  draw();
}

function ring() {
  if (!sound || player) return;
  player = new AudioContext();
  [0, 0.25, 0.9, 1.15].forEach((at) => {
    const tone = player.createOscillator();
    const loud = player.createGain();
    tone.frequency.value = 620;
    loud.gain.setValueAtTime(0.0001, player.currentTime + at);
    loud.gain.exponentialRampToValueAtTime(0.12, player.currentTime + at + 0.03);
    loud.gain.exponentialRampToValueAtTime(0.0001, player.currentTime + at + 0.2);
    tone.connect(loud).connect(player.destination);
    tone.start(player.currentTime + at);
    tone.stop(player.currentTime + at + 0.22);
  });
  setTimeout(() => {
    player.close();
    player = null;
  }, 1600);
}
