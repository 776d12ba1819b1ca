// Lays a report out as single sheets without cutting any element. What a sheet has no room for is pushed down to the
// next one: lines by floats as wide as the text, blocks by a space above them, rows by an empty row and the heads again.
// What stays whole or together is said by the break rules of the stylesheet, which a printer obeys too. Without this
// module each run of a report lies on one long sheet.

const MOST_SHEETS = 500;
const SLACK = 1; // pixels that a browser may round away

const top = (element) => element.getBoundingClientRect().top;
const bottom = (element) => element.getBoundingClientRect().bottom;
const avoids = (element, rule) => getComputedStyle(element)[rule] === "avoid";

function piece(tag, name) {
  const element = document.createElement(tag);
  element.className = `paper-sheet-${name}`;
  element.setAttribute("aria-hidden", "true");
  return element;
}

function setHeight(element, height) {
  element.style.setProperty("--height", `${height}px`);
}

function clear(run) {
  run.classList.remove("in-sheets");
  run.querySelectorAll("[class^=paper-sheet]").forEach((one) => one.remove());
  run.querySelectorAll(".is-first").forEach((one) => one.classList.remove("is-first"));
}

/* What stands where a sheet ends */

function lastLine(block) {
  const range = document.createRange();
  range.selectNodeContents(block);
  const { top: upper, height } = [...range.getClientRects()].at(-1);
  return upper + height / 2;
}

function takesALine(block, end) {
  return !avoids(block, "breakInside") && top(block) + parseFloat(getComputedStyle(block).lineHeight) <= end + SLACK;
}

// The rows that have another one above them on the sheet that begins at `start`, or on one before.
function rowsBelowOthers(table, start) {
  const rows = [...table.tBodies[0].rows].filter((row) => !row.hasAttribute("aria-hidden"));
  return rows.slice(1).filter((row) => top(row) > start + table.tHead.offsetHeight + SLACK);
}

// The first row that has no room above `end`, unless no row would stay above it.
function rowToPush(table, start, end) {
  return rowsBelowOthers(table, start).find((row) => bottom(row) > end + SLACK);
}

// What begins the next sheet when `block` can't stay: what may not be parted from it goes along, of a paragraph its
// last line alone, of a table its last row.
function firstOfNext(blocks, block, start) {
  const before = blocks[blocks.indexOf(block) - 1];
  const whole = () => (top(before) > start + SLACK ? firstOfNext(blocks, before, start) : { block });
  if (!before) return { block };
  if (avoids(before, "breakAfter")) return whole();
  if (!avoids(block, "breakBefore")) return { block };
  if (before.tBodies) {
    const row = rowsBelowOthers(before, start).at(-1);
    return row ? { row } : whole();
  }
  const line = lastLine(before);
  const alone = line < Math.max(top(before), start) + parseFloat(getComputedStyle(before).lineHeight);
  return alone ? whole() : { block: before, line };
}

/* Pushing to `next`, where the text of the next sheet begins */

function pushLines(block, line, next) {
  const text = piece("i", "text");
  const gap = piece("i", "gap");
  block.before(text, gap);
  setHeight(text, line - top(text));
  setHeight(gap, next - line);
}

function pushBlock(block, next) {
  const space = piece("i", "space");
  block.before(space);
  block.classList.add("is-first");
  setHeight(space, next - top(space));
}

function pushRow(row, next) {
  const table = row.closest("table");
  const space = piece("tr", "row");
  const heads = table.tHead.rows[0].cloneNode(true);
  space.insertCell().colSpan = heads.cells.length;
  heads.className = "paper-sheet-heads";
  heads.setAttribute("aria-hidden", "true");
  row.before(space, heads);
  setHeight(space, next - top(space));
}

function breakSheet(blocks, start, end, next) {
  const crossing = blocks.find((block) => bottom(block) > end + SLACK);
  const row = crossing.tBodies && rowToPush(crossing, start, end);
  if (row) {
    pushRow(row, next);
  } else if (!crossing.tBodies && takesALine(crossing, end)) {
    pushLines(crossing, end, next);
  } else if (top(crossing) > start + SLACK) {
    const first = firstOfNext(blocks, crossing, start);
    if (first.row) pushRow(first.row, next);
    else if (first.line) pushLines(first.block, first.line, next);
    else pushBlock(first.block, next);
  }
}

/* Runs */

function drawSheet(place, sheet, number) {
  const ground = piece("div", "ground");
  const figure = piece("span", "number");
  figure.textContent = `— ${number} —`;
  figure.classList.toggle("is-even", number % 2 === 0);
  place.before(ground, figure);
  for (const one of [ground, figure]) one.style.setProperty("--sheet", sheet);
}

// Lays out a run whose first page is `number`; returns the number of the page after it.
function layOutRun(run, number) {
  clear(run);
  const style = getComputedStyle(run);
  const [height, above, below] = [style.minHeight, style.paddingTop, style.paddingBottom].map(parseFloat);
  const pitch = height + parseFloat(style.getPropertyValue("--sheet-gap"));
  const blocks = [...run.children].filter((block) => getComputedStyle(block).position !== "absolute");
  run.classList.add("in-sheets");
  let sheets = 1;
  for (let start = top(run) + above; blocks.length && bottom(blocks.at(-1)) > start + height - above - below + SLACK; start += pitch) {
    if (sheets === MOST_SHEETS) {
      clear(run);
      break;
    }
    breakSheet(blocks, start, start + height - above - below, start + pitch);
    sheets += 1;
  }
  run.style.setProperty("--sheets", sheets);
  const place = run.insertBefore(piece("i", "place"), run.firstChild);
  for (let sheet = 0; sheet < sheets; sheet += 1) drawSheet(place, sheet, number + sheet);
  return number + sheets;
}

/** Lays `article` (class `paper`) out on sheets; call it again when its text or width has changed. */
export function layOutSheets(article) {
  let number = 1;
  for (const run of article.querySelectorAll(":scope > .paper-run")) number = layOutRun(run, number);
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
