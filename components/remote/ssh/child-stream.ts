import type { ChildProcessByStdio } from "node:child_process";
import { Duplex, type Readable, type Writable } from "node:stream";

/**
 * A process's input and output as one stream. It closes when the process has ended *and* all that it printed was
 * read: Node closes the input of a process that ends at once, while its last words may still be on their way.
 */
export function openChildStream(child: ChildProcessByStdio<Writable, Readable, Readable | null>): Duplex {
  const { stdin, stdout } = child;
  const stream = new Duplex({
    autoDestroy: false,
    read: () => {
      stdout.resume();
    },
    // A process that has ended reads nothing more: its end says so, and no broken pipe.
    write: (chunk: Buffer, _encoding, done) => {
      stdin.write(chunk, () => done());
    },
    final: (done) => {
      stdin.end(() => done());
    },
    destroy: (error, done) => {
      stdin.destroy();
      stdout.destroy();
      done(error);
    },
  });
  stdin.on("error", () => {});
  stdout.on("error", () => {});
  stdout.on("data", (chunk: Buffer) => {
    if (!stream.push(chunk)) stdout.pause();
  });
  stdout.once("end", () => stream.push(null));
  child.once("error", () => stream.destroy());
  child.once("close", () => {
    if (stream.readableEnded) stream.destroy();
    else stream.once("end", () => stream.destroy());
  });
  return stream;
}
