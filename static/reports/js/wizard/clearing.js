// What gets the focus stands clear of the foot: to a browser the part that the foot covers counts as visible.
const GAP = 8;

export function clearOfFoot(form) {
  const foot = form.querySelector(".foot");
  form.addEventListener("focusin", ({ target }) => {
    if (!foot || foot.contains(target) || target.tagName === "TEXTAREA") return;
    const covered = target.getBoundingClientRect().bottom + GAP - foot.getBoundingClientRect().top;
    if (covered > 0) scrollBy({ top: covered, behavior: "instant" });
  });
}
