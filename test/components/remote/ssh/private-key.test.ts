import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { utils } from "ssh2";
import { checkPrivateKey } from "../../../../components/remote/ssh/private-key";

const folder = mkdtempSync(join(tmpdir(), "keys-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function makeKey(...args: string[]): { key: string; publicKey: string } {
  const path = join(folder, `key${files++}`);
  execa.sync("ssh-keygen", ["-q", "-C", "", "-f", path, ...args]);
  return { key: readFileSync(path, "utf8"), publicKey: readFileSync(`${path}.pub`, "utf8") };
}

function publicHalf(key: string): string {
  const parsed = utils.parseKey(key);
  if (parsed instanceof Error || Array.isArray(parsed)) throw new Error("no key");
  return parsed.getPublicSSH().toString("base64");
}

describe("a private key as people paste it", () => {
  const kinds: Record<string, string[]> = {
    "ed25519, OpenSSH": ["-t", "ed25519", "-N", ""],
    "rsa, OpenSSH": ["-t", "rsa", "-b", "2048", "-N", ""],
    "rsa, PEM": ["-t", "rsa", "-b", "2048", "-m", "PEM", "-N", ""],
    "ecdsa, OpenSSH": ["-t", "ecdsa", "-N", ""],
    "ecdsa, PEM": ["-t", "ecdsa", "-m", "PEM", "-N", ""],
  };
  const pasted: Record<string, (key: string) => string> = {
    "as it is": (key) => key,
    "with line ends of Windows": (key) => key.replaceAll("\n", "\r\n"),
    "without the last line end": (key) => key.trimEnd(),
    "with blanks for line ends": (key) => key.trim().replaceAll("\n", " "),
    "with \\n for line ends": (key) => key.replaceAll("\n", "\\n"),
    "with \\r\\n for line ends": (key) => key.replaceAll("\n", "\\r\\n"),
    "without any line end": (key) => key.replaceAll("\n", ""),
    "indented, as in YAML": (key) => key.replaceAll("\n", "\n    "),
    "with a byte order mark": (key) => `\uFEFF${key}`,
  };

  it.each(Object.entries(kinds))("is the same key in every form: %s", (_, args) => {
    const { key } = makeKey(...args);
    for (const [form, paste] of Object.entries(pasted)) {
      const checked = checkPrivateKey(paste(key));
      expect({ form, half: "key" in checked && publicHalf(checked.key) }).toEqual({
        form,
        half: publicHalf(key),
      });
    }
  });

  const good = makeKey("-t", "ed25519", "-N", "");
  const pkcs8 = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const lines = good.key.trim().split("\n");
  const refused: [string, string, RegExp][] = [
    ["nothing", "  ", /^got nothing/],
    ["encrypted, OpenSSH", makeKey("-t", "ed25519", "-N", "secret").key, /with a passphrase.*ssh-keygen -p/],
    ["encrypted, PEM", makeKey("-t", "rsa", "-m", "PEM", "-N", "secret").key, /with a passphrase/],
    [
      "encrypted, PKCS#8",
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
      /with a passphrase/,
    ],
    ["PKCS#8", pkcs8, /PKCS#8.*ssh-keygen -p/],
    ["a path", "~/.ssh/id_ed25519", /path of a file/],
    ["a path of Windows", "C:\\Users\\me\\.ssh\\id_rsa", /path of a file/],
    ["a file's name", "id_ed25519", /path of a file/],
    ["the public key", good.publicKey, /public key; the private one/],
    [
      "PuTTY's format",
      "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
      /PuTTY's format.*Export OpenSSH key/,
    ],
    [
      "a certificate",
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
      /PEM of type CERTIFICATE/,
    ],
    ["no end", lines.slice(0, -1).join("\n"), /not whole/],
    ["a line less", [...lines.slice(0, 2), ...lines.slice(3)].join("\n"), /not whole/],
    ["other characters", good.key.replaceAll("AAAA", "ääää"), /damaged/],
    ["a password", "correct horse battery staple", /no private key/],
  ];
  it.each(refused)("fails for %s and says what is needed, without a word of it", (_, text, reason) => {
    const checked = checkPrivateKey(text);
    const problem = "problem" in checked ? checked.problem : "taken";
    expect(problem).toMatch(reason);
    for (const word of text.split(/\s+/).filter((each) => each.length > 20))
      expect(problem).not.toContain(word);
  });
});
