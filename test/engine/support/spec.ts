import type { CustomResourceOptions } from "@pulumi/pulumi";

/** One resource of the test program. */
export interface Spec {
  name: string;
  inputs?: object;
  /** A secret value for the input `value`. */
  secret?: string;
  /** Takes `value` from the output of this one. */
  from?: string;
  dependsOn?: string[];
  /** Stands in the component of this name. */
  box?: string;
  boxProtected?: boolean;
  /** A hook of this type that refuses. */
  refuses?: "beforeCreate" | "beforeUpdate" | "beforeDelete" | "afterCreate";
  options?: Pick<
    CustomResourceOptions,
    | "protect"
    | "retainOnDelete"
    | "ignoreChanges"
    | "replaceOnChanges"
    | "additionalSecretOutputs"
    | "import"
  >;
}
