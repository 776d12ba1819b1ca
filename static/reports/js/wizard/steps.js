// Of many steps the one that is open stands in view.
export function showCurrentStep(form) {
  const steps = form.querySelector(".steps");
  const current = steps.querySelector("[aria-current]");
  steps.scrollTop = current.offsetTop + 2 * current.offsetHeight - steps.clientHeight;
}

// The form of a new chapter stands at the end of the steps: all of it comes into view when it is opened.
export function showNewChapter(form) {
  const adding = form.querySelector(".more-chapters");
  adding.addEventListener("toggle", () => adding.open && adding.lastElementChild.scrollIntoView({ block: "nearest" }));
}
