// The outline editor: chapters move without a round trip (buttons, Alt and arrows, dragging), and the title pattern
// shows its example while it is typed. Without this module the buttons move chapters by sending the form.
const form = document.getElementById("outline");
const list = document.getElementById("chapters");
const cards = () => [...list.children];

function changed() {
  const note = document.getElementById("unsaved");
  note.textContent = note.dataset.text;
}

function renumber() {
  cards().forEach((card, place) => {
    card.querySelector("input[name$='-position']").value = place;
    card.querySelector(".place").textContent = place + 1;
  });
  changed();
}

function move(card, way) {
  const neighbour = way === "up" ? card.previousElementSibling : card.nextElementSibling;
  if (!neighbour) return;
  const focused = document.activeElement;
  list.insertBefore(card, way === "up" ? neighbour : neighbour.nextElementSibling);
  focused.focus();
  card.scrollIntoView({ block: "nearest" });
  renumber();
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (!button) return;
  event.preventDefault();
  move(button.closest(".chapter-card"), button.dataset.move);
});

list.addEventListener("keydown", (event) => {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  move(event.target.closest(".chapter-card"), event.key === "ArrowUp" ? "up" : "down");
});

// A card can be dragged only by its grip, so that text in its fields can be selected.
let carried = null;
list.addEventListener("pointerdown", (event) => {
  for (const card of cards()) card.draggable = card.contains(event.target) && event.target.matches(".grip");
});
list.addEventListener("dragstart", (event) => {
  carried = event.target.closest(".chapter-card");
  carried.classList.add("carried");
});
list.addEventListener("dragover", (event) => {
  if (!carried) return;
  event.preventDefault();
  const over = event.target.closest(".chapter-card");
  if (!over || over === carried) return;
  const box = over.getBoundingClientRect();
  list.insertBefore(carried, event.clientY < box.top + box.height / 2 ? over : over.nextElementSibling);
});
list.addEventListener("dragend", () => {
  carried?.classList.remove("carried");
  carried = null;
  renumber();
});

const words = form.querySelector("[data-words]").dataset.words.split(";").filter(Boolean).map((pair) => pair.split("="));
const pattern = form.querySelector("[name=title_pattern]");
pattern.addEventListener("input", () => {
  const filled = words.reduce((text, [name, word]) => text.replaceAll(`{${name}}`, word), pattern.value);
  document.getElementById("title-example").textContent = filled;
});
form.addEventListener("input", changed);

// Of a chapter of attachments neither heading nor setting is printed.
function fitToKind(card) {
  const attached = card.querySelector("select[name$='-kind']").value === "attachments";
  for (const name of ["heading", "entry_style"]) {
    card.querySelector(`[name$='-${name}']`).closest(".mb-3").hidden = attached;
  }
}
cards().forEach(fitToKind);
list.addEventListener("change", (event) => event.target.matches("select[name$='-kind']") && fitToKind(event.target.closest(".chapter-card")));
