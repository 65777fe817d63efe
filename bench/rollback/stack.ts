import type { ConfigMap } from "@pulumi/pulumi/automation";
import type { Color } from "../../drill/report/report";
import { RELEASES } from "../../drill/scenario/catalogue";
import { baseConfig, wantedConfig } from "../../drill/scenario/stackConfig";
import { plain } from "../../drill/scenario/stackFile";

const CAPACITY = { min: 6, max: 6 };

/** The two releases, by which the app of this bench learns its version. */
const VERSION_VARIABLE = "RELEASE_VERSION";

export const { first: OLD, next: NEW } = RELEASES;

export type BenchRelease = typeof OLD;

/** What a pod runs: the small app, after as long as a real LobeHub takes until it listens. */
export function slowApp(appFile: string): string {
  return `sleep 2.3; exec '${process.execPath}' '${appFile}' "$${VERSION_VARIABLE}" healthy`;
}

/** Six pods of each color, of these releases. A flip is not looked at first: both ways are taken bare. */
export function stackOf(activeColor: Color, blue: BenchRelease, green: BenchRelease): ConfigMap {
  return {
    ...baseConfig({ guard: false }),
    ...wantedConfig({ activeColor, blue, green, schema: NEW.version }),
    ...plain({
      releases: Object.fromEntries(
        [OLD, NEW].map(({ name, version, digest }) => [
          name,
          { version, digest, env: { [VERSION_VARIABLE]: version } },
        ]),
      ),
      blue: { release: blue.name, capacity: CAPACITY },
      green: { release: green.name, capacity: CAPACITY },
    }),
  };
}
