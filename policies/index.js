"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { create } = require("ts-node");

// The policy runtime type-checks every TypeScript file that it loads, for seconds at each preview: `npm run typecheck`
// does that once. This handler takes the place of the runtime's; one that is registered with ts-node would only come
// before it, and hand every file on to it.
const compiler = create({
  project: join(__dirname, "..", "tsconfig.json"),
  transpileOnly: true,
  swc: true,
});
require.extensions[".ts"] = (module, file) => {
  module._compile(compiler.compile(readFileSync(file, "utf8"), file), file);
};
require("./pack.ts");
