import execa from "execa";

/** A program that the stand-in's build needs failed or isn't there. */
export class BuildToolError extends Error {
  override readonly name = "BuildToolError";
}

export interface ToolRun {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Debian's package that brings the program. */
  readonly debianPackage: string;
}

const linesShown = 15;

/** Runs a program to its end; fails with its last lines, or with the package to install. */
export async function runTool(file: string, args: readonly string[], run: ToolRun): Promise<void> {
  try {
    await execa(file, args, { cwd: run.cwd, env: run.env, all: true });
  } catch (error) {
    const failure = error as execa.ExecaError & { code?: string };
    if (failure.code === "ENOENT") {
      throw new BuildToolError(`${file} is not installed. Install Debian's package ${run.debianPackage}`);
    }
    const lines = (failure.all ?? "").trim().split("\n").slice(-linesShown);
    throw new BuildToolError(
      [`${file} ${args[0] ?? ""} failed: ${failure.shortMessage}`, ...lines].join("\n"),
    );
  }
}
