import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { isChange, SetKeeper } from "../../../sandbox/cli/set-keeper";
import { readKeptOverrides } from "../../../sandbox/engine/kept-overrides";

const command = "command:local:Command";
const text = (verb: string) => `node -e 'require("pulumi-wso2/roll")' ${verb}`;

/** The end of a step of the engine. */
function ended(op: string, type: string, inputs: Record<string, string> = {}, planning = false): EngineEvent {
  const state = { custom: true, inputs };
  const metadata = { op, type, urn: "urn", old: state, new: state };
  return { resOutputsEvent: { metadata, planning } } as unknown as EngineEvent;
}

test.each<[string, EngineEvent, boolean]>([
  ["a new machine", ended("create", "aws:ec2/instance:Instance"), true],
  ["a node that has left", ended("delete-replaced", command, { delete: text("leave") }), true],
  ["a service that was started", ended("create-replacement", command, { create: text("start") }), true],
  ["a service whose delete does nothing", ended("delete-replaced", command, { delete: ":" }), false],
  ["a check", ended("create-replacement", command, { create: text("check-members") }), false],
  ["a version that was brought to a node", ended("create", command, { create: text("stage-ahead") }), false],
  ["a text that has changed", ended("update", command, { update: 'printf %s "$X"' }), false],
  ["another configuration of HAProxy", ended("update", command, { update: text("configure-haproxy") }), true],
  ["nothing", ended("same", "aws:ec2/instance:Instance"), false],
  ["what a preview says", ended("create", "aws:ec2/instance:Instance", {}, true), false],
  ["a provider", ended("create", "pulumi:providers:aws"), false],
  ["a line", { diagnosticEvent: {} } as EngineEvent, false],
])("%s", (_, event, expected) => {
  expect(isChange(event)).toBe(expected);
});

describe("what was set", () => {
  const stateDir = mkdtempSync(join(tmpdir(), "keeper-"));
  afterAll(() => rmSync(stateDir, { recursive: true }));

  it("is kept once something is changed by it, and otherwise said to be gone", async () => {
    const said: string[] = [];
    const keeper = new SetKeeper(stateDir, { version: "9.9.1" });
    await keeper.sayAfterFailure((line) => said.push(line));
    expect(await readKeptOverrides(stateDir)).toEqual({});
    keeper.onEvent(ended("create", "aws:ec2/vpc:Vpc"));
    await keeper.sayAfterFailure((line) => said.push(line));
    expect(await readKeptOverrides(stateDir)).toEqual({ "wso2:version": "9.9.1" });
    expect(said).toEqual([
      "nothing was changed, so version as set here is not kept",
      "later commands go on with version as set here; to drop what was set: --set version=",
    ]);
  });
});
