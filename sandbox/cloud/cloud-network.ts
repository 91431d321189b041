import type { ChildProcess } from "node:child_process";
import { MachineHost } from "../machines";
import { startForwarder } from "../metadata/start-forwarder";
import type { SandboxPaths } from "../paths";
import type { Log } from "./log";
import type { CloudNetwork } from "./plan-network";

/** For a host whose machines are only listed or destroyed. */
const noNetwork = { cidr: "192.0.2.0/24", gateway: "192.0.2.1" };

/** The machines of a sandbox whatever their network: to list or destroy them. */
export function openMachines(paths: SandboxPaths): MachineHost {
  return new MachineHost({ id: paths.id, machinesDir: paths.machinesDir, network: noNetwork });
}

/** The network of the VPC on this computer: made with the VPC, gone with it. */
export class NetworkKeeper {
  private current?: { network: CloudNetwork; host: MachineHost };
  private clean = false;
  private forwarder?: ChildProcess;

  constructor(
    private readonly paths: SandboxPaths,
    private readonly log: Log,
  ) {}

  get network(): CloudNetwork | undefined {
    return this.current?.network;
  }

  /** The host of the machines in this network; undefined without a VPC. */
  async settle(network: CloudNetwork | undefined): Promise<MachineHost | undefined> {
    if (this.current && this.current.network.vpcId === network?.vpcId) {
      this.keepForwarder();
      return this.current.host;
    }
    if (this.current || (!network && !this.clean)) await this.clear();
    if (!network) return undefined;
    this.clean = false;
    const { id, machinesDir } = this.paths;
    const host = new MachineHost({ id, machinesDir, network });
    await host.prepare();
    this.keepForwarder();
    this.log(`network ${network.cidr} of ${network.vpcId} is there, this computer is ${network.gateway}`);
    this.current = { network, host };
    return host;
  }

  /** Ends what runs in the network's namespace. */
  stop(): void {
    this.forwarder?.kill("SIGKILL");
    this.forwarder = undefined;
  }

  /** One that ended is started again. */
  private keepForwarder(): void {
    if (this.forwarder && this.forwarder.exitCode === null && this.forwarder.signalCode === null) return;
    this.forwarder = startForwarder(this.paths.id);
  }

  private async clear(): Promise<void> {
    if (this.current) this.log(`${this.current.network.vpcId} is gone, and its network with it`);
    this.current = undefined;
    this.stop();
    await openMachines(this.paths).destroy();
    this.clean = true;
  }
}
