import type { CustomResourceOptions } from "@pulumi/pulumi";

/** One resource of the test program. */
export interface Spec {
  name: string;
  inputs?: object;
  /** Takes `value` from this key of the configuration, as a secret. */
  secretOf?: string;
  /** Takes `value` from the output of this one. */
  from?: string;
  /** The name of the thing whose `made`, which its provider says, is the value of this one. */
  madeOf?: string;
  dependsOn?: string[];
  /** Stands in the component of this name. */
  box?: string;
  boxProtected?: boolean;
  /** A hook of this type that refuses. */
  refuses?: "beforeCreate" | "beforeUpdate" | "beforeDelete" | "afterCreate";
  /** The hook runs in previews too. */
  refusesPreviews?: boolean;
  /** Has a transform that does nothing. */
  transformed?: boolean;
  options?: Pick<
    CustomResourceOptions,
    | "protect"
    | "retainOnDelete"
    | "ignoreChanges"
    | "replaceOnChanges"
    | "additionalSecretOutputs"
    | "import"
    | "aliases"
  >;
}
