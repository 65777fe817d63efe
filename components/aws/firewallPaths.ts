/** As an app reads a path, so that no spelling of it goes by a rule. */
export const AS_READ = [
  { priority: 0, type: "URL_DECODE" },
  { priority: 1, type: "NORMALIZE_PATH" },
];
