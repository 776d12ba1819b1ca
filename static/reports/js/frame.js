// The frame of every page: open menus close on Escape and on a click elsewhere; a request of a script that failed is
// said, since the page itself stays as it is.
const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Who types faster than the scripts come is heard as well: pictures are drawn again, drafts saved. Forms ask browsers not
// to fill in what stood in them before, so a text that differs was typed just now.
addEventListener("load", () => {
  for (const field of document.querySelectorAll("form[autocomplete=off] :is(textarea, input[type=text])")) {
    if (field.value !== field.defaultValue) field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
});

const unanswered = document.getElementById("unanswered");
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  // On the window: a page that says it better has prevented this by then.
  window.addEventListener(failure, (event) => {
    if (!event.defaultPrevented) unanswered.hidden = false;
  });
}
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) unanswered.hidden = true;
});

// Who presses Enter before the quick line's preview came has read the line: no late preview takes the focus back.
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest(".quick form");
  const line = form?.querySelector("#quick-line");
  if (event.target === form) form.dataset.read = line.value;
  else if (form && form.dataset.read === line.value) event.preventDefault();
});
