/** Where a product's common content is on a node, and what keeps it. */
export function contentPaths(service: string) {
  const etc = `/etc/wso2-content/${service}`;
  const root = `/var/lib/wso2-content/${service}`;
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
    state: `${root}/state`,
    units: {
      sync: `wso2-${service}-content.service`,
      source: `wso2-${service}-content-source.service`,
      lag: `wso2-${service}-content-lag.service`,
      lagTimer: `wso2-${service}-content-lag.timer`,
    },
  };
}

/** On which nodes give their content to each other, when nothing else is said. */
export const defaultContentPort = 8731;

/** What the nodes need for it, each known by a command that it brings. */
export const rsyncPackages = [
  { command: "rsync", name: "rsync" },
  { command: "inotifywait", name: "inotify-tools" },
] as const;
