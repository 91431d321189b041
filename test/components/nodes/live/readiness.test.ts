import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { describeReadiness, probeProduct, probeReadiness } from "../../../../components/nodes/live/readiness";
import type { HttpReadiness, Readiness } from "../../../../components/nodes/service-plan";
import type { SshConnection } from "../../../../components/remote/ssh/connection";

/** Stands for the machine: what it opens is opened here. */
const machine = {
  openTcp: (host: string, port: number) =>
    new Promise((resolve, reject) => {
      const socket = connect(port, host, () => resolve(socket)).once("error", reject);
    }),
} as unknown as SshConnection;

describe("probeReadiness over TLS", () => {
  const folder = mkdtempSync(join(tmpdir(), "readiness-"));
  let server: Server;
  let pem = "";
  let otherPem = "";
  const readiness = (change: Partial<HttpReadiness> = {}): HttpReadiness => ({
    scheme: "https",
    port: (server.address() as AddressInfo).port,
    path: "/services/Version",
    host: "ei.example",
    expectStatus: 200,
    caPem: pem,
    ...change,
  });

  beforeAll(async () => {
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const names = ["-subj", "/CN=ei.example", "-addext", "subjectAltName=DNS:ei.example"];
    await execa("openssl", ["req", "-x509", ...key, "-keyout", "key.pem", "-out", "pem", ...names], {
      cwd: folder,
    });
    pem = readFileSync(join(folder, "pem"), "utf8");
    await execa("openssl", ["req", "-x509", ...key, "-keyout", "other.key", "-out", "other", ...names], {
      cwd: folder,
    });
    otherPem = readFileSync(join(folder, "other"), "utf8");
    const options = { cert: pem, key: readFileSync(join(folder, "key.pem")) };
    server = createServer(options, (request, response) => {
      response.writeHead(200).end(request.headers.host);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  it("is ready with the right name, CA and status", async () => {
    expect(await probeReadiness(machine, readiness())).toEqual({
      ready: true,
      seen: "200 OK: ei.example",
    });
  });

  it("fails for a certificate with another name", async () => {
    const { ready, seen } = await probeReadiness(machine, readiness({ host: "mi.example" }));
    expect(ready).toBe(false);
    expect(seen).toMatch(/mi\.example. is not in the cert's altnames/);
  });

  it("fails for a certificate of another CA", async () => {
    const { ready, seen } = await probeReadiness(machine, readiness({ caPem: otherPem }));
    expect(ready).toBe(false);
    expect(seen).toMatch(/self-signed certificate/);
  });

  it("does not look at the certificate when no CA is named", async () => {
    const { ready } = await probeReadiness(machine, readiness({ caPem: undefined, host: "mi.example" }));
    expect(ready).toBe(true);
  });

  it("is ready only when the traffic port takes a connection that the balancers would take", async () => {
    const page = readiness();
    const traffic = (change: object = {}) => ({ port: page.port, host: "ei.example", caPem: pem, ...change });
    const ask = (change?: object) =>
      probeProduct(machine, { readiness: { ...page, caPem: undefined }, traffic: traffic(change) });
    expect(await ask()).toMatchObject({ ready: true });
    // While an old root and a new one are trusted side by side.
    expect(await ask({ caPem: `${otherPem}${pem}` })).toMatchObject({ ready: true });
    expect(await ask({ caPem: otherPem })).toMatchObject({
      ready: false,
      seen: expect.stringMatching(
        /^200 OK: ei\.example, but traffic port \d+, as ei\.example: .*self-signed certificate/,
      ),
    });
    expect(await ask({ host: "mi.example" })).toMatchObject({
      ready: false,
      seen: expect.stringContaining("mi.example. is not in the cert's altnames"),
    });
    expect(await ask({ port: 1 })).toMatchObject({ ready: false });
  });

  it("is ready only when all else that it carries answers: pages over verified TLS, and open ports", async () => {
    const page = readiness();
    const ask = (...alsoReady: Readiness[]) => probeProduct(machine, { readiness: page, alsoReady });
    expect(await ask({ scheme: "tcp", port: page.port }, { ...page, path: "/oauth2/jwks" })).toEqual({
      ready: true,
      seen: "200 OK: ei.example",
    });
    expect(await ask({ ...page, path: "/oauth2/jwks", expectStatus: 204 })).toEqual({
      ready: false,
      seen: `200 OK: ei.example, but https://ei.example:${page.port}/oauth2/jwks: 200 OK: ei.example`,
    });
    expect(await ask({ ...page, caPem: otherPem })).toMatchObject({
      ready: false,
      seen: expect.stringContaining("self-signed certificate"),
    });
    expect(await ask({ scheme: "tcp", port: 1 })).toMatchObject({
      ready: false,
      seen: expect.stringMatching(/^200 OK: ei\.example, but port 1: /),
    });
    expect(describeReadiness({ readiness: page, alsoReady: [{ scheme: "tcp", port: 5672 }] })).toBe(
      `200 from https://ei.example:${page.port}/services/Version and port 5672 open`,
    );
  });

  it("takes an open port for enough when it is told so", async () => {
    const { port } = readiness();
    expect(await probeReadiness(machine, { scheme: "tcp", port })).toEqual({
      ready: true,
      seen: `port ${port} is open`,
    });
    expect(await probeReadiness(machine, { scheme: "tcp", port: 1 })).toMatchObject({ ready: false });
  });

  it("fails for another status and for a closed port", async () => {
    expect(await probeReadiness(machine, readiness({ expectStatus: 204 }))).toMatchObject({
      ready: false,
    });
    expect(await probeReadiness(machine, readiness({ port: 1 }))).toMatchObject({
      ready: false,
      seen: expect.stringContaining("ECONNREFUSED"),
    });
  });
});
