// The review page: comments stand beside their paragraphs, and everything goes by keyboard. Without this module the
// comments are a list and each paragraph has a link to comment on it.
import { unsentNames, unsentText } from "./unsent.js";

const root = document.querySelector(".review");
const desk = root.querySelector(".review-desk");
const paper = root.querySelector(".review-paper");
const margin = () => document.getElementById("margin");
const side = () => document.getElementById("side");
const composer = () => document.getElementById("composer");
const GAP = 10;

const lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
lines.setAttribute("aria-hidden", "true");
desk.prepend(lines);
desk.classList.add("laid-out");

// Paragraphs, or the entries inside a paragraph that several share.
const placeOf = (anchor) => (anchor ? paper.querySelector(`[data-anchor="${CSS.escape(anchor)}"]`) : null);
// Of several elements with one anchor, as those of the signers, the first is the place.
const placeAround = (element) => placeOf(element.closest("[data-anchor]")?.dataset.anchor);
const places = [...paper.querySelectorAll("[data-anchor]")].filter((one) => !one.querySelector("[data-anchor]") && placeAround(one) === one);
let current = null;

for (const place of paper.querySelectorAll("[data-anchor]")) place.tabIndex = -1;
if (places[0]) places[0].tabIndex = 0;

/* Cards beside their paragraphs: each at the height of its own, or below the card before it. */
function layOut() {
  const origin = desk.getBoundingClientRect();
  const top = margin().getBoundingClientRect().top;
  const cards = [...margin().querySelectorAll("[data-thread-anchor]")].filter((card) => !card.hidden);
  const rows = cards.map((card) => ({ card, place: placeOf(card.dataset.threadAnchor) }));
  for (const row of rows) row.want = row.place ? row.place.getBoundingClientRect().top - top : 0;
  rows.sort((one, other) => one.want - other.want);
  const lead = rows.findIndex(({ card }) => card.classList.contains("active"));
  place(rows, lead);
  lines.replaceChildren(...rows.filter((row) => row.place).map((row) => hairline(row, origin)));
  margin().style.height = `${Math.max(0, ...rows.map((row) => row.y + row.card.offsetHeight))}px`;
}

// The active card stands exactly at its paragraph; those before it make room upwards, those after it downwards.
function place(rows, lead) {
  let floor = -Infinity;
  rows.forEach((row, index) => {
    row.y = index === lead ? row.want : Math.max(row.want, floor);
    floor = row.y + row.card.offsetHeight + GAP;
  });
  for (let index = lead - 1, ceiling = lead >= 0 ? rows[lead].want : 0; index >= 0; index -= 1) {
    rows[index].y = Math.min(rows[index].y, ceiling - rows[index].card.offsetHeight - GAP);
    ceiling = rows[index].y;
  }
  for (const row of rows) row.card.style.top = `${row.y}px`;
}

function hairline({ card, place: paragraph }, origin) {
  const box = paragraph.getBoundingClientRect();
  const sheet = paper.firstElementChild.getBoundingClientRect();
  const from = { x: Math.max(box.right, sheet.right - 60) - origin.left, y: box.top - origin.top + 14 };
  const to = { x: card.getBoundingClientRect().left - origin.left, y: card.getBoundingClientRect().top - origin.top + 14 };
  const edge = sheet.right - origin.left + 4;
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", `M ${from.x} ${from.y} H ${edge} L ${to.x - 4} ${to.y} H ${to.x}`);
  path.classList.toggle("active", card.classList.contains("active"));
  return path;
}

/* Words behind which a colour lies: those that a comment is about, and the paragraph that has the focus. */
function rangeOf(paragraph, quote) {
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  const start = quote ? paragraph.textContent.indexOf(quote) : -1;
  if (start < 0) return range;
  const nodes = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const end = start + quote.length;
    if (start >= seen && start < seen + node.length) range.setStart(node, start - seen);
    if (end > seen && end <= seen + node.length) range.setEnd(node, end - seen);
    seen += node.length;
  }
  return range;
}

