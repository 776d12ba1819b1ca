// The tree of units: typing narrows it to the units whose names hold the text.
const search = document.getElementById("tree-search");
if (search) {
  search.hidden = false;
  search.addEventListener("input", () => {
    const wanted = search.value.trim();
    for (const row of document.querySelectorAll(".tree li")) row.hidden = !row.textContent.includes(wanted);
  });
}
document.querySelector(".tree [aria-current]")?.scrollIntoView({ block: "nearest" });
