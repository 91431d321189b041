import type { ClientChannel } from "ssh2";

/** Of a command that a signal ended. */
const signalStatus = 128;

/**
 * The end of a command's channel, with the command's status where the machine said one. The status alone may come
 * before the last of the output, and before anybody listens for it; a channel's close comes after its standard
 * output and says the status once more, and standard error has an end of its own.
 */
export async function channelEnd(channel: ClientChannel): Promise<number | undefined> {
  const errorsEnded = new Promise<void>((resolve) => {
    channel.stderr.once("end", resolve).once("close", resolve);
  });
  const status = await new Promise<number | undefined>((resolve) => {
    channel.once("close", (code?: number | null, signal?: string) => {
      resolve(code ?? (signal ? signalStatus : undefined));
    });
  });
  await errorsEnded;
  return status;
}
