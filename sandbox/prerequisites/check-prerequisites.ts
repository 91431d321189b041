import { createInterface } from "node:readline";
import { asRoot, startProgram } from "../machines/run-program";
import { hasProgram } from "./find-program";
import { detectOperatingSystem } from "./operating-system";
import { planPackages, renderInstall, renderInstallLine, renderMissing, renderUpdate } from "./plan-packages";
import { type Requirement, requirements } from "./requirements";

/** Something the sandbox needs isn't there; the message names it and how to get it. */
export class PrerequisiteError extends Error {
  override readonly name = "PrerequisiteError";
}

export interface PrerequisiteOptions {
  /** Install what is missing, where apt-get can; else only name it. */
  readonly install: boolean;
  /** Needed besides what every sandbox needs. @default nothing */
  readonly also?: readonly Requirement[];
}

async function findMissing(needed: readonly Requirement[]): Promise<Requirement[]> {
  const present = await Promise.all(needed.map((requirement) => requirement.isPresent()));
  return needed.filter((_, index) => !present[index]);
}

/** What apt-get says while it works that is worth a line of progress. */
const progress = /^(Get:|Need to get|Setting up)/;

async function aptGet(command: [string, ...string[]], log: (line: string) => void): Promise<void> {
  const [file, ...args] = asRoot(command);
  const program = startProgram(file, args, { stdin: "inherit", all: true, buffer: false });
  const lines: string[] = [];
  if (program.all)
    createInterface({ input: program.all }).on("line", (line) => {
      lines.push(line);
      if (progress.test(line)) log(`packages: ${line}`);
    });
  try {
    await program;
  } catch {
    const said = lines.slice(-10).join("\n");
    throw new PrerequisiteError(
      `"${[file, ...args].join(" ")}" failed; fix that and try again. It says:\n${said}`,
    );
  }
}

function mayBecomeRoot(): boolean {
  return process.getuid?.() === 0 || hasProgram("sudo");
}

/**
 * Makes sure that everything the sandbox needs from this computer is there, and touches nothing else.
 * @throws PrerequisiteError that names all that is missing, and the command that installs it where apt-get can.
 */
export async function checkPrerequisites(
  { install, also = [] }: PrerequisiteOptions,
  log: (line: string) => void,
): Promise<void> {
  const needed = [...requirements, ...also];
  const missing = await findMissing(needed);
  if (missing.length === 0) return;
  const system = detectOperatingSystem();
  const named = `missing on this computer: ${renderMissing(missing)}`;
  if (!system.hasApt)
    throw new PrerequisiteError(`${named}. Install them the way ${system.label} does; nothing was changed`);
  const packages = planPackages(missing, system);
  const line = renderInstallLine(packages, process.getuid?.() === 0);
  if (!install || !mayBecomeRoot()) throw new PrerequisiteError(`${named}. Install with: ${line}`);
  log(named);
  log(`installing: ${packages.join(" ")}`);
  await aptGet(renderUpdate(), log);
  await aptGet(renderInstall(packages), log);
  const still = await findMissing(needed);
  if (still.length > 0)
    throw new PrerequisiteError(
      `still missing after "${line}": ${renderMissing(still)}; put it first on PATH`,
    );
}
