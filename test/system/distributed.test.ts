import { ensureProductPack, type KernelProduct } from "../../sandbox/carbon-kernel";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { openPage, signIn } from "./support/carbon-console";
import { loseMachine } from "./support/lost-machine";
import { isInService, lostFew, Platform, ready, rolled } from "./support/platform";

const why = whyNoMachines();
const stateFolder = ".sandbox-distributed";
const host = "api.example.com";
const path = "/wso2/load";
const platform = new Platform(
  stateFolder,
  {
    ...{ system: "api-manager", deployment: "distributed", host, version: "4.5.0" },
    ...{ identityVersion: "7.1.0", identityNodeCount: "1" },
  },
  { portals: { host, path, sessions: 16 }, gateway: { host: `gateway.${host}`, path } },
);
const { cli } = platform;
const minute = 60_000;

const parts: readonly KernelProduct[] = ["wso2am-acp", "wso2am-tm", "wso2am-universal-gw"];
const inOrder = ["cp1", "cp2", "tm1", "tm2", "gw1", "gw2"];
(why ? describe.skip : describe)("API Manager in its parts, on machines of the sandbox", () => {
  let created: string[] = [];
  beforeAll(async () => {
    const packs = parts.flatMap((part) => ["4.5.0", "4.6.0"].map((version) => [part, version] as const));
    await Promise.all([
      ...packs.map(([part, version]) => ensureProductPack(part, version, () => {})),
      ensureProductPack("wso2is", "7.1.0", () => {}),
    ]);
    await platform.create();
    created = await platform.done(0);
  }, 20 * minute);

  afterAll(async () => {
    await platform.remove();
  }, 20 * minute);

  it(
    "comes up in its order, and each part answers what is its own",
    async () => {
      expect(created.filter((each) => /^(start|join)/.test(each))).toEqual(
        ["is1", ...inOrder].flatMap((node) => [`start ${node}`, `join ${node}`]),
      );
      const at = await cli.outputs();
      const gateway = { ...at, host: `gateway.${host}` };
      expect(await signIn(at, "admin", at.adminPassword ?? "")).toMatchObject({
        status: 302,
        location: `https://${host}/carbon/admin/index.jsp?loginStatus=true`,
      });
      expect((await openPage(at, "/oauth2/jwks", { cookie: "" })).status).toBe(200);
      const call = await openPage(gateway, "/pets/1.0/dogs", { cookie: "" });
      expect(JSON.parse(call.text)).toMatchObject({
        node: expect.stringMatching(/^gw\d$/),
        version: "4.5.0",
      });
      expect(await cli.must("status")).toMatch(/^tm1 +\S+ +running +wso2am-tm-4\.5\.0$/m);
    },
    minute,
  );

  it(
    "rolls the gateways alone for what is theirs, and no request is lost",
    async () => {
      const since = Date.now();
      const own = JSON.stringify({ javaOpts: `${ready} -Drolled=yes` });
      const { portals, gateway } = await platform.losesNothing(() => platform.change({ gateway: own }));
      expect(await platform.done(since)).toEqual(rolled("gw1", "gw2"));
      expect(Object.keys(portals.byNode).sort()).toEqual(["cp1", "cp2"]);
      expect(Object.keys(gateway.byNode).sort()).toEqual(["gw1", "gw2"]);
    },
    10 * minute,
  );

  it(
    "rolls all parts in their order for another version, and no request is lost",
    async () => {
      const since = Date.now();
      const { portals, gateway } = await platform.losesNothing(() => platform.change({ version: "4.6.0" }));
      expect(await platform.done(since)).toEqual(rolled(...inOrder));
      for (const { byVersion } of [portals, gateway]) {
        expect(Object.keys(byVersion).sort()).toEqual(["4.5.0", "4.6.0"]);
      }
    },
    20 * minute,
  );

  it(
    "loses a machine of each part: the other one goes on, and each comes back by itself",
    async () => {
      const reports = await platform.watch(async () => {
        for (const key of ["tm1", "gw1", "cp1"]) {
          await loseMachine(cli, key);
          const isBack = async () => isInService(await cli.must("status"), key) || undefined;
          await pollUntil(`${key} is back`, 240, isBack, 1000);
        }
      });
      lostFew("a machine of each part is lost", reports);
    },
    20 * minute,
  );
});
