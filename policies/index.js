"use strict";
const { join } = require("node:path");

// The policy runtime type-checks every TypeScript file that it loads, for seconds at each preview: `npm run typecheck`
// does that once. This handler comes before it.
require("ts-node").register({
  project: join(__dirname, "..", "tsconfig.json"),
  transpileOnly: true,
  swc: true,
});
require("./pack.ts");
