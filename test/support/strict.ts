/** Mocha only re-emits unhandled rejections; without this an assertion inside `apply` can never fail a test. */
process.on("unhandledRejection", (reason) => {
  throw reason;
});
