import { quote } from "./quote";

/** The folder of an absolute path. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

/**
 * Shell text that gives a whole file its name. It is on the disk before it has the name, and the name too before
 * anything else is done: after a power loss there is the file before or this one, and never one that is empty or cut.
 *
 * @param from,to Absolute, in one folder.
 */
export function renderPutInPlace(from: string, to: string): string {
  return [
    `[ -L ${quote(from)} ] || sync ${quote(from)}`,
    `mv -fT ${quote(from)} ${quote(to)}`,
    renderSyncFolder(to),
  ].join("\n");
}

/** Shell text after which a name outlives a power loss. One whose user may not read its folder goes without. */
export function renderSyncFolder(path: string): string {
  return `sync ${quote(folderOf(path))} 2> /dev/null || :`;
}

/** Shell text that writes a file whole: its content appears at once or not at all, also over a power loss. */
export function renderWriteFile(path: string, content: string, mode: string, owner = "root:root"): string {
  const temporary = `${path}.new-by-roll`;
  const [file, data] = [quote(temporary), Buffer.from(content, "utf8").toString("base64")];
  return [
    // Mode first: a secret is never readable by others, not even half-written.
    `install -m 600 /dev/null ${file}`,
    `base64 -d > ${file} <<'END'`,
    ...(data.match(/.{1,4096}/g) ?? []),
    "END",
    `chmod ${quote(mode)} ${file}`,
    `chown ${quote(owner)} ${file}`,
    renderPutInPlace(temporary, path),
  ].join("\n");
}

/**
 * Shell text that changes a file of the system's by a filter, where that makes a difference: mode, owner and labels
 * stay. A file that is a mount of its own, as a container's `/etc/hosts`, can't get a new name and is written in place.
 *
 * @param filter A shell command that reads what is there and prints what shall be.
 */
export function renderRewrite(path: string, filter: string): string {
  return [
    `file=$(readlink -f ${quote(path)})`,
    `[ -e "$file" ] || { touch "$file"; chmod 644 "$file"; }`,
    `rm -f "$file".new-by-roll`,
    `cp -p --preserve=all "$file" "$file".new-by-roll 2> /dev/null || cp -p "$file" "$file".new-by-roll`,
    `{ ${filter}; } < "$file" > "$file".new-by-roll`,
    `sync "$file".new-by-roll`,
    `if cmp -s "$file".new-by-roll "$file"; then :`,
    `elif mv -fT "$file".new-by-roll "$file" 2> /dev/null; then sync "$(dirname "$file")"`,
    `else cat "$file".new-by-roll > "$file"; sync "$file"; fi`,
    `rm -f "$file".new-by-roll`,
  ].join("\n");
}