function colour(name, ranges) {
  if (window.Highlight && CSS.highlights) CSS.highlights.set(name, new Highlight(...ranges));
}

function markPlaces() {
  const cards = [...margin().querySelectorAll("article[data-thread-anchor]:not(.resolved)")];
  const found = cards.map((card) => [placeOf(card.dataset.threadAnchor), card.dataset.quote]).filter(([paragraph]) => paragraph);
  colour("commented", found.map(([paragraph, quote]) => rangeOf(paragraph, quote)));
  for (const change of side().querySelectorAll("[data-change-anchor]")) placeOf(change.dataset.changeAnchor)?.classList.add("changed");
}

function activate(card) {
  for (const one of margin().querySelectorAll(".active")) if (one !== card) one.classList.remove("active");
  card?.classList.add("active");
  layOut();
}

/* Going about */
function goTo(paragraph) {
  if (!paragraph) return;
  if (current) current.tabIndex = -1;
  current = paragraph;
  current.tabIndex = 0;
  current.focus({ preventScroll: true });
  current.scrollIntoView({ block: "nearest" });
  colour("current", [rangeOf(current)]);
  activate(margin().querySelector(`article[data-thread-anchor="${CSS.escape(current.dataset.anchor)}"]`));
  offer(current.getBoundingClientRect());
}

function step(by) {
  const here = places.indexOf(current);
  goTo(places[Math.min(places.length - 1, Math.max(0, here + by))]);
}

function nextChange() {
  const changed = places.filter((one) => one.classList.contains("changed"));
  const here = places.indexOf(current);
  goTo(changed.find((one) => places.indexOf(one) > here) ?? changed[0]);
}

/* Commenting */
const button = document.createElement("button");
button.type = "button";
button.className = "comment-button";
button.hidden = true;
button.tabIndex = -1;
desk.append(button);

function offer(box) {
  if (!composer()) return;
  const origin = desk.getBoundingClientRect();
  const sheet = paper.firstElementChild.getBoundingClientRect();
  button.textContent = composer().querySelector("button").textContent;
  button.hidden = false;
  button.style.left = `${sheet.right - origin.left - 6}px`;
  button.style.top = `${box.top - origin.top - 2}px`;
}

function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !paper.contains(selection.anchorNode)) return null;
  const node = selection.getRangeAt(0).startContainer;
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return { place: placeAround(element), text: selection.toString().trim(), box: selection.getRangeAt(0).getBoundingClientRect() };
}

function compose() {
  const form = composer();
  const choice = selected();
  const paragraph = choice?.place ?? current;
  if (!form || !paragraph) return;
  const whole = paragraph.textContent.trim();
  const quote = choice && choice.text !== whole ? choice.text : "";
  form.elements.anchor.value = form.dataset.threadAnchor = paragraph.dataset.anchor;
  form.elements.quote.value = quote;
  const text = quote || whole;
  form.querySelector(".thread-quote").textContent = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  const box = form.elements.body;
  box.dataset.unsent = `comment-${paragraph.dataset.anchor}`;
  if (!box.value) box.value = unsentText(box.dataset.unsent);
  form.hidden = false;
  button.hidden = true;
  current = paragraph;
  margin().querySelector(".margin-empty")?.remove();
  activate(form);
  form.elements.body.focus();
}

function cancel() {
  composer().hidden = true;
  composer().classList.remove("active");
  layOut();
  goTo(current);
}

button.addEventListener("mousedown", (event) => event.preventDefault());
button.addEventListener("click", compose);

paper.addEventListener("mouseup", (event) => {
  const choice = selected();
  if (choice?.place) offer(choice.box);
  else goTo(placeAround(event.target));
});
paper.addEventListener("focusin", (event) => {
  const paragraph = placeAround(event.target);
  if (paragraph && paragraph !== current) goTo(paragraph);
});

desk.addEventListener("focusin", (event) => {
  const card = event.target.closest("[data-thread-anchor]");
  if (card && !card.classList.contains("active")) activate(card);
});
desk.addEventListener("click", (event) => {
  if (event.target.closest("[data-cancel]")) cancel();
  const card = event.target.closest("article[data-thread-anchor]");
  if (card && !card.classList.contains("active")) activate(card);
});
desk.addEventListener("input", layOut);

