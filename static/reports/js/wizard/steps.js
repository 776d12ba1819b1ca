import { HEADERS } from "../page.js";

// Of many steps the one that is open stands in view.
export function showCurrentStep(form) {
  const steps = form.querySelector(".steps");
  const current = steps.querySelector("[aria-current]");
  steps.scrollTop = current.offsetTop + 2 * current.offsetHeight - steps.clientHeight;
}

// What a step lacks changes while it is written: with a text where there was none, or the other way round. Only then the
// list is asked for anew, not behind each save: to say what is missing the whole report is read.
export function keepStepsRight(form) {
  const nav = form.querySelector(".steps");
  form.addEventListener("autosave:taken", async ({ detail: { blank } }) => {
    if (!blank && nav.querySelector("[aria-current].complete")) return;
    try {
      const answer = await fetch(nav.dataset.list, { headers: { ...HEADERS, "X-Background": "1" } });
      if (answer.ok) replace(nav, await answer.text());
    } catch {
      // The next page has it.
    }
  });
}

function replace(nav, html) {
  const list = nav.querySelector("ol");
  const focused = list.contains(document.activeElement) && document.activeElement.value;
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("ol");
  if (!fresh) return;
  list.replaceWith(fresh);
  if (focused) fresh.querySelector(`[value="${CSS.escape(focused)}"]`)?.focus();
}

// The form of a new chapter stands at the end of the steps: all of it comes into view when it is opened.
export function showNewChapter(form) {
  const adding = form.querySelector(".more-chapters");
  adding.addEventListener("toggle", () => adding.open && adding.lastElementChild.scrollIntoView({ block: "nearest" }));
}
