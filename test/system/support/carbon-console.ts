import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { Outputs } from "../../../sandbox/cli/drive-cli";

/** What became of an attempt to sign in to the management console. */
export interface SignIn {
  readonly status: number;
  /** Where the console sends the browser: `.../index.jsp?loginStatus=true`. */
  readonly location: string;
  /** The session, for the next request. */
  readonly cookie: string;
}

/**
 * Signs in to the console at the stack's own name, as its login form does, in a new session.
 *
 * @param root Where the console is. @default /carbon
 */
export async function signIn(
  at: Pick<Outputs, "url" | "host" | "caFile">,
  username: string,
  password: string,
  root = "/carbon",
): Promise<SignIn> {
  const form = new URLSearchParams({ username, password }).toString();
  const { status, headers } = await ask(at, "POST", `${root}/admin/login_action.jsp`, {
    body: form,
    headers: { "content-type": "application/x-www-form-urlencoded", "content-length": String(form.length) },
  });
  const cookie = (headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");
  return { status, location: headers.location ?? "", cookie };
}

/** A page of the console, in that session. */
export async function openPage(
  at: Pick<Outputs, "url" | "host" | "caFile">,
  path: string,
  { cookie }: Pick<SignIn, "cookie">,
): Promise<{ readonly status: number; readonly text: string; readonly location: string }> {
  const { status, text, headers } = await ask(at, "GET", path, { headers: { cookie } });
  return { status, text, location: headers.location ?? "" };
}

function ask(
  { url, host, caFile }: Pick<Outputs, "url" | "host" | "caFile">,
  method: string,
  path: string,
  { body, headers }: { body?: string; headers: Record<string, string> },
) {
  return new Promise<{
    readonly status: number;
    readonly text: string;
    readonly headers: Record<string, string | undefined> & { "set-cookie"?: string[] };
  }>((resolve, reject) => {
    const options = {
      ...{ method, ca: readFileSync(caFile), servername: host, agent: false as const, timeout: 30_000 },
      headers: { host, ...headers },
    };
    const outgoing = request(`${url}${path}`, options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers as never }),
      );
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error(`${path}: no answer`)));
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
