/** Mocha only re-emits unhandled rejections; without this an assertion inside `apply` can never fail a test. */
process.on("unhandledRejection", (reason) => {
  throw reason;
});

// What a command prints is the same on a person's terminal and in a CI run, which libraries take for one with colours.
process.env["NO_COLOR"] = "1";
