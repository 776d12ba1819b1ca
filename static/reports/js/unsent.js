// What stands in a box that a button sends (an answer to a comment, a reason) is kept by the server until it is sent, and
// in this browser until the server has it. A box says by `data-unsent` which it is.
import { forget, keep, rowsOf } from "./journal.js";
import { person, post } from "./page.js";

const DELAY_MS = 2_000;
const source = document.getElementById("unsent-texts");
const place = source?.dataset.place;
const kept = JSON.parse(source?.textContent ?? "{}");
const changed = new Map();
let timer = 0;

export const unsentText = (name) => kept[name] ?? "";
export const unsentNames = () => Object.keys(kept);

async function send(leaving = false) {
  clearTimeout(timer);
  if (!changed.size) return;
  const texts = Object.fromEntries(changed);
  try {
    const answer = await post(source.dataset.unsent, { texts }, { leaving });
    if (!answer.ok) return;
  } catch {
    timer = setTimeout(send, DELAY_MS * 5);
    return;
  }
  const done = Object.keys(texts).filter((name) => changed.get(name) === texts[name]);
  for (const name of done) changed.delete(name);
  forget(String(person), place, done.map((name) => `unsent:${name}`));
}

// Puts the kept texts into the boxes that are empty; the one that has the focus is left alone.
function fill() {
  for (const box of document.querySelectorAll("[data-unsent]:not(script)")) {
    const text = unsentText(box.dataset.unsent);
    if (!text || box.value || box === document.activeElement) continue;
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

async function begin() {
  for (const row of await rowsOf(String(person), place)) if (row.name.startsWith("unsent:")) kept[row.name.slice(7)] = row.value[0];
  fill();
  document.dispatchEvent(new CustomEvent("unsent:ready"));
}

if (source) {
  document.addEventListener("input", ({ target }) => {
    const name = target.dataset?.unsent;
    if (!name || target.value === unsentText(name)) return;
    kept[name] = target.value;
    changed.set(name, target.value);
    keep(String(person), place, [{ name: `unsent:${name}`, value: [target.value] }]);
    clearTimeout(timer);
    timer = setTimeout(send, DELAY_MS);
  });
  // What is sent by its button is no draft any more.
  document.addEventListener("submit", ({ target }) => {
    for (const box of target.querySelectorAll("[data-unsent]")) {
      if (target.id === "step-form") continue;
      delete kept[box.dataset.unsent];
      changed.delete(box.dataset.unsent);
      forget(String(person), place, [`unsent:${box.dataset.unsent}`]);
    }
  });
  document.addEventListener("htmx:afterSettle", fill);
  document.addEventListener("visibilitychange", () => document.hidden && send());
  window.addEventListener("pagehide", () => send(true));
  begin();
}
