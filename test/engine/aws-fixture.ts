import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { awsEnvironment } from "../../sandbox/cloud/aws-environment";
import { packageRoot } from "../../sandbox/paths";
import { AwsDriver, createCertificate } from "./aws-driver";
import { type EngineFixture, openFixture } from "./fixture";

/** What stands behind each load balancer or target group, by name or ARN: ids of instances. */
export type Registered = readonly (readonly [string, readonly string[]])[];

/** The real engine on an AWS API of its own, whose data plane the test plays: whatever is registered is healthy. */
export interface AwsFixture {
  readonly api: AwsDriver;
  readonly engine: EngineFixture;
  /** Two server certificates. */
  readonly certificates: readonly Awaited<ReturnType<typeof createCertificate>>[];
  close(): Promise<void>;
}

/** @param registered what there is at this moment */
export async function openAwsFixture(
  name: string,
  registered: (api: AwsDriver) => Promise<Registered>,
): Promise<AwsFixture> {
  const api = await AwsDriver.start();
  const engine = await openFixture(name);
  const certificates = [await createCertificate(), await createCertificate()];
  const { workspace } = engine.stack;
  workspace.envVars = { ...workspace.envVars, ...awsEnvironment(api.api.endpoint) };
  // A roll keeps its records in tags.
  const value = JSON.stringify({ keyPrefixes: ["wso2-roll"] });
  await engine.stack.setConfig("aws:ignoreTags", { value });
  // Where commands find the roll program.
  await mkdir(join(engine.dir, "node_modules"), { recursive: true });
  await symlink(packageRoot, join(engine.dir, "node_modules", "pulumi-wso2"));
  const serveAll = async () => {
    const reports = (await registered(api)).map(([balancer, ids]) => {
      const instances = ids.map((instanceId) => ({ instanceId, state: "InService", lastCheck: "L7OK/200" }));
      return [balancer, { instances, inFlight: {} }];
    });
    const file = join(api.dir, "aws-api", "elb-reports.json");
    await writeFile(file, JSON.stringify(Object.fromEntries(reports)));
  };
  const plane = setInterval(() => void serveAll().catch(() => {}), 200);
  const close = async () => {
    clearInterval(plane);
    await engine.remove();
    await api.stop();
  };
  return { api, engine, certificates, close };
}

/** Of each classic load balancer. */
export async function registeredClassic({ context }: AwsDriver): Promise<Registered> {
  const { LoadBalancerDescriptions = [] } = await context.aws.elb.describeLoadBalancers({});
  return LoadBalancerDescriptions.map(
    ({ LoadBalancerName = "", Instances = [] }) =>
      [LoadBalancerName, Instances.map(({ InstanceId = "" }) => InstanceId)] as const,
  );
}
