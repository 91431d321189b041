import { request as httpRequest } from "node:http";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { within } from "../../remote/poll";
import { describeError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import type { HttpReadiness, Readiness, ServicePlan, TrafficPort } from "../service-plan";

const probeTimeoutSec = 5;
const bodyLimit = 300;

/** One look at the readiness URL. */
export interface ReadinessAnswer {
  readonly ready: boolean;
  /** `503 Service Unavailable: starting`, or why there was no answer. */
  readonly seen: string;
}

/** Asks from the node itself, with the name and the CA that the balancers use. */
export async function probeReadiness(
  connection: SshConnection,
  readiness: Readiness,
): Promise<ReadinessAnswer> {
  let raw: Duplex | undefined;
  try {
    raw = await connection.openTcp(readiness.address ?? "127.0.0.1", readiness.port);
    if (readiness.scheme === "tcp") return { ready: true, seen: `port ${readiness.port} is open` };
    const answer = get(raw, readiness);
    const { status, text } = await within(probeTimeoutSec, `no answer within ${probeTimeoutSec} s`, answer);
    return { ready: status === readiness.expectStatus, seen: text };
  } catch (error) {
    return { ready: false, seen: describeConnectFailure(error, readiness.port) };
  } finally {
    raw?.destroy();
  }
}

/** Opens the connection that traffic takes: the port, the CA and the name that the balancers verify. */
export async function probeTraffic(
  connection: SshConnection,
  traffic: TrafficPort,
): Promise<ReadinessAnswer> {
  const { port, host, caPem } = traffic;
  let raw: Duplex | undefined;
  try {
    const opened = await connection.openTcp("127.0.0.1", port);
    raw = opened;
    const secured = new Promise<void>((resolve, reject) => {
      connectTls({ socket: opened, servername: host, ca: caPem }, resolve).once("error", reject);
    });
    await within(probeTimeoutSec, `no TLS on port ${port} within ${probeTimeoutSec} s`, secured);
    return { ready: true, seen: `TLS on port ${port} is verified` };
  } catch (error) {
    const seen = describeConnectFailure(error, port);
    return { ready: false, seen: `traffic port ${port}, as ${host}: ${seen}` };
  } finally {
    raw?.destroy();
  }
}

/** The page, and where it says that the product is ready, the port that takes the traffic and all else it carries. */
export async function probeProduct(
  connection: SshConnection,
  { readiness, traffic, alsoReady = [] }: Pick<ServicePlan, "readiness" | "traffic" | "alsoReady">,
): Promise<ReadinessAnswer> {
  const page = await probeReadiness(connection, readiness);
  if (!page.ready) return page;
  const others = [
    ...(traffic ? [() => probeTraffic(connection, traffic)] : []),
    ...alsoReady.map((each) => async () => {
      const { ready, seen } = await probeReadiness(connection, each);
      return { ready, seen: `${describeAddress(each)}: ${seen}` };
    }),
  ];
  for (const ask of others) {
    const { ready, seen } = await ask();
    if (!ready) return { ready, seen: `${page.seen}, but ${seen}` };
  }
  return page;
}

function describeAddress(readiness: Readiness): string {
  if (readiness.scheme === "tcp") return `port ${readiness.port}`;
  const { scheme, host, port, path } = readiness;
  return `${scheme}://${host}:${port}${path}`;
}

function describeConnectFailure(error: unknown, port: number): string {
  const message = describeError(error);
  return /Channel open failure/i.test(message) ? `port ${port} is not open` : message;
}

/** What readiness is, for a message. */
export function describeReadiness({
  readiness,
  traffic,
  alsoReady = [],
}: Pick<ServicePlan, "readiness" | "traffic" | "alsoReady">): string {
  return [
    describeAim(readiness),
    ...(traffic ? [`verified TLS on port ${traffic.port}`] : []),
    ...alsoReady.map(describeAim),
  ].join(" and ");
}

function describeAim(readiness: Readiness): string {
  return readiness.scheme === "tcp"
    ? `port ${readiness.port} open`
    : `${readiness.expectStatus} from ${describeAddress(readiness)}`;
}

function get(raw: Duplex, readiness: HttpReadiness): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = readiness.scheme === "https" ? connectTls({ socket: raw, ...trust(readiness) }) : raw;
    socket.once("error", reject);
    const request = httpRequest({
      // Node's types want a net.Socket; any stream that carries bytes will do.
      createConnection: () => socket as never,
      path: readiness.path,
      headers: { host: readiness.host, connection: "close" },
    });
    request.once("error", reject);
    request.once("response", (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        if (body.length < bodyLimit) body += chunk;
      });
      response.once("error", reject);
      response.once("end", () => {
        const status = response.statusCode ?? 0;
        const words = body.slice(0, bodyLimit).trim();
        resolve({ status, text: `${status} ${response.statusMessage ?? ""}${words ? `: ${words}` : ""}` });
      });
    });
    request.end();
  });
}

/** Without a CA nobody is trusted less: the connection ends on the machine that SSH has verified. */
function trust({ host, caPem }: HttpReadiness) {
  return caPem ? { servername: host, ca: caPem } : { servername: host, rejectUnauthorized: false };
}
