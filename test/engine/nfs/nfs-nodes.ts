import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { contentPaths } from "../../../components/content-sync/content-paths";
import type { ContentPlan, NfsPlan } from "../../../components/content-sync/content-plan";
import { planContentFiles } from "../../../components/content-sync/render-files";
import {
  renderMountPoint,
  renderSharedFolders,
  renderTryMount,
} from "../../../components/content-sync/render-nfs-setup";
import { renderNoContent } from "../../../components/content-sync/render-setup";
import { renderWriteFiles } from "../../../components/remote/machine-files";
import { ensureImage } from "../../../sandbox/machines/image/ensure-image";
import { packageRoot } from "../../../sandbox/paths";

export const service = "identity-server";
export const folder = "repository/tenants";
export const place = { home: "/opt/wso2/is-7.1.0", homeLink: "/opt/wso2/none", owner: "wso2" };
const paths = contentPaths(service);
const client = readFileSync(join(packageRoot, "test/engine/nfs/mount-nfs4.py"), "utf8");

/** Ganesha with one export, for clients of this network alone. */
const ganesha = `NFS_CORE_PARAM { Protocols = 3,4; NFS_Port = 12049; MNT_Port = 12050; Enable_NLM = false; Enable_RQUOTA = false; }
NFSV4 { Graceless = true; UseGetpwnam = true; Only_Numeric_Owners = true; RecoveryRoot = "/run/recovery"; }
NFS_KRB5 { Active_krb5 = false; }
EXPORT { Export_Id = 1; Path = /export; Pseudo = /export; Access_Type = RW; Squash = No_Root_Squash; SecType = sys;
  Protocols = 3,4; Transports = TCP; FSAL { Name = VFS; } }
`;

/**
 * A file server and nodes, each with a root folder laid over Debian's, in a network of their own: Debian's Ganesha, its
 * stunnel as EFS's TLS, and on the nodes what an installation does. The mount is by FUSE and libnfs, because a kernel may
 * have no NFS.
 */
export class NfsNodes {
  private readonly base = mkdtempSync(join(tmpdir(), "nfs-nodes-"));
  private holder: ChildProcess | undefined;
  private readonly running: ChildProcess[] = [];

  async create(nodes: Readonly<Record<string, number>>): Promise<void> {
    const image = await ensureImage(() => {}, "databases");
    const names = ["server", ...Object.keys(nodes)];
    for (const name of names) {
      for (const each of ["upper", "work", "root"])
        mkdirSync(join(this.base, name, each), { recursive: true });
    }
    const mounts = [
      "set -e",
      "ip link set lo up; ip addr add 10.99.0.1/32 dev lo; ip addr add 10.99.0.2/32 dev lo",
      `for name in ${names.join(" ")}; do at="$2/$name"`,
      `mount -t overlay overlay -o "lowerdir=$1,upperdir=$at/upper,workdir=$at/work" "$at/root"`,
      `mount -t proc proc "$at/root/proc"; mount --rbind /dev "$at/root/dev"; mount -t tmpfs tmpfs "$at/root/run"`,
      "done",
      "echo ready",
      "exec sleep infinity",
    ].join("\n");
    const args = ["--mount", "--net", "--pid", "--fork", "--kill-child", "--propagation", "private"];
    this.holder = spawn(
      "setpriv",
      ["--pdeathsig", "KILL", "unshare", ...args, "sh", "-c", mounts, "sh", image, this.base],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await new Promise<void>((resolve, reject) => {
      this.holder?.stdout?.once("data", () => resolve());
      this.holder?.once("exit", () => reject(new Error("no roots for the file server and the nodes")));
    });
    await this.startServer();
    for (const [node, uid] of Object.entries(nodes)) {
      const helper = { path: "/usr/sbin/mount.nfs4", content: client, mode: "755" };
      await this.run(
        node,
        `rm -f /usr/sbin/mount.nfs4
${renderWriteFiles([helper])}
printf '127.0.0.1 localhost\\n10.99.0.2 fs-1.efs.example.com\\n' > /etc/hosts
useradd --system --uid ${uid} --user-group --no-create-home --home-dir /opt/wso2 wso2
install -d -o wso2 -g wso2 /opt/wso2 ${place.home} ${place.home}/repository ${place.home}/${folder}`,
      );
    }
  }

  /** VFS wants a file system with handles: memory. */
  private async startServer(): Promise<void> {
    await this.run(
      "server",
      "mkdir -p /export /run/recovery /run/ganesha; mount -t tmpfs tmpfs /export; rpcbind",
    );
    await this.run("server", `cat > /etc/ganesha.conf <<'END'\n${ganesha}END`);
    this.start(
      "server",
      "/usr/bin/ganesha.nfsd -F -L /run/ganesha.log -f /etc/ganesha.conf -p /run/ganesha.pid",
    );
    await this.listening("*:12049");
  }

  /** Something answers as EFS does, by TLS, with a certificate for that name, which is1 trusts or not. @returns how to end it */
  async startTls(name: string, isTrusted: boolean): Promise<() => Promise<void>> {
    await this.run(
      "server",
      `cd /run
openssl req -x509 -newkey rsa:2048 -nodes -keyout ${name}.key -out ${name}.pem -days 2 -subj /CN=${name} -addext subjectAltName=DNS:${name} 2> /dev/null
printf 'foreground = yes\\npid =\\n[nfs]\\naccept = 10.99.0.2:2049\\nconnect = 10.99.0.1:12049\\ncert = /run/${name}.pem\\nkey = /run/${name}.key\\n' > tls.conf`,
    );
    const certificate = await this.run("server", `cat /run/${name}.pem`);
    const trust = `cat >> /etc/ssl/certs/ca-certificates.crt <<'END'\n${certificate}\nEND`;
    await this.run("is1", isTrusted ? trust : ":");
    const tls = this.start("server", "/usr/bin/stunnel /run/tls.conf");
    await this.listening("10.99.0.2:2049");
    return async () => {
      if (tls.pid) process.kill(-tls.pid, "SIGKILL");
      await this.run("server", "while ss -Hltn | grep -Fq 10.99.0.2:2049; do sleep 0.1; done");
    };
  }

  private listening(address: string): Promise<string> {
    return this.run(
      "server",
      `tries=0; until ss -Hltn | grep -Fq '${address} '; do tries=$((tries + 1)); [ $tries -lt 150 ]; sleep 0.1; done`,
    );
  }

  private enter(name: string): [string, string[]] {
    const pid = this.holder?.pid;
    if (pid === undefined) throw new Error("no nodes");
    const at = join(this.base, name, "root");
    // The shell that made the roots is the only child of what was started.
    const child = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0] ?? "";
    return ["nsenter", ["-t", child, "-m", "-n", "-p", "--", "chroot", at, "env", "PATH=/usr/sbin:/usr/bin"]];
  }

