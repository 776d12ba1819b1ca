// Entries as cards: one open at a time, moved by drag or Alt+↑ and Alt+↓; the offer to undo goes after ten seconds.
const UNDO_MS = 10_000;

export function arrangeEntries(form) {
  const undo = form.querySelector("[data-undo]");
  if (undo) setTimeout(() => undo.remove(), UNDO_MS);
  const list = form.querySelector("[data-entries]");
  if (!list) return;
  openOneAtATime(list);
  moveByKeyboard(form, list);
  moveByDrag(form, list);
}

function openOneAtATime(list) {
  list.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    // With Ctrl the others stay as they are.
    if (!summary || event.ctrlKey) return;
    for (const other of list.querySelectorAll(":scope > li > details[open]")) {
      if (other !== summary.parentElement) other.open = false;
    }
  });
}

function submit(form, act, fields = {}) {
  for (const [name, value] of Object.entries({ act, ...fields })) {
    let input = form.querySelector(`input[type=hidden][name="${name}"]`);
    if (!input) {
      input = Object.assign(document.createElement("input"), { type: "hidden", name });
      form.append(input);
    }
    input.value = value;
  }
  form.requestSubmit();
}

function moveByKeyboard(form, list) {
  list.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const entry = event.target.closest("[data-entry]");
    const up = event.key === "ArrowUp";
    event.preventDefault();
    if (!(up ? entry.previousElementSibling : entry.nextElementSibling)) return;
    submit(form, `${up ? "up" : "down"}:${entry.dataset.entry}`, { at: event.target.id });
  });
}

function moveByDrag(form, list) {
  let dragged = null;
  let before = null;
  list.addEventListener("dragstart", (event) => {
    if (!event.target.closest("[data-handle]")) return;
    dragged = event.target.closest("[data-entry]");
    before = [...list.children];
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(dragged, 20, 20);
    dragged.classList.add("is-dragged");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-entry]");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    over[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", (event) => {
    if (!dragged) return;
    const entry = dragged;
    dragged = null;
    entry.classList.remove("is-dragged");
    if (event.dataTransfer.dropEffect === "none") {
      list.append(...before);
      return;
    }
    submit(form, `place:${entry.dataset.entry}`, { place: [...list.children].indexOf(entry) });
  });
}
