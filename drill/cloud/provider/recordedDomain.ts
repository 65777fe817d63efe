import { randomUUID } from "node:crypto";
import { arnOf, hex } from "./account";
import type { Properties } from "./envelope";
import type { Created } from "./kind";
import type { RecordedTypes } from "./recordedKind";

function certificate({ domainName, subjectAlternativeNames }: Properties): Created {
  const arn = arnOf("acm", `certificate/${randomUUID()}`);
  const others: unknown[] = Array.isArray(subjectAlternativeNames) ? subjectAlternativeNames : [];
  const names = [...new Set([domainName, ...others].map(String))];
  const domainValidationOptions = names.map((name) => ({
    domainName: name,
    resourceRecordName: `_${hex(32)}.${name.replace(/^\*\./, "")}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${hex(32)}.${hex(10)}.acm-validations.aws.`,
  }));
  return { id: arn, computed: { arn, domainValidationOptions, status: "PENDING_VALIDATION" } };
}

function record({ zoneId, name, type }: Properties): Created {
  const fqdn = String(name).replace(/\.$/, "");
  return { id: [zoneId, name, type].map(String).join("_"), computed: { fqdn } };
}

/** Names and their certificates. Every certificate is validated at once; no name resolves. */
export const DOMAIN: RecordedTypes = {
  "aws:acm/certificate:Certificate": {
    replaceOn: ["domainName", "subjectAlternativeNames", "validationMethod", "keyAlgorithm"],
    answer: certificate,
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    replaceOn: ["certificateArn", "validationRecordFqdns"],
    answer: () => ({ id: new Date().toISOString(), computed: {} }),
  },
  "aws:route53/record:Record": { replaceOn: ["zoneId", "name"], answer: record },
};
