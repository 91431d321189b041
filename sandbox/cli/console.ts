import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { checkPrerequisites } from "../prerequisites";
import { browserRequirements } from "../prerequisites/requirements";
import { toStderr } from "./progress";
import { findSandbox, type RunningSandbox } from "./running-sandbox";
import { type StackChoice, withPresentStack } from "./stack-options";
import { readSettings } from "./stack-settings";

interface ConsoleChoice extends StackChoice {
  readonly pictures?: string;
}

/** Who signs in where. */
export interface ConsoleLogin {
  readonly host: string;
  readonly address: string;
  readonly caFile: string;
  readonly user: string;
  readonly password: string;
}

/** @throws Error for a system whose servers have no management console. */
export function planLogin(
  { view, outputs }: Pick<RunningSandbox, "view" | "outputs">,
  adminUsername = "admin",
): ConsoleLogin {
  const { host, url, caFile } = view;
  if (outputs.adminPassword === undefined)
    throw new Error("this stack's servers have no management console; wso2:system app-server has one");
  return {
    host,
    address: new URL(url).hostname,
    caFile,
    user: adminUsername,
    password: outputs.adminPassword,
  };
}

/** Signs in with a real browser, and says what it saw. */
async function useConsole({ stack, pictures }: ConsoleChoice): Promise<void> {
  const sandbox = await findSandbox(stack);
  const { user, password, ...site } = planLogin(sandbox, (await readSettings(stack, {})).adminUsername);
  await checkPrerequisites({ install: true, also: browserRequirements }, toStderr);
  // A browser's driver is no load for the other commands.
  const { ConsoleSession } = await import("../browser");
  const folder = pictures === undefined ? undefined : resolve(pictures);
  if (folder) await mkdir(folder, { recursive: true });
  const session = await ConsoleSession.open(site);
  const picture = async (name: string) => {
    if (!folder) return;
    await session.picture(join(folder, name));
    console.log(`wrote ${join(folder, name)}`);
  };
  try {
    const view = await session.signIn(user, password, () => picture("console-sign-in.png"));
    await picture("console-home.png");
    const from = `https://${site.host}/carbon/ at ${site.address}, its certificate verified with ${site.caFile}`;
    console.log(`${from}: signed in as ${view.user} on ${view.node}`);
    if (session.strayed.length > 0)
      throw new Error(`the page asked other names than ${site.host}: ${session.strayed.join(", ")}`);
  } finally {
    await session.close();
  }
}

export function registerConsole(program: Command): void {
  withPresentStack(
    program
      .command("console")
      .description("sign in to WSO2's management console with a real browser (Chromium)"),
  )
    .option("--pictures <folder>", "write what the browser shows as PNG files there")
    .addHelpText(
      "after",
      `
Examples:
  npm run sandbox -- up --set system=app-server --set version=4.10.32
  npm run sandbox -- console
  npm run sandbox -- console --pictures docs/images`,
    )
    .action(useConsole);
}
