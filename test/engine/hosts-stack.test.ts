import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deploy } from "../../stacks/deploy";
import { createPrivateKey } from "../support/ssh-key";
import { type EngineFixture, openFixture } from "./fixture";

const key = "ssh-ed25519 AAAA";
const inventory = `
app:
  hosts:
    app1: { address: 127.0.0.1, port: 1, hostKey: ${key} }
    app2: { address: 127.0.0.2, port: 1, hostKey: ${key} }
lbservers:
  hosts:
    haproxy1: { address: 127.0.0.1, port: 1, hostKey: ${key} }
`;

const settings: Record<string, string> = {
  system: "hosts",
  version: "2.0.0",
  sshPrivateKey: createPrivateKey(),
  group: "app",
  balancerGroup: "lbservers",
  backend: "PRD_app",
  changeScript: "true",
  services: '[{"manager":"monit","name":"app"}]',
  readiness: '{"scheme":"tcp","port":8080}',
};

describe("system hosts on the real engine", () => {
  let fixture: EngineFixture;

  beforeAll(async () => {
    fixture = await openFixture("hosts");
    writeFileSync(join(fixture.dir, "inventory.yaml"), inventory);
    const values = { ...settings, inventory: join(fixture.dir, "inventory.yaml") };
    for (const [name, value] of Object.entries(values)) {
      await fixture.stack.setConfig(`wso2:${name}`, { value });
    }
  });

  afterAll(() => fixture.remove());

  it("previews a chain of commands, without any provider of AWS", async () => {
    const { steps, error } = await fixture.preview(deploy);
    expect(error).toBeUndefined();
    expect([...steps].sort()).toEqual(
      [
        "wso2-test",
        "wso2-test",
        ...["members", "floors", "heal", "end"].map((name) => `wso2-test-${name}`),
        ...["app1", "app2"].flatMap((name) => [`wso2-test-${name}-service`, `wso2-test-${name}-membership`]),
      ]
        .map((name) => `create ${name}`)
        .sort(),
    );
  });
});
