"use strict";
// A Pulumi program's process, started before there is anything to run: it loads the packages that the last program
// loaded, says so, and then waits for its order. From there on it is the SDK's own cmd/run. Without a list of packages
// it does none of that, and spares nothing.
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { Socket } = require("node:net");
const { dirname, join, sep } = require("node:path");

const [node, , sdk, listFile] = process.argv;
const runner = join(sdk, "cmd", "run");
const ahead = listFile !== undefined;

void standReady();

async function standReady() {
  if (ahead) await loadAhead();
  let text = "";
  new Socket({ fd: 3 })
    .setEncoding("utf8")
    .on("data", (part) => (text += part))
    .once("end", () => run(JSON.parse(text)))
    .write("ready");
}

async function loadAhead() {
  loadLazily("typescript", "@npmcli/arborist");
  // The SDK's runner begins with this, and it takes the longer the more is loaded.
  await require(join(sdk, "runtime", "closure", "v8Hooks")).isInitializedAsync();
  for (const module of lastLoaded()) {
    try {
      require(module);
    } catch {
      // Gone since: the program itself will say what it misses.
    }
  }
}

function run({ args, env }) {
  Object.assign(process.env, env);
  if (global.globalStore !== undefined) {
    // Packages register themselves in the SDK's store, which has read the environment when the first of them came.
    const { LocalStore } = require(join(sdk, "runtime", "state"));
    const { settings, config } = new LocalStore();
    Object.assign(global.globalStore, { settings, config });
  }
  if (ahead) {
    spareNobodysWork();
    process.once("exit", () => {
      // An engine that was closed meanwhile has taken the folder away.
      if (existsSync(dirname(listFile))) writeFileSync(listFile, JSON.stringify(loaded()));
    });
  }
  process.argv = [node, runner, ...args];
  require(runner);
}

/** What the SDK does for those alone who ask for it, and what takes a third of a program's time. */
function spareNobodysWork() {
  // The engine shows no debug lines: each would be a round trip of its own, one after the other.
  require(join(sdk, "log")).debug = () => Promise.resolve();
  // Nor does it tell where in the program a resource was declared, which costs a stack with its source map for each.
  require(join(sdk, "resource")).Resource.callsites = () => [];
  // Where each promise was made is told with PULUMI_DEBUG_PROMISE_LEAKS; that some are left is told without, too.
  const debuggable = require(join(sdk, "runtime", "debuggable"));
  const { debuggablePromise } = debuggable;
  debuggable.debuggablePromise = (...args) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(...args);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}

/** The SDK loads them for programs whose functions are serialized: more than half of all that it loads. */
function loadLazily(...names) {
  const load = Module._load;
  Module._load = (name, ...rest) => {
    if (!names.includes(name)) return load(name, ...rest);
    const get = (_, member) => member === "__esModule" || load(name, ...rest)[member];
    return new Proxy({}, { get });
  };
}

function lastLoaded() {
  try {
    // None is known before the first program has ended.
    return JSON.parse(readFileSync(listFile, "utf8"));
  } catch {
    return [];
  }
}

/** In the order of loading. The SDK's runner is left out: it begins to run as soon as it is loaded. */
function loaded() {
  const instrumentation = join(runner, "instrumentation.js");
  return Object.keys(require.cache).filter(
    (file) =>
      file.includes(`${sep}node_modules${sep}`) &&
      (file === instrumentation || !file.startsWith(runner)),
  );
}
