import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { keepStacksCheap } from "./cheap-stacks";
import { ensureBuilt } from "./ensure-built";

/** What `pulumi` runs. Wrong input is said as it is, without where in the program it was noticed. */
async function run(): Promise<Record<string, unknown>> {
  keepStacksCheap();
  // As it is built: the engine would compile every source of it again at each preview, which takes longer than the rest.
  const { deploy } = require(join(ensureBuilt(), "deploy")) as typeof import("./deploy");
  try {
    return await deploy();
  } catch (error) {
    if (!pulumi.InputPropertiesError.isInstance(error)) throw error;
    throw new pulumi.RunError(error.message);
  }
}

export = run;
