import { Hosts } from "../../../drill/engine/hosts";

/** Ends a first program, so that another one is kept ready, and then has nothing more to do. */
const { child } = new Hosts({ folder: process.cwd(), env: {}, cold: false }).take();
child.once("exit", () => process.stdout.write("has a spare\n"));
child.kill("SIGKILL");
