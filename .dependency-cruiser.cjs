const outside = "^(ops|drill|test|bench)/";

/** Who may know whom. The program is the product; the drill is how anyone can believe it. */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle means that two files are one idea.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "program-knows-no-drill",
      comment: "The program never imports the commands, the drill or a test.",
      severity: "error",
      from: {
        path: "^(index|aws|docker|outputs|dockerOutputs|images)\\.ts$|^(components|config)/",
      },
      to: { path: outside },
    },
    {
      name: "components-read-no-config",
      comment: "Components get values. Only the colours' names are everyone's.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^config/", pathNot: "^config/color\\.ts$" },
    },
    {
      name: "platforms-apart",
      comment: "What both platforms share is in components/app.",
      severity: "error",
      from: { path: "^components/(aws|kubernetes)/" },
      to: { path: "^components/docker/" },
    },
    {
      name: "docker-apart",
      comment: "What both platforms share is in components/app.",
      severity: "error",
      from: { path: "^components/docker/" },
      to: { path: "^components/(aws|kubernetes)/" },
    },
    {
      name: "app-is-plain",
      comment: "Plain functions of plain values know no resource.",
      severity: "error",
      from: { path: "^components/app/" },
      to: { path: "^components/(aws|kubernetes|docker)/|@pulumi/(aws|kubernetes|docker|random)" },
    },
    {
      name: "nobody-imports-tests",
      severity: "error",
      from: { pathNot: "^test/" },
      to: { path: "^test/" },
    },
    {
      name: "ops-share-the-guard",
      comment:
        "The commands see the program as an operator does: through Pulumi. They look at a colour, and tell snapshots apart, as it does.",
      severity: "error",
      from: { path: "^ops/" },
      to: {
        path: "^(components/|config/|index\\.|aws\\.|docker\\.|outputs\\.|dockerOutputs\\.)",
        pathNot: "^config/color\\.ts$|^components/guard/|^components/app/restored\\.ts$",
      },
    },
    {
      name: "drill-uses-no-component",
      comment: "The drill sees the program as an operator does: through Pulumi and the commands.",
      severity: "error",
      from: { path: "^drill/" },
      to: {
        path: "^(components/|config/|index\\.|aws\\.|docker\\.|outputs\\.|dockerOutputs\\.)",
        pathNot: "^config/color\\.ts$",
      },
    },
    {
      name: "policies-stand-alone",
      comment:
        "The pack judges what the program declares; it shares none of its code, and so none of its mistakes.",
      severity: "error",
      from: { path: "^policies/" },
      to: {
        path: "^(components|config|ops|drill|index|aws|docker|outputs|dockerOutputs|images)",
        pathNot: "^config/color\\.ts$",
      },
    },
    {
      name: "program-knows-no-policy",
      severity: "error",
      from: {
        path: "^(index|aws|docker|outputs|dockerOutputs|images)\\.ts$|^(components|config|ops|drill)/",
      },
      to: { path: "^policies/" },
    },
    {
      name: "declared-dependencies",
      comment: "What is imported stands in package.json.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // A folder with a package.json of its own also has what the root declares.
    combinedDependencies: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
