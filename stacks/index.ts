import * as pulumi from "@pulumi/pulumi";
import { deploy } from "./deploy";
import { ensureBuilt } from "./ensure-built";

/** What `pulumi` runs. Wrong input is said as it is, without where in the program it was noticed. */
async function run(): Promise<Record<string, unknown>> {
  ensureBuilt();
  try {
    return await deploy();
  } catch (error) {
    if (!pulumi.InputPropertiesError.isInstance(error)) throw error;
    throw new pulumi.RunError(error.message);
  }
}

export = run;
