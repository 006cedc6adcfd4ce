// A poll or quiz inside a message.

import { act } from "/page/api.js";
import { h } from "/page/dom.js";
import { store } from "/page/store.js";
import { t } from "/page/words.js";

/** The question with its options; voting is a press on one of them. */
export function poll(message) {
  const { poll: asked, my_votes: mine } = message;
  const total = Math.max(1, asked.total_voter_count);
  const voted = mine.length > 0 || asked.is_closed;
  const vote = (options) =>
    act("vote", { user: store.user, chat_id: store.chat, message_id: message.message_id, options });
  const choose = (n) => {
    if (!asked.allows_multiple_answers) return vote(mine.includes(n) ? [] : [n]);
    return vote(mine.includes(n) ? mine.filter((one) => one !== n) : [...mine, n]);
  };
  const right = asked.correct_option_ids;
  return h(
    "div",
    { class: "poll" },
    h("b", {}, asked.question),
    h(
      "small",
      {},
      [
        t(asked.type === "quiz" ? "quiz" : asked.is_anonymous ? "poll.anonymous" : "poll"),
        asked.is_closed && t("poll.closed"),
      ]
        .filter(Boolean)
        .join(" · "),
    ),
    asked.options.map((option, n) => {
      const bar = h("span", { class: "share" });
      bar.style.width = voted ? `${(100 * option.voter_count) / total}%` : "0";
      const state = mine.includes(n) ? "mine" : "";
      const verdict = voted && right ? (right.includes(n) ? "right" : mine.includes(n) ? "wrong" : "") : "";
      return h(
        "button",
        {
          type: "button",
          class: `option ${state} ${verdict}`,
          disabled: asked.is_closed || (mine.length > 0 && !asked.allows_revoting),
          "aria-pressed": String(mine.includes(n)),
          onclick: () => choose(n),
        },
        bar,
        h("span", { class: "label" }, option.text),
        voted && h("span", { class: "count" }, String(option.voter_count)),
      );
    }),
    voted && asked.explanation && h("p", { class: "explanation" }, asked.explanation),
    h("small", {}, t("votes", { count: asked.total_voter_count })),
  );
}
