// The wizard's page: every part of its behaviour is a module of its own.
import { clearOfFoot } from "./wizard/clearing.js";
import { countCharacters } from "./wizard/counts.js";
import { arrangeEntries } from "./wizard/entries.js";
import { showFigures } from "./wizard/figures.js";
import { keepFocus } from "./wizard/focus.js";
import { growTextAreas } from "./wizard/growing.js";
import { foldPreview } from "./wizard/preview.js";
import { showCurrentStep, showNewChapter } from "./wizard/steps.js";
import { guardUnsaved } from "./wizard/unsaved.js";

const form = document.getElementById("step-form");

growTextAreas(form);
showFigures(form);
countCharacters(form);
foldPreview(form);
guardUnsaved(form);
clearOfFoot(form);
keepFocus(form);
arrangeEntries(form);
showCurrentStep(form);
showNewChapter(form);
