import {
  fingerprint,
  parseHostKey,
  parseHostKeyBlob,
  signatureAlgorithms,
} from "../../../../components/remote/ssh/host-key";

/** Made once with ssh-keygen, which printed the fingerprint too. */
const line =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGEn5uDPPmTJK8MtzWMrNMCjnR0M4fcYHFYVrHhBxsQJ someone@somewhere";

describe("host keys", () => {
  it("reads a public key's line and its wire form as the same key", () => {
    const key = parseHostKey(line);
    expect(key.type).toBe("ssh-ed25519");
    expect(parseHostKeyBlob(key.blob)).toEqual(key);
    expect(fingerprint(key)).toMatch(/^ssh-ed25519 SHA256:[A-Za-z0-9+/]{43}$/);
  });

  it("asks an RSA key for signatures of today first", () => {
    expect(signatureAlgorithms("ssh-rsa")).toEqual(["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"]);
    expect(signatureAlgorithms("ssh-ed25519")).toEqual(["ssh-ed25519"]);
  });
});
