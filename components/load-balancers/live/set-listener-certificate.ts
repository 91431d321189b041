import type { ElasticLoadBalancing, Listener } from "@aws-sdk/client-elastic-load-balancing";
import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { RollContext, RollResult } from "../../rolling/context";
import { accountOfArn } from "../edge";
import type { ListenerCertificatePlan } from "../listener-certificate-plan";
import { checkAccount } from "./check-account";
import { classicElbClient } from "./clients";

export type ListenerCalls = Pick<
  ElasticLoadBalancing,
  "describeLoadBalancers" | "setLoadBalancerListenerSSLCertificate"
>;

/** AWS tells its regions of a new server certificate one after the other. */
const knownWithinSec = 120;
const seenWithinSec = 60;

/**
 * `set-listener-certificate`: by the API's own call, which keeps the port open and the listener's policies. AWS's
 * provider would delete the listener and make a new one.
 */
export async function setListenerCertificate(
  context: RollContext,
  plan: ListenerCertificatePlan,
): Promise<RollResult> {
  await checkAccount(plan, plan.loadBalancerName, accountOfArn(plan.certificateArn));
  return setCertificate(context, plan, classicElbClient(plan));
}

/** The same with the API at hand. */
export async function setCertificate(
  context: RollContext,
  plan: ListenerCertificatePlan,
  elb: ListenerCalls,
): Promise<RollResult> {
  const { loadBalancerName: LoadBalancerName, port: LoadBalancerPort, certificateArn, instancePort } = plan;
  const before = await readListener(plan, elb);
  if (before.InstancePort !== instancePort) throw otherPort(plan, before.InstancePort);
  const result = { listener: `${LoadBalancerName}:${LoadBalancerPort}`, certificate: certificateArn };
  if (before.SSLCertificateId === certificateArn) {
    context.report.line(LoadBalancerName, "certificate", `listener ${LoadBalancerPort} has it already`);
    return { ...result, before: true };
  }
  await context.report.step(
    LoadBalancerName,
    "certificate",
    async () => {
      await untilKnown(context, plan, () =>
        elb.setLoadBalancerListenerSSLCertificate({
          LoadBalancerName,
          LoadBalancerPort,
          SSLCertificateId: certificateArn,
        }),
      );
      await untilSeen(context, plan, elb);
    },
    () => `listener ${LoadBalancerPort} shows ${certificateArn}`,
  );
  return result;
}

async function readListener(plan: ListenerCertificatePlan, elb: ListenerCalls): Promise<Listener> {
  const { loadBalancerName, port } = plan;
  const { LoadBalancerDescriptions = [] } = await elb
    .describeLoadBalancers({ LoadBalancerNames: [loadBalancerName] })
    .catch((error: Error) => {
      throw failure(plan, "find the load balancer", loadBalancerName, error);
    });
  const listeners = LoadBalancerDescriptions.flatMap(({ ListenerDescriptions = [] }) =>
    ListenerDescriptions.flatMap(({ Listener }) => Listener ?? []),
  );
  const found = listeners.find(({ LoadBalancerPort }) => LoadBalancerPort === port);
  if (found) return found;
  const seen = `listeners ${listeners.map(({ LoadBalancerPort }) => LoadBalancerPort).join(", ") || "none"}`;
  throw new RollError({
    node: loadBalancerName,
    step: "find the listener",
    expected: `a listener on port ${port}`,
    seen,
    next: "run `pulumi refresh`, then `pulumi up` again: somebody has taken the listener away",
  });
}

function otherPort({ loadBalancerName, port, instancePort }: ListenerCertificatePlan, seen?: number) {
  return new RollError({
    node: loadBalancerName,
    step: "check the listener",
    expected: `listener ${port} goes to port ${instancePort} of the instances`,
    seen: `port ${seen}`,
    next: "a listener's ports can't change while it serves: set the old instancePorts back and run `pulumi up`, or make a second load balancer beside this one and move clients to it",
  });
}

async function untilKnown(
  { signal }: RollContext,
  plan: ListenerCertificatePlan,
  set: () => Promise<unknown>,
): Promise<void> {
  let last = new Error("not asked");
  const done = await poll(
    async () => {
      try {
        await set();
        return true;
      } catch (error) {
        last = error as Error;
        if (/^CertificateNotFound/.test(last.name)) return undefined;
        throw failure(plan, "set the certificate", plan.certificateArn, last);
      }
    },
    { timeoutSec: knownWithinSec, intervalMs: 1000, signal },
  );
  if (!done) throw failure(plan, "set the certificate", plan.certificateArn, last);
}

/** Until then the certificate before counts as one that is used, and can't be deleted. */
async function untilSeen(
  { signal }: RollContext,
  plan: ListenerCertificatePlan,
  elb: ListenerCalls,
): Promise<void> {
  let seen: string | undefined;
  const done = await poll(
    async () => {
      seen = (await readListener(plan, elb)).SSLCertificateId;
      return seen === plan.certificateArn ? true : undefined;
    },
    { timeoutSec: seenWithinSec, intervalMs: 500, signal },
  );
  if (done) return;
  throw new RollError({
    node: plan.loadBalancerName,
    step: "see the certificate",
    expected: `${plan.certificateArn} on listener ${plan.port} within ${seenWithinSec} s`,
    seen: seen ?? "none",
  });
}

function failure(plan: ListenerCertificatePlan, step: string, expected: string, error: Error): RollError {
  const seen = `${error.name}: ${error.message}`;
  return new RollError({ node: plan.loadBalancerName, step, expected, seen }, { cause: error });
}
