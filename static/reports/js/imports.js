// Shows on the paper the place of the line that has the focus; without it the two panes simply stand side by side.
const NUMBER = /^(?:第?[一二三四五六七八九十\d]+[、．.部章]|[（(〔][一二三四五六七八九十\d]+[）)〕]|[一二三四五六七八九十]+是)\s*/;
const paper = document.querySelector("#paper");
const plain = (text) => text.replace(/\s+/g, "");

function placeOf(text) {
  const wanted = plain(text.replace(NUMBER, "")).slice(0, 16);
  if (!wanted) return null;
  const blocks = paper.querySelectorAll(".paper :is(h1, h2, h3, h4, h5, h6, p)");
  return [...blocks].find((block) => plain(block.textContent).includes(wanted)) ?? null;
}

document.querySelector("#lines").addEventListener("focusin", (event) => {
  const line = event.target.closest(".line");
  paper.querySelectorAll(".found").forEach((block) => block.classList.remove("found"));
  const place = line && placeOf(line.dataset.text);
  if (!place) return;
  place.classList.add("found");
  place.scrollIntoView({ block: "nearest" });
});
