import { deployApiManager } from "../../stacks/api-manager";
import { readApiManagerSettings } from "../../stacks/read-api-manager-settings";
import { apiManagerSettings, pairs } from "../support/api-manager-settings";
import { Mocks, runWithMocks } from "../support/mocks";

const asked: unknown[] = [];
let served: unknown;
jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async (args: unknown) => {
    asked.push(args);
    return { first: [], healTokens: {}, served };
  },
}));

const deploy = async (change: object) => {
  const mocks = new Mocks({
    "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a"] },
  });
  const settings = readApiManagerSettings(pairs({ ...apiManagerSettings, ...change }));
  const outputs = await runWithMocks(mocks, () => deployApiManager(settings));
  const planOf = (name: string) =>
    JSON.parse((mocks.inputsOf("command:local:Command", name).stdin as { value: string }).value);
  return {
    mocks,
    outputs,
    planOf,
    tomlOf: (name: string) => planOf(name).install.files[0].content as string,
  };
};
type Deployed = Awaited<ReturnType<typeof deploy>>;

/** What is registered for two nodes of one part. */
const partOf = (prefix: string) => {
  const name = `wso2-test-${prefix}`;
  return [
    ...["aws:ec2/securityGroup:SecurityGroup", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"].map(
      (type, index) => `${type} ${name}${index === 1 ? "-out" : ""}`,
    ),
    ...["distribution", "end", "floors", "heal"].map((each) => `command:local:Command ${name}-${each}`),
    ...[1, 2].flatMap((number) => [
      `aws:ec2/instance:Instance ${name}-${prefix}${number}`,
      `aws:ec2/networkInterface:NetworkInterface ${name}${number}`,
      `tls:index/privateKey:PrivateKey ${name}${number}`,
      ...["prepare", "service", "membership"].map(
        (each) => `command:local:Command ${name}-${prefix}${number}-${each}`,
      ),
      ...leafOf(`${name}-${prefix}${number}`),
    ]),
  ];
};
const leafOf = (name: string) =>
  ["certRequest:CertRequest", "locallySignedCert:LocallySignedCert", "privateKey:PrivateKey"].map(
    (type) => `tls:index/${type} ${name}`,
  );
const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

