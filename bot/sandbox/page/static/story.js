// A told story: its clock, one caption, one deadline; the space bar stops it, and the viewer can take over.

import { act } from "/page/api.js";
import { clear, h, icon } from "/page/dom.js";
import { become, chatOf, drawn, openChat, store } from "/page/store.js";
import { isEnglish, t } from "/page/words.js";

const bar = document.getElementById("story");
const caption = document.getElementById("caption");
let shown = "";

drawn(() => {
  const story = store.state?.story;
  const scene = story?.scene;
  bar.hidden = !scene;
  caption.hidden = !scene || !(scene.caption_zh || scene.caption_en);
  if (!scene) return;
  const pause = () => act("pause", { on: !story.paused });
  clear(
    bar,
    h("div", { class: "clock" }, h("b", {}, scene.time), h("small", {}, t("story.fast"))),
    scene.deadline && deadline(scene.deadline),
    h(
      "div",
      { class: "steer" },
      !story.your_turn &&
        h(
          "button",
          { type: "button", class: "plain", onclick: pause },
          icon(story.paused ? "play" : "pause"),
          h("span", {}, t(story.paused ? "story.go" : "story.pause")),
        ),
      h(
        "button",
        { type: "button", class: "main", disabled: story.your_turn, onclick: () => act("your_turn", {}) },
        t("story.turn"),
      ),
    ),
  );
  const first = isEnglish() ? scene.caption_en : scene.caption_zh;
  const second = isEnglish() ? scene.caption_zh : scene.caption_en;
  const words = story.your_turn ? [t("story.yours"), ""] : [first, second];
  clear(caption, h("b", {}, words[0]), words[1] && h("span", {}, words[1]));
  follow(story, scene);
});

function deadline(one) {
  const share = Math.max(0, Math.min(1, one.left_seconds / one.total_seconds));
  const state = one.done ? "green" : share > 0.5 ? "green" : share > 0.2 ? "amber" : "red";
  const fill = h("span", { class: "fill" });
  fill.style.width = `${one.done ? 100 : share * 100}%`;
  const words = one.done
    ? `✓ ${t("story.met")}`
    : t("story.deadline", { minutes: Math.ceil(one.left_seconds / 60) });
  const label = isEnglish() ? one.label_en : one.label_zh;
  return h(
    "div",
    { class: `deadline ${state}` },
    h("span", { class: "label" }, h("b", {}, label), h("span", {}, words)),
    h(
      "span",
      {
        class: "track",
        role: "progressbar",
        "aria-label": label,
        "aria-valuemin": "0",
        "aria-valuemax": "100",
        "aria-valuenow": String(Math.round(share * 100)),
      },
      fill,
    ),
  );
}

/** The page looks where the story plays, until the viewer takes over. */
async function follow(story, scene) {
  const place = `${scene.user}:${scene.chat_id}:${scene.message_thread_id}`;
  if (place === shown || story.paused) return;
  shown = place;
  if (scene.user && scene.user !== store.user) await become(scene.user);
  if (scene.chat_id && chatOf(scene.chat_id)) await openChat(scene.chat_id, scene.message_thread_id || 0);
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("textarea, input, button, dialog, a, summary, [tabindex]");
  if (event.key !== " " || typing || bar.hidden || store.state.story.your_turn) return;
  event.preventDefault();
  act("pause", { on: !store.state.story.paused });
});
