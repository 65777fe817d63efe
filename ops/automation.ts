import { join } from "node:path";
import { LocalWorkspace, StackNotFoundError, type Stack } from "@pulumi/pulumi/automation";
import { mirrorImages, type MirrorSettings } from "../images";
import { said, saidByCommand } from "./said";
import { inProject } from "./stackName";

const CHECKOUT = join(__dirname, "..");

/** The project of the stacks that hold copies of images. */
const IMAGES = "lobechat-images";

/** A stack of this checkout, on the real CLI. @throws Error of one sentence when it cannot be opened */
export async function openStack(stackName: string): Promise<Stack> {
  try {
    return await LocalWorkspace.selectStack({ stackName, workDir: CHECKOUT });
  } catch (error) {
    throw new Error(whyNot(stackName, error), { cause: error });
  }
}

/** The name of the stack that is selected in this checkout. @throws Error of one sentence */
export async function selectedStack(): Promise<string | undefined> {
  try {
    const checkout = await LocalWorkspace.create({ workDir: CHECKOUT });
    return (await checkout.stack())?.name;
  } catch (error) {
    throw new Error(whyNot("that is selected", error), { cause: error });
  }
}

/** The stack of the same name in the project `lobechat-images`, made when it is not there. */
export async function openMirror(stackName: string, settings: MirrorSettings): Promise<Stack> {
  const checkout = await LocalWorkspace.create({ workDir: CHECKOUT });
  const { secretsProvider } = await checkout.stackSettings(stackName);
  return LocalWorkspace.createOrSelectStack(
    {
      stackName: inProject(stackName, IMAGES),
      projectName: IMAGES,
      program: () => Promise.resolve(mirrorImages(settings)),
    },
    // Whoever can open the one stack can open the other.
    secretsProvider === undefined ? {} : { secretsProvider },
  );
}

function whyNot(stackName: string, error: unknown): string {
  if (error instanceof StackNotFoundError)
    return `There is no stack ${stackName} here; pulumi stack ls shows which there are.`;
  if (said(error).includes("spawn pulumi ENOENT"))
    return "The pulumi CLI is not on PATH: see https://www.pulumi.com/docs/install/.";
  return saidByCommand(error);
}
