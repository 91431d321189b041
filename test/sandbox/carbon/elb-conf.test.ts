import fc from "fast-check";
import { checkElb } from "../../../components/wso2-elb/check-elb";
import type { ElbDomain, ElbSettings } from "../../../components/wso2-elb/elb-config";
import { renderLoadbalancerConf } from "../../../components/wso2-elb/render-loadbalancer-conf";
import { readElbConf } from "../../../sandbox/carbon/read-elb-conf";

const service = (inner: string) => `services {\nappserver {\n${inner}\n}\n}`;
const domain = (inner: string, name = "a.domain") => `domains {\n${name} {\n${inner}\n}\n}`;
const good = "hosts a.example;\ntenant_range *;";

/** As the product's own parser does (org.wso2.carbon.lb.common 4.1.3), read line by line. */
const texts: [what: string, text: string, read: string[]][] = [
  ["one domain", service(domain(good)), ["a.example a.domain __$default"]],
  ["a sub-domain", service(domain(`${good}\nsub_domain mgt;`)), ["a.example a.domain mgt"]],
  ["a comment behind a property", service(domain(`${good} # {`)), ["a.example a.domain __$default"]],
  [
    "hosts of the service",
    service(`hosts b.example;\n${domain("tenant_range *;")}`),
    ["b.example a.domain __$default"],
  ],
  [
    "hosts with a blank between",
    service(domain("hosts a, b;\ntenant_range *;")),
    [" b a.domain __$default", "a a.domain __$default"],
  ],
  [
    "no services",
    "loadbalancer {\nfail_over true;\n}",
    ["refused: loadbalancer.conf: the mandatory element services can't be found"],
  ],
  [
    "the seed's fragment",
    `appserver {\n${domain(good)}\n}`,
    ["refused: loadbalancer.conf: the mandatory element services can't be found"],
  ],
  [
    "no semicolon",
    service(domain("hosts a.example\ntenant_range *;")),
    ['refused: loadbalancer.conf, block a.domain: no ";" ends the property: hosts a.example'],
  ],
  [
    "a block on one line",
    service("domains { a.domain { } }"),
    ["refused: loadbalancer.conf: no domain is given for appserver"],
  ],
  [
    "no domains first",
    service(`other {\nx 1;\n}\n${domain(good)}`),
    ["refused: loadbalancer.conf: the first block of appserver must be domains"],
  ],
  [
    "no tenants",
    service(domain("hosts a.example;")),
    ["refused: loadbalancer.conf: tenant_range of a.domain is null"],
  ],
  [
    "a property that is none",
    service(domain(`${good}\nworker 1;`)),
    ["refused: loadbalancer.conf: a.domain has no property worker"],
  ],
  [
    "the grammar of 2.1",
    service("domains {\nwso2.as.domain {\ntenant_range *;\nmgt {\nhosts m.example;\n}\n}\n}"),
    [],
  ],
  [
    "a host in two services",
    `services {\none {\n${domain(good)}\n}\ntwo {\n${domain(good, "b.domain")}\n}\n}`,
    ["refused: loadbalancer.conf: host a.example is in one and two"],
  ],
];

let read: string[][];
const given: ElbSettings[] = [];

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}[a-z0-9]$/);
const hosts = fc.array(
  label.map((name) => `${name}.example`),
  { minLength: 1, maxLength: 3 },
);
const domains = fc.array(
  fc.record(
    {
      name: label.map((name) => `${name}.domain`),
      hosts,
      subDomain: fc.constantFrom("mgt", "worker"),
      tenantRange: fc.constantFrom("*", "7", "1-100"),
    },
    { requiredKeys: ["name", "hosts"] },
  ) as fc.Arbitrary<ElbDomain>,
  { minLength: 1, maxLength: 3 },
);
const services = fc.array(fc.record({ name: label, domains }), { minLength: 1, maxLength: 3 });

beforeAll(async () => {
  for (const each of fc.sample(services, { numRuns: 400, seed: 1 })) {
    const settings = { hostname: "elb.example", services: each };
    if (checkElb("2.0.3", settings).length === 0) given.push(settings);
  }
  read = await readElbConf([...texts.map(([, text]) => text), ...given.map(renderLoadbalancerConf)]);
}, 120_000);

it.each(texts.map(([what], index) => [what, index] as const))("reads %s as the product does", (_, index) => {
  expect(read[index]).toEqual(texts[index]?.[2]);
});

it("finds in every file that is rendered each host's domain and sub-domain, and nothing else", () => {
  expect(given.length).toBeGreaterThan(50);
  const expected = given.map((settings) =>
    settings.services
      .flatMap((each) => each.domains)
      .flatMap(({ name, hosts: own, subDomain = "__$default" }) =>
        own.map((host) => `${host} ${name} ${subDomain}`),
      )
      .sort(),
  );
  expect(read.slice(texts.length).map((lines) => [...lines].sort())).toEqual(expected);
});
