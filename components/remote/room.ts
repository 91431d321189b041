import { quote } from "./ssh/quote";

/** A few files more, and what a program makes while it works. */
const fewestFiles = 64;

/**
 * Shell text that prints a line for each thing that a file system lacks to take a file: space for users other than
 * root, and places for files, of which some file systems have a number. One of size 0, such as /proc, has no limit.
 *
 * @param path Of the file or folder, there or not yet.
 * @param kb Space that is needed.
 * @param prefix Before each line.
 */
export function renderRoom(path: string, kb: number, prefix = ""): string {
  return `at=${quote(path)}
while [ ! -e "$at" ]; do at=$(dirname "$at"); done
have=$(( $(stat -f -c '%a * %S / 1024' "$at") ))
[ "$(stat -f -c %b "$at")" -eq 0 ] || [ "$have" -ge ${kb} ] || echo "${prefix}${kb} kB are needed in $at, $have kB are free"
[ "$(stat -f -c %c "$at")" -eq 0 ] || [ "$(stat -f -c %d "$at")" -ge ${fewestFiles} ] ||
  echo "${prefix}no more files can be made in $at: $(stat -f -c '%d of %c' "$at") inodes are free"`;
}
