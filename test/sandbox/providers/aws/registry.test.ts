import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../../sandbox/paths";
import { findIn, functions, resources } from "../../../../sandbox/providers/aws/registry";
import { supportedFunctions, supportedTypes } from "../../../../sandbox/providers/aws/schema";

/** The official package's source of a type: `aws:ec2/vpc:Vpc` is in ec2/vpc.js. */
function officialSource(token: string): string {
  const [, path = ""] = token.split(":");
  return readFileSync(
    join(packageRoot, "node_modules", "@pulumi", "aws", `${path.replace(/^index\//, "")}.js`),
    "utf8",
  );
}

function officialNames(token: string, pattern: RegExp): Set<string> {
  return new Set([...officialSource(token).matchAll(pattern)].map(([, name]) => name ?? ""));
}

describe("the registry", () => {
  it.each(supportedTypes())("has only properties of the official %s", (token) => {
    const official = officialNames(token, /resourceInputs\["(\w+)"\]/g);
    const { inputs, outputs } = findIn(resources, "resource type", token);
    expect([...Object.keys(inputs), ...outputs].filter((name) => !official.has(name))).toEqual([]);
  });

  it.each(supportedFunctions())("has only arguments of the official %s", (token) => {
    const official = officialNames(token, /"(\w+)": args\.\w+/g);
    const { inputs } = findIn(functions, "function", token);
    expect(Object.keys(inputs).filter((name) => !official.has(name))).toEqual([]);
  });

  it("fails for a type that it hasn't, and says what there is", () => {
    expect(() => findIn(resources, "resource type", "aws:s3/bucket:Bucket")).toThrow(
      `resource type aws:s3/bucket:Bucket is not supported by the sandbox's AWS provider; supported: ${supportedTypes().join(", ")}`,
    );
  });
});
