import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepOverrides, readKeptOverrides } from "../../../sandbox/engine/kept-overrides";

const folder = mkdtempSync(join(tmpdir(), "kept-"));
const stateDir = join(folder, "dev");
afterAll(() => rmSync(folder, { recursive: true }));

it("keeps what was set for later commands, in the file that the engine's part reads", async () => {
  expect(await readKeptOverrides(stateDir)).toEqual({});
  await keepOverrides(stateDir, { version: "4.4.0", "aws:region": "eu-west-1" }, "wso2");
  await keepOverrides(stateDir, { "wso2:version": "", nodeCount: "3" }, "wso2");
  expect(await readKeptOverrides(stateDir)).toEqual({ "aws:region": "eu-west-1", "wso2:nodeCount": "3" });
  expect(JSON.parse(readFileSync(join(stateDir, "overrides.json"), "utf8"))).toEqual({
    "aws:region": "eu-west-1",
    "wso2:nodeCount": "3",
  });
});

it("keeps it from everybody else: it may be a secret", async () => {
  const path = join(stateDir, "overrides.json");
  chmodSync(path, 0o644);
  await keepOverrides(stateDir, { certificateKeyPem: "secret" }, "wso2");
  expect((statSync(path).mode & 0o777).toString(8)).toBe("600");
  await keepOverrides(stateDir, { certificateKeyPem: "" }, "wso2");
});

it("fails on a key that is none, and keeps nothing of it", async () => {
  await expect(keepOverrides(stateDir, { "a b": "1" }, "wso2")).rejects.toThrow("the key must be");
  expect(await readKeptOverrides(stateDir)).not.toHaveProperty("wso2:a b");
});
