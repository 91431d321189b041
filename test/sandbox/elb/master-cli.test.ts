import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askMaster, parseWorkers } from "../../../sandbox/elb/master-cli";

const shown = `#<PID>          <type>          <reloads>       <uptime>        <version>
17329           master          2 [failed: 0]   0d00h00m29s     2.6.12-1+deb12u4
# workers
17558           worker          0               0d00h00m01s     2.6.12-1+deb12u4
# old workers
17332           worker          2               0d00h00m29s     2.6.12-1+deb12u4
# programs
`;

it("tells the worker that serves from those that finish", () => {
  expect(parseWorkers(shown)).toEqual([
    { pid: 17558, old: false },
    { pid: 17332, old: true },
  ]);
});

it("returns the whole answer to one command", async () => {
  const folder = mkdtempSync(join(tmpdir(), "master-"));
  const path = join(folder, "socket");
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("data", (command) => {
      socket.write(`heard ${command}`);
      setTimeout(() => socket.end("and done\n"), 20);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  expect(await askMaster(path, "show proc")).toBe("heard show proc\nand done\n");
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

it("fails where nothing listens", async () => {
  await expect(askMaster("/nowhere/socket", "show proc")).rejects.toThrow("ENOENT");
});
