// Says that there is unsaved text, asks before it is lost, and saves on Ctrl+S.
export function guardUnsaved(form) {
  const status = form.querySelector("[data-saved]");
  let dirty = "dirty" in form.dataset;

  function tell(words) {
    if (status) status.textContent = words;
  }
  form.addEventListener("input", (event) => {
    if (!event.target.name || event.target.name.startsWith("new_")) return;
    if (!dirty) tell(form.dataset.unsaved);
    dirty = true;
    status?.classList.add("is-unsaved");
  });
  form.addEventListener("submit", () => {
    if (dirty) tell(form.dataset.saving);
    dirty = false;
  });
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-leave]")) dirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    const save = form.querySelector("[data-save]");
    if (save) form.requestSubmit(save);
  });
}
