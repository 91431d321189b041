import { randomBytes } from "node:crypto";

/** Between two signs of life of ours; without one for so long, a machine ends what it runs for us. */
export const beatSec = 5;
export const silenceSec = 30;
/** From SIGTERM to SIGKILL, for a script that is ended. */
export const killAfterSec = 5;
/** Of a shell that was not started by our command line, as where a start file runs another one. */
const otherShellStatus = 97;

export interface Framing {
  /** Names this one call, on both of its output streams and among the machine's processes. */
  readonly mark: string;
  readonly asRoot: boolean;
  /** Then the machine ends the script by itself. */
  readonly limitSec: number;
}

export function newMark(): string {
  return `wso2-roll-${randomBytes(12).toString("hex")}`;
}

/**
 * The command line: plain words, so that any login shell reads it (csh, fish, a ForceCommand that does not quote).
 * `timeout` leads a process group of its own, which is the whole script.
 */
export function renderCommandLine({ mark, asRoot, limitSec }: Framing): string {
  const sudo = asRoot ? "sudo -n " : "";
  return `${sudo}timeout -k ${killAfterSec} ${Math.ceil(limitSec)} env wso2_roll=${mark} /bin/sh`;
}

const encode = (text: string) =>
  (
    Buffer.from(text, "utf8")
      .toString("base64")
      .match(/.{1,4000}/g) ?? []
  ).join("\n");

/**
 * What the shell reads. First some empty lines, for start files that read one; then a line at which any other shell
 * ends. The text is in one quoted word: of a part of it, nothing would ever run.
 *
 * @param ownsInput Whether the script reads what is sent after it; else the end of its input, or no sign of life
 * for `silenceSec`, ends it with all that it started.
 */
export function renderFramed({ mark }: Framing, script: string, ownsInput: boolean): string {
  return `${"\n".repeat(8)}[ "\${wso2_roll-}" = ${mark} ] || exit ${otherShellStatus}
script='
${encode(script)}
'
frame='
${encode(renderFrame(mark, ownsInput))}
'
eval "$(printf %s "$frame" | base64 -d)"
exit
`;
}

function renderFrame(mark: string, ownsInput: boolean): string {
  const say = (words: string) => `printf '%s\\n' "${mark} ${words}"; printf '%s\\n' "${mark} ${words}" >&2`;
  const watch = `( trap - TERM
  while beat=$(timeout ${silenceSec} head -c 1 <&3) && [ -n "$beat" ]; do :; done
  kill -TERM 0
) > /dev/null 2>&1 &
watch=$!`;
  return `unset wso2_roll
case ":$PATH:" in *:/usr/sbin:*) ;; *) PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"; export PATH ;; esac
script=$(printf %s "$script" | base64 -d)
exec 3<&0
ended=
trap 'ended=1' TERM
${ownsInput ? "watch=" : watch}
${say("begin")}
( trap - TERM; set -eu; eval "$script" ) ${ownsInput ? "<&3" : "< /dev/null"} 3<&-
status=$?
# Told to end: nothing that it started stays.
[ -z "$ended" ] || kill -KILL 0
[ -z "$watch" ] || kill $watch 2> /dev/null
${say("end $status")}
exit 0`;
}

/** What came on one output stream: all of it, and the part that is the script's own. */
export class FrameReader {
  private readonly chunks: Buffer[] = [];
  private length = 0;
  private tail = "";
  begun = false;
  /** Of the script, once its end has come. */
  status: number | undefined;

  /** @param keptBytes Of a longer output, the end is kept. */
  constructor(
    private readonly mark: string,
    private readonly keptBytes = Number.POSITIVE_INFINITY,
  ) {}

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
    while (this.length - (this.chunks[0]?.length ?? 0) > this.keptBytes) {
      this.length -= this.chunks.shift()?.length ?? 0;
    }
    if (this.status !== undefined) return;
    const text = this.tail + chunk.toString("latin1");
    if (text.includes(`${this.mark} begin\n`)) this.begun = true;
    const end = new RegExp(`${this.mark} end (\\d+)\\n`).exec(text);
    if (end) this.status = Number(end[1]);
    this.tail = text.slice(-(this.mark.length + 12));
  }

  /** Of the script. */
  get own(): string {
    const all = Buffer.concat(this.chunks);
    const begin = `${this.mark} begin\n`;
    const from = all.indexOf(begin);
    if (from < 0 && !this.begun) return "";
    const start = from < 0 ? 0 : from + begin.length;
    const to = all.lastIndexOf(`${this.mark} end `);
    return all.subarray(start, to < start ? undefined : to).toString("utf8");
  }

  /** All of it, for a message about what came instead. */
  get all(): string {
    return Buffer.concat(this.chunks).toString("utf8");
  }
}
