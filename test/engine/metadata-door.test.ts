import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AllocateAddressCommand,
  AssignPrivateIpAddressesCommand,
  AssociateAddressCommand,
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DisassociateAddressCommand,
  type EC2Client,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { type AwsApi, startAwsApi } from "../../sandbox/aws-api";
import { createAwsClients } from "../../sandbox/cloud/aws-clients";
import { apiAddress, doorHeader, machineHeader, metadataAddress } from "../../sandbox/metadata/addresses";
import { Door } from "../../sandbox/metadata/door";
import { createNetwork, runInstance } from "../system/support/cloud-account";
import { allow, createProfile } from "../system/support/pair-on-cloud";

interface Asked {
  readonly machine?: string;
  readonly at?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const stateDir = mkdtempSync(join(tmpdir(), "door-"));
const socketPath = join(stateDir, "door.sock");
let api: AwsApi;
let ec2: EC2Client;
let door: Door;
let ids: string[];

beforeAll(async () => {
  api = await startAwsApi({ stateDir, log: () => undefined });
  const clients = createAwsClients(api.endpoint);
  ec2 = clients.ec2;
  const { subnetId } = await createNetwork(ec2, "10.9.0.0/24");
  await createProfile(api.endpoint, "pair");
  ids = [
    await runInstance(ec2, subnetId, "10.9.0.11", "one", 13, "pair"),
    await runInstance(ec2, subnetId, "10.9.0.12", "two"),
  ];
  const statement = { Effect: "Allow", Action: ["ec2:Describe*"], Resource: "*" };
  await allow(api.endpoint, "pair", { Version: "2012-10-17", Statement: statement });
  door = new Door(
    "wdoor",
    socketPath,
    () => clients,
    () => undefined,
  );
  await door.open();
}, 300_000);

afterAll(async () => {
  door?.close();
  await api?.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

/** What a machine is answered, as `status text`. */
function ask(
  path: string,
  { machine = "10.9.0.11", at = metadataAddress, method, headers, body }: Asked = {},
) {
  return new Promise<string>((resolve, reject) => {
    const from = { [machineHeader]: machine, [doorHeader]: at, ...headers };
    const sent = request({ socketPath, path, method, headers: from }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => resolve(`${answer.statusCode} ${text}`));
    });
    sent.on("error", reject).end(body);
  });
}

const ttl = { "x-aws-ec2-metadata-token-ttl-seconds": "60" };
const tokenOf = async (machine: string) =>
  (await ask("/latest/api/token", { machine, method: "PUT", headers: ttl })).replace("200 ", "");
const asked = async (path: string, machine = "10.9.0.11") =>
  ask(`/latest/${path}`, { machine, headers: { "x-aws-ec2-metadata-token": await tokenOf(machine) } });

const nic = async (index: number) => {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [ids[index] ?? ""] }));
  const found = Reservations?.[0]?.Instances?.[0];
  const [networkInterface] = found?.NetworkInterfaces ?? [];
  const addresses = networkInterface?.PrivateIpAddresses?.map((each) => each.PrivateIpAddress);
  const { PublicIpAddress: publicIp, State } = found ?? {};
  return { id: networkInterface?.NetworkInterfaceId ?? "", addresses, publicIp, state: State?.Name };
};

