// One button: this device becomes a phone of the desk.

const state = document.getElementById("state");
const button = document.getElementById("subscribe");

const say = (name) => {
  state.textContent = state.dataset[name];
  state.dataset.now = name;
};

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

async function made(registration) {
  const options = { userVisibleOnly: true, applicationServerKey: bytes(button.dataset.key) };
  try {
    return await registration.pushManager.subscribe(options);
  } catch (trouble) {
    if (trouble.name !== "InvalidStateError") throw trouble;
    // Subscribed before, under another key: that one cannot be used any more.
    const old = await registration.pushManager.getSubscription();
    if (old) await old.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

async function subscribe() {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return say("unable");
  button.disabled = true;
  say("working");
  try {
    if ((await Notification.requestPermission()) !== "granted") return say("denied");
    await navigator.serviceWorker.register("/push/worker.js");
    const registration = await navigator.serviceWorker.ready;
    const answer = await fetch(location.pathname, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(await made(registration)),
    });
    say(answer.ok ? "done" : "over");
  } catch {
    say("failed");
  } finally {
    button.disabled = state.dataset.now === "done";
  }
}

button.addEventListener("click", subscribe);
