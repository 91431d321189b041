import type { ElbModel } from "./elb-model";
import type { PlaneModel } from "./plane-model";
import { healthBackend, renderElbConfig } from "./render-elb-config";
import { listenerBackend } from "./render-listener";

/** A classic ELB as a HAProxy serves it: one pool for all listeners. */
export function planClassicPlane(elb: ElbModel): PlaneModel {
  return {
    key: elb.name,
    name: elb.name,
    label: "classic-elb",
    dnsName: elb.dnsName,
    subnetIds: elb.subnetIds,
    ports: elb.listeners.map(({ port }) => port),
    config: renderElbConfig(elb),
    pools: [
      {
        health: healthBackend,
        members: elb.members,
        check: elb.healthCheck,
        serving: elb.listeners.map(({ port }) => listenerBackend(port)),
        cutAfterSec: elb.drainingTimeoutSec,
        reportedAs: elb.name,
      },
    ],
    certificateArns: elb.listeners.flatMap(({ certificateArn }) => certificateArn ?? []),
  };
}