describe("the metadata service", () => {
  test("gives nothing without a token, and a token only to who says for how long", async () => {
    expect(await ask("/latest/meta-data/instance-id")).toBe("401 a token is needed");
    const needed = "400 X-aws-ec2-metadata-token-ttl-seconds: 1 to 21600 is needed";
    expect(await ask("/latest/api/token", { method: "PUT" })).toBe(needed);
    const far = { "x-aws-ec2-metadata-token-ttl-seconds": "21601" };
    expect(await ask("/latest/api/token", { method: "PUT", headers: far })).toBe(needed);
    const proxied = { ...ttl, "x-forwarded-for": "192.0.2.1" };
    expect(await ask("/latest/api/token", { method: "PUT", headers: proxied })).toBe(
      "403 not through a proxy",
    );
  });

  test("tells each machine of itself alone", async () => {
    expect([await asked("meta-data/instance-id"), await asked("meta-data/instance-id", "10.9.0.12")]).toEqual(
      ids.map((id) => `200 ${id}`),
    );
    const headers = { "x-aws-ec2-metadata-token": await tokenOf("10.9.0.12") };
    expect(await ask("/latest/meta-data/instance-id", { headers })).toBe("401 a token is needed");
    expect(await ask("/latest/meta-data/instance-id", { machine: "10.9.0.13" })).toMatch(/^404/);
  });

  test("has credentials for an instance with a role", async () => {
    expect(await asked("meta-data/iam/security-credentials/")).toBe("200 pair");
    expect(await asked("meta-data/iam/security-credentials/pair")).toContain('"Code":"Success"');
    expect(await asked("meta-data/iam/security-credentials/", "10.9.0.12")).toBe("404 not found");
  });
});

describe("the AWS API, asked by a machine", () => {
  const call = (action: string, machine?: string, more = "") => {
    const authorization = "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/ec2/aws4_request, Signature=x";
    const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
    const body = `Action=${action}&Version=2016-11-15${more}`;
    return ask("/", { ...(machine ? { machine } : {}), at: apiAddress, method: "POST", headers, body });
  };

  test("answers what the role allows, and refuses anything else", async () => {
    expect(await call("DescribeInstances")).toContain(ids[0]);
    const refused = "403 <Response><Errors><Error><Code>UnauthorizedOperation</Code>";
    expect(await call("StopInstances", undefined, `&InstanceId.1=${ids[1]}`)).toContain(refused);
    expect(await call("DescribeInstances", "10.9.0.12")).toContain(refused);
    expect((await nic(1)).state).toBe("running");
  });
});

describe("the AWS API", () => {
  test("moves a secondary address to another interface when that is allowed", async () => {
    const move = async (index: number) => {
      const to = { NetworkInterfaceId: (await nic(index)).id, AllowReassignment: true };
      await ec2.send(new AssignPrivateIpAddressesCommand({ ...to, PrivateIpAddresses: ["10.9.0.50"] }));
    };
    await move(0);
    expect((await nic(0)).addresses).toEqual(["10.9.0.11", "10.9.0.50"]);
    await move(1);
    expect((await nic(0)).addresses).toEqual(["10.9.0.11"]);
    expect((await nic(1)).addresses).toEqual(["10.9.0.12", "10.9.0.50"]);
  });

  test("leads an Elastic IP to another instance, unless that is forbidden", async () => {
    const { PublicIp = "", AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }));
    expect(PublicIp).toMatch(/^203\.0\.113\.\d+$/);
    const associate = (InstanceId?: string, AllowReassociation?: boolean) =>
      ec2.send(new AssociateAddressCommand({ InstanceId, AllocationId, AllowReassociation }));
    await associate(ids[0]);
    expect((await nic(0)).publicIp).toBe(PublicIp);
    await expect(associate(ids[1], false)).rejects.toThrow("already associated");
    await associate(ids[1]);
    expect([(await nic(0)).publicIp, (await nic(1)).publicIp]).toEqual([undefined, PublicIp]);
    const { Addresses } = await ec2.send(new DescribeAddressesCommand({ PublicIps: [PublicIp] }));
    expect(Addresses).toMatchObject([{ InstanceId: ids[1], PrivateIpAddress: "10.9.0.12" }]);
    await ec2.send(new DisassociateAddressCommand({ AssociationId: Addresses?.[0]?.AssociationId }));
    expect((await nic(1)).publicIp).toBeUndefined();
  });

  test("calls an instance stopped only when its machine is down", async () => {
    const report = (running: string[]) =>
      writeFileSync(join(stateDir, "aws-api", "running-machines.json"), JSON.stringify(running));
    report(ids);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [ids[1] ?? ""], Force: true }));
    expect((await nic(1)).state).toBe("stopping");
    expect(await (await fetch(`${api.endpoint}/sandbox/forced-stops`)).json()).toEqual([ids[1]]);
    report(ids.slice(0, 1));
    expect((await nic(1)).state).toBe("stopped");
  });
});
