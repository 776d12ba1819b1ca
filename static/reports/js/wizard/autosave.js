// Saves while the person types: two seconds after the last key and when the page is left, one request at a time, only the
// fields that changed. What isn't stored yet lies in the journal. The field that has the focus is never written to.
import { forget, keep } from "../journal.js";
import { mayLeave, post } from "../page.js";
import { signedIn, turnedAway } from "../signing.js";

const JOURNAL_MS = 250;
const RETRY_MS = [2_000, 5_000, 15_000, 30_000];

export function autosave(form, status) {
  const { person, place } = form.dataset;
  const delay = Number(form.dataset.delay);
  let sequence = 0;
  const bases = JSON.parse(form.elements.bases?.value || "{}");
  // Fields that differ from what the server has; of them those that wait for the person: refused, or changed by others.
  const unsaved = new Map();
  const waiting = new Set();
  // Those that the server refused: they are sent once more with what is typed next, since some are only right together.
  const refused = new Set();
  let timer = 0;
  let noting = 0;
  let sending = null;
  let failures = 0;
  let over = "conflict" in form.dataset;
  let pressed = false;
  let passing = false;

  const values = (name, data = new FormData(form)) => data.getAll(name).map(String);
  const fieldOf = (name) => form.querySelector(`[name="${CSS.escape(name)}"]`);
  const saves = (name) => name in bases && !fieldOf(name)?.matches("[data-by-button]");
  const pending = () => [...unsaved.keys()].filter((name) => !waiting.has(name));

  function typed(name) {
    if (!saves(name)) return;
    unsaved.set(name, values(name));
    if (!form.querySelector(`[data-theirs="${CSS.escape(name)}"]`)) waiting.delete(name);
    for (const other of refused) waiting.delete(other);
    refused.clear();
    status.unsaved();
    clearTimeout(noting);
    noting = setTimeout(note, JOURNAL_MS);
    if (!over && failures === 0) later(delay);
  }
  function note() {
    clearTimeout(noting);
    const rows = [...unsaved].map(([name, value]) => ({ name, value, base: bases[name] }));
    keep(person, place, rows).then((kept) => status.journal(kept));
  }
  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(() => flush(), ms);
  }

  // Sends until nothing is pending; answers whether the server took all it was sent, and may be asked just for that.
  function flush(asked = false) {
    clearTimeout(timer);
    sending ??= sendAll(asked).finally(() => (sending = null));
    return sending;
  }
  async function sendAll(asked) {
    do {
      const names = pending();
      if (over || !(names.length || asked)) return !over;
      status.saving(names.length > 0);
      const outcome = await send(names);
      if (outcome !== "taken") return outcome === "later" ? again() : false;
      failures = 0;
      asked = false;
    } while (pending().length);
    return true;
  }
  function again() {
    later(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
    status.offline();
    return false;
  }
  const fieldsOf = (names) => Object.fromEntries(names.map((name) => [name, { value: unsaved.get(name), base: bases[name] }]));
  function request(names, leaving) {
    const fields = fieldsOf(names);
    const more = names.length ? {} : { "X-Background": "1" };
    return post(form.dataset.autosave, { sequence: ++sequence, fields }, { leaving, more });
  }
  const snapshot = (names) => new Map(names.map((name) => [name, JSON.stringify(unsaved.get(name))]));
  async function send(names, anew = false) {
    const sent = snapshot(names);
    let answer;
    let told;
    try {
      answer = await request(names, false);
      told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
      if (!anew && turnedAway(answer, told)) {
        status.signedOut();
        return (await signedIn()) ? send(names, true) : "no";
      }
    } catch {
      return "later";
    }
    if (answer.ok && told?.saved) return take(told, sent);
    if (answer.status >= 500 || answer.status === 429) return "later";
    // The report was handed on, the chapter is gone, or it is more than the site takes: here nothing can be saved any more.
    over = ![413, 422].includes(answer.status);
    for (const name of names) waiting.add(name);
    status.refused(told?.words ?? form.dataset.gone);
    return "no";
  }
  function take(told, sent) {
    Object.assign(bases, told.saved);
    form.elements.bases.value = JSON.stringify(bases);
    form.elements.version.value = told.version;
    const stored = [...sent.keys()].filter((name) => name in told.saved && JSON.stringify(unsaved.get(name)) === sent.get(name));
    for (const name of stored) unsaved.delete(name);
    for (const name of sent.keys()) complain(name, told.refused[name]);
    for (const [name, theirs] of Object.entries(told.changed)) contrast(name, theirs);
    for (const name of Object.keys(told.refused)) refused.add(name);
    for (const name of [...Object.keys(told.refused), ...Object.keys(told.changed)]) waiting.add(name);
    forget(person, place, stored);
    tellSteps(stored.map((name) => JSON.parse(sent.get(name))));
    if (unsaved.size === 0) status.saved(told.at);
    else if (Object.keys(told.changed).length) status.changed();
    else if (Object.keys(told.refused).length) status.unsaved(true);
    return "taken";
  }

  // The steps hear whether something is written now where nothing was, or the other way round (steps.js).
  const blank = (value) => !value.join("").trim();
  function tellSteps(values) {
    const detail = { blank: values.some(blank) };
    if (values.length) form.dispatchEvent(new CustomEvent("autosave:taken", { detail }));
  }

  // Why a field isn't stored, below it; its text stays as it is.
  function complain(name, words) {
    const id = `${name}-refused`;
    document.getElementById(id)?.remove();
    const field = fieldOf(name);
    const around = field?.closest(".mb-3, .typed-figure") ?? form.querySelector(".foot");
    field?.classList.toggle("is-invalid", Boolean(words));
    around.querySelector(".invalid-feedback")?.remove();
    if (!words) return;
    around.append(Object.assign(document.createElement("div"), { id, className: "invalid-feedback d-block", textContent: words }));
  }
  function contrast(name, theirs) {
    form.querySelector(`[data-theirs="${CSS.escape(name)}"]`)?.remove();
    const field = fieldOf(name);
    const box = document.createElement("div");
    box.dataset.theirs = name;
    box.innerHTML = theirs.note;
    (field.closest(".mb-3, .typed-figure") ?? field).after(box);
    const settle = (value) => {
      bases[name] = theirs.base;
      waiting.delete(name);
      box.remove();
      field.focus();
      if (value) put(form, name, value);
      else later(0);
    };
    box.querySelector("[data-take-theirs]").onclick = () => settle(theirs.value);
    box.querySelector("[data-keep-mine]").onclick = () => settle(null);
  }

  form.addEventListener("input", ({ target }) => target.name && typed(target.name));
  // A button waits until the server answered what was typed: where nobody answers, or somebody else is signed in, the
  // page stays. A second press before that is the same one.
  form.addEventListener("submit", async (event) => {
    if (passing || over) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (pressed) return;
    pressed = true;
    const taken = await flush(true);
    pressed = false;
    if (!taken) return;
    unsaved.clear();
    passing = true;
    form.requestSubmit(event.submitter);
    passing = false;
  });
  function leave() {
    const names = pending();
    if (unsaved.size) note();
    if (over || !names.length) return;
    const sent = snapshot(names);
    request(names, true).then(
      async (answer) => answer.ok && take(await answer.json(), sent),
      () => {},
    );
  }
  document.addEventListener("visibilitychange", () => document.hidden && !sending && leave());
  window.addEventListener("pagehide", leave);
  window.addEventListener("online", () => pending().length && flush());
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-leave]")) unsaved.clear();
  });
  window.addEventListener("beforeunload", (event) => {
    // What is pending goes with the page; what the server can't get now, or not that quickly, is worth a question. It is
    // on its way while that is asked.
    const long = !mayLeave(fieldsOf(pending()));
    if (long) {
      note();
      flush();
    }
    const stuck = long || waiting.size > 0 || failures > 0 || (over && unsaved.size > 0);
    if (stuck && unsaved.size) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    const save = form.querySelector("[data-save]");
    if (save) form.requestSubmit(save);
  });
  if ("dirty" in form.dataset) {
    const data = new FormData(form);
    for (const name of Object.keys(bases)) if (saves(name)) unsaved.set(name, values(name, data));
    note();
  }
  return { bases, values, put: (name, value) => put(form, name, value) };
}

// Puts values into the fields of a name as if they had been typed.
function put(form, name, values) {
  const fields = form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
  for (const field of fields) {
    if (field.type === "checkbox") field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
  fields[0]?.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
