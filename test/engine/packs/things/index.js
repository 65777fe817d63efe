"use strict";
const { PolicyPack } = require("@pulumi/policy");

const isThing = ({ type }) => type === "test:index:Thing";

const small = {
  name: "small",
  description: "No thing is big.",
  enforcementLevel: "mandatory",
  severity: "high",
  configSchema: { properties: { limit: { type: "number", default: 10 } } },
  validateResource: (thing, reportViolation) => {
    const { limit } = thing.getConfig();
    if (isThing(thing) && thing.props.value > limit) reportViolation(`It is ${thing.props.value}.`);
  },
};

const guarded = {
  name: "guarded",
  description: "Every thing is protected.",
  enforcementLevel: "disabled",
  validateResource: (thing, reportViolation) => {
    if (isThing(thing) && !thing.opts.protect)
      reportViolation(`It is made in ${thing.provider.props.region}.`);
  },
};

const quiet = {
  name: "quiet",
  description: "No thing is loud.",
  enforcementLevel: "remediate",
  remediateResource: (thing) =>
    isThing(thing) && thing.props.value === "LOUD" ? { ...thing.props, value: "quiet" } : undefined,
  validateResource: (thing, reportViolation) => {
    if (isThing(thing) && thing.props.value === "LOUD") reportViolation("It is still loud.");
    if (isThing(thing) && thing.props.value === "HOARSE") reportViolation("It cannot be helped.");
  },
};

const alone = {
  name: "alone",
  description: "One thing alone is the first.",
  enforcementLevel: "mandatory",
  validateStack: ({ resources }, reportViolation) => {
    const firsts = resources.filter((thing) => isThing(thing) && thing.props.value === "first");
    firsts.sort((a, b) => a.name.localeCompare(b.name));
    for (const { name, urn, parent } of firsts.slice(1))
      reportViolation(`So is ${name} in ${parent.name}.`, urn);
  },
};

const discreet = {
  name: "discreet",
  description: "No thing whispers.",
  enforcementLevel: "advisory",
  validateResource: (thing, reportViolation) => {
    if (isThing(thing) && String(thing.props.value).startsWith("psst"))
      reportViolation(`It says ${thing.props.value}.`);
  },
};

new PolicyPack("things-pack", { policies: [small, guarded, quiet, discreet, alone] });
