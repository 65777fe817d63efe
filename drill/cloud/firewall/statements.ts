import { isIP, type BlockList } from "node:net";
import { posix } from "node:path";
import { isWithin } from "../blocks";
import { decoded, type Asked } from "./asked";
import type { Rates } from "./rates";
import type { ByteMatch, ManagedGroup, RegexMatch, Statement } from "./webAcl";

const TRANSFORMED = {
  NONE: (text: string) => text,
  URL_DECODE: decoded,
  NORMALIZE_PATH: (path: string) => posix.normalize(path),
};

/** What a rule's statement is asked about, and with what. */
export interface Look {
  rule: string;
  asked: Asked;
  /** Of the rules before; a managed rule group adds its own. */
  labels: Set<string>;
  rates: Rates;
  /** An IP set; undefined when there is none. */
  ipSet: (arn: string) => BlockList | undefined;
}

/** Whether the statement holds. */
export function holds(statement: Statement, look: Look): boolean {
  return combined(statement, look) ?? matched(statement, look) ?? counted(statement, look);
}

function combined(statement: Statement, look: Look): boolean | undefined {
  const { andStatement, orStatement, notStatement } = statement;
  const one = (inner: Statement) => holds(inner, look);
  if (andStatement !== undefined) return andStatement.statements.every(one);
  if (orStatement !== undefined) return orStatement.statements.some(one);
  if (notStatement !== undefined) return !one(notStatement.statement);
  return undefined;
}

function matched(statement: Statement, { asked, labels, ipSet }: Look): boolean | undefined {
  const { byteMatchStatement, regexMatchStatement } = statement;
  const { labelMatchStatement, ipSetReferenceStatement } = statement;
  if (byteMatchStatement !== undefined) return bytesMatch(byteMatchStatement, asked);
  if (regexMatchStatement !== undefined) {
    return regexMatchStatement.regexString.test(fieldOf(regexMatchStatement, asked));
  }
  if (labelMatchStatement !== undefined) return labels.has(labelMatchStatement.key);
  if (ipSetReferenceStatement !== undefined) {
    const blocks = ipSet(ipSetReferenceStatement.arn);
    return blocks !== undefined && isIP(asked.address) !== 0 && isWithin(blocks, asked.address);
  }
  return undefined;
}

function counted(statement: Statement, look: Look): boolean {
  const { rateBasedStatement: rate, managedRuleGroupStatement: group } = statement;
  if (rate !== undefined) {
    const { scopeDownStatement } = rate;
    const inScope = scopeDownStatement === undefined || holds(scopeDownStatement, look);
    return inScope && look.rates.exceeded(look.rule, rate, look.asked);
  }
  return group !== undefined && blocksByGroup(group, look);
}

/** "A terminating action" of a group's rule ends the group; a counted one goes on, and leaves its label. */
function blocksByGroup({ rules, onlyCount }: ManagedGroup, look: Look): boolean {
  for (const { name: rule, label, finds } of rules) {
    if (!finds(look.asked)) continue;
    look.labels.add(label);
    if (!onlyCount.has(rule)) return true;
  }
  return false;
}

function bytesMatch(match: ByteMatch, asked: Asked): boolean {
  const text = fieldOf(match, asked);
  return match.positionalConstraint === "EXACTLY"
    ? text === match.searchString
    : text.startsWith(match.searchString);
}

function fieldOf(match: Pick<RegexMatch, "fieldToMatch" | "textTransformations">, asked: Asked) {
  return match.textTransformations.reduce(
    (text, { type }) => TRANSFORMED[type](text),
    asked[match.fieldToMatch],
  );
}
