// The two languages of the page; sentences live in words.json.

const kept = (name, fallback) => {
  try {
    return localStorage.getItem(name) || fallback;
  } catch {
    return fallback;
  }
};
export const keep = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    /* a private window keeps nothing */
  }
};

let all = {};
let language = kept(
  "language",
  new URLSearchParams(location.search).get("lang") || (navigator.language || "zh").slice(0, 2),
);

export async function loadWords() {
  all = await (await fetch("/page/words.json")).json();
  setLanguage(new URLSearchParams(location.search).get("lang") || language);
}

export function setLanguage(name) {
  language = name in all ? name : "zh";
  keep("language", language);
  document.documentElement.lang = all[language].lang;
  document.title = t("banner");
}

export const isEnglish = () => language === "en";

/** A sentence with its blanks filled. */
export function t(key, blanks = {}) {
  const sentence = all[language][key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (_, name) => blanks[name] ?? "");
}

export const personName = (person) => (isEnglish() && person.name_en ? person.name_en : person.name);
export const senderName = (message) => (isEnglish() ? message.sender_name_en : message.sender_name);
export const chatTitle = (chat) => (isEnglish() ? chat.title_en : chat.title);
export const role = (name) => t(`role.${name}`);

/** Clock time of a Unix second or an ISO time, in the zone of the team in training. */
export function clock(value, seconds = false) {
  const date = typeof value === "number" ? new Date(value * 1000) : new Date(value);
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: seconds ? "2-digit" : undefined,
    timeZone: "Asia/Shanghai",
  }).format(date);
}

export function day(value) {
  const date = typeof value === "number" ? new Date(value * 1000) : new Date(value);
  const zone = { timeZone: "Asia/Shanghai" };
  return new Intl.DateTimeFormat(isEnglish() ? "en-GB" : "zh-CN", {
    month: "long",
    day: "numeric",
    weekday: "long",
    ...zone,
  }).format(date);
}

export { kept };
