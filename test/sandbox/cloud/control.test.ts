import type { Server } from "node:http";
import { CloudClient } from "../../../sandbox/cloud/control-client";
import { AnotherCloudError, listenForControl } from "../../../sandbox/cloud/control-server";
import type { CloudStatus } from "../../../sandbox/cloud/status";

const id = `test${process.pid}`;
const status: CloudStatus = {
  pid: 1,
  endpoint: "http://127.0.0.1:1",
  settled: true,
  machines: [],
  loadBalancers: [],
  problems: [],
};
const calls: string[] = [];

let server: Server;
beforeAll(async () => {
  server = await listenForControl(id, "secret", {
    status: async () => status,
    shutdown: async () => void calls.push("shutdown"),
    afterShutdown: () => void calls.push("after"),
  });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

it("tells the status to who knows the token", async () => {
  expect(await new CloudClient(id, "secret").status()).toEqual(status);
});

it("fails without the token", async () => {
  await expect(new CloudClient(id, "guess").status()).rejects.toThrow("wrong token");
});

it("fails where no cloud listens", async () => {
  await expect(new CloudClient(`${id}-other`, "secret").status()).rejects.toThrow("ECONNREFUSED");
});

it("fails to listen where another cloud does", async () => {
  const handlers = { status: async () => status, shutdown: async () => {}, afterShutdown: () => {} };
  await expect(listenForControl(id, "secret", handlers)).rejects.toThrow(AnotherCloudError);
});

it("ends after it has answered to a shutdown", async () => {
  await new CloudClient(id, "secret").shutdown();
  expect(calls).toEqual(["shutdown", "after"]);
});
