import { ensureImage, type MachineHost } from "../machines";
import type { PublicAddress } from "../machines/types";
import type { Log } from "./log";

/** The program that translates addresses comes out of an image, which is built once a machine holds one. */
export async function settlePublicAddresses(
  host: MachineHost,
  addresses: readonly PublicAddress[],
  log: Log,
): Promise<void> {
  if (addresses.some(({ leadsTo }) => leadsTo !== undefined)) await ensureImage(log, 13);
  await host.setPublicAddresses(addresses);
}
