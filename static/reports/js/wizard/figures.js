// Figures in a text stand as chips: ［谈心谈话 84人次］. A layer behind the text area paints them, so that the field stays
// a plain one; the picker is opened by its button or by typing 【, and puts in what is chosen.
const CHIP = /［[^［］\n]{1,120}］/g;
const OPENER = "【";

export function showFigures(form) {
  const picker = form.ownerDocument.getElementById("figure-picker");
  for (const area of form.querySelectorAll(".chipped > textarea")) paintChips(area);
  if (picker) pickFigures(form, picker);
}

function paintChips(area) {
  const layer = document.createElement("div");
  layer.className = "chip-layer";
  layer.setAttribute("aria-hidden", "true");
  area.before(layer);
  const paint = () => {
    layer.replaceChildren(...pieces(area.value), "\n");
    layer.scrollTop = area.scrollTop;
  };
  area.addEventListener("input", paint);
  area.addEventListener("scroll", () => (layer.scrollTop = area.scrollTop));
  area.addEventListener("beforeinput", (event) => deleteWhole(area, event));
  paint();
}

function* pieces(text) {
  let end = 0;
  for (const found of text.matchAll(CHIP)) {
    yield text.slice(end, found.index);
    yield Object.assign(document.createElement("mark"), { className: "figure-chip", textContent: found[0] });
    end = found.index + found[0].length;
  }
  yield text.slice(end);
}

// A chip is taken out as a whole: half of one would be no figure any more.
function deleteWhole(area, event) {
  const back = event.inputType === "deleteContentBackward";
  if (!(back || event.inputType === "deleteContentForward") || area.selectionStart !== area.selectionEnd) return;
  const caret = area.selectionStart;
  for (const found of area.value.matchAll(CHIP)) {
    const from = found.index;
    const to = from + found[0].length;
    if (back ? caret > from && caret <= to : caret >= from && caret < to) area.setSelectionRange(from, to);
  }
}

function pickFigures(form, picker) {
  const search = picker.querySelector("input[type=search]");
  let field = null;
  let from = 0;

  function open(target) {
    field = target;
    // What opened the picker is replaced by what is chosen.
    from = field.selectionEnd - (field.value[field.selectionEnd - 1] === OPENER ? OPENER.length : 0);
    search.value = "";
    picker.showModal();
    search.focus();
    search.dispatchEvent(new Event("search"));
  }

  for (const button of form.querySelectorAll("[data-pick-figure]")) button.hidden = false;
  form.addEventListener("input", (event) => {
    if (event.data?.endsWith(OPENER) && event.target.matches("[data-figures]")) open(event.target);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick-figure]");
    if (button) open(document.getElementById(button.dataset.pickFigure));
  });
  picker.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-chip]");
    if (!choice) return;
    field.setRangeText(choice.dataset.chip, from, field.selectionEnd, "end");
    picker.close();
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  picker.addEventListener("close", () => field?.focus());
  picker.addEventListener("keydown", (event) => moveAmongChoices(picker, search, event));
}

function moveAmongChoices(picker, search, event) {
  if (event.key === "Enter" && event.target === search && !event.isComposing) {
    event.preventDefault();
    picker.querySelector("[data-chip]")?.click();
    return;
  }
  if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [search, ...picker.querySelectorAll("[data-chip]")];
  const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  event.preventDefault();
  stops[Math.max(0, Math.min(next, stops.length - 1))]?.focus();
}
