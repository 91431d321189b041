/** Where things of the cluster are on each machine. */
export const pairPaths = {
  corosyncConf: "/etc/corosync/corosync.conf",
  authKey: "/etc/corosync/authkey",
  agents: "/usr/lib/ocf/resource.d/pulumi-wso2",
  /** Where Pacemaker looks for fence agents. */
  fenceAgents: "/usr/sbin",
  /** Pacemaker starts after HAProxy, and so ends before it when the machine does. */
  orderDropIn: "/etc/systemd/system/resource-agents-deps.target.d/wso2.conf",
  /** What agents and fencing are started with. */
  serviceDropIn: "/etc/systemd/system/pacemaker.service.d/wso2.conf",
} as const;

/** Names in the cluster, as `pcs status` shows them. */
export const pairResources = {
  haproxy: "haproxy",
  haproxyClone: "haproxy-clone",
  /** Everything that makes a machine the holder of the address. */
  front: "front",
  fence: (machine: string) => `fence-${machine}`,
} as const;

/** Node attribute: a roll has this machine out. */
export const outAttribute = "wso2-out";

/** Node attribute: who took it out, and when. */
export const recordAttribute = "wso2-roll";

/** Corosync's, between the two machines; UDP. */
export const corosyncPort = 5405;

/** Debian's packages, each with a command of it. Debian 13's agents are the first that use an instance's role. */
export const pairPackages = [
  { command: "corosync", name: "corosync" },
  { command: "pacemakerd", name: "pacemaker" },
  { command: "crm_mon", name: "pacemaker-cli-utils" },
  { command: "pcs", name: "pcs" },
  { command: "aws", name: "awscli" },
  { command: "ocf-tester", name: "resource-agents" },
  { command: "nft", name: "nftables" },
  { command: "curl", name: "curl" },
  // AWS's API is asked by TLS.
  { command: "update-ca-certificates", name: "ca-certificates" },
] as const;
