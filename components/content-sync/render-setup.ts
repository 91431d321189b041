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

const asOwner = (owner: string, script: string) =>
  `$([ "$(id -un)" = ${quote(owner)} ] || printf 'runuser -u %s --' ${quote(owner)}) sh -euc ${quote(`cd /\n${script}`)}`;

/**
 * Shell text that makes the folders. What a folder has before it is common stays: first of the version that ran last,
 * then of the one that will run.
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
  for from in ${quote(`${home}/${folder}`)} ${quote(`${homeLink}/${folder}`)}; do
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

/** Shell text that ends what kept the content: the product's folders get what they had in common. */
export function renderNoContent(service: string, { home, owner }: ContentHome): string {
  const paths = contentPaths(service);
  const { sync, source, lag, lagTimer } = paths.units;
  const units = [lagTimer, lag, sync, source];
  return `if [ -d ${quote(paths.etc)} ]; then
systemctl disable --quiet --now ${units
    .filter((each) => each !== lag)
    .map(quote)
    .join(" ")} 2> /dev/null || :
if [ -d ${quote(paths.live)} ]; then
while IFS= read -r folder; do
${asOwner(owner, giveBack)} sh ${quote(paths.live)} ${quote(home)} "$folder"
done < ${quote(paths.folders)}
fi
rm -f ${units.map((each) => quote(`/etc/systemd/system/${each}`)).join(" ")}
systemctl daemon-reload
rm -rf ${quote(paths.etc)} ${quote(paths.root)}
fi`;
}

/** Lines of the product's unit: it sees the common folders in the places of its own. */
export function renderContentBinds(plan: ContentPlan, home: string): string[] {
  const { live } = contentPaths(plan.service);
  return plan.folders.map((folder) => `BindPaths=${live}/${folder}:${home}/${folder}`);
}

/** What the machine must have for it, by its programs. */
export const contentPrograms = ["rsync", "inotifywait", "flock", "ssh", "/usr/sbin/sshd"];
