// The printed part: beside the form where there is room, else folded away; Alt+P or its button brings it.
const KEY = "lianbao.preview";

export function foldPreview(form) {
  const beside = form.querySelector(".beside");
  const button = form.querySelector("[data-preview-toggle]");
  if (!beside || !button) return;

  function show(open) {
    form.classList.toggle("preview-open", open);
    button.setAttribute("aria-expanded", String(open));
    localStorage.setItem(KEY, open ? "open" : "");
  }
  const toggle = () => show(!form.classList.contains("preview-open"));
  form.classList.add("can-fold");
  button.hidden = false;
  show(localStorage.getItem(KEY) === "open");
  button.addEventListener("click", toggle);
  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && event.code === "KeyP") {
      event.preventDefault();
      toggle();
    }
  });
}
