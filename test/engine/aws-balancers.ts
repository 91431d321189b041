import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateLoadBalancerCommand,
  ModifyLoadBalancerAttributesCommand,
} from "@aws-sdk/client-elastic-load-balancing";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand as CreateLoadBalancerV2Command,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ClassicElbMember, TargetGroupMember } from "../../components/load-balancers/aws-member";
import { type AwsApi, startAwsApi } from "../../sandbox/aws-api";
import { type AwsClients, createAwsClients } from "../../sandbox/cloud/aws-clients";
import { awsEnvironment } from "../../sandbox/cloud/aws-environment";
import type { ElbReport } from "../../sandbox/cloud/elb-report";
import { createNetwork, runInstance } from "../system/support/cloud-account";

const elbName = "edge";

/** Three instances, a classic ELB and a target group in the sandbox's AWS API; the test plays the data plane. */
export class AwsBalancers {
  private constructor(
    private readonly dir: string,
    private readonly api: AwsApi,
    private readonly environment: NodeJS.ProcessEnv,
    readonly clients: AwsClients,
    readonly instances: readonly string[],
    readonly targetGroupArn: string,
  ) {}

  static async start(): Promise<AwsBalancers> {
    const dir = await mkdtemp(join(tmpdir(), "aws-members-"));
    const api = await startAwsApi({ stateDir: dir, log: () => {} });
    const before = { ...process.env };
    // As the engine hands it to its commands.
    Object.assign(process.env, awsEnvironment(api.endpoint));
    const clients = createAwsClients(api.endpoint);
    const { subnetId, vpcId } = await createNetwork(clients.ec2, "10.95.0.0/24");
    const addresses = ["10.95.0.11", "10.95.0.12", "10.95.0.13"];
    const instances = await Promise.all(
      addresses.map((address, index) => runInstance(clients.ec2, subnetId, address, `web${index + 1}`)),
    );
    await clients.elb.send(
      new CreateLoadBalancerCommand({
        LoadBalancerName: elbName,
        Subnets: [subnetId],
        Listeners: [{ Protocol: "HTTP", LoadBalancerPort: 80, InstancePort: 80, InstanceProtocol: "HTTP" }],
      }),
    );
    await clients.elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerName: elbName,
        LoadBalancerAttributes: { ConnectionDraining: { Enabled: true, Timeout: 60 } },
      }),
    );
    const v2 = new ElasticLoadBalancingV2Client({});
    const made = await v2.send(
      new CreateTargetGroupCommand({ Name: "nodes", Protocol: "HTTP", Port: 8253, VpcId: vpcId }),
    );
    const targetGroupArn = made.TargetGroups?.[0]?.TargetGroupArn ?? "";
    const Attributes = [{ Key: "deregistration_delay.timeout_seconds", Value: "2" }];
    await v2.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: targetGroupArn, Attributes }));
    const front = await v2.send(new CreateLoadBalancerV2Command({ Name: "front", Subnets: [subnetId] }));
    await v2.send(
      new CreateListenerCommand({
        LoadBalancerArn: front.LoadBalancers?.[0]?.LoadBalancerArn,
        ...{ Port: 80, Protocol: "HTTP" },
        DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
      }),
    );
    return new AwsBalancers(dir, api, before, clients, instances, targetGroupArn);
  }

  async stop(): Promise<void> {
    process.env = this.environment;
    await this.api.stop();
    await rm(this.dir, { recursive: true });
  }

  classic(index: number): ClassicElbMember {
    return {
      kind: "classic-elb",
      balancer: "elb",
      server: `web${index + 1}`,
      region: "us-east-1",
      groupSize: 2,
      loadBalancerName: elbName,
      instanceId: this.instances[index] ?? "",
    };
  }

  target(index: number): TargetGroupMember {
    return {
      kind: "target-group",
      balancer: "alb",
      server: `web${index + 1}`,
      region: "us-east-1",
      groupSize: 2,
      targetGroupArn: this.targetGroupArn,
      targetId: this.instances[index] ?? "",
    };
  }

  /** What the data plane sees: who is in service, and requests on their way to each address. */
  async planeSees(inService: readonly number[], inFlight: ElbReport["inFlight"] = {}): Promise<void> {
    const seen = inService.map((index) => ({
      instanceId: this.instances[index] ?? "",
      state: "InService" as const,
      lastCheck: "L7OK/200",
    }));
    // The application load balancer finds everybody healthy.
    const all = this.instances.map((instanceId) => ({
      instanceId,
      state: "InService" as const,
      lastCheck: "L7OK/200",
    }));
    const report: Record<string, ElbReport> = {
      [elbName]: { instances: seen, inFlight },
      [this.targetGroupArn]: { instances: all, inFlight: {} },
    };
    await writeFile(join(this.dir, "aws-api", "elb-reports.json"), JSON.stringify(report));
  }
}
