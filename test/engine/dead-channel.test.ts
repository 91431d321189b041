import net from "node:net";
import { credentials } from "@grpc/grpc-js";
import { local } from "@pulumi/command";
import { RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { SupportsFeatureRequest } from "@pulumi/pulumi/proto/resource_pb";
import * as settings from "@pulumi/pulumi/runtime/settings";
import { type EngineFixture, openFixture } from "./fixture";

interface RunCall {
  readonly request: { getMonitorAddress(): string };
}

type RunCallback = (error: null, response: RunResponse) => void;

/** What serves an inline program to the engine; the SDK does not declare it. */
const { LanguageServer } = require("@pulumi/pulumi/automation/server") as {
  LanguageServer: { prototype: { run(call: RunCall, callback: RunCallback): Promise<void> } };
};

/**
 * An engine channel that an earlier update left open, at the address that the coming engine gets: grpc-js keeps its
 * connections for the whole process, and this one has just failed.
 */
async function plantDeadConnection(address: string): Promise<ResourceMonitorClient> {
  const { grpcClientOptions } = settings as unknown as { grpcClientOptions: Record<string, unknown> };
  const { "grpc.use_local_subchannel_pool": _, ...options } = grpcClientOptions;
  const nobody = await new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
  const { connect } = net;
  const refused = jest.spyOn(net, "connect").mockImplementation(() => connect(nobody, "127.0.0.1"));
  const client = new ResourceMonitorClient(address, credentials.createInsecure(), options);
  const error = await new Promise<Error | null>((resolve) => {
    client.supportsFeature(new SupportsFeatureRequest(), (failed) => resolve(failed));
  });
  refused.mockRestore();
  expect(error?.message).toContain("UNAVAILABLE");
  return client;
}

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await openFixture("dead-channel");
}, 900_000);
afterAll(() => fixture.remove());

const program = async () => {
  for (const name of ["one", "two"]) new local.Command(name, { create: ":", delete: ":" });
  return {};
};

test("a dead connection at the coming engine's address: the program runs, nothing is deleted", async () => {
  expect((await fixture.up(program)).steps.sort()).toEqual(["create one", "create two"]);
  const { run } = LanguageServer.prototype;
  const planted: ResourceMonitorClient[] = [];
  const spy = jest.spyOn(LanguageServer.prototype, "run").mockImplementation(async function (
    this: object,
    call,
    callback,
  ) {
    planted.push(await plantDeadConnection(call.request.getMonitorAddress()));
    return run.call(this, call, callback);
  });
  const again = await fixture.up(program);
  spy.mockRestore();
  for (const client of planted) client.close();
  expect(planted.length).toBe(1);
  expect(again).toEqual({ steps: [], lines: [] });
});

test("fails when the engine calls an update a success whose program never began", async () => {
  const spy = jest
    .spyOn(LanguageServer.prototype, "run")
    .mockImplementation(async (_call, callback) => callback(null, new RunResponse()));
  const nothing = await fixture.up(program);
  spy.mockRestore();
  expect(nothing.error).toContain("calls this update a success, but the program never began");
  expect((await fixture.up(program)).steps.sort()).toEqual(["create one", "create two"]);
});
