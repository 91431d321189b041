import { spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { Duplex, PassThrough } from "node:stream";
import type { ClientChannel } from "ssh2";
import { openChildStream } from "../../../../components/remote/ssh/child-stream";
import type { SshConnection } from "../../../../components/remote/ssh/connection";
import { runScript } from "../../../../components/remote/ssh/run-script";

const target = { name: "node1", host: "10.0.1.10", user: "root" };

/** A channel on which nothing happens but what a test does. */
function openChannel() {
  const stderr = new PassThrough();
  const stream = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done(), emitClose: false });
  const channel = Object.assign(stream, { stderr });
  const connection = { target, isClosed: false, openCommand: async () => channel };
  return {
    channel: channel as unknown as ClientChannel,
    stderr,
    connection: connection as unknown as SshConnection,
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("the end of a command", () => {
  it("comes after the last of both outputs, whenever the status came", async () => {
    const { channel, stderr, connection } = openChannel();
    const answer = runScript(connection, "true");
    const outcome = expect(answer).rejects.toThrow('ended with status 3, and this came instead: "Go away"');
    await turn();
    channel.emit("exit", 3);
    channel.push(null);
    channel.once("end", () => channel.emit("close", 3));
    for (let each = 0; each < 5; each++) await turn();
    stderr.end("Go away");
    await outcome;
  });

  it("says the status, also where that came before anybody listened", async () => {
    const { channel, stderr, connection } = openChannel();
    channel.emit("exit", 3);
    const outcome = expect(runScript(connection, "true")).rejects.toThrow("ended with status 3");
    await turn();
    channel.push(null);
    stderr.end();
    channel.once("end", () => channel.emit("close", 3));
    await outcome;
  });
});

describe("a process as one stream", () => {
  it("closes after all that the process printed, although the process ended with its input open", async () => {
    const child = spawn("sh", ["-c", "head -c 1000000 /dev/zero; printf last"]);
    const stream = openChildStream(child);
    // Read late: the process is gone by then, and more than a pipe holds has waited.
    child.stdout.pause();
    const chunks: Buffer[] = [];
    const closed = new Promise((resolve) => stream.once("close", resolve));
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    await closed;
    const text = Buffer.concat(chunks).toString("latin1");
    expect([text.length, text.slice(-4)]).toEqual([1_000_004, "last"]);
  });

  it("keeps what comes after the process's end was told", async () => {
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    const child = Object.assign(new EventEmitter(), { stdin, stdout, stderr: null });
    const stream = openChildStream(child as unknown as Parameters<typeof openChildStream>[0]);
    let got = "";
    stream.on("data", (chunk: Buffer) => {
      got += chunk;
    });
    const closed = new Promise((resolve) => stream.once("close", resolve));
    // As Node does on a busy computer.
    child.emit("exit", 0);
    stdin.destroy();
    await turn();
    stdout.end("answer");
    stdout.once("close", () => child.emit("close", 0));
    await closed;
    expect(got).toBe("answer");
  });

  it("takes input that nobody reads any more", async () => {
    const child = spawn("sh", ["-c", "exit 0"]);
    const stream = openChildStream(child);
    stream.resume();
    const closed = new Promise((resolve) => stream.once("close", resolve));
    await new Promise((resolve) => child.once("exit", resolve));
    stream.write("late");
    stream.end();
    await closed;
  });
});
