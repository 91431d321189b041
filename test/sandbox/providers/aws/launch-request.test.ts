import type { InstanceInputs } from "../../../../sandbox/providers/aws/resources/instance-table";
import { planLaunch } from "../../../../sandbox/providers/aws/resources/launch-request";

const base: InstanceInputs = { ami: "ami-1", instanceType: "t3.medium", forceDestroy: false };
const common = { MinCount: 1, MaxCount: 1, ImageId: "ami-1", InstanceType: "t3.medium" };

describe("planLaunch", () => {
  it("launches on a network interface that stays", () => {
    const inputs = {
      ...base,
      keyName: "key",
      primaryNetworkInterface: { networkInterfaceId: "eni-1" },
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" } as const,
      rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: 20 } as const,
      tagsAll: { Name: "node1" },
    };
    expect(planLaunch(inputs, "/dev/xvda")).toEqual({
      ...common,
      KeyName: "key",
      NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: "eni-1", DeleteOnTermination: false }],
      MetadataOptions: { HttpEndpoint: "enabled", HttpTokens: "required" },
      BlockDeviceMappings: [
        {
          DeviceName: "/dev/xvda",
          Ebs: { DeleteOnTermination: true, Encrypted: true, VolumeType: "gp3", VolumeSize: 20 },
        },
      ],
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: "node1" }] }],
    });
  });

  it("launches in a subnet", () => {
    const inputs = { ...base, subnetId: "subnet-1", privateIp: "10.0.0.9", vpcSecurityGroupIds: ["sg-1"] };
    expect(planLaunch(inputs, undefined)).toEqual({
      ...common,
      SubnetId: "subnet-1",
      PrivateIpAddress: "10.0.0.9",
      SecurityGroupIds: ["sg-1"],
    });
  });

  it("puts the choice of a public address where AWS takes it", () => {
    const inputs = { ...base, subnetId: "subnet-1", associatePublicIpAddress: false };
    expect(planLaunch(inputs, undefined)).toEqual({
      ...common,
      NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false, SubnetId: "subnet-1" }],
    });
  });
});
