import type { PairFacts } from "./pair-model";
import { outAttribute, pairResources } from "./pair-paths";
import {
  defaultFencingTimeoutSec,
  type PrimitivePlan,
  planDrain,
  planFencing,
  planFront,
  planHaproxyResource,
} from "./plan-resources";

/** Sections of Pacemaker's configuration that are the pair's, in the order in which they are put in place. */
export const cibSections = ["crm_config", "rsc_defaults", "resources", "constraints"] as const;

export type CibSection = (typeof cibSections)[number];

/** More than the default of 0: what the holder runs counts when both want to fence each other. */
const frontPriority = 10;
const defaultFencingDelaySec = 2;

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}

function renderPairs(
  tag: "instance_attributes" | "meta_attributes" | "cluster_property_set",
  id: string,
  values: Readonly<Record<string, string>>,
): string {
  const pairs = Object.entries(values).map(
    ([name, value]) => `<nvpair id="${id}-${name}" name="${name}" value="${escapeXml(value)}"/>`,
  );
  return `<${tag} id="${id}">${pairs.join("")}</${tag}>`;
}

function renderPrimitive({ id, agent, parameters, operations }: PrimitivePlan): string {
  const [standard, provider, type] = agent;
  const from = provider === "" ? "" : ` provider="${provider}"`;
  const each = operations.map(
    ({ name, intervalSec, timeoutSec }) =>
      `<op id="${id}-${name}" name="${name}" interval="${intervalSec}s" timeout="${timeoutSec}s"/>`,
  );
  return [
    `<primitive id="${id}" class="${standard}"${from} type="${type}">`,
    renderPairs("instance_attributes", `${id}-parameters`, parameters),
    `<operations>${each.join("")}</operations>`,
    "</primitive>",
  ].join("");
}

/**
 * What the cluster is to do, as sections of its configuration: an agent's parameters end up there and nowhere else.
 * None of it is secret.
 *
 * @param device Network device of the machines.
 */
export function renderCib(facts: PairFacts, device: string): Readonly<Record<CibSection, string>> {
  const { limits = {}, address, region } = facts;
  const { haproxyClone: clone, front } = pairResources;
  const fencing = planFencing(facts);
  const properties = renderPairs("cluster_property_set", "cib-bootstrap-options", {
    "cluster-name": facts.name,
    "stonith-enabled": "true",
    // One that was never in the cluster has no device to be fenced by, and holds nothing.
    "startup-fencing": String(fencing.length >= facts.machines.length),
    "stonith-timeout": `${limits.fencingTimeoutSec ?? defaultFencingTimeoutSec}s`,
    "priority-fencing-delay": `${limits.fencingDelaySec ?? defaultFencingDelaySec}s`,
    "no-quorum-policy": "stop",
    // A call that AWS refuses once is tried again at once, up to the threshold below: the only machine that is left must
    // not be without the address, or a device to fence by, for a minute.
    "start-failure-is-fatal": "false",
    "cluster-recheck-interval": "60s",
  });
  // It stays where it is when the other machine is back: each move makes clients connect anew.
  const defaults = renderPairs("meta_attributes", "rsc-defaults", {
    "resource-stickiness": "100",
    "migration-threshold": "3",
    "failure-timeout": "60s",
  });
  const places = fencing.map(
    ({ id, parameters: { pcmk_host_list: machine = "" } }) =>
      // A machine can't say of itself that it is off.
      `<rsc_location id="${id}-elsewhere" rsc="${id}" node="${machine}" score="-INFINITY"/>`,
  );
  return {
    crm_config: `<crm_config>${properties}</crm_config>`,
    rsc_defaults: `<rsc_defaults>${defaults}</rsc_defaults>`,
    resources: [
      "<resources>",
      `<clone id="${clone}">${renderPairs("meta_attributes", `${clone}-meta`, { interleave: "true" })}`,
      `${renderPrimitive(planHaproxyResource(facts))}</clone>`,
      `<group id="${front}">${renderPairs("meta_attributes", `${front}-meta`, { priority: String(frontPriority) })}`,
      `${[...planFront(address, region, device), planDrain(facts)].map(renderPrimitive).join("")}</group>`,
      ...fencing.map(renderPrimitive),
      "</resources>",
    ].join(""),
    constraints: [
      "<constraints>",
      `<rsc_colocation id="${front}-with-haproxy" rsc="${front}" with-rsc="${clone}" score="INFINITY"/>`,
      `<rsc_order id="haproxy-before-${front}" first="${clone}" then="${front}" kind="Mandatory"/>`,
      // A machine that a roll has out keeps its HAProxy, which it needs to catch up, and never gets the address.
      `<rsc_location id="${front}-not-where-out" rsc="${front}"><rule id="${front}-not-where-out-rule" score="-INFINITY">`,
      `<expression id="${front}-where-out" attribute="${outAttribute}" operation="eq" value="true"/></rule></rsc_location>`,
      ...places,
      "</constraints>",
    ].join(""),
  };
}

/** A whole document, for a parser that is to judge it. */
export function renderWholeCib(facts: PairFacts, device: string): string {
  const sections = renderCib(facts, device);
  const nodes = facts.machines.map(({ name }, index) => `<node id="${index + 1}" uname="${name}"/>`);
  return [
    '<cib validate-with="pacemaker-3.7" epoch="1" num_updates="0" admin_epoch="0" have-quorum="1">',
    `<configuration>${sections.crm_config}<nodes>${nodes.join("")}</nodes>`,
    `${sections.resources}${sections.constraints}${sections.rsc_defaults}</configuration>`,
    "<status/></cib>\n",
  ].join("");
}
