import assert from "node:assert/strict";
import { CLOSED_SCRIPT, OPEN_SCRIPT } from "../../../components/kubernetes/networkProbeScript";
import { Shell } from "./shell";

const ENV = { REDIS_URL: "rediss://:secret@store.example.com:6379/0" };
/** Connects where the file says so, one line for each look; the last one stays. */
const NC = { nc: `note "$*"; case "$(next "$4")" in yes) ;; *) exit 1 ;; esac` };
const STORE = "store.example.com";
const METADATA = "169.254.169.254";

describe("the probe of the network's rules", () => {
  let shell: Shell;
  beforeEach(() => {
    shell = new Shell(NC);
    shell.write(METADATA, "no\n");
    shell.write(STORE, "yes\n");
  });
  afterEach(() => {
    shell.remove();
  });

  it("is content with a pod like the app's that reaches the session store alone", async () => {
    const { code, calls, stdout } = await shell.run(OPEN_SCRIPT, ENV);
    assert.equal(code, 0);
    assert.deepEqual(calls, [`-z -w 3 ${STORE} 6379`, `-z -w 3 ${METADATA} 80`]);
    assert.equal(stdout, "the session store answers, the metadata service does not\n");
  });

  it("waits until the rules have reached its pod", async () => {
    shell.write(METADATA, "yes\nyes\nno\n");
    assert.equal((await shell.run(OPEN_SCRIPT, ENV)).code, 0);
  });

  it("fails where the metadata service answers, and says what that means", async () => {
    shell.write(METADATA, "yes\n");
    const { code, stdout } = await shell.run(OPEN_SCRIPT, ENV);
    assert.equal(code, 1);
    assert.match(stdout, /^the metadata service at 169.254.169.254 answers a pod/);
  });

  it("fails where the app's own way is cut, so that silence is no proof of the rules", async () => {
    shell.write(STORE, "no\n");
    const { code, stdout } = await shell.run(OPEN_SCRIPT, ENV);
    assert.equal(code, 1);
    assert.match(stdout, /^the session store at store.example.com:6379 does not answer/);
  });

  it("fails where a pod that may reach nothing reaches the session store", async () => {
    const { code, stdout, stderr } = await shell.run(CLOSED_SCRIPT, ENV);
    assert.equal(code, 1);
    assert.match(stdout, /does not obey network policies/);
    assert.doesNotMatch(stdout + stderr, /secret/);
  });

  it("believes that a pod reaches nothing only when it sees it three times in a row", async () => {
    shell.write(STORE, "no\nno\nyes\nno\nno\nno\n");
    const { code, calls } = await shell.run(CLOSED_SCRIPT, ENV);
    assert.deepEqual([code, calls.length], [0, 6]);
  });
});
