/** A machine as Ansible reaches it. */
export interface InventoryHost {
  readonly key: string;
  readonly address: string;
}

export interface InventoryFacts {
  readonly nodes: readonly InventoryHost[];
  readonly loadBalancers: readonly InventoryHost[];
  readonly user: string;
  readonly keyFile: string;
  readonly knownHostsFile: string;
  readonly backend: string;
  readonly pack: string;
  readonly folder: string;
  readonly delaySec: number;
}

/** The inventory of seed 000: nodes and load balancers as groups of their own. */
export function renderInventory(facts: InventoryFacts): string {
  const hosts = (list: readonly InventoryHost[], vars: (host: InventoryHost) => object) =>
    Object.fromEntries(list.map((host) => [host.key, { ansible_host: host.address, ...vars(host) }]));
  return JSON.stringify({
    all: {
      vars: {
        ansible_user: facts.user,
        ansible_ssh_private_key_file: facts.keyFile,
        ansible_ssh_common_args: `-o UserKnownHostsFile=${facts.knownHostsFile} -o StrictHostKeyChecking=yes`,
        ansible_python_interpreter: "/usr/bin/python3",
        haproxy_socket: "/run/haproxy/admin.sock",
        wso2ei_lb_backend: facts.backend,
        pack: facts.pack,
        folder: facts.folder,
        delay_sec: facts.delaySec,
      },
      children: {
        wso2ei: { hosts: hosts(facts.nodes, ({ key }) => ({ wso2ei_lb_server: key })) },
        lbservers: { hosts: hosts(facts.loadBalancers, () => ({})) },
      },
    },
  });
}
