import { isObject, type Json, type Properties } from "../../../drill/engine/envelope";

type Path = readonly (string | number)[];

/** A resource as the engine sends it to a policy pack. */
export interface PackResource {
  type: string;
  name: string;
  urn: string;
  custom: boolean;
  protect: boolean;
  props: Properties;
  /** URNs. */
  dependencies: readonly string[];
  /** The URN of its provider; "" of a component. */
  provider: string;
}

/** The resources of a stack, to be changed for the worse. */
export class Draft {
  #resources: PackResource[];

  constructor(resources: readonly PackResource[]) {
    this.#resources = [...resources];
  }

  get resources(): readonly PackResource[] {
    return this.#resources;
  }

  set(type: string, name: string, path: Path, value: Json): void {
    const { holder, key } = this.#place(type, name, path);
    holder[key] = value;
  }

  /** @throws Error when there is nothing to take out */
  unset(type: string, name: string, path: Path): void {
    const { holder, key } = this.#place(type, name, path);
    if (!(key in holder)) throw new Error(`${name} has no ${path.join(".")}`);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else Reflect.deleteProperty(holder, key);
  }

  /** Changes a document that is given as a text. */
  json(type: string, name: string, path: Path, edit: (document: Json) => Json): void {
    const { holder, key } = this.#place(type, name, path);
    const text = holder[key];
    if (typeof text !== "string") throw new Error(`${path.join(".")} of ${name} is no text`);
    holder[key] = JSON.stringify(edit(JSON.parse(text) as Json));
  }

  protect(type: string, name: string, protect: boolean): void {
    this.#own(type, name).protect = protect;
  }

  remove(type: string, name: string): void {
    const gone = this.#find(type, name);
    this.#resources = this.#resources.filter((resource) => resource !== gone);
  }

  copy(type: string, name: string, newName: string): void {
    const found = this.#find(type, name);
    const urn = found.urn.replace(/::[^:]+$/, `::${newName}`);
    this.#resources.push({ ...structuredClone(found), name: newName, urn });
  }

  /** A copy of it, in its place. */
  #own(type: string, name: string): PackResource {
    const found = this.#find(type, name);
    const own = structuredClone(found);
    this.#resources = this.#resources.map((each) => (each === found ? own : each));
    return own;
  }

  #find(type: string, name: string): PackResource {
    const found = this.#resources.find((each) => each.type === type && each.name === name);
    if (found === undefined) throw new Error(`the stack has no ${type} ${name}`);
    return found;
  }

  #place(type: string, name: string, path: Path): { holder: Holder; key: string } {
    const last = path.at(-1);
    if (last === undefined) throw new Error("a path has at least one step");
    const holder = path
      .slice(0, -1)
      .reduce<Json | undefined>(
        (value, step) => (isHolder(value) ? value[String(step)] : undefined),
        this.#own(type, name).props,
      );
    if (!isHolder(holder)) throw new Error(`${name} has nothing at ${path.slice(0, -1).join(".")}`);
    return { holder, key: String(last) };
  }
}

/** An array is one too, by its indices. */
type Holder = Properties;

function isHolder(value: Json | undefined): value is Holder {
  return isObject(value) || Array.isArray(value);
}
