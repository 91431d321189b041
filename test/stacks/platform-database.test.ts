import { deployApiManager } from "../../stacks/api-manager";
import type { ApiManagerSettings } from "../../stacks/api-manager-settings";
import { readApiManagerSettings } from "../../stacks/read-api-manager-settings";
import { clusterSettings } from "../support/cluster-settings";
import { Mocks, runWithMocks } from "../support/mocks";
import { someRoot } from "../support/some-root";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

const database = {
  engine: "postgres",
  caPem: someRoot,
};
const other = { type: "postgre", url: "jdbc:postgresql://db/x", username: "wso2", password: "a-secret" };
const settings: ApiManagerSettings = {
  ...clusterSettings,
  ...{ system: "api-manager", deployment: "active-active", ami: "ami-0fixed" },
  ...{ version: "4.5.0", identityVersion: "7.1.0" },
  ...{ host: "api.example.com", backend: "PRD_wso2am", identityNodeCount: 2 },
  ...{ identityInstanceType: "t3.medium", identityJavaOpts: "", zoneCount: 2, apart: false, database },
};

describe("system api-manager with a database", () => {
  it("keeps each product's tables in databases of its own on it, which its nodes alone reach", async () => {
    const mocks = new Mocks({
      "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a", "us-east-1b"] },
    });
    await runWithMocks(mocks, () => deployApiManager(settings));
    const schemasOf = (node: string) => {
      const { stdin } = mocks.inputsOf("command:local:Command", `wso2-test-${node}-service`);
      const { install } = JSON.parse((stdin as { value: string }).value);
      return install.schemas.map((each: { name: string; databaseName: string }) => [
        each.name,
        each.databaseName,
      ]);
    };
    for (const node of ["apim-apim1", "apim-apim2"]) {
      expect(schemasOf(node)).toEqual([
        ["apim_db", "wso2_apim"],
        ["shared_db", "wso2_apim_shared"],
      ]);
    }
    expect(schemasOf("is-is2")).toEqual([
      ["identity_db", "wso2_identity"],
      ["shared_db", "wso2_identity_shared"],
    ]);
    const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const opened = mocks.registered
      .filter(({ type, inputs }) => type === rule && inputs.fromPort === 5432)
      .map(({ inputs }) => inputs.referencedSecurityGroupId);
    expect(opened.sort()).toEqual(["wso2-test-apim-id", "wso2-test-is-id"]);
  });
});

describe("its configuration", () => {
  const reasonOf = (change: object) => {
    const values = Object.entries({ ...settings, ...change }).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    try {
      readApiManagerSettings(Object.fromEntries(values));
    } catch (error) {
      return String(error);
    }
    return "";
  };

  it("needs no other databases", () => {
    expect(reasonOf({})).toBe("");
  });

  it.each([
    [{ apart: true }, /wso2:apart: is true, but wso2:database gives the nodes databases/],
    [
      { database, databases: { apim_db: other, shared_db: other } },
      /wso2:databases: is set, and so is wso2:database/,
    ],
    [{ database: { ...database, engine: "oracle-se2" } }, /wso2:database\.engine: is oracle-se2/],
    [{ database: { ...database, caPem: "" } }, /wso2:database\.caPem: has no certificate/],
  ])("fails for %j", (change, reason) => {
    expect(reasonOf(change)).toMatch(reason);
  });
});
