import { rdsRegions } from "../components/app/rdsCertificates";
import type { RawConfig } from "./keys";
import { setCommand, type Problem } from "./problem";
import type { AwsConfig } from "./schema";
import { shellWord } from "./shellWord";

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** A stack on AWS is in a region, and of RDS there its certificates are known. */
export function regionProblems({ values }: RawConfig, config: Partial<AwsConfig>): Problem[] {
  const region = values["aws:region"];
  if (region === undefined || !REGION.test(region)) return [noRegion(region)];
  if (!wantsCertificates(config) || rdsRegions().includes(region)) return [];
  const expected = `one of ${rdsRegions().join(", ")}, whose certificates of RDS are known; or an existing database with its own in PEM (lobechat:database.ca)`;
  const fix = setCommand(["aws:region"], "eu-central-1");
  return [{ path: ["aws:region"], found: region, expected, fix }];
}

function noRegion(found: string | undefined): Problem {
  return {
    path: ["aws:region"],
    found: found === undefined ? undefined : shellWord(found),
    expected: "a region of AWS such as eu-central-1",
    fix: setCommand(["aws:region"], "eu-central-1"),
  };
}

function wantsCertificates({ database }: Partial<AwsConfig>): boolean {
  return database !== undefined && (!("url" in database) || database.ca === "rds");
}
