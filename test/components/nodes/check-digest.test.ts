import { checkDigest, digestOf } from "../../../components/nodes/check-digest";

const https = "https://packs.example/x.zip?signature=hunter2";
const digest = "a".repeat(64);

describe("checkDigest", () => {
  it.each([
    [https, digest],
    [https, "unverified"],
    ["file:///x.zip", undefined],
    ["file:///x.zip", digest],
  ])("takes %s with %s", (source, sha256) => {
    expect(checkDigest(source, sha256)).toEqual([]);
  });

  it.each([
    [https, undefined, "is needed and not set"],
    [https, "", "is no SHA-256 in hex"],
    ["file:///x.zip", "a1", "is no SHA-256 in hex"],
  ])("fails for %s with %s, and says how to get one", (source, sha256, reason) => {
    const [problem, ...more] = checkDigest(source, sha256, "wso2:packSha256");
    expect(more).toEqual([]);
    expect(problem?.propertyPath).toBe("wso2:packSha256");
    expect(problem?.reason).toContain(reason);
    expect(problem?.reason).toMatch(/`curl -fL \S+ \| sha256sum`.*"unverified"/);
    expect(problem?.reason).not.toContain("hunter2");
  });

  it("puts no digest in a plan that has none", () => {
    expect([digestOf(undefined), digestOf("unverified"), digestOf(digest)]).toEqual([
      {},
      {},
      { sha256: digest },
    ]);
  });
});
