import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import execa from "execa";

/** Starts in the background and returns at once; says nothing of what became of it. */
const script = `#!/bin/sh
home=$(cd -P "$(dirname "$0")/.." && pwd)
case $1 in
start)
  nohup setsid python3 "$home/server.py" "$home" >> /var/log/app.log 2>&1 &
  echo $! > /run/app.pid ;;
stop) kill "$(cat /run/app.pid)" ;;
esac
`;

/** Ends at once on SIGTERM: a request that is still in flight then is lost, and a test sees it. */
const server = `
import http.server, json, os, sys, time
home = sys.argv[1]
version = os.path.basename(os.path.realpath(home)).split("-", 1)[1]
conf = dict(line.strip().split("=", 1) for line in open("/etc/app.conf"))
began = time.time()
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 90
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "delayMs" in self.path:
            time.sleep(0.8)
        status, body = 200, {"node": conf["node"], "version": version}
        if self.path == "/health" and time.time() - began < 1.5:
            status, body = 503, {"state": "still starting"}
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
    do_GET = do_POST = answer
    def log_message(self, *words):
        pass
class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128
print("application", version, "started on", conf["node"], flush=True)
Server(("0.0.0.0", 8080), Handler).serve_forever()
`;

/** A zip of one version. @returns its URL. */
export async function packApplication(folder: string, version: string): Promise<string> {
  const name = `app-${version}`;
  const root = join(mkdtempSync(join(folder, "pack-")), name);
  mkdirSync(join(root, "bin"), { recursive: true });
  writeFileSync(join(root, "bin/app.sh"), script, { mode: 0o755 });
  writeFileSync(join(root, "server.py"), server);
  const zip = join(folder, `${name}.zip`);
  await execa("zip", ["-qr", zip, name], { cwd: join(root, "..") });
  return pathToFileURL(zip).href;
}

/** As an operator would have written it. */
export const monitConfiguration = `set daemon 1
set log /var/log/monit.log
set idfile /var/lib/monit/id
set statefile /var/lib/monit/state
set httpd unixsocket /run/monit.sock allow root:root
check process app with pidfile /run/app.pid
  start program = "/opt/app/current/bin/app.sh start"
  stop program = "/opt/app/current/bin/app.sh stop"
`;

/** The same for HAProxy: names of its own, and nothing of this project in it. */
export function haproxyConfiguration(servers: Readonly<Record<string, string>>): string {
  return `global
  stats socket /run/haproxy/admin.sock mode 660 level admin
  user haproxy
  group haproxy
defaults
  mode http
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  timeout check 2s
frontend web
  bind :80
  default_backend PRD_app
backend PRD_app
  balance roundrobin
  option httpchk GET /health
  default-server check inter 500 fall 2 rise 2
${Object.entries(servers)
  .map(([name, address]) => `  server ${name} ${address}:8080\n`)
  .join("")}`;
}
