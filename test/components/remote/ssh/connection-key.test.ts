import { connectionKey } from "../../../../components/remote/ssh/pool";
import type { SshTarget } from "../../../../components/remote/ssh-target";

const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGEn5uDPPmTJK8MtzWMrNMCjnR0M4fcYHFYVrHhBxsQJ";
const jump: SshTarget = { name: "bastion", host: "b1", user: "ops", privateKey: "one", hostKey };
const target: SshTarget = {
  name: "node1",
  host: "10.0.0.5",
  user: "admin",
  privateKey: "one",
  hostKey,
  jump,
};

describe("what makes a connection the same", () => {
  const same: Record<string, SshTarget> = {
    "another name": { ...target, name: "haproxy1" },
    "the port that is meant anyway": { ...target, port: 22 },
    "a comment after the host key": { ...target, hostKey: `${hostKey} root@lb1` },
    "another name of the jump host": { ...target, jump: { ...jump, name: "jump" } },
  };
  it.each(Object.entries(same))("%s", (_, other) => {
    expect(connectionKey(other)).toBe(connectionKey(target));
  });

  const different: Record<string, SshTarget> = {
    "another address": { ...target, host: "10.0.0.6" },
    "another port": { ...target, port: 2222 },
    "another user": { ...target, user: "root" },
    "another host key": { ...target, hostKey: hostKey.replace("GEn5", "GEn6") },
    "another key of ours": { ...target, privateKey: "two" },
    "no jump host": { ...target, jump: undefined },
    "another jump host with the same private address behind it": { ...target, jump: { ...jump, host: "b2" } },
    "another host key of the jump host": {
      ...target,
      jump: { ...jump, hostKey: hostKey.replace("GEn5", "GEn6") },
    },
    "another key for the jump host": { ...target, jump: { ...jump, privateKey: "two" } },
    "another way to the jump host": { ...target, jump: { ...jump, proxyCommand: "nc %h %p" } },
    "a ProxyCommand": { ...target, jump: undefined, proxyCommand: "nc %h %p" },
  };
  it.each(Object.entries(different))("fails with %s", (_, other) => {
    expect(connectionKey(other)).not.toBe(connectionKey(target));
  });

  it("shows no key", () => {
    expect(connectionKey(target)).toMatch(/^[0-9a-f]{64}$/);
  });
});
