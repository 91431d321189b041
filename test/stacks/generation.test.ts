import { nodeSuffix } from "../../stacks/generation";
import { readSettings } from "../../stacks/read-settings";

const values = {
  system: "integrator",
  version: "4.3.0",
  ami: "ami-1",
  nodeCount: "3",
  haproxyAmi: "ami-1",
  host: "integrator.example.com",
  clientCidrs: '["0.0.0.0/0"]',
  sshCidrs: '["10.0.0.0/8"]',
};
const suffix = (change: Record<string, string> = {}) => nodeSuffix(readSettings({ ...values, ...change }));

describe("nodeSuffix", () => {
  it("is nothing unless the strategy is blue-green", () => {
    expect(["auto", "in-place", "replace"].map((strategy) => suffix({ strategy }))).toEqual(["", "", ""]);
  });

  it("names the generation: the same for the same nodes, another for other ones", () => {
    const green = (change = {}) => suffix({ strategy: "blue-green", ...change });
    expect(green()).toMatch(/^-[0-9a-f]{6}$/);
    expect([green({ nodeCount: "4" }), green({ stableSec: "5" }), green({ haproxyAmi: "ami-2" })]).toEqual([
      green(),
      green(),
      green(),
    ]);
    const others = [
      { version: "4.4.0" },
      { ami: "ami-2" },
      { nodeInstanceType: "t3.large" },
      { javaOpts: "-Xmx2g" },
      { deploymentToml: '{"server":{"offset":1}}' },
      { pack: "https://example.com/mi.zip" },
    ];
    expect(new Set([green(), ...others.map(green)]).size).toBe(others.length + 1);
  });
});
