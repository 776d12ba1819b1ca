// Text areas are as tall as their text.
function fit(area) {
  if (!area.offsetParent) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

export function growTextAreas(form) {
  const all = () => form.querySelectorAll("textarea[data-grow]").forEach(fit);
  form.addEventListener("input", (event) => event.target.matches("textarea[data-grow]") && fit(event.target));
  // Folded cards have no height to measure until they open.
  form.addEventListener("toggle", all, true);
  new ResizeObserver(all).observe(form);
  all();
}
