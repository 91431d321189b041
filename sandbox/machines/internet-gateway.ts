import type { Fabric } from "./fabric";
import { programOfImage } from "./image/program-of-image";
import { ip, listRoutes } from "./ip";
import { renderTranslation } from "./render-translation";
import { runProgram } from "./run-program";
import type { PublicAddress } from "./types";

/** This computer as one on the internet, and the gateway as it sees it. For documentation (RFC 5737), so nobody's. */
const client = "198.51.100.1";
const gateway = "198.51.100.2";

/** Marks the routes to public addresses, as `ip route` lists them. */
const routeProtocol = "78";

/**
 * Stands between the switch and this computer as AWS's internet gateway between a VPC and the internet: one public
 * address for one private one, in each packet. It keeps no connections in mind, so an address that moves takes none
 * along; what goes to one that nobody holds is lost without a word.
 */
export class InternetGateway {
  #set?: string;

  constructor(readonly fabric: Fabric) {}

  async setAddresses(addresses: readonly PublicAddress[]): Promise<void> {
    const wanted = JSON.stringify(addresses);
    if (wanted === this.#set) return;
    const { id, network } = this.fabric;
    const present = (await listRoutes([], id, routeProtocol)).map(({ destination }) => destination);
    // One that nobody holds any more is still asked; one that no machine ever held is none of this gateway's.
    const own = addresses.filter(
      ({ address, leadsTo }) => leadsTo !== undefined || present.includes(address),
    );
    if (own.length > 0 || present.length > 0) {
      await this.#translate(renderTranslation(id, network, own));
      await this.#lead(
        own.map(({ address }) => address),
        present,
      );
    }
    this.#set = wanted;
  }

  async #translate(rules: string): Promise<void> {
    const nft = programOfImage(13, "usr/sbin/nft");
    const args = ["netns", "exec", this.fabric.id, nft, "-f", "-"];
    await runProgram("ip", args, { stdin: "pipe", input: rules });
  }

  /** Of this computer alone: machines ask each other by their private addresses. */
  async #lead(wanted: readonly string[], present: readonly string[]): Promise<void> {
    const device = ["dev", this.fabric.id];
    const own = [...device, "proto", routeProtocol];
    await ip("address", "replace", `${client}/32`, ...device);
    await ip("neighbour", "replace", gateway, "lladdr", this.fabric.mac, ...device, "nud", "permanent");
    for (const address of wanted.filter((each) => !present.includes(each)))
      await ip("route", "replace", address, "via", gateway, ...own, "onlink", "src", client);
    for (const address of present.filter((each) => !wanted.includes(each)))
      await ip("route", "delete", address, ...own);
  }
}
