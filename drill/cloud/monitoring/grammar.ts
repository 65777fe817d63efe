import jsep from "jsep";
import { said } from "../../../ops/said";

/** Words that CloudWatch's metric math and its alarm rules have for what other languages write with signs. */
jsep.addBinaryOp("AND", 2);
jsep.addBinaryOp("OR", 1);
jsep.addUnaryOp("NOT");

export type Term = jsep.CoreExpression;

/** @throws Error that names the text and the place that cannot be read */
export function parse(text: string): Term {
  try {
    return termOf(jsep(text));
  } catch (error) {
    throw new Error(`"${text}": ${said(error)}`);
  }
}

/** The parser types a part of a term as anything that has a type; nothing but these comes out of it. */
export function termOf(part: jsep.Expression): Term {
  return part as Term;
}
