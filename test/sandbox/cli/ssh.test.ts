import type { StackOutputs } from "../../../sandbox/cli/sandbox-view";
import { planLogin } from "../../../sandbox/cli/ssh";
import { planSshArguments } from "../../../sandbox/cli/ssh-client";

const outputs = {
  nodes: [{ key: "node1", address: "10.41.128.4" }],
  loadBalancers: [{ key: "haproxy1", address: "10.41.128.5" }],
  hostKeys: { node1: "ssh-ed25519 AAAA1", haproxy1: "ssh-ed25519 AAAA2" },
  sshUser: "admin",
  sshPrivateKey: "PRIVATE",
} as unknown as StackOutputs;

const login = {
  key: "haproxy1",
  address: "10.41.128.5",
  user: "admin",
  hostKey: "ssh-ed25519 AAAA2",
  privateKey: "PRIVATE",
};

it.each(["haproxy1", "10.41.128.5"])("finds a machine by %s", (name) => {
  expect(planLogin(outputs, name)).toEqual(login);
});

it("fails on another name and lists the machines", () => {
  expect(() => planLogin(outputs, "node9")).toThrow(
    'There is no machine "node9". The machines are node1, haproxy1.',
  );
});

it("gives ssh this machine's host key and no other, and no key on the command line", () => {
  const words = planSshArguments(login, "/tmp/folder", "sudo ls");
  expect(words.slice(0, 2)).toEqual(["-F", "none"]);
  expect(words).toContain("StrictHostKeyChecking=yes");
  expect(words).toContain("UserKnownHostsFile=/tmp/folder/known_hosts");
  expect(words.slice(-2)).toEqual(["admin@10.41.128.5", "sudo ls"]);
  expect(words.join(" ")).not.toContain("PRIVATE");
  expect(planSshArguments(login, "/tmp/folder", "").at(-1)).toBe("admin@10.41.128.5");
});
