import { execFileSync } from "node:child_process";
import { DOMParser } from "@xmldom/xmldom";
import { select } from "xpath";
import type { PairAddress } from "../../../components/failover-pair/pair-model";
import { renderCib, renderWholeCib } from "../../../components/failover-pair/render-cib";
import { renderCorosyncConf } from "../../../components/failover-pair/render-corosync-conf";
import { renderDrainAgent } from "../../../components/failover-pair/render-drain-agent";
import { renderHaproxyAgent } from "../../../components/failover-pair/render-haproxy-agent";
import { quickCliPath } from "../../../components/failover-pair/render-quick-cli";
import { examplePair } from "./example-pair";

function valuesOf(xml: string, path: string): string[] {
  const document = new DOMParser().parseFromString(xml, "text/xml");
  return (select(path, document as unknown as Node) as Node[]).map((node) => node.nodeValue ?? "");
}

test("two machines speak over an encrypted link, and one of them is enough once both have met", () => {
  const text = renderCorosyncConf(examplePair({ limits: { tokenMs: 1500 } }));
  const settings = Object.fromEntries(
    Array.from(text.matchAll(/^ {4}(\w+): (.*)$/gm), ([, key, value]) => [key, value]),
  );
  expect(settings).toEqual({
    version: "2",
    cluster_name: "wso2-dev",
    transport: "knet",
    crypto_cipher: "aes256",
    crypto_hash: "sha256",
    token: "1500",
    consensus: "300",
    provider: "corosync_votequorum",
    two_node: "1",
    to_logfile: "no",
    to_syslog: "yes",
    timestamp: "on",
  });
  expect(text.match(/(name|nodeid|ring0_addr): .*/g)?.slice(1)).toEqual([
    "name: haproxy1",
    "nodeid: 1",
    "ring0_addr: 10.42.32.4",
    "name: haproxy2",
    "nodeid: 2",
    "ring0_addr: 10.42.32.5",
  ]);
});

test.each([
  [1000, "200"],
  [undefined, "600"],
  [60_000, "2000"],
])(
  "one that is left waits for an answer a fifth of the token's time %p, within limits",
  (tokenMs, consensus) => {
    const text = renderCorosyncConf(examplePair({ limits: { tokenMs } }));
    expect(/consensus: (\d+)/.exec(text)?.[1]).toBe(consensus);
  },
);

const addresses: [PairAddress, string[]][] = [
  [{ kind: "secondary", ip: "10.42.32.200" }, ["awsvip", "IPaddr2", "drain"]],
  [{ kind: "route", ip: "172.31.0.1", routeTableIds: ["rtb-1", "rtb-2"] }, ["aws-vpc-move-ip", "drain"]],
  [{ kind: "elastic", ip: "203.0.113.9", allocationId: "eipalloc-1" }, ["awseip", "drain"]],
];

test.each(addresses)(
  "the holder's resources begin with the address and end with the drain: %j",
  (address, types) => {
    const cib = renderWholeCib(examplePair({ address }), "ens5");
    expect(valuesOf(cib, "//group[@id='front']/primitive/@type")).toEqual(types);
    expect(valuesOf(cib, "//clone/primitive/@type")).toEqual(["haproxy"]);
    // What AWS is asked for is asked for by the instance's role.
    const asksAws = "//group/primitive[starts-with(@type,'aws')]";
    expect(valuesOf(cib, `${asksAws}//nvpair[@name='auth_type']/@value`)).toEqual(["role"]);
    expect(valuesOf(cib, `${asksAws}//nvpair[@name='region']/@value`)).toEqual(["us-east-1"]);
    // By the AWS CLI itself each call takes seconds.
    expect(valuesOf(cib, `${asksAws}//nvpair[@name='awscli']/@value`)).toEqual([quickCliPath]);
  },
);

test("each machine is fenced by the other one, by its instance", () => {
  const cib = renderWholeCib(examplePair(), "ens5");
  expect(valuesOf(cib, "//primitive[@class='stonith']//nvpair[@name='plug']/@value")).toEqual([
    "i-0a",
    "i-0b",
  ]);
  expect(valuesOf(cib, "//rsc_location/@node")).toEqual(["haproxy1", "haproxy2"]);
  expect(valuesOf(cib, "//nvpair[@name='stonith-enabled']/@value")).toEqual(["true"]);
});

test("a machine whose instance is not known yet has no fencing, and the cluster moves nothing without", () => {
  const [first, { instanceId: _, ...second } = { name: "", address: "" }] = examplePair().machines;
  if (!first) throw new Error("no machine");
  const { resources, constraints, crm_config } = renderCib(
    examplePair({ machines: [first, second] }),
    "ens5",
  );
  expect(valuesOf(resources, "//primitive[@class='stonith']/@id")).toEqual(["fence-haproxy1"]);
  expect(valuesOf(constraints, "//rsc_location[@node]/@rsc")).toEqual(["fence-haproxy1"]);
  expect(valuesOf(crm_config, "//nvpair[@name='stonith-enabled']/@value")).toEqual(["true"]);
});

test("a start that fails once is tried again on the same machine", () => {
  const { crm_config, rsc_defaults } = renderCib(examplePair(), "ens5");
  expect(valuesOf(crm_config, "//nvpair[@name='start-failure-is-fatal']/@value")).toEqual(["false"]);
  expect(valuesOf(rsc_defaults, "//nvpair[@name='migration-threshold']/@value")).toEqual(["3"]);
});

test("ids are all different, and a value can't end its attribute", () => {
  const cib = renderWholeCib(examplePair({ name: 'a"/><x id="y' }), "ens5");
  const ids = valuesOf(cib, "//configuration//*[not(self::node)]/@id");
  expect(new Set(ids).size).toBe(ids.length);
  expect(valuesOf(cib, "//nvpair[@name='cluster-name']/@value")).toEqual(['a"/><x id="y']);
});

test.each([
  ["haproxy", renderHaproxyAgent(), ["port"]],
  ["drain", renderDrainAgent(), ["ports", "drain_sec", "pause_sec"]],
])("the agent %s is a script, and says what it takes", (name, text, parameters) => {
  execFileSync("sh", ["-n"], { input: text });
  const metaData = /<\?xml[\s\S]*<\/resource-agent>/.exec(text)?.[0] ?? "";
  expect(valuesOf(metaData, "/resource-agent/@name")).toEqual([name]);
  expect(valuesOf(metaData, "//parameter/@name")).toEqual(parameters);
  // The cluster is given these and no other.
  const used = valuesOf(renderWholeCib(examplePair(), "ens5"), `//primitive[@type='${name}']//nvpair/@name`);
  expect(used).toEqual(parameters);
});

test("a machine that goes down waits for no reload and no stop that systemd would not do any more", () => {
  // Tried on a machine: such a reload is refused, and such a stop waits for Pacemaker, which waits for it.
  expect(renderDrainAgent()).toContain("systemctl reload haproxy 2> /dev/null || reload_by_hand || return 1");
  expect(renderHaproxyAgent()).toMatch(
    /is-system-running\)" = stopping \] && return \$OCF_SUCCESS\n {4}systemctl stop/,
  );
});

test.each([
  [["i-1", "i-2"], "true"],
  [["i-1", undefined], "false"],
])("a machine that was never in the cluster is not fenced at its start: instances %j", (ids, value) => {
  const machines = examplePair().machines.map((machine, index) => ({ ...machine, instanceId: ids[index] }));
  const { crm_config } = renderCib(examplePair({ machines }), "ens5");
  expect(valuesOf(crm_config, "//nvpair[@name='startup-fencing']/@value")).toEqual([value]);
});