  async run(name: string, script: string): Promise<string> {
    const [file, args] = this.enter(name);
    return (await execa(file, [...args, "sh", "-eu"], { input: script })).stdout;
  }

  private start(name: string, command: string): ChildProcess {
    const [file, args] = this.enter(name);
    const child = spawn("setpriv", ["--pdeathsig", "KILL", file, ...args, "sh", "-c", `exec ${command}`], {
      ...{ stdio: "ignore", detached: true },
    });
    this.running.push(child);
    return child;
  }

  plan(node: string, nfs: NfsPlan): ContentPlan {
    return { service, node, folders: [folder], nfs };
  }

  /** What the node says of the mount before anything moves; empty when it can be. */
  async try(node: string, nfs: NfsPlan): Promise<string> {
    const script = renderTryMount(this.plan(node, nfs), nfs, place);
    return this.run(node, `{\n${script}\n} 2>&1`).then(
      () => "",
      (error: execa.ExecaError) => String(error.stdout).trim() || error.message,
    );
  }

  /** As an installation does, with `mount` and `stunnel` in the place of systemd's units. */
  async mount(node: string, nfs: NfsPlan): Promise<string> {
    const plan = this.plan(node, nfs);
    const files = planContentFiles(plan, place.owner);
    await this.run(node, renderMountPoint(plan, place));
    await this.run(node, renderWriteFiles(files));
    if (nfs.efs) {
      this.start(node, `/usr/bin/stunnel ${paths.tlsConfig}`);
      await this.listening("127.0.0.1:20049");
    }
    const unit = files.find(({ path }) => path.endsWith(".mount"))?.content ?? "";
    const [, what, where, options] = /What=(.*)\nWhere=(.*)\nType=nfs4\nOptions=(.*)\n/.exec(unit) ?? [];
    await this.run(node, `mount -t nfs4 -o ${options} ${what} ${where} > /dev/null 2>&1`);
    return this.bring(node, nfs);
  }

  /** The folders on what is mounted. @returns how much is in them */
  bring(node: string, nfs: NfsPlan): Promise<string> {
    return this.run(node, renderSharedFolders(this.plan(node, nfs), nfs, place));
  }

  /** Out of use; there is no systemd to ask. */
  takeOut(node: string): Promise<string> {
    const stubs = `systemctl() { case " $* " in *" disable "*${paths.units.mount.replaceAll("\\", "\\\\")}*) umount -l ${paths.mount} ;; esac; }`;
    return this.run(node, `${stubs}\n${renderNoContent(service, place)}`);
  }

  end(): void {
    for (const { pid } of this.running) {
      try {
        if (pid) process.kill(-pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    }
    this.holder?.kill("SIGKILL");
    rmSync(this.base, { recursive: true, force: true });
  }
}
