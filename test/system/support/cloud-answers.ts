import { existsSync, readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";

/** Answers with its name; /slow takes 3 s; /login gives a session cookie. */
export const backendConfig = (name: string) => `
defaults
  mode http
  timeout client 30s
  timeout server 30s
  timeout connect 1s
  timeout tarpit 3s
frontend all
  bind :8080
  http-request tarpit deny_status 200 if { path /slow }
  http-request return status 200 content-type text/plain string ${name} hdr Set-Cookie JSESSIONID=s1 if { path /login }
  http-request return status 200 content-type text/plain string ${name}
`;

/** What somebody got. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly cookies: string[];
}

/** @param certificates Files of what is trusted, where they are there. */
export function askElb(certificates: readonly string[], url: string, cookie = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { protocol, hostname, pathname } = new URL(url);
    const tls = protocol === "https:";
    const options = {
      host: hostname,
      path: pathname,
      agent: false as const,
      headers: { host: "elb.example.com", cookie },
      servername: "elb.example.com",
      ca: tls ? certificates.filter(existsSync).map((path) => readFileSync(path)) : undefined,
    };
    const outgoing = (tls ? httpsRequest : httpRequest)(options, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      const cookies = response.headers["set-cookie"] ?? [];
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body, cookies }));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}
