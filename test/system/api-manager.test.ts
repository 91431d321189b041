import { ensureProductPack } from "../../sandbox/carbon-kernel";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { openPage, signIn } from "./support/carbon-console";
import { seesTenant, writeTenant } from "./support/common-content";
import { neverReady, Platform, ready, rolled } from "./support/platform";

const why = whyNoMachines();
const stateFolder = ".sandbox-platform";
const host = "api.example.com";
const path = "/wso2/load";
const platform = new Platform(
  stateFolder,
  {
    ...{ system: "api-manager", version: "4.4.0", identityVersion: "7.0.0", host },
    identityContentSync: JSON.stringify({ writer: "is1" }),
  },
  { portals: { host, path, sessions: 16 }, gateway: { host: `gateway.${host}`, path } },
);
const { cli } = platform;
const minute = 60_000;

(why ? describe.skip : describe)("API Manager and Identity Server, on machines of the sandbox", () => {
  let created: string[] = [];
  beforeAll(async () => {
    await Promise.all([
      ...["4.4.0", "4.5.0"].map((version) => ensureProductPack("wso2am", version, () => {})),
      ...["7.0.0", "7.1.0"].map((version) => ensureProductPack("wso2is", version, () => {})),
    ]);
    await platform.create();
    created = await platform.done(0);
  }, 15 * minute);

  afterAll(async () => {
    await platform.remove();
  }, 20 * minute);

  it(
    "come up from nothing, Identity Server first, and serve by their names",
    async () => {
      const nodes = ["is1", "is2", "apim1", "apim2"];
      expect(created.filter((each) => /^(start|join)/.test(each))).toEqual(
        nodes.flatMap((node) => [`start ${node}`, `join ${node}`]),
      );
      const at = await cli.outputs();
      const identity = { ...at, host: "identity.api.example.com" };
      const gateway = { ...at, host: "gateway.api.example.com" };
      const signedIn = (host: string) => ({
        status: 302,
        location: `https://${host}/carbon/admin/index.jsp?loginStatus=true`,
      });
      expect(await signIn(at, "admin", at.adminPassword ?? "")).toMatchObject(signedIn(at.host));
      const known = await signIn(identity, "admin", at.identityAdminPassword ?? "");
      expect(known).toMatchObject(signedIn(identity.host));
      const call = await openPage(gateway, "/pets/1.0/dogs", { cookie: "" });
      expect(call.status).toBe(200);
      expect(JSON.parse(call.text)).toMatchObject({
        node: expect.stringMatching(/^apim\d$/),
        version: "4.4.0",
      });
      expect((await openPage(identity, "/oauth2/jwks", { cookie: "" })).status).toBe(200);
      await writeTenant(cli, "is1", "added-at-first");
    },
    minute,
  );

  it(
    "change API Manager alone: no request is lost on the portals and on the gateway, Identity Server stays as it is",
    async () => {
      const since = Date.now();
      const { portals, gateway } = await platform.losesNothing(() => platform.change({ version: "4.5.0" }));
      expect(await platform.done(since)).toEqual(rolled("apim1", "apim2"));
      for (const report of [portals, gateway]) {
        expect(Object.keys(report.byVersion).sort()).toEqual(["4.4.0", "4.5.0"]);
        expect(Object.keys(report.byNode).sort()).toEqual(["apim1", "apim2"]);
      }
    },
    20 * minute,
  );

  it(
    "stop before API Manager when an Identity Server never becomes ready, and then roll both in their order; tenants that are added before and meanwhile are on both",
    async () => {
      await platform.losesNothing(async () => {
        const since = Date.now();
        const both = { version: "4.4.0", identityVersion: "7.1.0" };
        const failed = await platform.tryChange({
          ...{ ...both, identityJavaOpts: neverReady, startTimeoutSec: "45" },
        });
        expect(failed.exitCode).not.toBe(0);
        expect(failed.all).toMatch(/is1[\s\S]*503/);
        expect(await platform.done(since)).toEqual(["leave is1", "stop is1", "start is1"]);
        const again = Date.now();
        const other = { identityInstanceType: "m6i.xlarge" };
        const came = async (step: string) => (await platform.done(again)).includes(step) || undefined;
        await Promise.all([
          // Of Identity Server the machines are replaced, too.
          platform.change({ ...both, ...{ identityJavaOpts: ready, startTimeoutSec: "240" }, ...other }),
          // The writer of their common folders has had its turn, on a new machine; the other one has it now.
          pollUntil("is2 is stopped", 300, () => came("stop is2")).then(() =>
            writeTenant(cli, "is1", "added-in-the-roll"),
          ),
        ]);
        // is1 is out already; before its machine goes it is stopped once more.
        expect(await platform.done(again)).toEqual(rolled("is1", "is2", "apim1", "apim2").slice(1));
        await seesTenant(cli, "is1", "added-at-first");
        await seesTenant(cli, "is2", "added-in-the-roll");
      });
      expect(await cli.must("status")).toMatch(/is1[\s\S]*apim2/);
    },
    20 * minute,
  );
});
