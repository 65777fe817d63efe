import type { Op, Update } from "../report";
import { DONE } from "../stepWords";
import { counted } from "../words";
import { type Content, type Markup, NOTHING, markup } from "./markup";

/** A longer list is folded away. */
const AT_A_GLANCE = 14;

/** The resources that an update changed, in order, each by what became of it. */
export function changesPart({ changed }: Update): Content {
  if (changed.length === 0) return NOTHING;
  const list = markup`<ul class="changes">${changed.map(line)}</ul>`;
  if (changed.length <= AT_A_GLANCE) return list;
  return markup`<details><summary>${counted(changed.length, "resource")}</summary>${list}</details>`;
}

const SIGNS: Record<Op, string> = { create: "+", update: "~", replace: "±", delete: "−" };

function line({ type, name, op }: Update["changed"][number]): Markup {
  return markup`<li title="${type}, ${DONE[op]}"><i class="${op}">${SIGNS[op]}</i> ${type.split(":").at(-1) ?? type} <b>${name}</b></li>
`;
}
