import type { InstanceState } from "@aws-sdk/client-elastic-load-balancing";
import type { ClassicElbCalls } from "../../../../components/load-balancers/live/classic-elb-member";

/** An error as the AWS SDK throws it. */
export function awsError(name: string): Error {
  return Object.assign(new Error(`${name} of the fake`), { name });
}

/** A classic ELB in memory, which drains until it is told that nothing is in flight any more. */
export class FakeElb {
  readonly registered = new Map<string, string>();
  readonly draining = new Set<string>();
  readonly tags = new Map<string, string>();
  /** Calls that changed something. */
  readonly log: string[] = [];
  /** How often it was asked for states. */
  asked = 0;
  /** The state of an instance that is registered now. */
  fresh = "InService";
  /** Of its listeners. */
  protocol = "HTTPS";
  /** Nothing is in flight when an instance is deregistered. */
  isIdle = false;
  /** The fewest that were ever registered at once. */
  fewest = Number.POSITIVE_INFINITY;
  /** What a call waits for before it takes effect. */
  before: (call: string) => Promise<unknown> = async () => {};
  /** The next calls of a name fail with this. */
  readonly broken = new Map<string, Error>();

  calls(): ClassicElbCalls {
    const answer = async (name: string, work: () => object) => {
      await this.before(name);
      const error = this.broken.get(name);
      if (error) throw error;
      return { $metadata: {}, ...work() };
    };
    const only = (Instances: readonly { InstanceId?: string | undefined }[] | undefined) =>
      (Instances ?? []).map(({ InstanceId = "" }) => InstanceId);
    const fake = {
      describeInstanceHealth: ({ Instances }: { Instances?: { InstanceId?: string }[] }) =>
        answer("describeInstanceHealth", () => {
          this.asked++;
          const ids = Instances ? only(Instances) : [...this.registered.keys()];
          return { InstanceStates: ids.map((id) => this.state(id)) };
        }),
      describeLoadBalancers: () =>
        answer("describeLoadBalancers", () => ({
          LoadBalancerDescriptions: [{ ListenerDescriptions: [{ Listener: { Protocol: this.protocol } }] }],
        })),
      registerInstancesWithLoadBalancer: ({ Instances }: { Instances: { InstanceId?: string }[] }) =>
        answer("register", () => {
          for (const id of only(Instances)) {
            this.log.push(`register ${id}`);
            this.draining.delete(id);
            this.registered.set(id, this.fresh);
          }
          return {};
        }),
      deregisterInstancesFromLoadBalancer: ({ Instances }: { Instances: { InstanceId?: string }[] }) =>
        answer("deregister", () => {
          for (const id of only(Instances)) {
            this.log.push(`deregister ${id}`);
            this.registered.delete(id);
            if (!this.isIdle) this.draining.add(id);
            this.fewest = Math.min(this.fewest, this.registered.size);
          }
          return {};
        }),
      describeTags: () =>
        answer("describeTags", () => ({
          TagDescriptions: [{ Tags: [...this.tags].map(([Key, Value]) => ({ Key, Value })) }],
        })),
      addTags: ({ Tags }: { Tags: { Key?: string; Value?: string }[] }) =>
        answer("addTags", () => {
          for (const { Key = "", Value = "" } of Tags) this.tags.set(Key, Value);
          return {};
        }),
      removeTags: ({ Tags }: { Tags: { Key?: string }[] }) =>
        answer("removeTags", () => {
          for (const { Key = "" } of Tags) this.tags.delete(Key);
          return {};
        }),
    };
    return fake as unknown as ClassicElbCalls;
  }

  private state(InstanceId: string): InstanceState {
    const State = this.registered.get(InstanceId);
    const ReasonCode = State === "InService" ? "N/A" : "Instance";
    if (State) return { InstanceId, State, ReasonCode, Description: "N/A" };
    return this.draining.has(InstanceId)
      ? { InstanceId, State: "InService", Description: "Instance deregistration currently in progress." }
      : {
          InstanceId,
          State: "OutOfService",
          ReasonCode: "Instance",
          Description: "Instance is not currently registered with the LoadBalancer.",
        };
  }
}
