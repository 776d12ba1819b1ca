// The wizard's page: every part of its behaviour is a module of its own.
import { autosave } from "./wizard/autosave.js";
import { clearOfFoot } from "./wizard/clearing.js";
import { countCharacters } from "./wizard/counts.js";
import { arrangeEntries } from "./wizard/entries.js";
import { showFigures } from "./wizard/figures.js";
import { keepFocus } from "./wizard/focus.js";
import { growTextAreas } from "./wizard/growing.js";
import { offerKept } from "./wizard/offering.js";
import { foldPreview } from "./wizard/preview.js";
import { statusLine } from "./wizard/status.js";
import { keepStepsRight, showCurrentStep, showNewChapter } from "./wizard/steps.js";

const form = document.getElementById("step-form");

// First of all: it holds a submission back until the server has what was typed.
const saving = autosave(form, statusLine(form));

growTextAreas(form);
showFigures(form);
countCharacters(form);
foldPreview(form);
clearOfFoot(form);
keepFocus(form);
arrangeEntries(form);
showCurrentStep(form);
keepStepsRight(form);
showNewChapter(form);
offerKept(form, saving);
