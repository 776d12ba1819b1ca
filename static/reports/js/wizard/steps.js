import { HEADERS } from "../page.js";

// Of many steps the one that is open stands in view.
export function showCurrentStep(form) {
  const steps = form.querySelector(".steps");
  const current = steps.querySelector("[aria-current]");
  steps.scrollTop = current.offsetTop + 2 * current.offsetHeight - steps.clientHeight;
}

// What a step lacks changes while it is written: with a text where there was none, or the other way round. Only then its
// page is read anew, not behind each save: to say what is missing the whole report is read. What the page says about what
// is written (`data-live`) is put in place of what it said; the fields are left alone.
export function keepStepsRight(form) {
  form.addEventListener("autosave:taken", async ({ detail: { blank } }) => {
    if (!blank && form.querySelector(".steps [aria-current].complete")) return;
    try {
      const answer = await fetch(form.action, { headers: { ...HEADERS, "X-Background": "1" } });
      if (answer.ok && !answer.redirected) say(form, new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // The next page says it.
    }
  });
}

function say(form, fresh) {
  for (const part of form.querySelectorAll("[data-live]")) {
    const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (now && !part.contains(document.activeElement)) part.replaceChildren(...now.childNodes);
  }
}

// The form of a new chapter stands at the end of the steps: all of it comes into view when it is opened.
export function showNewChapter(form) {
  const adding = form.querySelector(".more-chapters");
  adding.addEventListener("toggle", () => adding.open && adding.lastElementChild.scrollIntoView({ block: "nearest" }));
}
