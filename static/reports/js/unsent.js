// What stands in a box that a button sends (an answer to a comment, a reason) is kept by the server until it is sent, and
// in this browser until the server has it. A box says by `data-unsent` which it is.
import { forget, keep, rowsOf } from "./journal.js";
import { person, post } from "./page.js";
import { signedIn, turnedAway } from "./signing.js";

const DELAY_MS = 2_000;
const PREFIX = "unsent:";
const source = document.querySelector("[data-unsent-to]");
const place = source?.dataset.place;
// What the server has, and what stands here.
const stored = JSON.parse(source?.textContent ?? "{}");
const kept = { ...stored };
const changed = new Map();
let timer = 0;

export const unsentText = (name) => kept[name] ?? "";
export const unsentNames = () => Object.keys(kept);

const forgetTexts = (names) => forget(String(person), place, names.map((name) => `${PREFIX}${name}`));

async function send({ leaving = false, anew = false } = {}) {
  clearTimeout(timer);
  if (!changed.size) return;
  const texts = Object.fromEntries(changed);
  try {
    const answer = await post(source.dataset.unsentTo, { texts }, { leaving });
    if (!answer.ok) {
      const told = await answer.json().catch(() => null);
      if (!leaving && !anew && turnedAway(answer, told) && (await signedIn())) send({ anew: true });
      return;
    }
  } catch {
    later(DELAY_MS * 5);
    return;
  }
  const done = Object.keys(texts).filter((name) => changed.get(name) === texts[name]);
  for (const name of done) changed.delete(name);
  Object.assign(stored, texts);
  forgetTexts(done);
}

function later(delay = DELAY_MS) {
  clearTimeout(timer);
  timer = setTimeout(send, delay);
}

// Puts the kept texts into the boxes that are empty; the one that has the focus is left alone.
function fill() {
  for (const box of document.querySelectorAll("[data-unsent]")) {
    const text = unsentText(box.dataset.unsent);
    if (!text || box.value || box === document.activeElement) continue;
    box.value = text;
    box.closest("details.way")?.setAttribute("open", "");
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

// What this computer kept is newer than what the server has, unless the person wrote there from another page since: then
// both stand in the box.
function joined(theirs, { value: [mine], base }) {
  if (!theirs || theirs === base || mine.includes(theirs)) return mine;
  return theirs.includes(mine) ? theirs : `${theirs}\n${mine}`;
}

async function begin() {
  for (const row of await rowsOf(String(person), place)) {
    if (!row.name.startsWith(PREFIX)) continue;
    const name = row.name.slice(PREFIX.length);
    kept[name] = joined(stored[name] ?? "", row);
    changed.set(name, kept[name]);
  }
  fill();
  if (changed.size) later();
  document.dispatchEvent(new CustomEvent("unsent:ready"));
}

// A text that was sent by its button is no draft any more.
function sent(form, button) {
  for (const box of form.querySelectorAll("[data-unsent]")) {
    // Most buttons of a step leave its answers to comments where they are.
    const thread = box.closest("#step-form .thread");
    if (thread && !(button && thread.contains(button))) continue;
    const name = box.dataset.unsent;
    delete kept[name];
    changed.delete(name);
    forgetTexts([name]);
  }
}

if (source) {
  document.addEventListener("input", ({ target }) => {
    const name = target.dataset?.unsent;
    if (!name || target.value === unsentText(name)) return;
    kept[name] = target.value;
    changed.set(name, target.value);
    keep(String(person), place, [{ name: `${PREFIX}${name}`, value: [target.value], base: stored[name] ?? "" }]);
    later();
  });
  // Where htmx sends it the page stays, and the text with it until it was taken; else the next page gives it back.
  document.addEventListener("submit", ({ target, submitter }) => {
    if (target.closest("[hx-boost]")) clearTimeout(timer);
    else sent(target, submitter);
  });
  document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, successful } }) => {
    // The form itself is gone from the page by then.
    if (successful && requestConfig.elt.matches("form")) sent(requestConfig.elt);
    if (changed.size) later();
  });
  document.addEventListener("htmx:afterSettle", fill);
  document.addEventListener("visibilitychange", () => document.hidden && send());
  window.addEventListener("pagehide", () => send({ leaving: true }));
  begin();
}
