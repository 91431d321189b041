import type { Instance } from "@aws-sdk/client-ec2";
import { planInstanceMachine } from "../../../sandbox/cloud/machine-specs";
import { planInstances } from "../../../sandbox/cloud/plan-instances";

const instance: Instance = {
  InstanceId: "i-1",
  ImageId: "ami-1",
  VpcId: "vpc-1",
  KeyName: "operator",
  State: { Name: "running" },
  Placement: { AvailabilityZone: "us-east-1a" },
  Tags: [{ Key: "Name", Value: "node1" }],
  NetworkInterfaces: [
    {
      Attachment: { DeviceIndex: 1 },
      PrivateIpAddress: "10.41.0.30",
      PrivateIpAddresses: [{ PrivateIpAddress: "10.41.0.30" }],
    },
    {
      Attachment: { DeviceIndex: 0 },
      PrivateIpAddress: "10.41.0.10",
      PrivateIpAddresses: [{ PrivateIpAddress: "10.41.0.20" }, { PrivateIpAddress: "10.41.0.10" }],
    },
  ],
};
const images = [{ ImageId: "ami-1", Name: "debian-12" }];

describe("instances as the API describes them", () => {
  it("have the first interface's primary address first", () => {
    expect(planInstances([instance], images)).toEqual([
      {
        instanceId: "i-1",
        vpcId: "vpc-1",
        wanted: "running",
        addresses: ["10.41.0.10", "10.41.0.20", "10.41.0.30"],
        zone: "us-east-1a",
        hostname: "ip-10-41-0-10",
        imageName: "debian-12",
        keyName: "operator",
        name: "node1",
      },
    ]);
  });

  it.each([
    ["pending", ["running"]],
    ["running", ["running"]],
    ["stopping", ["stopped"]],
    ["stopped", ["stopped"]],
    ["shutting-down", []],
    ["terminated", []],
  ] as const)("%s ones", (Name, expected) => {
    expect(planInstances([{ ...instance, State: { Name } }], images).map(({ wanted }) => wanted)).toEqual(
      expected,
    );
  });

  it("become machines that the key pair opens", () => {
    const [planned] = planInstances([instance], images);
    if (!planned) throw new Error("no instance");
    const machine = planInstanceMachine(planned, "/image", new Map([["operator", "ssh-ed25519 AAAA\n"]]));
    expect(machine).toEqual({
      name: "i-1",
      image: "/image",
      imageLabel: "debian-12",
      addresses: ["10.41.0.10", "10.41.0.20", "10.41.0.30"],
      hostname: "ip-10-41-0-10",
      authorizedKeys: ["ssh-ed25519 AAAA"],
    });
    expect(planInstanceMachine(planned, "/image", new Map()).authorizedKeys).toEqual([]);
  });
});
