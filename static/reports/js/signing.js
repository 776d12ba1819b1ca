// Signing in again over a page that is being written: the sign-in pages come into a dialog as they are, so that every
// rule of theirs holds here too. What stands on the page stays; only the person who wrote it goes on with it.
import { HEADERS } from "./page.js";

const body = document.body.dataset;
const mine = Number(body.person);
const dialog = () => document.getElementById("signing");
let asking = null;

function adopt(fresh) {
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
}

async function session() {
  const answer = await fetch(body.session, { headers: { ...HEADERS, "X-Background": "1" } });
  return answer.json();
}

// Whether an answer says that the person of this page isn't signed in any more, or somebody else is.
export const turnedAway = (answer, told) => [401, 403].includes(answer.status) || told?.why === "NotTheirs";

// True once the person of this page is signed in; false where they put it off. Throws where the server isn't reached.
export function signedIn() {
  asking ??= ask().finally(() => (asking = null));
  return asking;
}

async function ask() {
  const now = await session();
  return accepted(now) || show(now);
}

function accepted(now) {
  if (now.person !== mine) return false;
  adopt(now.token);
  return true;
}

function show(now) {
  const box = dialog();
  return new Promise((resolve) => {
    const finish = (done) => {
      resolve(done);
      if (box.open) box.close();
    };
    box.onclose = () => resolve(false);
    box.querySelector("[data-later]").onclick = () => finish(false);
    box.querySelector("[data-again]").onclick = async () => {
      await fetch(body.signOut, { method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: now.token }) });
      proceed(await session());
    };
    // Where somebody else is signed in nothing is sent; their name says why.
    function proceed(state) {
      now = state;
      if (accepted(state)) return finish(true);
      box.querySelector("[data-other]").hidden = !state.person;
      box.querySelector("[data-other-name]").textContent = state.name;
      box.querySelector("[data-form]").replaceChildren();
      if (!state.person) load(fetch(`${body.signIn}?next=${encodeURIComponent(body.session)}`), proceed);
    }
    box.showModal();
    proceed(now);
  });
}

// The form of the page that answers, put into the dialog; a page that is the session itself ends it.
async function load(request, proceed) {
  const place = dialog().querySelector("[data-form]");
  let answer;
  try {
    answer = await request;
  } catch {
    place.querySelector(".unreached")?.remove();
    place.append(unreached());
    return;
  }
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) return proceed(await answer.json());
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("main form[method=post]");
  if (!form) return location.assign(answer.url);
  form.action = new URL(form.getAttribute("action") || "", answer.url).href;
  for (const one of form.querySelectorAll("[id]")) rename(form, one);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    load(fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) }), proceed);
  });
  place.replaceChildren(form);
  (form.querySelector("[autofocus]") ?? form.querySelector("input:not([type=hidden])"))?.focus();
}

// The page below may have fields of the same ids.
function rename(form, one) {
  for (const label of form.querySelectorAll(`[for="${CSS.escape(one.id)}"]`)) label.htmlFor = `signing-${one.id}`;
  one.id = `signing-${one.id}`;
}

function unreached() {
  return Object.assign(document.createElement("p"), { className: "unreached", textContent: dialog().dataset.unreached });
}
