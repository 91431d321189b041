// Stands where commands find the roll program, and hands each over to the test's own process: `world-server.ts`.
const { connect } = require("node:net");
const { join } = require("node:path");

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", () => {
  const world = connect(join(__dirname, "socket"));
  const plan = Buffer.concat(chunks).toString("utf8");
  world.write(
    `${JSON.stringify({ args: process.argv.slice(1), plan, pid: process.pid, parent: process.ppid })}\n`,
  );
  let rest = "";
  world.setEncoding("utf8");
  world.on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      const { out, err, exit } = JSON.parse(line);
      if (out !== undefined) process.stdout.write(`${out}\n`);
      if (err !== undefined) process.stderr.write(`${err}\n`);
      if (exit !== undefined) process.exitCode = exit;
    }
  });
  world.on("end", () => world.end());
});
