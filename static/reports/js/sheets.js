// Lays a report out as single A4 sheets without cutting any element: floats as wide as the text push the lines that
// would fall between two sheets down to the next one. Without this module the report lies on one long sheet.

const MOST_SHEETS = 500;

function piece(tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  element.setAttribute("aria-hidden", "true");
  return element;
}

function firstLine(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getClientRects()[0] ?? element.getBoundingClientRect();
}

function clear(article) {
  article.querySelectorAll(":scope > [class^=paper-sheet]").forEach((one) => one.remove());
  article.querySelectorAll(".is-pushed").forEach((one) => {
    one.classList.remove("is-pushed");
    one.style.removeProperty("--push");
  });
}

// Adds room for sheet after sheet until the last line has one; false when no end is in sight.
function addSheets(article, rooms, content) {
  const bottom = () => article.lastElementChild.getBoundingClientRect().bottom;
  while (!rooms.length || bottom() > rooms.at(-1).getBoundingClientRect().bottom + 1) {
    if (rooms.length === MOST_SHEETS) return false;
    if (rooms.length) article.insertBefore(piece("i", "paper-sheet-gap"), content);
    rooms.push(article.insertBefore(piece("i", "paper-sheet-text"), content));
  }
  return true;
}

// A heading goes to the next sheet with the text it heads, a signature with its date.
function keepTogether(article, rooms) {
  for (const first of article.querySelectorAll(":scope > :is(h2, h3), .paper-signature")) {
    const next = first.nextElementSibling;
    if (!next) continue;
    const box = first.getBoundingClientRect();
    const room = rooms.find((one) => one.getBoundingClientRect().bottom + 1 >= box.bottom);
    const end = room.getBoundingClientRect().bottom;
    if (box.top < end && firstLine(next).top > end) {
      first.classList.add("is-pushed");
      first.style.setProperty("--push", `${end - box.top}px`);
    }
  }
}

function drawSheets(article, rooms, content) {
  const top = article.getBoundingClientRect().top;
  const margin = rooms[0].getBoundingClientRect().top - top;
  rooms.forEach((room, index) => {
    const sheet = article.insertBefore(piece("div", "paper-sheet"), rooms[0]);
    const number = article.insertBefore(piece("span", "paper-sheet-number"), content);
    number.textContent = `— ${index + 1} —`;
    for (const one of [sheet, number]) {
      one.style.setProperty("--sheet-top", `${room.getBoundingClientRect().top - margin - top}px`);
    }
  });
  article.style.setProperty("--sheets", rooms.length);
}

/** Lays `article` (class `paper`) out on sheets; call it again when its text or width has changed. */
export function layOutSheets(article) {
  clear(article);
  const content = article.firstElementChild;
  if (!content) return;
  const rooms = [];
  article.classList.add("in-sheets");
  const fits = addSheets(article, rooms, content);
  if (fits) keepTogether(article, rooms);
  if (fits && addSheets(article, rooms, content)) {
    drawSheets(article, rooms, content);
  } else {
    clear(article);
    article.classList.remove("in-sheets");
  }
}

// Again whenever the width changes: another screen, another scale.
const widths = new WeakMap();
const watcher = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (widths.get(target) === target.offsetWidth) continue;
    widths.set(target, target.offsetWidth);
    layOutSheets(target);
  }
});

function watchAll() {
  document.querySelectorAll("article.paper").forEach((article) => watcher.observe(article));
}

document.fonts.ready.then(watchAll);
document.addEventListener("htmx:afterSettle", watchAll);
