/** Where a product's common content is on a node, and what keeps it. */
export function contentPaths(service: string) {
  const etc = `/etc/wso2-content/${service}`;
  const root = `/var/lib/wso2-content/${service}`;
  // Not below what is the product's user's: root makes it.
  const mount = `/var/lib/wso2-content/${service}-shared`;
  return {
    etc,
    config: `${etc}/config`,
    /** The folders, a line each. */
    folders: `${etc}/folders`,
    readerKey: `${etc}/reader-key`,
    sourceKey: `${etc}/source-key`,
    authorizedKeys: `${etc}/authorized-keys`,
    knownHosts: `${etc}/known-hosts`,
    sshdConfig: `${etc}/sshd-config`,
    script: "/usr/local/lib/wso2-content/content-sync",
    root,
    /** Holds the folders, by their paths below the product's home. */
    live: `${root}/live`,
    stage: `${root}/stage`,
    /** Where a file system that all nodes have is mounted. */
    mount,
    /** Of that file system: the same folders. */
    shared: `${mount}/${service}`,
    tlsConfig: `${etc}/tls.conf`,
    state: `${root}/state`,
    units: {
      sync: `wso2-${service}-content.service`,
      source: `wso2-${service}-content-source.service`,
      lag: `wso2-${service}-content-lag.service`,
      lagTimer: `wso2-${service}-content-lag.timer`,
      /** systemd wants it to be called as the folder. */
      mount: `${escapePath(mount)}.mount`,
      tls: `wso2-${service}-content-tls.service`,
    },
  };
}

/** What systemd calls a folder: `var-lib-wso2\\x2dcontent`. */
function escapePath(path: string): string {
  return path.slice(1).replaceAll("-", "\\x2d").replaceAll("/", "-");
}

/** On which nodes give their content to each other, when nothing else is said. */
export const defaultContentPort = 8731;

/** What the nodes need for it, each known by a command that it brings. */
export const rsyncPackages = [
  { command: "rsync", name: "rsync" },
  { command: "inotifywait", name: "inotify-tools" },
] as const;

const nfsPackages = [{ command: "mount.nfs4", name: "nfs-common" }] as const;
const efsPackages = [...nfsPackages, { command: "stunnel", name: "stunnel4" }] as const;

/** What the nodes need to mount a file system, or without one for rsync. */
export function contentPackages(nfs?: { readonly efs?: boolean }) {
  if (!nfs) return rsyncPackages;
  return nfs.efs ? efsPackages : nfsPackages;
}

/** Of this node alone: where its way to EFS begins. The mount helper of AWS begins there too. */
export const tlsPort = 20_049;
