import { type PropertyTable, regionProperty, tagProperties } from "../property-spec";

const noCloudInit =
  "can't be set: the sandbox's machines run no cloud-init, so nothing would run it; use a command resource over SSH";

/** What of `aws:ec2/instance:Instance` the sandbox takes, and what a change of it does. */
export const instanceTable: PropertyTable = {
  ami: { kind: "string", required: true, replaces: true },
  instanceType: { kind: "string", required: true },
  associatePublicIpAddress: { kind: "boolean", computed: true, replaces: true },
  availabilityZone: { kind: "string", computed: true, replaces: true },
  disableApiStop: { kind: "boolean", computed: true },
  disableApiTermination: { kind: "boolean", computed: true },
  ebsOptimized: { kind: "boolean", computed: true, replaces: true },
  forceDestroy: { kind: "boolean", unread: true, default: false },
  getPasswordData: { kind: "boolean", unread: true, default: false },
  iamInstanceProfile: { kind: "string" },
  instanceInitiatedShutdownBehavior: { kind: "string", computed: true },
  keyName: { kind: "string", computed: true, replaces: true },
  metadataOptions: {
    kind: "object",
    computed: true,
    fields: {
      httpEndpoint: { kind: "string", computed: true },
      httpProtocolIpv6: { kind: "string", computed: true },
      httpPutResponseHopLimit: { kind: "number", computed: true },
      httpTokens: { kind: "string", computed: true },
      instanceMetadataTags: { kind: "string", computed: true },
    },
  },
  monitoring: { kind: "boolean", computed: true },
  primaryNetworkInterface: {
    kind: "object",
    computed: true,
    replaces: true,
    fields: {
      networkInterfaceId: { kind: "string", required: true, replaces: true },
      deleteOnTermination: { kind: "boolean", computed: true },
    },
  },
  privateIp: { kind: "string", computed: true, replaces: true },
  rootBlockDevice: {
    kind: "object",
    computed: true,
    fields: {
      deleteOnTermination: { kind: "boolean", default: true },
      encrypted: { kind: "boolean", computed: true, replaces: true },
      iops: { kind: "number", computed: true },
      kmsKeyId: { kind: "string", computed: true, replaces: true },
      throughput: { kind: "number", computed: true },
      volumeSize: { kind: "number", computed: true },
      volumeType: { kind: "string", computed: true },
    },
  },
  sourceDestCheck: { kind: "boolean", computed: true },
  subnetId: { kind: "string", computed: true, replaces: true },
  userData: { kind: "string", refused: noCloudInit },
  userDataBase64: { kind: "string", refused: noCloudInit },
  userDataReplaceOnChange: { kind: "boolean", unread: true, default: false },
  vpcSecurityGroupIds: { kind: "strings", computed: true, set: true },
  ...tagProperties,
  ...regionProperty,
};

export interface InstanceInputs {
  ami: string;
  instanceType: string;
  associatePublicIpAddress?: boolean;
  availabilityZone?: string;
  disableApiStop?: boolean;
  disableApiTermination?: boolean;
  ebsOptimized?: boolean;
  forceDestroy: boolean;
  iamInstanceProfile?: string;
  instanceInitiatedShutdownBehavior?: "stop" | "terminate";
  keyName?: string;
  metadataOptions?: {
    httpEndpoint?: "enabled" | "disabled";
    httpProtocolIpv6?: "enabled" | "disabled";
    httpPutResponseHopLimit?: number;
    httpTokens?: "optional" | "required";
    instanceMetadataTags?: "enabled" | "disabled";
  };
  monitoring?: boolean;
  primaryNetworkInterface?: { networkInterfaceId: string };
  privateIp?: string;
  rootBlockDevice?: RootBlockDevice;
  sourceDestCheck?: boolean;
  subnetId?: string;
  vpcSecurityGroupIds?: string[];
  tagsAll?: Record<string, string>;
}

export interface RootBlockDevice {
  deleteOnTermination?: boolean;
  encrypted?: boolean;
  iops?: number;
  kmsKeyId?: string;
  throughput?: number;
  /** GiB */
  volumeSize?: number;
  volumeType?: "gp2" | "gp3" | "io1" | "io2" | "sc1" | "st1" | "standard";
}
