import { spawnSync } from "node:child_process";
import { chooseTarget, findTargets } from "../../../components/cli/find-target";
import { planSsh } from "../../../components/cli/ssh-arguments";

const target = (name: string, more: object = {}) => ({
  ...{
    name,
    host: `10.0.0.${name.length}`,
    user: "admin",
    privateKey: `KEY ${name}`,
    hostKey: `ssh-ed25519 ${name}`,
  },
  ...more,
});
const command = (plan: unknown) => ({
  urn: "u",
  type: "command:local:Command",
  inputs: { stdin: typeof plan === "string" ? plan : JSON.stringify(plan) },
});

describe("the machines of a stack", () => {
  const resources = [
    command({ target: target("node1"), members: [{ ssh: target("haproxy1", { jump: target("bastion") }) }] }),
    command({ nodes: [{ target: target("node10") }, { target: target("node9") }] }),
    command("no plan"),
    { urn: "u", type: "aws:ec2/instance:Instance", inputs: { stdin: JSON.stringify(target("other")) } },
  ];

  it("are those that the roll's commands reach", () => {
    expect([...findTargets(resources).keys()].sort()).toEqual(["haproxy1", "node1", "node10", "node9"]);
  });

  it("are found by name or address; fails on another name and lists them in order", () => {
    expect(chooseTarget(findTargets(resources), "node9").name).toBe("node9");
    expect(chooseTarget(findTargets(resources), "10.0.0.8").name).toBe("haproxy1");
    expect(() => chooseTarget(findTargets(resources), "node2")).toThrow(
      'there is no machine "node2"; there are haproxy1, node1, node9, node10',
    );
  });
});

describe("planSsh", () => {
  it("takes this machine's host key and no other, and has no key among the arguments", () => {
    const { arguments: words, files } = planSsh(target("node1", { port: 2222 }), "/tmp/f", ["sudo", "ls"]);
    expect(words.slice(0, 2)).toEqual(["-F", "none"]);
    expect(words).toContain("StrictHostKeyChecking=yes");
    expect(words.slice(-5)).toEqual(["-p", "2222", "admin@10.0.0.5", "sudo", "ls"]);
    expect(words.join(" ")).not.toContain("KEY");
    expect(files).toEqual({ "machine-key": "KEY node1\n", "machine-hosts": "node1 ssh-ed25519 node1\n" });
  });

  it("goes over a jump host by a key of its own, or by the command that is given", () => {
    const { arguments: words, files } = planSsh(target("node1", { jump: target("bastion") }), "/tmp/f");
    const proxy = words.find((word) => word.startsWith("ProxyCommand=")) ?? "";
    expect(proxy).toMatch(
      /^ProxyCommand=ssh -F none -o IdentityFile=\/tmp\/f\/jump-key .* -W %h:%p admin@10\.0\.0\.7$/,
    );
    expect(Object.keys(files)).toEqual(["machine-key", "machine-hosts", "jump-key", "jump-hosts"]);
    expect(planSsh(target("node1", { proxyCommand: "aws ssm %h" }), "/f").arguments).toContain(
      "ProxyCommand=aws ssm %h",
    );
  });

  it("is what this computer's ssh understands", () => {
    const { arguments: words } = planSsh(target("node1", { jump: target("bastion") }), "/tmp/f");
    const { status, stdout, stderr } = spawnSync("ssh", ["-G", ...words], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^proxycommand ssh -F none .* -W %h:%p admin@10\.0\.0\.7$/m);
    expect(stdout).toMatch(/^hostkeyalias node1$/m);
  });
});
