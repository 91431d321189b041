import { DOMParser, type Element, onErrorStopParsing } from "@xmldom/xmldom";
import type { MemberView } from "../rolling/membership/member-view";
import { type OutRecord, parseOutRecord } from "../rolling/membership/out-record";
import { outAttribute, pairResources, recordAttribute } from "./pair-paths";

/** A machine of a cluster as Pacemaker has it now. */
export interface PairMachineState {
  readonly name: string;
  readonly online: boolean;
  /** Put aside: by a roll, or by an operator (`pcs node standby`). */
  readonly out: boolean;
  /** It may still run something, and nobody knows: the cluster fences it before anything else. */
  readonly unclean: boolean;
  /** Whether HAProxy runs there, by the cluster's checks. */
  readonly haproxy: boolean;
  /** Of the address's resources, how many are there, also while they stop. */
  readonly held: number;
}

export interface PairStatus {
  readonly machines: readonly PairMachineState[];
  /** Somebody decides: what is written before that may be lost. */
  readonly hasDecider: boolean;
  readonly hasQuorum: boolean;
  /** Who took which machine out, as the cluster keeps it. */
  readonly records: readonly OutRecord[];
}

/**
 * Reads what `crm_mon --output-as=xml` and `cibadmin --query --scope nodes` say.
 *
 * @throws Error when one of them is no such document
 */
export function parsePairStatus(monitor: string, nodes: string): PairStatus {
  const status = parse(monitor, "pacemaker-result");
  const attributes = readAttributes(parse(nodes, "nodes"));
  const [list] = elements(status, "nodes");
  const machines = (list ? elements(list, "node") : []).map((node): PairMachineState => {
    const name = node.getAttribute("name") ?? "";
    const here = elements(status, "resource").filter((each) => isOn(each, name));
    return {
      name,
      // One that is on its way in knows nothing yet.
      online: is(node, "online") && !is(node, "pending"),
      out: is(node, "standby") || attributes(name, outAttribute) === "true",
      unclean: is(node, "unclean"),
      haproxy: here.some((each) => idOf(each) === pairResources.haproxy && !is(each, "failed")),
      held: here.filter((each) => idOf(each.parentNode as Element) === pairResources.front).length,
    };
  });
  return {
    machines,
    hasDecider: elements(status, "current_dc").some((dc) => is(dc, "present")),
    hasQuorum: elements(status, "current_dc").some((dc) => is(dc, "with_quorum")),
    records: machines.flatMap(({ name }) => parseOutRecord(attributes(name, recordAttribute) ?? "") ?? []),
  };
}

/** A machine as any balancer's member is seen. */
export function viewOf(state: PairMachineState): MemberView {
  const { name, online, out, unclean, haproxy, held } = state;
  const holds = held > 0 ? "HAProxy answers, holds the address" : "HAProxy answers";
  return {
    name,
    status: describe(state),
    admin: out ? (held > 0 ? "drain" : "maint") : "ready",
    up: online && !unclean && haproxy,
    checkPassed: online && haproxy,
    check: online && haproxy ? holds : "",
    requests: 0,
    downs: 0,
  };
}

function describe({ online, out, unclean, haproxy, held }: PairMachineState): string {
  if (unclean) return "UNCLEAN";
  const words = [online ? "online" : "OFFLINE"];
  if (out) words.push("out");
  if (online && !haproxy) words.push("HAProxy does not run");
  if (held > 0) words.push("holds the address");
  return words.join(", ");
}

function parse(xml: string, root: string): Element {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, "text/xml");
  const found = document.documentElement;
  if (found?.tagName !== root) throw new Error(`no <${root}> but <${found?.tagName}>`);
  return found;
}

function elements(within: Element, tag: string): Element[] {
  return Array.from(within.getElementsByTagName(tag));
}

const is = (element: Element, flag: string) => element.getAttribute(flag) === "true";
const idOf = (element: Element) => element.getAttribute("id");

function isOn(resource: Element, machine: string): boolean {
  const names = elements(resource, "node").map((node) => node.getAttribute("name"));
  return is(resource, "active") && names.includes(machine);
}

/** Attributes of the nodes in the configuration. */
function readAttributes(nodes: Element): (machine: string, attribute: string) => string | undefined {
  return (machine, attribute) => {
    const node = elements(nodes, "node").find((each) => each.getAttribute("uname") === machine);
    const pair = node && elements(node, "nvpair").find((each) => each.getAttribute("name") === attribute);
    return pair?.getAttribute("value") ?? undefined;
  };
}
