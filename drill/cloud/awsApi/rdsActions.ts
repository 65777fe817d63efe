import type { Actions } from "./action";

/** Instances are only on paper here: nothing was ever copied of them. */
export const RDS_ACTIONS: Actions = {
  DescribeDBSnapshots: () => ({ DBSnapshots: "" }),
};
