import { within } from "../poll";
import { RollError } from "../roll-error";
import { channelEnd } from "./channel-end";
import type { SshConnection } from "./connection";
import { explainNoFrame } from "./explain-no-frame";
import { FrameReader, type Framing, newMark, renderCommandLine, renderFramed } from "./frame";

/** Two signs of life; the machine gives up after `silenceSec`, well after us. */
const beatMs = 3000;
const lostAfterMs = 15_000;
const releaseTimeoutSec = 5;
/** Of a script that ends without our signs of life anyway. */
const limitSec = 86_400;

/** A script that stays for as long as somebody works under it. */
export interface Held {
  /** Settles when it is no longer certain that it stays; never after a release. */
  readonly lost: Promise<Error>;
  release(): Promise<void>;
}

/** It ended by itself instead. */
export interface NotHeld {
  readonly status: number | undefined;
  readonly stderr: string;
}

/**
 * Starts a script as the login user that says a word once it is ready, then answers each byte of ours with a line,
 * and ends when none comes.
 *
 * @throws RollError when it says nothing in time, or did not even begin
 */
export async function holdScript(
  connection: SshConnection,
  script: string,
  { ready, waitSec }: { readonly ready: string; readonly waitSec: number },
): Promise<Held | NotHeld> {
  const framing: Framing = { mark: newMark(), asRoot: false, limitSec };
  const channel = await connection.openCommand(renderCommandLine(framing), { stays: true });
  const out = new FrameReader(framing.mark);
  const errors = new FrameReader(framing.mark);
  let code: number | undefined;
  let heard = Date.now();
  channel.on("error", () => {});
  channel.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const closed = channelEnd(channel).then((status) => {
    code = status;
  });
  const answered = new Promise<boolean>((resolve) => {
    channel.on("data", (chunk: Buffer) => {
      heard = Date.now();
      // What comes later are answers to signs of life.
      if (out.begun && out.own.startsWith(`${ready}\n`)) return;
      out.push(chunk);
      if (out.own.startsWith(`${ready}\n`)) resolve(true);
    });
    void closed.then(() => resolve(false));
  });
  channel.write(renderFramed(framing, script, true));
  const seen = () => ({ stdout: out.all, stderr: errors.all, code });
  const isReady = await within(waitSec, "", answered).catch(() => undefined);
  if (!isReady) {
    channel.destroy();
    if (out.status !== undefined) return { status: out.status, stderr: errors.own };
    if (!out.begun) throw explainNoFrame(connection.target, framing, seen());
    throw new RollError({
      node: connection.target.name,
      step: `run a command on ${connection.target.host}`,
      expected: `"${ready}" within ${waitSec} s`,
      seen: isReady === undefined ? "no answer" : "it was ended",
    });
  }
  let released = false;
  let beat: NodeJS.Timeout | undefined;
  const lost = new Promise<Error>((resolve) => {
    beat = setInterval(() => {
      if (Date.now() - heard > lostAfterMs) resolve(new Error("no sign of life from the machine"));
      else channel.write(".");
    }, beatMs);
    void closed.then(() => {
      clearInterval(beat);
      if (!released) resolve(new Error("its connection or its program has ended"));
    });
  });
  return {
    lost,
    async release() {
      released = true;
      clearInterval(beat);
      channel.end();
      await within(releaseTimeoutSec, "", closed).catch(() => channel.destroy());
    },
  };
}