describe("API Manager in parts", () => {
  let whole: Deployed;
  let parts: Deployed;
  beforeAll(async () => {
    whole = await deploy({});
    asked.length = 0;
    parts = await deploy({ deployment: "distributed" });
  });

  it("is a group of each part, with all that a group of whole nodes has", () => {
    const rest = whole.mocks.resources().filter((each) => !/-apim(\d|-(?!administrator)|$)/.test(each));
    const made = parts.mocks.resources().filter((each) => !each.startsWith(rule));
    expect(made).toEqual(
      [
        ...rest.filter((each) => !each.startsWith(rule)),
        ...["cp", "tm", "gw"].flatMap(partOf),
        ...leafOf("wso2-test-cp-shared"),
      ].sort(),
    );
  });

  it("keeps what each part's last deployment left in an output of its own", () => {
    const outputs = ["identity", "controlPlane", "trafficManager", "gateway"];
    expect(asked).toEqual(["haproxy", ...outputs].map((output) => ({ output })));
    for (const output of outputs) expect(parts.outputs).toMatchObject({ [output]: { healTokens: {} } });
    expect(parts.outputs).not.toHaveProperty("apiManager");
    expect(parts.outputs).toMatchObject({ haproxy: { served: { deployment: "distributed" } } });
    expect(JSON.stringify((whole.outputs as { haproxy: { served: object } }).haproxy.served)).toBe(
      '{"trafficPort":9443,"caGeneration":1,"edgeCaGeneration":1}',
    );
  });

  it("opens to each part what another one connects to, and no more", () => {
    const opened = parts.mocks.registered
      .filter(({ type, inputs }) => type === rule && inputs.fromPort !== 22)
      .map(({ inputs }) => [inputs.securityGroupId, inputs.fromPort, inputs.referencedSecurityGroupId ?? ""])
      .map((each) => each.join(" ").replaceAll(/wso2-test-|-id/g, ""))
      .filter((each) => /^(cp|tm|gw) /.test(each));
    expect(opened.sort()).toEqual(
      [
        ...["cp 5672 cp", "cp 9611 cp", "cp 9711 cp", "cp 5672 gw", "cp 5672 tm", "cp 9443 haproxy"],
        ...["tm 5672 tm", "tm 9611 tm", "tm 9711 tm", "tm 5672 gw", "tm 9611 gw", "tm 9711 gw"],
        ...["tm 9443 haproxy", "gw 8243 haproxy", "gw 9443 haproxy"],
      ].sort(),
    );
  });

  it("leads calls to gateways, people to control planes, and nobody to traffic managers, whom HAProxy watches", () => {
    const { config } = parts.planOf("wso2-test-haproxy1-configuration");
    const routes = [
      { hosts: ["gateway.api.example.com"], backend: "PRD_wso2am_gateway" },
      { hosts: ["identity.api.example.com"], backend: "PRD_wso2am_identity" },
    ];
    expect(config.frontends).toMatchObject([{ routes }, { routes }]);
    const seen = [config.backend, ...config.backends].map((each) => [
      each.name,
      each.servers.map(({ name, port }: { name: string; port: number }) => `${name}:${port}`).join(" "),
      `${each.check.port ?? "same"} ${each.check.path}`,
    ]);
    const login = "same /carbon/admin/login.jsp";
    expect(seen).toEqual([
      ["PRD_wso2am", "cp1:9443 cp2:9443", login],
      ["PRD_wso2am_gateway", "gw1:8243 gw2:8243", "9443 /api/am/gateway/v2/server-startup-healthcheck"],
      ["PRD_wso2am_identity", "is1:9443 is2:9443", "same /api/health-check/v1.0/health"],
      ["PRD_wso2am_traffic_manager", "tm1:9443 tm2:9443", login],
    ]);
  });

  it("gives each part its distribution, the addresses of the others, and the one key that they have in common", () => {
    const tomls = ["cp-cp1", "tm-tm1", "gw-gw1"].map((node) => parts.tomlOf(`wso2-test-${node}-service`));
    const [controlPlane, trafficManager, gateway] = tomls;
    expect(gateway).toContain('hostname = "gateway.api.example.com"');
    expect(gateway).toContain('service_url = "https://api.example.com/services/"');
    for (const node of ["cp1", "cp2"]) {
      for (const toml of [trafficManager, gateway])
        expect(toml).toContain(`tcp://address-of-wso2-test-${node}:5672`);
    }
    for (const node of ["tm1", "tm2"]) expect(gateway).toContain(`tcp://address-of-wso2-test-${node}:9611`);
    expect(controlPlane).not.toMatch(/address-of-wso2-test-(tm|gw)/);
    const installs = ["cp-cp2", "tm-tm2", "gw-gw2"].map((node) => parts.planOf(`wso2-test-${node}-service`));
    expect(installs.map(({ distribution }) => distribution.name)).toEqual([
      "wso2am-acp-4.5.0",
      "wso2am-tm-4.5.0",
      "wso2am-universal-gw-4.5.0",
    ]);
    for (const { install } of installs) {
      expect(install.sharedKeystore.privateKeyPem).toBe("private-key-of-wso2-test-cp-shared");
    }
  });

  it("has keys of a part in the place of those of all", async () => {
    const gateway = {
      nodeCount: 3,
      javaOpts: "-Dof=gateways",
      deploymentToml: { apim: { cors: { allow_credentials: true } } },
    };
    const { mocks, planOf, tomlOf } = await deploy({
      deployment: "distributed",
      javaOpts: "-Dof=all",
      gateway,
    });
    const unitOf = (node: string) => planOf(`wso2-test-${node}-service`).install.unitText;
    expect(unitOf("gw-gw3")).toContain("-Dof=gateways");
    expect(unitOf("cp-cp1")).toContain("-Dof=all");
    expect(tomlOf("wso2-test-gw-gw1-service")).toContain("allow_credentials = true");
    expect(tomlOf("wso2-test-cp-cp1-service")).toContain("allow_credentials = false");
    expect(mocks.resources()).not.toContain("aws:ec2/instance:Instance wso2-test-tm-tm3");
  });

  it.each([
    ["distributed", { trafficPort: 9443, caGeneration: 1 }],
    ["active-active", { trafficPort: 9443, caGeneration: 1, deployment: "distributed" }],
  ])("fails for %s on a stack of the other kind", async (deployment, before) => {
    served = before;
    await expect(deploy({ deployment })).rejects.toThrow(
      /wso2:deployment: would put .* in the place of .*; deploy a second stack and move clients/,
    );
    served = undefined;
  });
});
