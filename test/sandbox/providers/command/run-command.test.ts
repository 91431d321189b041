import { runCommand } from "../../../../sandbox/providers/command/run-command";

const run = (command: string) =>
  runCommand({
    interpreter: ["/bin/sh", "-c"],
    command,
    environment: {},
    signal: new AbortController().signal,
    onLine: () => {},
  });

describe("the command provider's stand-in", () => {
  it("passes long lines on, as long as the official one reads them", async () => {
    expect((await run("head -c 65000 /dev/zero | tr '\\0' x")).stdout).toHaveLength(65_000);
  });

  it.each(["", " >&2"])("fails at a line at which the official one would hang%s", async (where) => {
    await expect(run(`head -c 65536 /dev/zero | tr '\\0' x${where}; echo`)).rejects.toThrow(
      /a line of 65536 bytes or more on std\w+, at which the official provider would hang/,
    );
  });
});
