import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startAwsApi } from "../../sandbox/aws-api";
import { createAwsClients } from "../../sandbox/providers/aws/clients";
import { AwsDriver, makeEverything } from "./aws-driver";

let aws: AwsDriver;
let all: Awaited<ReturnType<typeof makeEverything>>;
beforeAll(async () => {
  aws = await AwsDriver.start();
  all = await makeEverything(aws);
}, 300_000);
afterAll(() => aws.stop());

const revision = async () => Number(await readFile(aws.api.revisionFile, "utf8"));
const ask = async (path: string) => (await fetch(`${aws.api.endpoint}/sandbox/${path}`)).json();

describe("the sandbox's AWS API", () => {
  it("is found again while it runs", async () => {
    const again = await startAwsApi({ stateDir: aws.dir, log: () => {} });
    expect([again.pid, again.endpoint]).toEqual([aws.api.pid, aws.api.endpoint]);
  });

  it("counts the requests that change something, and no others", async () => {
    const before = await revision();
    const { ec2 } = aws.context.aws;
    await ec2.describeVpcs({});
    await ec2.deleteVpc({ VpcId: "vpc-00000000000000000" }).catch(() => {});
    expect(await revision()).toBe(before);
    await ec2.createTags({ Resources: [all.vpc.id], Tags: [{ Key: "a", Value: "b" }] });
    expect(await revision()).toBe(before + 1);
    await ec2.deleteTags({ Resources: [all.vpc.id], Tags: [{ Key: "a" }] });
  });

  it("survives a kill, with all that it had, on the same port", async () => {
    const before = await Promise.all(aws.made.map((made) => aws.read(made)));
    const count = await revision();
    process.kill(aws.api.pid, "SIGKILL");
    const again = await startAwsApi({ stateDir: aws.dir, log: () => {} });
    expect(again.pid).not.toBe(aws.api.pid);
    expect(again.endpoint).toBe(aws.api.endpoint);
    aws.api = again;
    expect(await Promise.all(aws.made.map((made) => aws.read(made)))).toEqual(before);
    expect(await revision()).toBe(count);
  });

  it("says in which regions there is a VPC, and a load balancer is named by its own", async () => {
    expect(await ask("regions")).toEqual(["us-east-1"]);
    const { ec2, elb } = createAwsClients(aws.api.endpoint, "eu-central-1");
    const { Vpc } = await ec2.createVpc({ CidrBlock: "10.43.0.0/16" });
    const VpcId = Vpc?.VpcId ?? "";
    const place = { VpcId, CidrBlock: "10.43.1.0/24" };
    const { Subnet } = await ec2.createSubnet({ ...place, AvailabilityZone: "eu-central-1a" });
    const Listeners = [{ Protocol: "HTTP", LoadBalancerPort: 80, InstancePort: 80 }];
    const made = await elb.createLoadBalancer({
      LoadBalancerName: "there",
      Listeners,
      Subnets: [Subnet?.SubnetId ?? ""],
    });
    expect(made.DNSName).toMatch(/^there.*\.eu-central-1\.elb\.amazonaws\.com$/);
    expect(await ask("regions")).toEqual(["eu-central-1", "us-east-1"]);
    await elb.deleteLoadBalancer({ LoadBalancerName: "there" });
    await ec2.deleteSubnet({ SubnetId: Subnet?.SubnetId });
    await ec2.deleteVpc({ VpcId });
    expect(await ask("regions")).toEqual(["us-east-1"]);
  });

  it("gives out the keys that AWS would not", async () => {
    const { certificate, keyPair } = all;
    expect(await ask("server-certificates")).toContainEqual({
      name: certificate.state.name,
      arn: certificate.state.arn,
      certificateBody: String(certificate.state.certificateBody).trim(),
      certificateChain: null,
      privateKey: certificate.inputs.privateKey,
    });
    expect(await ask("key-pairs")).toEqual([
      { name: keyPair.id, publicKey: String(keyPair.inputs.publicKey).trim() },
    ]);
  });

  it("tells what a database's servers are made of, and how often a failover was asked for", async () => {
    const { rds } = aws.context.aws;
    const asked = async () => (await ask("databases")) as Record<string, unknown>[];
    const [database] = await asked();
    expect(await asked()).toEqual([
      {
        ...{ id: "db", engine: "postgres", port: 5432, username: "wso2", password: "Wd1secret" },
        ...{ host: "db.aaaaaaaaaa.us-east-1.rds.amazonaws.com", databaseName: "wso2", multiAz: true },
        ...{ subnetIds: expect.arrayContaining([expect.stringMatching(/^subnet-/)]), failovers: 0 },
      },
    ]);
    await rds.rebootDBInstance({ DBInstanceIdentifier: "db" });
    await rds.rebootDBInstance({ DBInstanceIdentifier: "db", ForceFailover: true });
    expect(await asked()).toEqual([{ ...database, failovers: 1 }]);
  });

  it("calls a database available once its server has answered, where servers run beside it", async () => {
    const path = join(aws.dir, "aws-api", "database-reports.json");
    const status = async () => {
      const { DBInstances } = await aws.context.aws.rds.describeDBInstances({ DBInstanceIdentifier: "db" });
      return DBInstances?.[0]?.DBInstanceStatus;
    };
    const seen = [await status()];
    for (const serving of [[], ["db"]]) {
      await writeFile(path, JSON.stringify({ engines: ["postgres"], serving }));
      seen.push(await status());
    }
    await rm(path);
    expect(seen).toEqual(["available", "creating", "available"]);
  });

  it.each(["", "/wrong", "/00000000000000000000000000000000"])(
    "fails for everyone on this machine who does not know its key, as with %p",
    async (key) => {
      const { origin } = new URL(aws.api.endpoint);
      for (const path of ["/sandbox/server-certificates", "/sandbox/health", "/"]) {
        expect((await fetch(`${origin}${key}${path}`)).status).toBe(403);
      }
      const { endpoint } = aws.api;
      const guess = createAwsClients(`${origin}${key}`, "us-east-1");
      await expect(guess.ec2.describeVpcs({})).rejects.toThrow();
      await expect(createAwsClients(endpoint, "us-east-1").ec2.describeVpcs({})).resolves.toBeDefined();
    },
  );

  it("fails for another host name, so that no page in a browser gets at them", async () => {
    const http = await import("node:http");
    const options = { headers: { host: "evil.example" } };
    const status = await new Promise((resolve, reject) => {
      const request = http.get(`${aws.api.endpoint}/sandbox/server-certificates`, options, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on("error", reject);
    });
    expect(status).toBe(403);
  });

  it("keeps keys out of its log, and its folder to its user", async () => {
    const folder = join(aws.dir, "aws-api");
    expect(await readFile(join(folder, "log"), "utf8")).not.toContain("PRIVATE KEY");
    const modes = await Promise.all(
      ["", "state.pickle", "key", "endpoint.json"].map((path) => stat(join(folder, path))),
    );
    expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(["700", "600", "600", "600"]);
    expect(await readFile(join(folder, "log"), "utf8")).not.toContain(
      await readFile(join(folder, "key"), "utf8"),
    );
  });
});
