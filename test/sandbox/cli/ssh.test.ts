import { chooseTarget } from "../../../components/cli/find-target";
import type { StackOutputs } from "../../../sandbox/cli/sandbox-view";
import { planTargets } from "../../../sandbox/cli/ssh";

const outputs = {
  nodes: [{ key: "node1", address: "10.41.128.4" }],
  loadBalancers: [{ key: "haproxy1", address: "10.41.128.5" }],
  hostKeys: { node1: "ssh-ed25519 AAAA1", haproxy1: "ssh-ed25519 AAAA2" },
  sshUser: "admin",
  sshPrivateKey: "PRIVATE",
} as unknown as StackOutputs;

it.each(["haproxy1", "10.41.128.5"])("finds a machine by %s", (name) => {
  expect(chooseTarget(planTargets(outputs), name)).toEqual({
    name: "haproxy1",
    host: "10.41.128.5",
    user: "admin",
    hostKey: "ssh-ed25519 AAAA2",
    privateKey: "PRIVATE",
  });
});

it("fails on another name and lists the machines", () => {
  expect(() => chooseTarget(planTargets(outputs), "node9")).toThrow(
    'there is no machine "node9"; there are haproxy1, node1',
  );
});
