// Evidence at an entry: files that are chosen or dropped go up one after the other, and the text that is being written
// stays as it is. Without this the button saves the step and leads to a page of its own.
const token = () => document.querySelector("#evidence-act [name=csrfmiddlewaretoken]").value;

function send(url, fields, onProgress = () => {}) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token(), ...fields })) data.append(name, value);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    // The list alone is wanted; signed out, the bare refusal.
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", onProgress);
    request.addEventListener("loadend", () => resolve(request));
    request.send(data);
  });
}

// Puts the answered list in the old one's place; says what was refused, or that something else came.
function take(section, request) {
  const answer = new DOMParser().parseFromString(request.responseText || "", "text/html");
  const list = answer.querySelector("[data-evidence-list]");
  if (!list) return request.status === 403 ? section.dataset.signedOut : section.dataset.failed;
  const refused = list.querySelector("[data-refused]");
  refused?.remove();
  section.querySelector("[data-evidence-list]").replaceWith(list);
  return refused?.textContent ?? "";
}

function attach(section) {
  const going = section.querySelector("[data-going]");
  let queue = Promise.resolve();

  async function upload(file) {
    const row = document.createElement("li");
    const bar = Object.assign(document.createElement("progress"), { max: file.size || 1, value: 0 });
    bar.setAttribute("aria-label", file.name);
    row.append(file.name, bar);
    going.append(row);
    const before = queue;
    queue = (async () => {
      await before;
      const request = await send(section.dataset.evidence, { file }, (event) => { bar.value = event.loaded; });
      const refused = take(section, request);
      if (!refused) return row.remove();
      bar.remove();
      row.className = "failed";
      row.append(`：${refused}`);
    })();
  }

  function uploadAll(files) {
    for (const old of going.querySelectorAll(".failed")) old.remove();
    for (const file of files) upload(file);
  }

  // Outside of the page, where the form of the step takes no notice of it.
  const chooser = Object.assign(document.createElement("input"), { type: "file", multiple: true });
  chooser.addEventListener("change", () => {
    uploadAll([...chooser.files]);
    chooser.value = "";
  });
  section.classList.add("live");
  section.querySelector("[data-drop-hint]").hidden = false;
  section.addEventListener("click", async (event) => {
    if (event.target.closest("[data-choose]")) {
      event.preventDefault();
      chooser.click();
    }
    const act = event.target.closest("[data-evidence-act]");
    if (!act) return;
    event.preventDefault();
    const refused = take(section, await send(act.formAction, { act: act.value }));
    if (refused) going.append(Object.assign(document.createElement("li"), { className: "failed", textContent: refused }));
    // The pressed button is gone: the way back has the focus now, or the way on.
    (section.querySelector(".evidence-removed [data-evidence-act]") ?? section.querySelector("[data-choose]")).focus();
  });
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  section.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    section.classList.add("drops");
  });
  for (const name of ["dragleave", "drop"]) section.addEventListener(name, () => section.classList.remove("drops"));
  section.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    uploadAll(event.dataTransfer.files);
  });
}

for (const section of document.querySelectorAll("[data-evidence]")) attach(section);
