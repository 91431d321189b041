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

  it.each([
    ["*.prod.example ssh-ed25519 AAAA", "ssh-ed25519 AAAA"],
    ["web?.prod.example ssh-ed25519 AAAA", "ssh-ed25519 AAAA"],
    ["w*b*.example ssh-ed25519 AAAA", "ssh-ed25519 AAAA"],
    ["WEB1.Prod.Example ssh-ed25519 AAAA", "ssh-ed25519 AAAA"],
    ["!web9.prod.example,*.prod.example ssh-ed25519 AAAA", "ssh-ed25519 AAAA"],
    ["*.prod.example,!web1.* ssh-ed25519 AAAA", undefined],
    ["!web1.prod.example ssh-ed25519 AAAA", undefined],
    ["web?.example ssh-ed25519 AAAA", undefined],
    ["?eb1.prod.exampl ssh-ed25519 AAAA", undefined],
    ["web1.prod.example ssh-ed25519 AAAA\r", "ssh-ed25519 AAAA"],
    ["\uFEFFweb1.prod.example ssh-ed25519 AAAA", "ssh-ed25519 AAAA"],
    [
      "web1.prod.example ssh-rsa AAAAR\nweb1.prod.example ecdsa-sha2-nistp521 AAAAE",
      "ecdsa-sha2-nistp521 AAAAE",
    ],
    ["web1.prod.example ssh-dss AAAAD\nweb1.prod.example ssh-rsa AAAAR", "ssh-rsa AAAAR"],
    ["web1.prod.example ssh-ed25519 AAAA\n10.0.0.1,web1.prod.example ssh-ed25519 AAAA", "ssh-ed25519 AAAA"],
    ["web1.prod.example:22 SSH-2.0-OpenSSH_9.2p1 Debian-2\nweb1.prod.example ssh-rsa AAAA", "ssh-rsa AAAA"],
    ["# web1.prod.example:22 SSH-2.0-OpenSSH_9.2p1\nweb1.prod.example ssh-rsa AAAA", "ssh-rsa AAAA"],
    ["web1.prod.example 1024 35 123456", undefined],
  ])("of %j gives a machine %s", (lines, key) => {
    expect(new KnownHosts(lines).find("web1.prod.example", 22)).toBe(key);
    const withPort = lines.replace(/^(\uFEFF?)(\S+)( ssh-ed25519)/, (_, bom, names: string, rest) => {
      const each = names.split(",").map((name) => name.replace(/^(!?)(.*)$/, "$1[$2]:2222"));
      return `${bom}${each.join(",")}${rest}`;
    });
    expect(new KnownHosts(withPort).find("web1.prod.example", 2222)).toBe(key);
  });

  it.each([
    [
      "a ssh-ed25519 AAAA\na ssh-ed25519 BBBB",
      "is not clear: lines 1 and 2 of known_hosts have different ssh-ed25519",
    ],
    [
      "@cert-authority * ssh-ed25519 AAAA",
      "is needed: line 1 of known_hosts names a certificate authority only",
    ],
    ["a ssh-rsa AAAA\n@revoked * ssh-rsa AAAA", "is needed: the key in line 1 of known_hosts is @revoked"],
    [
      "a sk-ssh-ed25519@openssh.com AAAA",
      "is needed: line 1 of known_hosts has a key of type sk-ssh-ed25519@openssh.com",
    ],
    ["b ssh-rsa AAAA", undefined],
  ])("of %j says why there is none", (lines, reason) => {
    const hosts = new KnownHosts(lines);
    expect(hosts.find("a", 22)).toBeUndefined();
    expect(hosts.explain("a", 22)?.slice(0, reason?.length)).toBe(reason);
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
