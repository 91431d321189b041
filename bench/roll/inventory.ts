import type { SshTarget } from "../../components/remote/ssh-target";
import type { Estate, Release } from "./estate";

/** Of one playbook. */
export interface PlaybookWaits {
  /** Of seed 000: before the first look at the port. */
  readonly delaySec: number;
  /** Of seed 002: UP in HAProxy before the next node. */
  readonly greenSec: number;
}

export interface InventoryFiles {
  readonly keyFile: string;
  readonly knownHostsFile: string;
  /** Folder of what the role puts on the nodes. */
  readonly roleFiles: string;
}

/** The inventory of seed 000: nodes and load balancers as groups of their own; YAML reads JSON. */
export function renderInventory(
  estate: Estate,
  release: Release,
  waits: PlaybookWaits,
  files: InventoryFiles,
): string {
  const hosts = (list: readonly SshTarget[], vars: (host: SshTarget) => object) =>
    Object.fromEntries(
      list.map((host) => [host.name, { ansible_host: host.host, ansible_user: host.user, ...vars(host) }]),
    );
  return JSON.stringify({
    all: {
      vars: {
        ansible_ssh_private_key_file: files.keyFile,
        ansible_ssh_common_args: `-o UserKnownHostsFile=${files.knownHostsFile} -o StrictHostKeyChecking=yes`,
        ansible_python_interpreter: "/usr/bin/python3",
        haproxy_socket: "/run/haproxy/admin.sock",
        wso2ei_lb_backend: estate.backend,
        traffic_port: estate.trafficPort,
        unit: estate.unit,
        directory: estate.directory,
        owner: estate.owner,
        home_link: estate.homeLink,
        configuration: estate.configuration,
        stores: estate.stores,
        role_files: files.roleFiles,
        pack: release.pack,
        folder: release.folder,
        delay_sec: waits.delaySec,
        green_sec: waits.greenSec,
      },
      children: {
        wso2ei: { hosts: hosts(estate.nodes, ({ name }) => ({ wso2ei_lb_server: name })) },
        lbservers: { hosts: hosts(estate.balancers, () => ({})) },
      },
    },
  });
}
