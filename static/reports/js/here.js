// Who else is in this report now: asked for again and again while the page can be seen, which keeps no sign-in alive.
import { post } from "./page.js";

const EVERY_MS = 25_000;
const place = document.querySelector("[data-here]");
const { here, step } = place.dataset;

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await post(here, { step }, { more: { "X-Background": "1" } });
    if (!answer.ok) return;
    const { others } = await answer.json();
    const words = others.join("；");
    if (place.textContent !== words) place.textContent = place.title = words;
    place.hidden = !words;
  } catch {
    // Not reached: the next time tells more.
  }
}

setInterval(ask, EVERY_MS);
document.addEventListener("visibilitychange", ask);
window.addEventListener("pagehide", () => post(here, { step, gone: true }, { leaving: true, more: { "X-Background": "1" } }).catch(() => {}));
ask();
