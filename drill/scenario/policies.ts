import { join, resolve } from "node:path";
import type { PolicyOptions } from "../engine/policyPacks";

const FOLDER = resolve(__dirname, "..", "..", "policies");

/** What every update of the drill is held to: the project's own pack, as a production stack is. */
export const POLICIES: PolicyOptions = {
  policyPacks: [FOLDER],
  policyPackConfigs: [join(FOLDER, "prod.json")],
};
