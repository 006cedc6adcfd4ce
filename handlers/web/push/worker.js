// Shows what was pushed. A button answers at once; when that fails, or the text is touched, the duty page opens.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => event.waitUntil(show(event.data)));

async function show(data) {
  let said;
  try {
    said = data.json();
  } catch {
    return; // not ours: nothing that could be shown
  }
  await self.registration.showNotification(said.title, {
    body: said.body,
    tag: said.tag,
    lang: said.lang,
    // The quiet line takes the place of a page without a sound.
    renotify: !said.quiet,
    silent: said.quiet,
    requireInteraction: said.loud,
    // A silent notification with a pattern is refused (Notifications API, "create a notification").
    ...(said.quiet ? {} : { vibrate: [400, 150, 400, 150, 400] }),
    actions: said.actions.slice(0, 2).map((each, index) => ({ action: String(index), title: each.title })),
    data: { url: said.url, actions: said.actions },
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(answer(event.notification.data, event.action));
});

async function answer(data, action) {
  const chosen = action === "" ? null : data.actions[Number(action)];
  if (chosen) {
    try {
      if ((await fetch(chosen.url, { method: "POST" })).ok) return;
    } catch {
      // offline, or the desk is away: the page says more
    }
  }
  if (data.url) await self.clients.openWindow(data.url);
}
