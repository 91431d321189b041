import { quote, renderPutInPlace } from "../../remote/ssh/shell";

/** A user by name, or by the shell variable that holds the name. */
export type AsUser = string | { readonly variable: string };

/**
 * Shell text that runs a script as the user to whom a folder belongs. Root writes and reads nothing there itself:
 * by a link that the user puts in the way it would read or change a file that is none of the user's.
 *
 * @param script Gets the standard input; ends at the first error.
 */
export function renderAs(user: AsUser, script: string): string {
  const name = typeof user === "string" ? quote(user) : `"$${user.variable}"`;
  // Not by `echo`, to which a backslash in a name of a domain is more than itself.
  const runAs = `$([ "$(id -un)" = ${name} ] || printf 'runuser -u %s --' ${name})`;
  return `${runAs} sh -euc ${quote(`cd /\n${script}`)}`;
}

/** The same for a script that reads what is known, in base64. */
export function renderAsWith(user: AsUser, script: string, input: Buffer): string {
  const lines = input.toString("base64").match(/.{1,4096}/g) ?? [];
  return [`${renderAs(user, script)} <<'END'`, ...lines, "END"].join("\n");
}

/** Makes a file of what a command prints: whole, closed to others from its first byte, or not at all, also over a power loss. */
export function renderMake(path: string, mode: string, command: string): string {
  const temporary = quote(`${path}.new-by-roll`);
  return [
    `mkdir -p ${quote(path.slice(0, path.lastIndexOf("/")) || "/")}`,
    `rm -f ${temporary}`,
    "umask 077",
    `${command} > ${temporary} || { rm -f ${temporary}; exit 1; }`,
    `chmod ${quote(mode)} ${temporary}`,
    renderPutInPlace(`${path}.new-by-roll`, path),
  ].join("\n");
}

/** Shell text that makes a file of its standard input, as its owner. Folders are made. */
export function renderReceiveAs(owner: string, path: string, mode: string): string {
  return renderAs(owner, renderMake(path, mode, "cat"));
}

/** The same for content that is known. */
export function renderWriteAs(owner: AsUser, path: string, content: Buffer, mode: string): string {
  return renderAsWith(owner, renderMake(path, mode, "base64 -d"), content);
}

/** The same for a copy of another file of the owner's. */
export function renderCopyAs(owner: string, from: string, to: string, mode: string): string {
  return renderAs(owner, renderMake(to, mode, `cat ${quote(from)}`));
}

/** Shell text that prints a file, read as its owner. */
export function renderReadAs(owner: string, path: string): string {
  return renderAs(owner, `cat ${quote(path)}`);
}
