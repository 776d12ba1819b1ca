// The tree of units: typing narrows it to the units whose names hold the text.
const search = document.getElementById("tree-search");
if (search) {
  search.hidden = false;
  search.addEventListener("input", () => {
    const wanted = search.value.trim();
    for (const row of document.querySelectorAll(".tree li")) row.hidden = !row.textContent.includes(wanted);
  });
}
// Only the tree moves: at the head of the page stands what was done just now.
const current = document.querySelector(".tree [aria-current]");
const tree = current?.closest(".tree");
if (tree) tree.scrollTop = current.offsetTop - tree.clientHeight / 2;
