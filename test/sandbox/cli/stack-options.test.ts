import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { Command } from "commander";
import { parsePositive } from "../../../sandbox/cli/load";
import { collectSet, presentStacks, withPresentStack } from "../../../sandbox/cli/stack-options";
import { packageRoot } from "../../../sandbox/paths";

describe("--stack", () => {
  const folder = mkdtempSync(join(packageRoot, ".sandbox-options-"));
  beforeAll(() => {
    process.env.WSO2_SANDBOX_STATE = basename(folder);
  });
  afterAll(() => {
    delete process.env.WSO2_SANDBOX_STATE;
    rmSync(folder, { recursive: true });
  });
  const byDefault = () => withPresentStack(new Command()).opts().stack;

  it("is the one that is up, or dev", () => {
    expect([presentStacks(), byDefault()]).toEqual([[], "dev"]);
    mkdirSync(join(folder, "prod"));
    expect([presentStacks(), byDefault()]).toEqual([["prod"], "prod"]);
    mkdirSync(join(folder, "dev"));
    expect([presentStacks(), byDefault()]).toEqual([["dev", "prod"], "dev"]);
  });
});

describe("--set", () => {
  it("collects several, the later one winning", () => {
    const first = collectSet("version=4.3.0");
    const second = collectSet("wso2:javaOpts=-Da=b -Dc=d", first);
    expect(collectSet("version=4.4.0", second)).toEqual({
      version: "4.4.0",
      "wso2:javaOpts": "-Da=b -Dc=d",
    });
  });

  it("keeps an empty value, which drops an override", () => {
    expect(collectSet("version=")).toEqual({ version: "" });
  });

  it.each(["version", "=4.4.0", ""])("fails on %j", (text) => {
    expect(() => collectSet(text)).toThrow("Write it as key=value");
  });
});

describe("numbers", () => {
  it("are read", () => {
    expect(parsePositive("0.5")).toBe(0.5);
  });

  it.each(["0", "-1", "many", "", "Infinity"])("fails on %j", (text) => {
    expect(() => parsePositive(text)).toThrow("a number above 0");
  });
});
