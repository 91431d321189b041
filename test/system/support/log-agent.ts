import type { Fleet } from "../../../sandbox/fleet/fleet";

const home = "/opt/aws/amazon-cloudwatch-agent";

/** As the agent's own: it judges a configuration, keeps it, and starts the service with it. */
const control = `#!/bin/sh
set -e
while getopts a:m:c:s option; do case $option in c) file=\${OPTARG#file:};; *) ;; esac; done
python3 -c 'import json, sys; json.load(open(sys.argv[1]))["logs"]' "$file"
cp "$file" ${home}/etc/running.json
systemctl restart amazon-cloudwatch-agent
`;

const unit = `[Service]
ExecStart=/bin/sh -c 'exec sleep infinity'
`;

const serve = `import http.server, ssl
server = http.server.HTTPServer(("127.0.0.1", 8443), http.server.SimpleHTTPRequestHandler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("/srv/agent/cert.pem", "/srv/agent/key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
`;

const write = (path: string, text: string, mode = "644") =>
  `install -D -m ${mode} /dev/stdin ${path} <<'END'\n${text}END`;

/**
 * A package that stands in for Amazon's agent, and a server on the machine itself that has it by HTTPS.
 *
 * @returns where it is, and its SHA-256
 */
export async function servePackage(fleet: Fleet, node: string): Promise<{ source: string; sha256: string }> {
  const root = "/srv/agent/root";
  const said = await fleet.on(
    node,
    `sudo sh -e <<'ALL'
${write(`${root}/DEBIAN/control`, "Package: amazon-cloudwatch-agent\nVersion: 1.300071.0\nArchitecture: all\nMaintainer: nobody\nDescription: stand-in\n")}
${write(`${root}${home}/bin/amazon-cloudwatch-agent-ctl`, control, "755")}
${write(`${root}/etc/systemd/system/amazon-cloudwatch-agent.service`, unit)}
${write("/srv/agent/serve.py", serve)}
cd /srv/agent
dpkg-deb --root-owner-group -b root agent.deb > /dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem 2> /dev/null
cp cert.pem /usr/local/share/ca-certificates/agent.crt
command -v update-ca-certificates > /dev/null || apt-get -q -y install --no-install-recommends ca-certificates > /dev/null
update-ca-certificates > /dev/null 2>&1
systemd-run -q --unit agent-server --working-directory /srv/agent python3 /srv/agent/serve.py
sha256sum agent.deb | cut -d' ' -f1
ALL`,
  );
  const sha256 = said.split("\n").at(-1) ?? "";
  return { source: "https://localhost:8443/agent.deb", sha256 };
}
