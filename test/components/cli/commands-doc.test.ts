import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeCommands, renderCompletion } from "../../../components/cli/completion";
import { createProgram } from "../../../components/cli/program";
import { packageRoot } from "../../../sandbox/paths";

const page = readFileSync(join(packageRoot, "docs/commands.md"), "utf8");
const commands = createProgram().commands;
const common = ["--stack", "--cwd"];

/** The part of the page below a heading. */
function section(name: string): string {
  return new RegExp(`^## ${name}\n([^]*?)(?=^## |$(?![^]))`, "m").exec(page)?.[1] ?? "";
}

describe("docs/commands.md", () => {
  it("has a section for each command, and for no other", () => {
    const headings = Array.from(page.matchAll(/^## (.*)$/gm), ([, heading]) => heading);
    expect(headings).toEqual(commands.map((command) => command.name()));
  });

  it.each(commands.map((command) => [command.name(), command] as const))(
    "has the options of %s",
    (name, command) => {
      const own = command.options.flatMap(({ long }) => (long && !common.includes(long) ? [long] : []));
      const written = Array.from(section(name).matchAll(/^\| `(--[a-z-]+)` \|/gm), ([, option]) => option);
      expect(written).toEqual(own);
    },
  );

  it("has what is common to them", () => {
    const without = commands.filter((command) => !command.options.some(({ long }) => long === "--stack"));
    expect(without.map((command) => command.name())).toEqual(["report", "completion"]);
  });
});

describe("each command", () => {
  it.each(commands.map((command) => [command.name(), command] as const))(
    "%s has examples in its help",
    (name, command) => {
      let text = "";
      command
        .configureOutput({
          writeOut: (part) => {
            text += part;
          },
        })
        .outputHelp();
      expect(text).toContain("Examples:");
      expect(text).toContain(`pulumi-wso2 ${name}`);
    },
  );
});

describe("completion", () => {
  const complete = (line: string) => {
    const words = line.split(" ");
    const script = `${renderCompletion("bash", describeCommands(createProgram()))}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _pulumi_wso2; printf '%s ' "\${COMPREPLY[@]}"`;
    return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim().split(" ");
  };

  it.each([
    ["pulumi-wso2 s", ["status", "ssh"]],
    ["pulumi-wso2 plan --m", ["--markdown", "--max-length"]],
    ["pulumi-wso2 completion ", ["bash", "zsh", "fish", "--help"]],
  ])("of bash completes %j", (line, expected) => {
    expect(complete(line)).toEqual(expected);
  });

  it.each(["zsh", "fish"] as const)(
    "of %s has every command and is no error where that shell is here",
    (shell) => {
      const text = renderCompletion(shell, describeCommands(createProgram()));
      for (const command of commands) expect(text).toContain(command.name());
      const { error, status } = spawnSync(shell, ["-n"], { input: text });
      if (!error) expect(status).toBe(0);
    },
  );
});

it("starts fast: what a command does not need is not loaded", () => {
  const script = `require(${JSON.stringify(join(packageRoot, "dist/components/cli/program.js"))}).createProgram();
const heavy = Object.keys(require.cache).filter((path) => /node_modules.(@pulumi|ssh2|cli-table3|echarts)/.test(path));
process.stdout.write(JSON.stringify(heavy));`;
  expect(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" })).toBe("[]");
});
