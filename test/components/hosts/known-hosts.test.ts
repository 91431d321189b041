import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { KnownHosts } from "../../../components/hosts/known-hosts";

const text = `# of the operators
node1,10.0.0.1 ssh-rsa AAAARSA
node1,10.0.0.1 ssh-ed25519 AAAAED1 comment
[node2.example.com]:2222 ecdsa-sha2-nistp256 AAAAEC2
@cert-authority *.example.com ssh-ed25519 AAAACA
@revoked * ssh-ed25519 AAAAOLD
node3 ssh-ed25519 AAAAOLD
`;

describe("KnownHosts", () => {
  const hosts = new KnownHosts(text);

  it.each([
    ["the strongest key of a name", "node1", 22, "ssh-ed25519 AAAAED1"],
    ["the same by address", "10.0.0.1", 22, "ssh-ed25519 AAAAED1"],
    ["a name in other letters", "NODE1", 22, "ssh-ed25519 AAAAED1"],
    ["a key at another port", "node2.example.com", 2222, "ecdsa-sha2-nistp256 AAAAEC2"],
    ["nothing at the usual port for it", "node2.example.com", 22, undefined],
    ["nothing where only an authority is named", "node9.example.com", 22, undefined],
    ["no key that was revoked", "node3", 22, undefined],
  ])("finds %s", (_, host, port, key) => {
    expect(hosts.find(host, port)).toBe(key);
  });

  it("finds names that ssh-keygen has hashed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "known-hosts-"));
    const file = join(folder, "known_hosts");
    await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", join(folder, "key")]);
    const key = readFileSync(join(folder, "key.pub"), "utf8").trim();
    writeFileSync(file, `node1 ${key}\n[node2]:2222 ${key}\n`);
    await execa("ssh-keygen", ["-q", "-H", "-f", file]);
    const hashed = readFileSync(file, "utf8");
    rmSync(folder, { recursive: true });
    expect(hashed).not.toContain("node1");
    expect(new KnownHosts(hashed).find("node1", 22)).toBe(key);
    expect(new KnownHosts(hashed).find("node2", 2222)).toBe(key);
    expect(new KnownHosts(hashed).find("node3", 22)).toBeUndefined();
  });
});
