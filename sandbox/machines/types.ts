/** One machine as it should be: the stand-in for an EC2 instance. */
export interface MachineSpec {
  /** Unique in its sandbox, e.g. the instance id. */
  readonly name: string;
  /** Root directory of the image, from `ensureImage`. */
  readonly image: string;
  /** Name of the AMI it stands for; ends up in /etc/sandbox-image. */
  readonly imageLabel: string;
  /** IPv4 addresses without prefix, primary first. */
  readonly addresses: readonly string[];
  readonly hostname: string;
  /** OpenSSH public keys that may log in as `admin`. */
  readonly authorizedKeys: readonly string[];
}

/** One machine as it is. */
export interface MachineState {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly state: "running" | "stopped";
  /** Of the host process that runs the machine; absent when stopped. */
  readonly pid?: number;
  readonly imageLabel: string;
}

/** The network all machines of a sandbox share. */
export interface MachineNetwork {
  /** IPv4 range of the VPC, e.g. `10.41.0.0/16`. */
  readonly cidr: string;
  /** First host address of the range: this computer's address on the bridge. */
  readonly gateway: string;
}

/** An address outside of the network that leads to a machine. */
export interface MachineRoute {
  /** One address, without prefix. */
  readonly destination: string;
  /** Name of the machine. */
  readonly machine: string;
  /** Address of the machine in the network. */
  readonly gateway: string;
}

/** An address on the internet, as the internet gateway translates it. */
export interface PublicAddress {
  readonly address: string;
  /** Primary address of the machine that holds it. @default nobody does */
  readonly leadsTo?: string;
}
