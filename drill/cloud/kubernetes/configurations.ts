import type { z } from "zod";
import type { configuration, Container } from "./objects";

type Values = Record<string, string>;
type Kind = "Secret" | "ConfigMap";

/** What a pod waits for when its configuration is not there: Kubernetes' CreateContainerConfigError. */
export class MissingConfiguration extends Error {}

/** The Secrets and ConfigMaps of the cluster, as pods read them. */
export class Configurations {
  readonly #values = new Map<string, Values>();

  put(kind: Kind, { metadata, data, stringData }: z.infer<typeof configuration>): void {
    const decoded = kind === "Secret" ? mapValues(data, fromBase64) : data;
    this.#values.set(`${kind} ${metadata.namespace}/${metadata.name}`, {
      ...decoded,
      ...stringData,
    });
  }

  remove(kind: Kind, id: string): void {
    this.#values.delete(`${kind} ${id}`);
  }

  /** @throws MissingConfiguration */
  valuesOf(kind: Kind, namespace: string, name: string): Values {
    const values = this.#values.get(`${kind} ${namespace}/${name}`);
    if (values === undefined) {
      throw new MissingConfiguration(`${kind.toLowerCase()} "${name}" not found`);
    }
    return values;
  }

  /** The variables of a container: `env` wins over `envFrom`. @throws MissingConfiguration */
  environmentOf(namespace: string, { env, envFrom }: Container): Values {
    const environment: Values = {};
    for (const { prefix, secretRef, configMapRef } of envFrom) {
      const sources = [this.#source(namespace, "Secret", secretRef)];
      sources.push(this.#source(namespace, "ConfigMap", configMapRef));
      for (const [name, value] of sources.flatMap(Object.entries<string>)) {
        environment[prefix + name] = value;
      }
    }
    for (const variable of env) {
      const value = this.#valueOf(namespace, variable);
      if (value !== undefined) environment[variable.name] = value;
    }
    return environment;
  }

  #source(namespace: string, kind: Kind, ref: { name: string; optional: boolean } | undefined) {
    if (ref === undefined) return {};
    if (ref.optional && !this.#values.has(`${kind} ${namespace}/${ref.name}`)) return {};
    return this.valuesOf(kind, namespace, ref.name);
  }

  #valueOf(namespace: string, { value, valueFrom }: Container["env"][number]): string | undefined {
    if (valueFrom === undefined) return value ?? "";
    const { secretKeyRef, configMapKeyRef } = valueFrom;
    const ref = secretKeyRef ?? configMapKeyRef;
    if (ref === undefined) throw new MissingConfiguration("valueFrom without a known source");
    const kind = secretKeyRef === undefined ? "ConfigMap" : "Secret";
    const found = this.#source(namespace, kind, ref)[ref.key];
    if (found === undefined && !ref.optional) {
      throw new MissingConfiguration(
        `couldn't find key ${ref.key} in ${kind} ${namespace}/${ref.name}`,
      );
    }
    return found;
  }
}

function mapValues(values: Values, map: (value: string) => string): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}

function fromBase64(value: string): string {
  return Buffer.from(value, "base64").toString();
}
