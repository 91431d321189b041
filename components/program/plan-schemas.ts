import { pairPlan } from "../failover-pair/pair-schema";
import { haproxyPlan } from "../haproxy/haproxy-schema";
import { listenerCertificatePlan } from "../load-balancers/listener-certificate-schema";
import { namePlan } from "../load-balancers/name-schema";
import { logPlan } from "../machines/logs/log-schema";
import { machinePlan } from "../machines/machine-schema";
import { distribution, distributionParts, install, service, stop } from "../nodes/service-schemas";
import { line, list, name, optional, type Shape, shape } from "../remote/plan-shape";
import { target } from "../remote/target-schemas";
import { membershipShapes } from "../rolling/membership/membership-schemas";
import type { Plans } from "./plans";
import { balancerKinds } from "./rooms";

const { member, membership, nodes, floors, bake, runHooks, gate, changeStep } = membershipShapes(
  balancerKinds,
  service,
);

/** How each command's plan must look. */
export const planShapes: { [K in keyof Plans]: Shape<Plans[K]> } = {
  prepare: machinePlan,
  "ship-logs": logPlan,
  stage: shape({ target, ...distributionParts, progress: optional(line) }),
  "stage-ahead": shape({
    distribution,
    nodes: list(shape({ target, members: list(member), install: optional(install) })),
  }),
  start: changeStep(service),
  stop: changeStep(stop),
  "set-floors": floors,
  "end-group": shape({ group: name, nodes: list(name) }),
  bake,
  gate,
  join: membership,
  leave: membership,
  follow: membership,
  "configure-haproxy": haproxyPlan,
  "configure-pair": pairPlan,
  "set-listener-certificate": listenerCertificatePlan,
  "follow-name": namePlan,
  status: nodes,
  repair: nodes,
  "check-members": nodes,
  "run-hooks": runHooks,
};
