import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "node:tls";
import { SetLoadBalancerListenerSSLCertificateCommand } from "@aws-sdk/client-elastic-load-balancing";
import type { BalancerMember } from "../../../components/rolling/membership/balancer-member";
import { join as joinBalancers } from "../../../components/rolling/membership/join";
import { leave } from "../../../components/rolling/membership/leave";
import type { MembershipPlan } from "../../../components/rolling/membership/plans";
import type { RunningCloud } from "../../../sandbox/cloud";
import type { AwsClients } from "../../../sandbox/cloud/aws-clients";
import { awsEnvironment } from "../../../sandbox/cloud/aws-environment";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { fakeContext } from "../../components/rolling/membership/fake-balancer";
import { selfSigned, uploadCertificate } from "./cloud-account";
import { createTargetBalancer, deleteTargetBalancer, type MadeBalancer } from "./target-balancers";

/** A running cloud with two instances behind the classic ELB `test-elb`, that answer on port 8080. */
export interface KindsWorld {
  readonly cloud: RunningCloud;
  readonly clients: AwsClients;
  readonly projectDir: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly instances: readonly string[];
  /** The certificate of the classic one. */
  readonly certificateArn: string;
  ask(url: string, cookie?: string): Promise<{ status: number; body: string; cookies: string[] }>;
}

/** Requests to each address, one after the other on each of them, until it is stopped. */
function startLoad(urls: readonly string[], { ask }: Pick<KindsWorld, "ask">) {
  const failed: string[] = [];
  let answered = 0;
  let ended = false;
  const loops = urls.map(async (url) => {
    while (!ended) {
      const answer = await ask(url).catch((error: Error) => ({ status: 0, body: error.message }));
      if (answer.status === 200) answered += 1;
      else failed.push(`${url}: ${answer.status} ${answer.body}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
  return async () => {
    ended = true;
    await Promise.all(loops);
    return { failed, answered };
  };
}

/** What a port shows now. */
function fingerprint(host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      { host, port: 443, servername: "elb.example.com", rejectUnauthorized: false },
      () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.end();
      },
    );
    socket.on("error", reject);
  });
}

/** The tests of what stands beside a classic ELB: the same instances behind an ALB and an NLB too. */
export function testBalancerKinds(world: () => KindsWorld): void {
  const environment = { ...process.env };
  let made: { alb: MadeBalancer; nlb: MadeBalancer };
  const addressOf = async (name: string) =>
    (await world().cloud.client.status()).loadBalancers.find((each) => each.name === name)?.address ?? "";
  const members = (index: number): BalancerMember[] => {
    const common = { server: `web${index + 1}`, region: "us-east-1", groupSize: 2 };
    const instanceId = world().instances[index] ?? "";
    const classic = { kind: "classic-elb", balancer: "elb", loadBalancerName: "test-elb", instanceId };
    const groups = Object.entries(made).map(([balancer, { groupArn }]) => ({
      ...{ kind: "target-group", balancer, ...common, targetGroupArn: groupArn, targetId: instanceId },
    }));
    return [{ ...classic, ...common }, ...groups] as BalancerMember[];
  };
  const plan = (index: number): MembershipPlan => ({
    node: `web${index + 1}`,
    members: members(index),
    floor: { maxUnavailable: 1 },
    drain: { quietSec: 0, sessionTimeoutSec: 30, inFlightTimeoutSec: 10 },
    join: { upTimeoutSec: 40, stableSec: 0 },
  });
  afterAll(() => {
    process.env = environment;
  });

  test("serves an ALB and an NLB: TLS, health, redirect, the application's cookie", async () => {
    const { clients, ask } = world();
    // As the engine hands it to its commands.
    Object.assign(process.env, awsEnvironment(clients.endpoint));
    const place = { ...world(), port: 8080 };
    made = {
      alb: await createTargetBalancer(clients.elbv2, "application", place),
      nlb: await createTargetBalancer(clients.elbv2, "network", place),
    };
    await Promise.all([0, 1].map((index) => joinBalancers(fakeContext(), plan(index))));
    const [alb, nlb] = [await addressOf("test-alb"), await addressOf("test-nlb")];
    for (const address of [alb, nlb]) {
      const bodies = new Set<string>();
      for (let count = 0; count < 20; count++) bodies.add((await ask(`https://${address}/`)).body);
      expect([...bodies].sort()).toEqual(["web1", "web2"]);
    }
    expect((await ask(`http://${alb}/console?a=1`)).status).toBe(301);
    const login = await ask(`https://${alb}/login`);
    const own = login.cookies.find((cookie) => cookie.startsWith("AWSALBAPP-0="))?.split(";")[0];
    for (let count = 0; count < 10; count++) {
      expect((await ask(`https://${alb}/`, `JSESSIONID=s1; ${own}`)).body).toBe(login.body);
    }
  });

  test("a roll behind all three at once, and another certificate on each, lose no request", async () => {
    const { clients, projectDir, ask } = world();
    const names = ["test-elb", "test-alb", "test-nlb"];
    const addresses = await Promise.all(names.map(addressOf));
    const stop = startLoad(
      addresses.flatMap((address) => [`https://${address}/`, `https://${address}/login`]),
      { ask },
    );
    const before = await Promise.all(addresses.map(fingerprint));
    const folder = join(projectDir, "next");
    await mkdir(folder);
    await selfSigned(folder);
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    const arn = await uploadCertificate(clients.endpoint, read("cert.pem"), read("key.pem"), "next");
    const listener = { LoadBalancerName: "test-elb", LoadBalancerPort: 443, SSLCertificateId: arn };
    await clients.elb.send(new SetLoadBalancerListenerSSLCertificateCommand(listener));
    for (const { listenerArn } of Object.values(made)) {
      await clients.elbv2.modifyListener({
        ListenerArn: listenerArn,
        Certificates: [{ CertificateArn: arn }],
      });
    }
    await pollUntil("the new certificate on each", 30, async () => {
      const now = await Promise.all(addresses.map(fingerprint));
      return now.every((each, index) => each !== before[index]) && new Set(now).size === 1 ? true : undefined;
    });
    for (const index of [0, 1]) {
      const left = await leave(fakeContext(), plan(index));
      expect(left).toMatchObject({ left: "elb alb nlb" });
      await joinBalancers(fakeContext(), plan(index));
    }
    const { failed, answered } = await stop();
    expect(failed).toEqual([]);
    expect(answered).toBeGreaterThan(100);
  });

  test("of two rolls at once behind them one leaves, and the other one sees that and stays", async () => {
    const tried = await Promise.allSettled([0, 1].map((index) => leave(fakeContext(), plan(index))));
    expect(tried.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = tried.find((each) => each.status === "rejected") as PromiseRejectedResult;
    expect(String(refused.reason)).toContain("check the floor");
    const left = tried.findIndex(({ status }) => status === "fulfilled");
    await joinBalancers(fakeContext(), plan(left));
    const { clients } = world();
    await Promise.all(Object.values(made).map((each) => deleteTargetBalancer(clients.elbv2, each)));
    await pollUntil("the classic one alone", 30, async () => {
      const { loadBalancers, settled } = await world().cloud.client.status();
      return settled && loadBalancers.length === 1 ? true : undefined;
    });
  });
}
