// As `nc host port`: what comes in goes there, and back.
const socket = require("node:net").connect(Number(process.argv[3]), process.argv[2]);
socket.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
process.stdin.pipe(socket).pipe(process.stdout);