const KEYS = { j: () => step(1), k: () => step(-1), n: nextChange, c: compose };

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && writing?.form) return writing.form.requestSubmit(writing.form.querySelector("button"));
  if (event.key === "Escape" && writing && writing.form === composer()) return cancel();
  if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

/* Tabs; without script all panels stand below each other. */
let chosen = null;

function choose(tab) {
  chosen = tab.id;
  for (const one of side().querySelectorAll("[role=tab]")) {
    const selectedTab = one === tab;
    one.setAttribute("aria-selected", String(selectedTab));
    one.tabIndex = selectedTab ? 0 : -1;
    document.getElementById(one.getAttribute("aria-controls")).hidden = !selectedTab;
  }
}

function setUpTabs() {
  const list = side().querySelector("[role=tablist]");
  list.hidden = false;
  side().classList.add("has-tabs");
  choose(document.getElementById(chosen) ?? list.querySelector("[aria-selected=true]"));
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest("#side [role=tab]");
  if (tab) choose(tab);
  const link = event.target.closest("#side a[href^='#']");
  if (!link) return;
  event.preventDefault();
  const anchor = decodeURIComponent(link.hash.slice(1));
  const card = anchor.startsWith("thread-") ? document.getElementById(anchor) : null;
  goTo(placeOf(card?.dataset.threadAnchor ?? anchor));
  current?.scrollIntoView({ block: "center" });
  if (card) activate(card);
});
document.addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key) || event.target.getAttribute("role") !== "tab") return;
  const tabs = [...side().querySelectorAll("[role=tab]")];
  const next = tabs[(tabs.indexOf(event.target) + (event.key === "ArrowRight" ? 1 : -1) + tabs.length) % tabs.length];
  choose(next);
  next.focus();
});

/* After a comment was sent, htmx puts a new margin here. */
function settle() {
  setUpTabs();
  markPlaces();
  const open = document.querySelector("#decide-counts .open");
  const asked = document.querySelector("[data-settle]");
  if (asked) {
    asked.hidden = !open;
    asked.querySelector("input").required = Boolean(open);
  }
  layOut();
}

document.addEventListener("htmx:afterSettle", () => {
  settle();
  if (document.activeElement === document.body) current?.focus({ preventScroll: true });
});
document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const words = page.querySelector("main p")?.textContent;
  // Without words of the server the frame says it.
  if (!words) return;
  event.preventDefault();
  refuse(event.detail.elt.closest("form"), words);
});
// The page would come back with the thread folded; so what a button lacks is asked for before anything is sent.
document.addEventListener("submit", (event) => {
  const words = event.submitter?.dataset.wantsWords;
  const box = event.target.elements.body;
  if (!words || box.value.trim()) return;
  event.preventDefault();
  event.stopPropagation();
  refuse(event.target, words);
  box.focus();
}, { capture: true });

// Says in the form that was refused why.
function refuse(form, words) {
  const box = form.elements.body;
  form.querySelector(".refused")?.remove();
  const note = document.createElement("p");
  note.className = "refused";
  note.id = `${box.id}-refused`;
  note.setAttribute("role", "alert");
  note.textContent = words;
  box.after(note);
  box.setAttribute("aria-describedby", note.id);
  activate(form.closest("[data-thread-anchor]"));
}

settle();
new ResizeObserver(layOut).observe(paper);
document.fonts.ready.then(() => requestAnimationFrame(layOut));
if (location.hash.startsWith("#thread-")) activate(document.getElementById(location.hash.slice(1)));
// A comment that was begun and not sent stands open again.
document.addEventListener("unsent:ready", () => {
  const place = unsentNames().map((name) => name.startsWith("comment-") && unsentText(name) && placeOf(name.slice("comment-".length))).find(Boolean);
  if (!place || !composer()) return;
  goTo(place);
  compose();
});
