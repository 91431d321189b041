import { findRun } from "../../../../components/remote/run/find-run";
import type { ProcessFacts } from "../../../../components/remote/run/process-table";

/** Processes by name from the top: the first has pid 1, the parent of the second. */
function chain(...names: string[]) {
  const processes = names.map(
    (name, index): ProcessFacts => ({ pid: index + 1, parent: index, name, started: `${100 + index}` }),
  );
  const found = findRun((pid) => processes[pid - 1], names.length);
  return found && `${found.name} ${found.pid}`;
}

describe("findRun", () => {
  it.each([
    ["the engine above the provider", ["systemd", "bash", "pulumi", "pulumi-resource-command"], "pulumi 3"],
    ["over the shell", ["bash", "pulumi", "pulumi-resource-command", "sh"], "pulumi 2"],
    ["over a shell that wraps the provider", ["pulumi", "sh", "node", "dash"], "pulumi 1"],
    ["the engine of a program that drives it", ["node", "pulumi", "node", "sh"], "pulumi 2"],
    ["what is no engine, by its starter", ["bash", "node"], "node 2"],
    ["a command typed at a terminal", ["sshd", "bash"], "sshd 1"],
    ["nothing but shells", ["bash", "sh"], "bash 1"],
    ["an engine's language host is no engine", ["pulumi-language-nodejs", "node"], "node 2"],
  ])("%s", (_, names, expected) => {
    expect(chain(...names)).toBe(expected);
  });

  it("is nothing without a parent", () => {
    expect(findRun(() => undefined, 4)).toBeUndefined();
  });
});
