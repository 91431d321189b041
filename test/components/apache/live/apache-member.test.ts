import { existsSync, readFileSync } from "node:fs";
import type { ApacheMember } from "../../../../components/apache/apache-member";
import { ApacheWorkerMember } from "../../../../components/apache/live/apache-member";
import { poll } from "../../../../components/remote/poll";
import { join } from "../../../../components/rolling/membership/join";
import { leave } from "../../../../components/rolling/membership/leave";
import type { MembershipPlan } from "../../../../components/rolling/membership/plans";
import { describeHttpds } from "../../../support/httpds";
import { canRunSshd, startSshd } from "../../../support/loopback-sshd";
import { fakeContext, fakeRun } from "../../rolling/membership/fake-balancer";
import { host, type SiteFixture, startSite } from "../site-fixture";
import { startLoad } from "./steady-load";

const describeHere = canRunSshd
  ? describeHttpds
  : (describe.skip.each([{ title: "needs root and sshd" }]) as typeof describeHttpds);

describeHere("a node behind $title", (httpd) => {
  let site: SiteFixture;
  let sshd: Awaited<ReturnType<typeof startSshd>>;
  const context = fakeContext({ run: fakeRun("this") });

  const member = (group: string, server: string, isFurther = false): ApacheMember => ({
    ...{ kind: "apache", balancer: "apache1", ssh: sshd.target, group, server, isFurther },
    manager: { port: site.running.site.managerPort ?? 0, host, statusPath: "/wso2-front-status" },
    statesFolder: site.running.paths.states,
  });
  const plan = (node: string): MembershipPlan => ({
    node,
    members: [member("apim", node), member("apim-gateway", node, true)],
    floor: { maxUnavailable: 1 },
    drain: { quietSec: 0.5, sessionTimeoutSec: 2, inFlightTimeoutSec: 60 },
    join: { upTimeoutSec: 60, stableSec: 1 },
  });
  const open = (group: string, node: string) => new ApacheWorkerMember(member(group, node), context);
  const status = async (group: string, node: string) => (await open(group, node).state()).view.status;
  const askedOf = (node: string) => site.node(node).asked.length;
  const until = async (holds: () => Promise<boolean>) => {
    const done = await poll(async () => (await holds()) || undefined, { timeoutSec: 60, intervalMs: 50 });
    if (!done) throw new Error(`not within 60 s: ${site.running.log()}`);
  };
  const isUp = (group: string, node: string) => until(async () => (await open(group, node).state()).view.up);
  const asksMore = (node: string, count: number) => {
    const from = askedOf(node);
    return until(async () => askedOf(node) >= from + count);
  };

  beforeAll(async () => {
    site = await startSite(httpd, "127.0.15");
    sshd = await startSshd(site.folder, "apache1");
  });

  afterAll(async () => {
    await context.pool.close();
    sshd?.stop();
    await site?.stop();
  });

  it.each([
    ["apim1", "apim2", "nothing else happens", false],
    ["apim2", "apim1", "httpd is restarted meanwhile", true],
  ])(
    "%s leaves for %s and joins under load, %s, and no request is lost",
    async (node, other, _, restarted) => {
      const paths = ["/apim-publisher", "/apim-t/acme/x"];
      for (const each of [node, other]) site.node(each).delayMs = 20;
      const stop = startLoad(site.running.site.port ?? 0, paths, 12);
      await asksMore(node, 20);
      const { left } = await leave(context, plan(node));
      expect(left).toBe(`apache1 apache1 (apim-gateway/${node})`);
      const before = askedOf(node);
      await site.node(node).close();
      await asksMore(other, 50);
      // A log is turned over, or somebody restarts it.
      if (restarted) {
        site.running.signal("SIGUSR1");
        await until(async () => (await status("apim", node)) === "Init Dis");
      }
      expect(askedOf(node)).toBe(before);
      await site.node(node).listen(site.ports.servlet);
      await site.node(node).listen(site.ports.gateway);
      await join(context, plan(node));
      expect(await status("apim", node)).toBe("Init Ok");
      await asksMore(node, 5);
      const { sent, again, failures } = await stop();
      expect(failures).toEqual([]);
      expect(sent).toBeGreaterThan(200);
      if (!restarted) expect(again).toBe(0);
      for (const each of [node, other]) site.node(each).delayMs = 0;
    },
  );

  it("waits for a request that a restart of httpd left behind", async () => {
    const node = site.node("is1");
    node.delayMs = 3000;
    const long = site.running.get("/is-commonauth");
    await until(async () => (await open("is", "is1").state()).inFlight > 0);
    site.running.signal("SIGUSR1");
    // The new processes count nothing of it.
    await until(async () => (await open("is", "is1").state()).view.sessions === 0);
    expect((await open("is", "is1").state()).inFlight).toBe(1);
    await until(async () => (await open("is", "is1").state()).inFlight === 0);
    expect((await long).status).toBe(200);
    node.delayMs = 0;
  });

  it("stays out over a full restart of httpd, and in over the next one, once it is back", async () => {
    const one = open("apim", "apim1");
    await one.takeOut();
    await site.running.stop();
    await site.running.start();
    expect(await status("apim", "apim1")).toBe("Init Dis");
    const kept = () => readFileSync(`${site.running.paths.states}/wso2_state.apim.apim1.conf`, "utf8");
    expect(kept()).toBe("Define wso2_state.apim.apim1 +D\n");
    await one.admit();
    expect(kept()).toBe("Define wso2_state.apim.apim1 -D\n");
    await isUp("apim", "apim1");
    expect((await one.facts()).served).toContain("apim1");
    await one.forget();
    expect(existsSync(`${site.running.paths.states}/wso2_state.apim.apim1.conf`)).toBe(false);
  });

  it("comes in by passed checks alone", async () => {
    const one = open("apim", "apim2");
    const node = site.node("apim2");
    await one.takeOut();
    node.healthy = false;
    await one.admit();
    const { view } = await one.state();
    expect([view.admin, view.up, view.status]).toEqual(["ready", false, "Init HcFl"]);
    const asked = askedOf("apim2");
    for (let index = 0; index < 10; index++)
      expect((await site.running.get("/apim-publisher")).body).toBe("apim1");
    expect(askedOf("apim2")).toBe(asked);
    node.healthy = true;
    await isUp("apim", "apim2");
  });

  it("keeps sessions and takes no new clients while it drains", async () => {
    const one = open("apim", "apim1");
    await one.drain();
    expect((await one.state()).view).toMatchObject({ admin: "drain", up: true, status: "Init Drn Ok" });
    const withSession = { cookie: "WSO2_APIM=.apim1" };
    expect((await site.running.get("/apim-publisher", withSession)).body).toBe("apim1");
    for (let index = 0; index < 6; index++)
      expect((await site.running.get("/apim-publisher")).body).toBe("apim2");
    await one.takeOut();
    const moved = await site.running.get("/apim-publisher", withSession);
    expect([moved.body, moved.cookies[0]?.split(";")[0]]).toEqual(["apim2", "WSO2_APIM=.apim2"]);
    await one.putBack();
    expect((await one.state()).view.admin).toBe("ready");
  });

  it("does not leave when the other one can't serve", async () => {
    site.node("apim2").healthy = false;
    await until(async () => !(await open("apim", "apim2").state()).view.up);
    await expect(leave(context, plan("apim1"))).rejects.toThrow(/floor/);
    expect(await status("apim", "apim1")).toBe("Init Ok");
    site.node("apim2").healthy = true;
    await isUp("apim", "apim2");
  });

  it("has its gateway found, where a plan names the servlets alone", async () => {
    const others = await open("apim", "apim1").otherLines();
    expect(others.map(({ group, server, elsewhere }) => [group, server, elsewhere])).toEqual([
      ["apache1 apim-gateway", "apim1", true],
    ]);
  });

  it("is asked and taken out where httpd ends TLS by itself, too", async () => {
    const secure = await startSite(httpd, "127.0.16", true);
    const manager = { port: secure.running.site.managerPort ?? 0, host, tls: true };
    const one = new ApacheWorkerMember(
      { ...member("apim", "apim1"), manager, statesFolder: undefined },
      context,
    );
    await one.takeOut();
    expect((await one.state()).view.status).toBe("Init Dis");
    expect((await secure.running.get("/apim-publisher")).body).toBe("apim2");
    await one.putBack();
    expect((await one.state()).view.status).toBe("Init Ok");
    await secure.stop();
  });

  it.each([
    ["a balancer of another name", "other", "apim1", /only apim, apim-gateway, is/],
    ["a worker of another name", "apim", "node9", /only apim1, apim2/],
  ])("fails on %s, and says which there are", async (_, group, node, message) => {
    await expect(open(group, node).state()).rejects.toThrow(message);
  });
});
