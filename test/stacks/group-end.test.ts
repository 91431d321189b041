import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { deployIntegrator } from "../../stacks/integrator";
import { readSettings } from "../../stacks/read-settings";
import { Mocks, runWithMocks } from "../support/mocks";

jest.mock("../../components/program/last-deployment", () => ({
  lastDeployment: async () => ({ first: [], healTokens: {} }),
}));

interface Registration {
  getType(): string;
  getName(): string;
  getCustom(): boolean;
  getDependenciesList(): string[];
}

test("of all that the integrator's stack has, only the group's end hangs on nothing: it is the first to be deleted", async () => {
  const seen: { urn: string; custom: boolean; dependencies: string[] }[] = [];
  type Register = (
    request: Registration,
    callback: (error: unknown, response: { getUrn(): string }) => void,
  ) => unknown;
  const monitor = MockMonitor.prototype as unknown as { registerResource: Register };
  const { registerResource } = monitor;
  const spy = jest.spyOn(monitor, "registerResource").mockImplementation(function (
    this: unknown,
    request,
    callback,
  ) {
    return registerResource.call(this, request, (error, response) => {
      if (!error) {
        const custom = request.getCustom() && !request.getType().startsWith("pulumi:");
        seen.push({ urn: response.getUrn(), custom, dependencies: request.getDependenciesList() });
      }
      callback(error, response);
    });
  });
  const mocks = new Mocks({
    "aws:ec2/getAmi:getAmi": { id: "ami-0debian" },
    "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a", "us-east-1b"] },
  });
  const values = {
    ...{
      system: "integrator",
      version: "4.3.0",
      packSha256: "unverified",
      host: "i.example.com",
      nodeCount: "2",
    },
    ...{ ami: "debian-12-amd64-20250316-2053", haproxyAmi: "ami-0fixed" },
    ...{ clientCidrs: '["0.0.0.0/0"]', sshCidrs: '["10.0.0.0/16"]', zoneCount: "2", natGateways: "single" },
  };
  await runWithMocks(mocks, () => deployIntegrator(readSettings(values)));
  spy.mockRestore();
  const needed = new Set(seen.flatMap(({ dependencies }) => dependencies));
  const leaves = seen
    .filter(({ urn, custom }) => custom && !needed.has(urn))
    .map(({ urn }) => urn.split("::").at(-1));
  expect(seen.length).toBeGreaterThan(60);
  expect(leaves).toEqual(["wso2-test-end"]);
});
