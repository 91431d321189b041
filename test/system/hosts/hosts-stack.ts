import { writeFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import execa from "execa";
import { stringify } from "yaml";
import { ensureEngine, openStack } from "../../../sandbox/engine";
import { Fleet } from "../../../sandbox/fleet/fleet";
import { packageRoot } from "../../../sandbox/paths";
import { deploy } from "../../../stacks/deploy";
import { haproxyConfiguration, monitConfiguration, packApplication } from "./application";

export const balancers = ["haproxy1", "haproxy2"] as const;
export const nodes = ["app1", "app2", "app3"] as const;

/** HAProxy calls them otherwise. */
export const serverOf = (node: string) => node.replace("app", "srv-");

/** Five machines as an operator has set them up by hand, version 1.0.0 in service, and a stack on the real engine. */
export class HostsStack {
  readonly fleet = new Fleet([...balancers, ...nodes]);
  private readonly stateDir = join(packageRoot, `.sandbox-hosts-${process.pid}`);
  private stack: Stack | undefined;

  async create(versions: readonly string[]): Promise<void> {
    const { fleet } = this;
    await fleet.boot();
    for (const version of versions) await packApplication(fleet.folder, version);
    await Promise.all([...balancers, ...nodes].map((name) => this.setHostKey(name)));
    await Promise.all(nodes.map((name) => this.setUpNode(name, "1.0.0")));
    const servers = Object.fromEntries(nodes.map((name) => [serverOf(name), fleet.address(name)]));
    await Promise.all(balancers.map((name) => this.setUpBalancer(name, haproxyConfiguration(servers))));
    this.stack = await this.open();
  }

  get urls(): string[] {
    return balancers.map((name) => `http://${this.fleet.address(name)}`);
  }

  get inventoryPath(): string {
    return join(this.fleet.folder, "inventory.yaml");
  }

  hostKey(name: string): string {
    return this.fleet.hostKeys.get(name)?.public ?? "";
  }

  writeInventory(serverNames: (node: string) => string = serverOf): void {
    const host = (name: string, variables: Record<string, string> = {}) => ({
      address: this.fleet.address(name),
      hostKey: this.hostKey(name),
      variables,
    });
    const inventory = {
      app: {
        user: "admin",
        hosts: Object.fromEntries(nodes.map((name) => [name, host(name, { server: serverNames(name) })])),
      },
      lbservers: {
        user: "admin",
        hosts: Object.fromEntries(balancers.map((name) => [name, host(name)])),
      },
    };
    writeFileSync(this.inventoryPath, stringify(inventory));
  }

  /** `pulumi up` with these keys changed; an empty value takes one away. @returns what the engine printed. */
  async up(change: Readonly<Record<string, string>>): Promise<string> {
    if (!this.stack) throw new Error("not created");
    for (const [key, value] of Object.entries(change)) {
      if (value === "") await this.stack.removeConfig(`wso2:${key}`);
      else await this.stack.setConfig(`wso2:${key}`, { value });
    }
    const lines: string[] = [];
    await this.stack.up({ onOutput: (text) => lines.push(text) }).catch((error: unknown) => {
      throw new Error(`${lines.join("")}\n${String(error)}`);
    });
    return lines.join("");
  }

  /** `srv-1@haproxy1 ready UP`, for every server. */
  async states(): Promise<string[]> {
    const answers = await Promise.all(
      balancers.map(async (name) => {
        const script = `import socket; s=socket.socket(socket.AF_UNIX); s.connect("/run/haproxy/admin.sock"); s.send(b"show stat\\n"); print(s.makefile().read())`;
        const text = await this.fleet.on(name, `python3 -c '${script}'`);
        return text
          .split("\n")
          .map((line) => line.split(","))
          .filter(([backend, server]) => backend === "PRD_app" && server?.startsWith("srv-"))
          .map((fields) => `${fields[1]}@${name} ${fields[17]}`);
      }),
    );
    return answers.flat();
  }

  /** The version that each node runs. */
  versions(): Promise<string[]> {
    return Promise.all(
      nodes.map(async (name) => {
        const text = await this.fleet.on(name, "curl -s http://127.0.0.1:8080/");
        return (JSON.parse(text) as { version: string }).version;
      }),
    );
  }

  async destroy(): Promise<void> {
    await this.fleet.destroy();
    await rm(this.stateDir, { recursive: true, force: true });
  }

  private async open(): Promise<Stack> {
    this.writeInventory();
    const { fleet } = this;
    const settings = {
      "wso2:system": "hosts",
      "wso2:version": "1.0.0",
      "wso2:inventory": this.inventoryPath,
      "wso2:sshPrivateKey": fleet.target("app1").privateKey,
      "wso2:group": "app",
      "wso2:balancerGroup": "lbservers",
      "wso2:backend": "PRD_app",
      "wso2:pack": `file://${fleet.folder}/app-{version}.zip`,
      "wso2:packFolder": "app-{version}",
      "wso2:link": "/opt/app/current",
      "wso2:files": [{ path: "/etc/app.conf", content: "node={{node}}\n" }],
      "wso2:services": [{ manager: "monit", name: "app", pidFile: "/run/app.pid" }],
      "wso2:readiness": { scheme: "http", port: 8080, path: "/health", host: "app.internal" },
      "wso2:ports": [8080],
      "wso2:logPath": "/var/log/app.log",
      "wso2:quietSec": 1,
      "wso2:sessionTimeoutSec": 3,
      "wso2:startTimeoutSec": 30,
      "wso2:stableSec": 2,
    };
    const projectDir = join(fleet.folder, "project");
    await mkdir(projectDir);
    writeFileSync(join(projectDir, "Pulumi.yaml"), "name: wso2\nruntime: nodejs\nmain: stacks/index.ts\n");
    writeFileSync(join(projectDir, "Pulumi.test.yaml"), stringify({ config: settings }));
    return openStack({
      stack: "test",
      stateDir: this.stateDir,
      projectDir,
      engineDir: await ensureEngine(() => {}),
      env: { WSO2_ROLL_JOURNAL: fleet.journal },
      overrides: {},
      program: deploy,
    });
  }

  /** The key that the inventory names. */
  private async setHostKey(name: string): Promise<void> {
    await this.fleet.must("prepare", {
      target: this.fleet.target(name),
      hostPrivateKey: this.fleet.hostKeys.get(name)?.private ?? "",
      hostname: name,
      packages: [],
      groups: balancers.some((each) => each === name) ? ["haproxy"] : [],
      bootTimeoutSec: 60,
    });
  }

  private async setUpNode(name: string, version: string): Promise<void> {
    const zip = join(this.fleet.folder, `app-${version}.zip`);
    await this.send(name, zip, "/tmp/app.zip");
    await this.asRoot(
      name,
      `mkdir -p /opt/app && cd /opt/app && unzip -q /tmp/app.zip && ln -sfn app-${version} current
echo node=${name} > /etc/app.conf
cat > /etc/monit/monitrc << 'END'
${monitConfiguration}END
chmod 600 /etc/monit/monitrc
systemctl start monit
for try in $(seq 75); do if curl -sf http://127.0.0.1:8080/ > /dev/null; then exit 0; fi; sleep 0.2; done
systemctl status --no-pager monit || :
cat /var/log/monit.log /var/log/app.log
exit 1`,
    );
  }

  private async setUpBalancer(name: string, text: string): Promise<void> {
    await this.asRoot(
      name,
      `cat > /etc/haproxy/haproxy.cfg << 'END'\n${text}END\nsystemctl enable --now haproxy`,
    );
  }

  private async asRoot(name: string, script: string): Promise<void> {
    const said = await this.fleet.on(name, `sudo sh -eu << 'SCRIPT' 2>&1 || echo FAILED\n${script}\nSCRIPT`);
    if (said.includes("FAILED")) throw new Error(`${name}: ${said}`);
  }

  private async send(name: string, from: string, to: string): Promise<void> {
    const { stdout } = await execa("base64", ["-w0", from]);
    await this.asRoot(name, `base64 -d > ${to} << 'DATA'\n${stdout}\nDATA`);
  }
}
