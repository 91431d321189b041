import { readFile, writeFile } from "node:fs/promises";

/**
 * A machine's systemd, D-Bus and logind watch files with seven inotify instances, and those of all machines count
 * for this computer's root: with the kernel's own limit of 128 the 19th machine hangs at boot, without a word.
 */
const neededInstances = 4096;

/** Raises the limit where it is lower. It stays so until this computer restarts; alone it takes up nothing. */
export async function raiseInotifyLimit(path = "/proc/sys/fs/inotify/max_user_instances"): Promise<void> {
  if (Number(await readFile(path, "utf8")) >= neededInstances) return;
  await writeFile(path, `${neededInstances}\n`);
}
