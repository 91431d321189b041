import { createHash, createHmac } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { planAgents } from "../../../components/failover-pair/plan-agents";

const secret = "a/secret+key";
const session = "session/token+==";
export const ownInstance = "i-0own";

/** EC2's answer to an action: status and XML. */
export type Answers = (asked: URLSearchParams) => { readonly status?: number; readonly xml: string };

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();

/** The signature that AWS would compute, by its own description of version 4. */
function signatureOf({ headers }: IncomingMessage, body: string): string {
  const authorization = headers.authorization ?? "";
  const [, scope = ""] = /Credential=[^/]+\/([^,]+)/.exec(authorization) ?? [];
  const [, signed = ""] = /SignedHeaders=([^,]+)/.exec(authorization) ?? [];
  const lines = signed.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = ["POST", "/", "", lines.join(""), signed, hash(body)].join("\n");
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hash(canonical)].join("\n");
  const key = scope.split("/").reduce<Buffer | string>((from, part) => hmac(from, part), `AWS4${secret}`);
  return hmac(key, text).toString("hex");
}

/** A metadata service (IMDSv2) and an EC2 that takes signed calls alone, on loopback; and the agents' programs. */
export class Ec2OnLoopback {
  readonly asked: string[] = [];
  answers: Answers = () => ({ xml: "<Response/>" });
  private readonly folder = mkdtempSync(join(tmpdir(), "ec2-"));
  private readonly server = createServer((request, answer) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { status = 200, text } = this.answer(request, Buffer.concat(chunks).toString());
      answer.writeHead(status).end(text);
    });
  });

  async open(): Promise<void> {
    // A proxy that leads nowhere: which host was wanted is all that there is to know.
    this.server.on("connect", ({ url }, socket) => {
      this.asked.push(url ?? "");
      socket.destroy();
    });
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const names = planAgents().map(({ path }) => path);
    for (const { path, content } of planAgents()) {
      const own = names.reduce((text, name) => text.replaceAll(name, this.pathOf(name)), content);
      writeFileSync(this.pathOf(path), own.replaceAll("/usr/bin/aws", "echo the CLI itself:"));
      chmodSync(this.pathOf(path), 0o755);
    }
  }

  close(): void {
    this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs one of the programs. */
  async run(path: string, args: readonly string[], input = "", more = {}): Promise<execa.ExecaReturnValue> {
    const { endpoint } = this;
    const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint, AWS_ENDPOINT_URL: endpoint, ...more };
    // A pipe that a quick end closes would take the answer with it.
    const stdin = input === "" ? { stdin: "ignore" as const } : { input };
    return execa("sh", [this.pathOf(path), ...args], { env, ...stdin, reject: false });
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private pathOf(path: string): string {
    return join(this.folder, path.split("/").at(-1) ?? "");
  }

  private answer(request: IncomingMessage, body: string): { status?: number; text: string } {
    const { method, url = "", headers } = request;
    if (method === "PUT" && url === "/latest/api/token") return { text: "imds-token" };
    if (method === "GET") {
      if (headers["x-aws-ec2-metadata-token"] !== "imds-token") return { status: 401, text: "" };
      return { text: this.metadata(url.replace("/latest/meta-data/", "")) };
    }
    const given = /Signature=(\w+)/.exec(headers.authorization ?? "")?.[1];
    // As AWS, which wants the token signed too.
    const isSigned = /SignedHeaders=[^,]*x-amz-security-token/.test(headers.authorization ?? "");
    if (!isSigned || given !== signatureOf(request, body) || headers["x-amz-security-token"] !== session)
      return { status: 403, text: renderError("SignatureDoesNotMatch", "not so") };
    const asked = new URLSearchParams(body);
    this.asked.push(
      Array.from(asked)
        .filter(([name]) => name !== "Version")
        .map(([, value]) => value)
        .join(" "),
    );
    const { status, xml } = this.answers(asked);
    return { status, text: xml };
  }

  private metadata(path: string): string {
    const credentials = { Code: "Success", AccessKeyId: "ASIA1", SecretAccessKey: secret, Token: session };
    const values: Readonly<Record<string, string>> = {
      "instance-id": ownInstance,
      "iam/security-credentials/": "pair",
      "iam/security-credentials/pair": JSON.stringify(credentials, undefined, 2),
    };
    return values[path] ?? "";
  }
}

export function renderError(code: string, message: string): string {
  return `<?xml version="1.0"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors></Response>`;
}
