import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import execa from "execa";

/**
 * A product as small as it can be and packed like a distribution: a script that starts in the background and
 * returns, an HTTPS server with the node's own key store, readiness after a while, answers as the Carbon
 * stand-in gives them. Its stop is not graceful: a request that is still in flight then is lost, and a test
 * sees it.
 */
const script = `#!/bin/sh
# Returns at once, as the product's own scripts do.
home=$(cd -P "$(dirname "$0")/.." && pwd)
case $1 in
start)
  openssl pkcs12 -in "$home/repository/node.p12" -nodes -passin "file:$home/conf/password" -out "$home/node.pem"
  nohup python3 "$home/bin/server.py" "$home" > "$home/repository/product.log" 2>&1 &
  echo $! > "$home/wso2carbon.pid" ;;
stop) kill "$(cat "$home/wso2carbon.pid")" ;;
esac
`;

const server = `
import collections, http.server, json, os, re, signal, ssl, sys, threading, time, urllib.parse
home = sys.argv[1]
conf = dict(line.strip().split("=", 1) for line in open(home + "/conf/product.conf"))
began = time.time()
version = os.path.basename(os.path.realpath(home)).split("-", 1)[1]
requests = collections.Counter()
def session(cookies):
    found = re.search("JSESSIONID=([^;]+)", cookies or "")
    return found and found.group(1) or os.urandom(8).hex()
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 90
    def answer(self):
        received = len(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        cookies = self.headers.get("Cookie") or ""
        id = session(cookies)
        requests[id] += 1
        url = urllib.parse.urlparse(self.path)
        query = urllib.parse.parse_qs(url.query)
        time.sleep(int(query.get("delayMs", ["0"])[0]) / 1000)
        status, body = 200, {"node": conf["node"], "version": version, "sessionId": id, "sessionRequests": requests[id], "bodyBytes": received}
        if url.path == "/healthz" and (conf["ready"] != "yes" or time.time() - began < float(conf["startSec"])):
            status, body = 503, {"state": "still starting"}
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("X-Served-By", conf["node"])
        if "JSESSIONID" not in cookies:
            self.send_header("Set-Cookie", "JSESSIONID=" + id + "; Path=/")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
    do_GET = do_POST = answer
    def log_message(self, *words):
        pass
class Server(http.server.ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(home + "/node.pem")
server = Server(("0.0.0.0", 8253), Handler)
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
print("product", version, "started on", conf["node"], flush=True)
server.serve_forever()
print("product ended", flush=True)
os._exit(0)
`;

/** A zip of the product; a version that never becomes ready has it in its configuration. @returns its URL */
export async function packProduct(folder: string, version: string): Promise<string> {
  const name = `fake-${version}`;
  const root = join(mkdtempSync(join(folder, "pack-")), name);
  for (const part of ["bin", "conf", "repository"]) mkdirSync(join(root, part), { recursive: true });
  writeFileSync(join(root, "bin/fake.sh"), script, { mode: 0o755 });
  writeFileSync(join(root, "bin/server.py"), server);
  writeFileSync(
    join(root, "conf/server.xml"),
    '<?xml version="1.0"?>\n<Server xmlns="urn:x"><Port>0</Port></Server>\n',
  );
  const zip = join(folder, `${name}.zip`);
  await execa("zip", ["-qr", zip, name], { cwd: join(root, "..") });
  return pathToFileURL(zip).href;
}
