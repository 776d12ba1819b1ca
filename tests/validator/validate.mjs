// Prints, as one JSON object, what Microsoft's validator finds in each of the Word files named on the command line.
import { readFileSync } from "node:fs";
import validate from "@ooxml-tools/validate";

const found = {};
for (const name of process.argv.slice(2)) {
  found[name] = await validate(new Uint8Array(readFileSync(name)), "docx", "Microsoft365");
}
// The runtime inside keeps the process alive otherwise.
process.stdout.write(JSON.stringify(found), () => process.exit(0));
