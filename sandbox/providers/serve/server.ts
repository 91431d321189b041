import { fstatSync } from "node:fs";
import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { createEngineLog, type EngineLog } from "./engine-log";
import { createService } from "./service";
import type { Provider } from "./types";

const messageLimitBytes = 400 * 1024 * 1024;
const unansweredGraceMs = 500;

/**
 * Serves a provider to the engine that started this process, and prints the port for it.
 * Ends when the engine is gone, even if it was killed; a command that runs then is killed with it.
 *
 * @param args the process's arguments; the one that is no option is the engine's address
 */
export function serveProvider(provider: Provider, args: readonly string[]): Promise<void> {
  return serveService((log, cancelled) => createService(provider, log, cancelled), args);
}

/**
 * Like `serveProvider`, for a plugin that answers the engine's calls itself.
 *
 * @param create gets the engine's address too; empty where nobody gave it
 * @param definition of the calls
 */
export async function serveService(
  create: (log: EngineLog, cancelled: AbortController, engine: string) => UntypedServiceImplementation,
  args: readonly string[],
  definition: ServiceDefinition = ResourceProviderService,
): Promise<void> {
  const engine = findEngineAddress(args);
  const log = createEngineLog(engine);
  const server = new Server({
    "grpc.max_receive_message_length": messageLimitBytes,
    "grpc.max_send_message_length": messageLimitBytes,
  });
  const cancelled = new AbortController();
  server.addService(definition, create(log, cancelled, engine ?? ""));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  endWithEngine(cancelled);
  process.stdout.write(`${port}\n`);
}

function findEngineAddress(args: readonly string[]): string | undefined {
  const rest = args.filter((_, i) => args[i - 1] !== "--tracing");
  return rest.find((arg) => !arg.startsWith("-"));
}

/** The engine holds the other end of a pipe on standard input; it closes however the engine ends. */
function endWithEngine(cancelled: AbortController): void {
  const input = fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return;
  process.stdin.on("end", () => {
    cancelled.abort();
    setTimeout(() => process.exit(1), unansweredGraceMs).unref();
  });
  process.stdin.on("error", () => process.exit(1));
  process.stdin.resume();
}
