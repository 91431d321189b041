import { credentials } from "@grpc/grpc-js";
import type * as EngineClients from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as EngineMessages from "@pulumi/pulumi/proto/engine_pb";

/** Lines for the engine to show beside a resource while an operation on it runs. */
export interface EngineLog {
  line(urn: string, text: string): void;
  /** Settles once the engine has every line. Never fails: what is lost is only display. */
  flush(): Promise<void>;
}

/** A log of the engine at this address; without an address, one that drops everything. */
export function createEngineLog(address: string | undefined): EngineLog {
  if (!address) return { line: () => {}, flush: async () => {} };
  let client: EngineClients.EngineClient | undefined;
  let sent: Promise<void> = Promise.resolve();
  return {
    line(urn, text) {
      // One at a time, since calls side by side may arrive in any order.
      sent = sent.then(() => {
        client ??= connect(address);
        return send(client, urn, text);
      });
    },
    flush: () => sent,
  };
}

/** Loaded with the first line: a provider starts faster without it. */
function connect(address: string): EngineClients.EngineClient {
  const { EngineClient } = require("@pulumi/pulumi/proto/engine_grpc_pb") as typeof EngineClients;
  return new EngineClient(address, credentials.createInsecure());
}

function send(client: EngineClients.EngineClient, urn: string, text: string): Promise<void> {
  const { LogRequest, LogSeverity } = require("@pulumi/pulumi/proto/engine_pb") as typeof EngineMessages;
  const request = new LogRequest();
  request.setSeverity(LogSeverity.INFO);
  request.setUrn(urn);
  request.setMessage(text);
  request.setEphemeral(true);
  return new Promise((resolve) => client.log(request, () => resolve()));
}
