import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withConfigTable } from "../config/table";

const readme = join(__dirname, "..", "README.md");
writeFileSync(readme, withConfigTable(readFileSync(readme, "utf8")));
