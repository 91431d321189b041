import { commonPart } from "./common";
import { pullPart } from "./pull";
import { rolesPart } from "./roles";
import { servePart } from "./serve";

const entry = `
shift
command=\${1-}
case $command in
  run | round | pause | begin | lag) "$command" ;;
  serve) serve "\${SSH_ORIGINAL_COMMAND-}" ;;
  through) shift; through "$@" ;;
  *) say "usage: content-sync <product> run | begin | serve | lag"; exit 2 ;;
esac
`;

/** The program that each node runs, for POSIX shells with GNU's tools, rsync, OpenSSH and inotify-tools. */
export function renderSyncScript(): string {
  return [commonPart, servePart, pullPart, rolesPart, entry].join("");
}
