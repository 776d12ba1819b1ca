// What gets the focus by keyboard stands clear of the foot, with what is said under it: to a browser the part that the
// foot covers counts as visible. Under a mouse nothing may move, or the click is lost.
const GAP = 8;

export function clearOfFoot(form) {
  form.addEventListener("focusin", ({ target }) => target.matches(":focus-visible") && clear(form, target));
}

export function clear(form, target) {
  const foot = form.querySelector(".foot");
  if (!foot?.parentElement.contains(target) || foot.contains(target) || target.tagName === "TEXTAREA") return;
  const whole = target.closest(".mb-3") ?? target;
  const covered = whole.getBoundingClientRect().bottom + GAP - foot.getBoundingClientRect().top;
  if (covered > 0) scrollBy({ top: covered, behavior: "instant" });
}
