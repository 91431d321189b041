import { deployIntegrator } from "../../stacks/integrator";
import type { Settings } from "../../stacks/settings";
import { clusterSettings } from "../support/cluster-settings";
import { Mocks, runWithMocks } from "../support/mocks";

/** The least that the stack is told. */
export const settings: Settings = {
  ...clusterSettings,
  system: "integrator",
  version: "4.3.0",
  ami: "debian-12-amd64-20250316-2053",
  host: "integrator.example.com",
  backend: "PRD_wso2ei",
};

/** What AWS answers. */
export const lookups = {
  "aws:ec2/getAmi:getAmi": { id: "ami-0debian" },
  "aws:route53/getZone:getZone": { zoneId: "Z0123", name: "example.com" },
  "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1a", "us-east-1b"] },
};

/** What it registers. */
export async function deployed(change: Partial<Settings> = {}): Promise<Mocks> {
  const mocks = new Mocks(lookups);
  await runWithMocks(mocks, () => deployIntegrator({ ...settings, ...change }));
  return mocks;
}

/** What one has and the other has not. */
export function beside(one: Mocks, other: Mocks): string[] {
  const others = other.resources();
  return one.resources().filter((each) => !others.includes(each));
}
