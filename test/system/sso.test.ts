import { ensureProductPack } from "../../sandbox/carbon-kernel";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { itThorough } from "../support/thorough";
import { openPage, signIn } from "./support/carbon-console";
import { loseMachine } from "./support/lost-machine";
import { isInService, lostFew, Platform, ready, rolled } from "./support/platform";
import { lostLogins, signInOnce, signOutOfAll, throughTheFront, watchProducts } from "./support/sso-browser";

const why = whyNoMachines();
const stateFolder = ".sandbox-sso";
const host = "sso.example.com";
const minute = 60_000;

const paths = {
  mappings: [{ from: "/apim-load", to: "/wso2/load" }],
  identityMappings: [{ from: "/is-load", to: "/wso2/load" }],
};
/** Where API Manager's stand-in sends people to sign in. In the product its database says so. */
const javaOpts = [
  ready,
  `-Dstandin.identityProvider=https://${host}/is-oauth2/authorize`,
  `-Dstandin.identityCallback=https://${host}/apim-commonauth`,
].join(" ");
const platform = new Platform(
  stateFolder,
  {
    ...{ system: "sso", version: "4.5.0", identityVersion: "7.1.0", host, javaOpts },
    ...{ mappings: JSON.stringify(paths.mappings), identityMappings: JSON.stringify(paths.identityMappings) },
  },
  {
    portals: { host, path: "/apim-load", sessions: 16 },
    identity: { host, path: "/is-load", sessions: 16 },
    gateway: { host, path: "/apim-t/acme/pets/1.0" },
  },
);
const { cli } = platform;

const all = ["apache1", "apache2", "is1", "is2", "apim1", "apim2"];

/** Somebody who has signed in once goes on in both products, and signs out of both at the end. */
async function signedInDuring(change: () => Promise<unknown>): Promise<void> {
  const at = await cli.outputs();
  // API Manager asks Identity Server by the public name, which no name service has here.
  const line = `${new URL(at.url).hostname} ${host}`;
  for (const node of ["apim1", "apim2"])
    await cli.ssh(node, `echo '${line}' | sudo tee -a /etc/hosts > /dev/null`);
  await throughTheFront(at, async (browser) => {
    await signInOnce(browser, "admin", at.identityAdminPassword ?? "");
    const looks = await watchProducts(browser, change);
    expect(looks.length).toBeGreaterThan(10);
    expect(lostLogins(looks)).toEqual([]);
    await signOutOfAll(browser);
    expect(browser.strayed).toEqual([]);
  });
}

(why ? describe.skip : describe)("two products on one host name, on machines of the sandbox", () => {
  let created: string[] = [];
  beforeAll(async () => {
    await Promise.all([
      ensureProductPack("wso2am", "4.5.0", () => {}),
      ensureProductPack("wso2is", "7.1.0", () => {}),
    ]);
    await platform.create();
    created = await platform.done(0);
  }, 20 * minute);

  afterAll(async () => {
    await platform.remove();
  }, 20 * minute);

  it(
    "come up from nothing, Apache first, and are reached by their paths of the one name",
    async () => {
      expect(created.filter((each) => /^(start|join)/.test(each))).toEqual(
        all.flatMap((node) => [`start ${node}`, `join ${node}`]),
      );
      const at = await cli.outputs();
      const get = (path: string) => openPage(at, path, { cookie: "" });
      const call = await get("/apim-t/acme/pets/1.0");
      expect(JSON.parse(call.text)).toMatchObject({ node: expect.stringMatching(/^apim\d$/) });
      expect((await get("/is-oauth2/jwks")).status).toBe(200);
      expect((await get("/apim-oauth2/jwks")).status).toBe(200);
      expect((await get("/nowhere")).status).toBe(404);
      const consoles = [
        ["apim", at.adminPassword],
        ["is", at.identityAdminPassword],
      ] as const;
      const sessions = await Promise.all(
        consoles.map(([key, password]) => signIn(at, "admin", password ?? "", `/${key}-carbon`)),
      );
      for (const [index, [key]] of consoles.entries()) {
        const { status, location, cookie } = sessions[index] ?? { cookie: "" };
        const signedIn = `https://${host}/${key}-carbon/admin/index.jsp?loginStatus=true`;
        expect([status, location]).toEqual([302, signedIn]);
        // Each product's cookie has a name of its own: a browser sends both to both.
        expect(cookie).toMatch(
          new RegExp(`${key}\\.JSESSIONID=[^;]+; WSO2_${key.toUpperCase()}=\\.${key}\\d`),
        );
        const both = { cookie: sessions.map((each) => each.cookie).join("; ") };
        const page = await openPage(at, `/${key}-carbon/admin/index.jsp`, both);
        expect(page.text).toContain("Signed-in as:</strong>&nbsp;admin@carbon.super");
      }
    },
    minute,
  );

  it(
    "roll Apache, Identity Server and API Manager with one change, in that order: no request and no login is lost",
    async () => {
      const since = Date.now();
      const mappings = [...paths.mappings, { from: "/apim-more", to: "/wso2/load" }];
      const change = {
        mappings: JSON.stringify(mappings),
        ...{ javaOpts: `${javaOpts} -Drolled=yes`, identityJavaOpts: `${ready} -Drolled=yes` },
      };
      const reports = await platform.losesNothing(() => signedInDuring(() => platform.change(change)));
      expect(await platform.done(since)).toEqual(rolled(...all));
      const nodesOf = (kind: keyof typeof reports) => Object.keys(reports[kind].byNode).sort();
      expect(nodesOf("portals")).toEqual(["apim1", "apim2"]);
      expect(nodesOf("gateway")).toEqual(["apim1", "apim2"]);
      expect(nodesOf("identity")).toEqual(["is1", "is2"]);
    },
    20 * minute,
  );

  itThorough(
    "lose an Apache machine: the other one goes on, no session moves, and the machine comes back with every node",
    async () => {
      const reports = await platform.watch(async () => {
        await loseMachine(cli, "apache2");
        await pollUntil("apache2 is back", 90, async () => isWhole(await cli.must("status")), 1000);
      });
      lostFew("an Apache machine is lost", reports);
      // The gateway keeps no sessions.
      for (const kind of ["portals", "identity"] as const)
        expect([kind, reports[kind].moves]).toEqual([kind, []]);
    },
    20 * minute,
  );
});

/** Both HAProxies have the machine in service, and it has all nodes. */
function isWhole(table: string): true | undefined {
  const nodes = table.match(/^\S+ +apache2 .*Init Ok/gm) ?? [];
  return isInService(table, "apache2") && nodes.length === 6 ? true : undefined;
}
