import { balancerFigures } from "./figures/balancer";
import { policyPackFigures } from "./figures/policyPack";
import { programStartFigures } from "./figures/programStart";
import { rollbackFigures } from "./figures/rollback";
import { upGrowthFigures } from "./figures/upGrowth";
import { userCostFigures } from "./figures/userCost";
import { inDeployedCloud } from "./deployed";
import { type Figure, lineOf } from "./figure";

/** One after the other: two at a time would measure each other. */
const MEASURES: readonly (() => Promise<Figure[]>)[] = [
  programStartFigures,
  policyPackFigures,
  upGrowthFigures,
  () =>
    inDeployedCloud(async (cloud) => [
      ...(await balancerFigures(cloud)),
      ...(await userCostFigures(cloud)),
    ]),
  rollbackFigures,
];

/** Prints each figure from times of one run; the exit status is 1 when one is not met, twice. */
async function main(): Promise<void> {
  for (const measure of MEASURES) {
    const figures = await measure();
    print(figures);
    if (figures.every(({ met }) => met)) continue;
    process.stdout.write("once more, in case the machine had something else to do:\n");
    const again = await measure();
    print(again);
    if (again.some(({ met }) => !met)) process.exitCode = 1;
  }
}

function print(figures: readonly Figure[]): void {
  for (const figure of figures) process.stdout.write(`${lineOf(figure)}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
