import { checkElb } from "../../../components/wso2-elb/check-elb";
import type { ElbDomain, ElbSettings } from "../../../components/wso2-elb/elb-config";

const domain: ElbDomain = {
  name: "wso2.appserver.domain",
  hosts: ["management.appserver.ec2-test.wso2.com"],
  subDomain: "mgt",
  tenantRange: "*",
};

function settings(change: Partial<ElbDomain> = {}, whole: Partial<ElbSettings> = {}): ElbSettings {
  return {
    hostname: "elb.ec2-test.wso2.com",
    services: [{ name: "appserver", domains: [{ ...domain, ...change }] }],
    ...whole,
  };
}

const paths = (version: string, given: ElbSettings) =>
  checkElb(version, given).map(({ propertyPath }) => propertyPath);

it("takes the source's settings", () => {
  expect(checkElb("2.0.3", settings())).toEqual([]);
});

it.each<[string, ElbSettings, string]>([
  ["a host with a port", settings({ hosts: ["a.example:443"] }), "services[0].domains[0].hosts[0]"],
  ["a host with a blank before it", settings({ hosts: [" a.example"] }), "services[0].domains[0].hosts[0]"],
  ["no host", settings({ hosts: [] }), "services[0].domains[0].hosts"],
  ["a domain with a brace", settings({ name: "a{b" }), "services[0].domains[0].name"],
  ["a domain with #", settings({ name: "a#b" }), "services[0].domains[0].name"],
  ["the ELBs' own domain", settings({ name: "wso2.carbon.lb.domain" }), "services[0].domains[0].name"],
  ["a sub-domain with ;", settings({ subDomain: "mgt;" }), "services[0].domains[0].subDomain"],
  ["tenants that are none", settings({ tenantRange: "1,2" }), "services[0].domains[0].tenantRange"],
  ["tenants the wrong way round", settings({ tenantRange: "9-1" }), "services[0].domains[0].tenantRange"],
  ["one port for both", settings({}, { ports: { http: 443, https: 443 } }), "ports"],
  ["no service", settings({}, { services: [] }), "services"],
  ["no domain", settings({}, { services: [{ name: "as", domains: [] }] }), "services[0].domains"],
  [
    "a service called defaults",
    settings({}, { services: [{ name: "defaults", domains: [domain] }] }),
    "services[0].name",
  ],
  [
    "a host in two services",
    settings(
      {},
      { services: ["a", "b"].map((name) => ({ name, domains: [{ ...domain, name: `${name}.d` }] })) },
    ),
    "services[1].domains[0].hosts",
  ],
  [
    "a domain's sub-domain twice",
    settings({}, { services: [{ name: "a", domains: [domain, { ...domain, hosts: ["other"] }] }] }),
    "services[0].domains[1]",
  ],
])("fails on %s", (_, given, path) => {
  expect(paths("2.0.3", given)).toEqual([path]);
});

it("fails on a version with another grammar, and says all that is wrong at once", () => {
  expect(paths("2.1.0", settings({ hosts: ["a b"], tenantRange: "x" }))).toEqual([
    "version",
    "services[0].domains[0].hosts[0]",
    "services[0].domains[0].tenantRange",
  ]);
});
