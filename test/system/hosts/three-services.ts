import type { Fleet } from "../../../sandbox/fleet/fleet";

/** Listens, and tells when it ends; stays as long as its file is there. */
const service = `
import os, signal, socket, sys, time
name, port = sys.argv[1], int(sys.argv[2])
os.umask(0)
def stop(*_):
    if os.path.exists("/tmp/stay-" + name):
        return
    time.sleep(0.5)
    with open("/opt/events/log", "a") as events:
        events.write("stop " + name + "\\n")
    os._exit(0)
signal.signal(signal.SIGTERM, stop)
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", port))
listener.listen()
while True:
    time.sleep(60)
`;

/** A product's own script: it returns at once, and its status says nothing. */
const starter = (name: string, port: number) => `#!/bin/sh
umask 0
case $1 in
start)
  echo "start ${name}" >> /opt/events/log
  if [ -s /run/${name}/pid ] && ps -p "$(cat /run/${name}/pid)" > /dev/null; then
    echo "Process is already running"; exit 0
  fi
  nohup python3 /opt/service.py ${name} ${port} > /dev/null 2>&1 &
  echo $! > /run/${name}/pid ;;
stop) kill "$(cat /run/${name}/pid)" ;;
esac
`;

const unit = `[Service]
ExecStartPre=/bin/sh -c "umask 0; echo start cache >> /opt/events/log"
ExecStart=/usr/bin/python3 /opt/service.py cache 8082
ExecStartPost=/bin/sleep 0.3
Restart=always
[Install]
WantedBy=multi-user.target
`;

const monitrc = `set daemon 1
set log /var/log/monit.log
set idfile /var/lib/monit/id
set statefile /var/lib/monit/state
set httpd unixsocket /run/monit.sock allow root:root
check process worker with pidfile /run/worker/pid
  start program = "/opt/worker.sh start"
  stop program = "/opt/worker.sh stop" with timeout 3 seconds
`;

/** `web` by its own script on 8080, `worker` by monit on 8081, `cache` by systemd on 8082. */
export async function setUpServices(fleet: Fleet, node: string): Promise<void> {
  await fleet.must("prepare", {
    target: fleet.target(node),
    hostPrivateKey: fleet.hostKeys.get(node)?.private ?? "",
    hostname: `ip-${node}`,
    packages: [],
    groups: [],
    bootTimeoutSec: 60,
  });
  const files: readonly [string, string, string][] = [
    ["/opt/service.py", service, "644"],
    ["/opt/web.sh", starter("web", 8080), "755"],
    ["/opt/worker.sh", starter("worker", 8081), "755"],
    ["/etc/systemd/system/cache.service", unit, "644"],
    ["/etc/monit/monitrc", monitrc, "600"],
  ];
  const write = files.map(
    ([path, text, mode]) => `cat > ${path} << 'END'\n${text}END\nchmod ${mode} ${path}`,
  );
  const commands = [
    "install -d -o admin /run/web",
    "install -d /run/worker",
    "install -d -m 777 /opt/events",
    "systemctl daemon-reload",
    "systemctl start monit",
    "for try in $(seq 50); do if monit status worker; then break; fi; sleep 0.2; done > /tmp/monit-said 2>&1",
    "monit status worker || { cat /tmp/monit-said; systemctl status monit; journalctl -u monit; exit 1; }",
  ];
  const script = [...write, ...commands].join("\n");
  const said = await fleet.on(node, `sudo sh -eu << 'SCRIPT' 2>&1 || echo FAILED\n${script}\nSCRIPT`);
  if (said.includes("FAILED")) throw new Error(said);
}
