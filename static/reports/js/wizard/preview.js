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
  // Where the server isn't reached the line at the foot says so, and that nothing is lost; the frame would say to load
  // the page again.
  for (const failure of ["htmx:sendError", "htmx:timeout"]) beside.addEventListener(failure, (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && event.code === "KeyP") {
      event.preventDefault();
      toggle();
    }
  });
}
