import { quote } from "../remote/ssh/shell";
import { contentPaths } from "./content-paths";
import type { ContentPlan } from "./content-plan";

/** Where a product runs, for its content. */
export interface ContentHome {
  /** Of this version. */
  readonly home: string;
  /** Symlink to the version that ran last. */
  readonly homeLink: string;
  readonly owner: string;
}

export const asOwner = (owner: string, script: string) =>
  `$([ "$(id -un)" = ${quote(owner)} ] || printf 'runuser -u %s --' ${quote(owner)}) sh -euc ${quote(`cd /\n${script}`)}`;

/**
 * Shell text that makes the folders. What a folder has before it is common stays: of a file system that all nodes had, or
 * else of the version that ran last, or else of the one that will run.
 */
export function renderContentFolders(plan: ContentPlan, { home, homeLink, owner }: ContentHome): string {
  const paths = contentPaths(plan.service);
  const seed = (folder: string) => {
    const live = quote(`${paths.live}/${folder}`);
    const part = quote(`${paths.root}/seed`);
    return `mkdir -p ${quote(`${home}/${folder}`)}
if [ ! -d ${live} ]; then
  rm -rf ${part}
  mkdir -p ${part} "$(dirname ${live})"
  for from in ${[home, homeLink, paths.shared].map((each) => quote(`${each}/${folder}`)).join(" ")}; do
    [ ! -d "$from" ] || cp -a "$from/." ${part}
  done
  sync -f ${part}
  mv -T ${part} ${live}
fi`;
  };
  return [
    "install -d -m 755 /etc/wso2-content /var/lib/wso2-content /usr/local/lib/wso2-content",
    `install -d -m 755 ${quote(paths.etc)}`,
    `install -d -m 750 -o ${quote(owner)} -g ${quote(owner)} ${quote(paths.root)}`,
    asOwner(
      owner,
      ["umask 027", `mkdir -p ${quote(paths.live)} ${quote(paths.state)}`, ...plan.folders.map(seed)].join(
        "\n",
      ),
    ),
    // A forced command runs by its user's shell. There is no password, and no other daemon has a key for the user.
    `case $(getent passwd ${quote(owner)} | cut -d: -f7) in */nologin | */false) usermod --shell /bin/sh ${quote(owner)} ;; esac`,
  ].join("\n");
}

/** What was deleted while it was common does not come back with the distribution's own folder. */
const giveBack = `[ -d "$1/$3" ] || exit 0
rm -rf "$2/$3"
mkdir -p "$2/$3"
cp -a "$1/$3/." "$2/$3"`;

/** Shell text that ends units, those that depend on others first, and takes their files away. */
function renderEndUnits(units: readonly string[]): string {
  const files = units.map((each) => quote(`/etc/systemd/system/${each}`)).join(" ");
  const names = units.map(quote).join(" ");
  return `systemctl disable --quiet --now ${names} 2> /dev/null || :
systemctl stop --quiet ${names} 2> /dev/null || :
rm -f ${files}
systemctl daemon-reload`;
}

/** Shell text that ends the sync by rsync, and forgets what it had; the folders were taken over before. */
export function renderNoRsync(service: string): string {
  const paths = contentPaths(service);
  const { sync, source } = paths.units;
  const { config, readerKey, sourceKey, authorizedKeys, knownHosts, sshdConfig } = paths;
  const files = [config, readerKey, sourceKey, authorizedKeys, knownHosts, sshdConfig];
  const folders = [paths.live, paths.stage, paths.state];
  return `if [ -e ${quote(`/etc/systemd/system/${sync}`)} ]; then
${renderEndUnits([sync, source])}
rm -f ${files.map(quote).join(" ")}
rm -rf ${folders.map(quote).join(" ")}
fi`;
}

/** Shell text that ends the mount of a file system that all nodes have; what is on it stays. */
export function renderNoMount(service: string): string {
  const { mount, tlsConfig, units } = contentPaths(service);
  return `if [ -e ${quote(`/etc/systemd/system/${units.mount}`)} ]; then
${renderEndUnits([units.mount, units.tls])}
if mountpoint -q ${quote(mount)}; then echo ${quote(`${mount} is still mounted`)} >&2; exit 1; fi
rm -f ${quote(tlsConfig)}
rmdir ${quote(mount)}
fi`;
}

/** Shell text that ends what kept the content: the product's folders get what they had in common. */
export function renderNoContent(service: string, { home, owner }: ContentHome): string {
  const paths = contentPaths(service);
  const { lag, lagTimer } = paths.units;
  const shared = quote(paths.shared);
  return `if [ -d ${quote(paths.etc)} ]; then
systemctl disable --quiet --now ${quote(lagTimer)} 2> /dev/null || :
if mountpoint -q ${quote(paths.mount)} && ! timeout --signal=KILL 60 stat -t ${shared} > /dev/null; then
  echo ${quote(`what is mounted on ${paths.mount} does not answer, and the product's folders can't have their content back; to go on without it: umount -l ${paths.mount}`)} >&2
  exit 1
fi
for content in ${quote(paths.live)} ${shared}; do
[ -d "$content" ] || continue
while IFS= read -r folder; do
${asOwner(owner, giveBack)} sh "$content" ${quote(home)} "$folder"
done < ${quote(paths.folders)}
done
${renderNoRsync(service)}
${renderNoMount(service)}
${renderEndUnits([lagTimer, lag])}
rm -rf --one-file-system ${quote(paths.etc)} ${quote(paths.root)}
fi`;
}

/** Lines of the product's unit, by which it sees the common folders in the places of its own. */
export interface ContentUnit {
  /** `BindPaths=` of each. */
  readonly binds: readonly string[];
  /** What must be mounted before it starts. */
  readonly mount?: string;
}

export function planContentUnit(plan: ContentPlan, home: string): ContentUnit {
  const { live, shared, mount } = contentPaths(plan.service);
  const from = plan.nfs ? shared : live;
  const binds = plan.folders.map((folder) => `BindPaths=${from}/${folder}:${home}/${folder}`);
  return plan.nfs ? { binds, mount } : { binds };
}

const rsyncPrograms = ["rsync", "inotifywait", "flock", "ssh", "/usr/sbin/sshd"];

/** What the machine must have for it, by its programs. */
export const contentPrograms = ({ nfs }: ContentPlan): readonly string[] =>
  nfs ? ["mount.nfs4", ...(nfs.efs ? ["stunnel"] : [])] : rsyncPrograms;
