import { deployApiManager } from "../../stacks/api-manager";
import { deployIntegrator } from "../../stacks/integrator";
import { readApiManagerSettings } from "../../stacks/read-api-manager-settings";
import { readSettings } from "../../stacks/read-settings";
import { readSsoSettings } from "../../stacks/read-sso-settings";
import { deploySso } from "../../stacks/sso";
import { apiManagerSettings, pairs } from "../support/api-manager-settings";
import { Mocks, runWithMocks } from "../support/mocks";
import { ssoSettings } from "../support/sso-settings";
import { beside, lookups, settings } from "./deploy-integrator";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

const agent = { source: "https://agent.example/agent.deb", sha256: "ab".repeat(32) };
const logs = { cloudWatch: { agent, retentionDays: 30 } };
const systems = {
  integrator: (change: object) => deployIntegrator(readSettings(pairs({ ...settings, ...change }))),
  "api-manager": (change: object) =>
    deployApiManager(readApiManagerSettings(pairs({ ...apiManagerSettings, ...change }))),
  sso: (change: object) => deploySso(readSsoSettings(pairs({ ...ssoSettings, ...change }))),
};

async function deployed(system: keyof typeof systems, change: object): Promise<Mocks> {
  const mocks = new Mocks(lookups);
  await runWithMocks(mocks, async () => void (await systems[system](change)));
  return mocks;
}

describe("wso2:logs", () => {
  it.each([
    ["integrator", ["haproxy1", "haproxy2", "node1", "node2"]],
    [
      "sso",
      [
        ...["apache-apache1", "apache-apache2", "apim-apim1", "apim-apim2", "haproxy1", "haproxy2"],
        ...["is-is1", "is-is2"],
      ],
    ],
    ["api-manager", ["apim-apim1", "apim-apim2", "haproxy1", "haproxy2", "is-is1", "is-is2"]],
  ] as const)(
    "sends those of all machines of %s, by one command each and a role of their own",
    async (system, keys) => {
      const [plain, sending] = [await deployed(system, {}), await deployed(system, { logs })];
      expect(beside(sending, plain)).toEqual([
        "aws:cloudwatch/logGroup:LogGroup wso2-test",
        "aws:iam/instanceProfile:InstanceProfile wso2-test",
        "aws:iam/role:Role wso2-test",
        "aws:iam/rolePolicy:RolePolicy wso2-test",
        ...keys.map((key) => `command:local:Command wso2-test-${key}-logs`),
      ]);
      expect(beside(plain, sending)).toEqual([]);
    },
  );

  it("fails beside a failover pair and for what CloudWatch does not know, before anything is registered", () => {
    const reason = (change: object) => () => readSettings(pairs({ ...settings, logs, ...change }));
    expect(reason({ edge: { kind: "failover-pair" } })).toThrow(
      /wso2:logs\.cloudWatch: is set, and so is an edge of kind failover-pair/,
    );
    expect(reason({ logs: { cloudWatch: { agent, retentionDays: 31 } } })).toThrow(
      /wso2:logs\.cloudWatch\.retentionDays: got 31/,
    );
    expect(reason({})).not.toThrow();
  });
});
