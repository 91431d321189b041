import { createServer, request } from "node:http";
import { apiAddress, doorHeader, machineHeader, metadataAddress } from "./addresses";

/** Stands in the switch's namespace, where machines reach it, and passes what they ask on: `node forward.js <socket>`. */
function main(socketPath: string): void {
  for (const host of [metadataAddress, apiAddress]) {
    const server = createServer((asked, answer) => {
      const headers = {
        ...asked.headers,
        [machineHeader]: asked.socket.remoteAddress ?? "",
        [doorHeader]: host,
      };
      const onward = request({ socketPath, method: asked.method, path: asked.url, headers }, (answered) => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
      });
      onward.on("error", (error) => answer.writeHead(503).end(error.message));
      asked.pipe(onward);
    });
    server.listen(80, host);
  }
}

const [socketPath] = process.argv.slice(2);
if (!socketPath) throw new Error("usage: forward.js <socket>");
main(socketPath);
