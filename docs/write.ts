import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withConfigTable } from "../config/table";
import { costPage } from "./costPage";
import { dockerDashboard } from "./dockerDashboard";
import { policyPage } from "./policyPage";

const readme = join(__dirname, "..", "README.md");
writeFileSync(readme, withConfigTable(readFileSync(readme, "utf8")));
writeFileSync(join(__dirname, "costs.md"), costPage());
writeFileSync(join(__dirname, "policies.md"), policyPage());
writeFileSync(join(__dirname, "docker-dashboard.json"), dockerDashboard());
