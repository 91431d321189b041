import type { EngineEvent } from "@pulumi/pulumi/automation";
import { renderChanges, renderEvent, renderType } from "../../../sandbox/cli/engine-lines";

const urn =
  "urn:pulumi:dev::wso2::wso2:index:RollingGroup$command:local/command:Command::wso2-dev-node1-service";

function operation(op: string, more: object = {}): EngineEvent {
  const state = { custom: true };
  const metadata = { op, urn, type: "command:local/command:Command", new: state, ...more };
  return { sequence: 1, timestamp: 1, resourcePreEvent: { metadata } } as never;
}

function diagnostic(severity: string, message: string): EngineEvent {
  return { sequence: 1, timestamp: 1, diagnosticEvent: { severity, message, urn, color: "never" } } as never;
}

describe("resources", () => {
  it.each([
    ["create", {}, "+  command.local.Command              wso2-dev-node1-service"],
    ["update", { diffs: ["stdin"] }, "~  command.local.Command              wso2-dev-node1-service  [stdin]"],
    [
      "create-replacement",
      { keys: ["triggers"], diffs: ["triggers", "stdin"] },
      "++ command.local.Command              wso2-dev-node1-service  [triggers]",
    ],
    ["delete-replaced", {}, "-- command.local.Command              wso2-dev-node1-service"],
    [
      "delete",
      { new: undefined, old: { custom: true } },
      "-  command.local.Command              wso2-dev-node1-service",
    ],
  ])("%s", (op, more, line) => {
    expect(renderEvent(operation(op, more))).toBe(line);
  });

  it.each([
    ["what stays", operation("same")],
    ["the engine's own step", operation("replace")],
    ["a component", operation("create", { new: {} })],
    ["a provider", operation("create", { type: "pulumi:providers:aws" })],
  ])("are not shown: %s", (_, event) => {
    expect(renderEvent(event)).toBeUndefined();
  });

  it.each([
    ["aws:ec2/instance:Instance", "aws.ec2.Instance"],
    ["aws:iam/serverCertificate:ServerCertificate", "aws.iam.ServerCertificate"],
    ["tls:index/privateKey:PrivateKey", "tls.PrivateKey"],
  ])("have the type that users write: %s", (type, text) => {
    expect(renderType(type)).toBe(text);
  });
});

describe("messages", () => {
  it("show a command's lines, without colours", () => {
    expect(renderEvent(diagnostic("info", "<{%reset%}>node1 drain haproxy1  +2.1 s<{%reset%}>\n"))).toBe(
      "      node1 drain haproxy1  +2.1 s",
    );
  });

  it("shows once why something failed, not for each resource that waited for it", () => {
    const wait = 'error serializing property "triggers": error serializing property "outputs": ';
    const failed = `${wait}resource wso2-dev-node1-service [command:local:Command] failed to register\n`;
    expect(renderEvent(diagnostic("error", failed))).toBeUndefined();
    expect(renderEvent(diagnostic("error", `${wait}RollingGroup wso2-dev:\n  batches: too large\n`))).toBe(
      "ERROR wso2-dev-node1-service: RollingGroup wso2-dev:\n  batches: too large",
    );
  });

  it("leave out a command's last line, debugging, and where an error was thrown", () => {
    expect(renderEvent(diagnostic("info", '{"run":"2026"}'))).toBeUndefined();
    expect(renderEvent(diagnostic("debug", "RegisterResource RPC"))).toBeUndefined();
    expect(
      renderEvent(
        diagnostic("error", "Unhandled exception: Error: bad version\n    at deploy (/x/deploy.js:1:2)\n"),
      ),
    ).toBe("ERROR wso2-dev-node1-service: bad version");
  });

  it("say an error's lines once", () => {
    const error = 'exit status 1: running "roll":\nroll start failed\n  node: node1';
    expect(renderEvent(diagnostic("error", error), new Set(["roll start failed", "node: node1"]))).toBe(
      'ERROR wso2-dev-node1-service: exit status 1: running "roll":',
    );
  });
});

it("says nothing when all was said", () => {
  expect(renderEvent(diagnostic("error", "update failed"), new Set(["update failed"]))).toBeUndefined();
});

it("sums up", () => {
  expect(renderChanges({ create: 3, same: 2 })).toBe("3 created, 2 unchanged");
  expect(renderChanges({ replace: 6, same: 90 }, true)).toBe("6 to be replaced, 90 unchanged");
  expect(renderChanges({ same: 90 }, true)).toBe("no changes");
  expect(renderChanges(undefined)).toBe("no changes");
});
