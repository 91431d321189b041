import { quote } from "../remote/ssh/shell";
import { contentPaths } from "./content-paths";
import type { ContentPlan, NfsPlan } from "./content-plan";
import { nfsAnswerSec, nfsSource, renderTls, trialOptions } from "./render-nfs-files";
import { asOwner, type ContentHome, renderNoRsync } from "./render-setup";

/** For a way to EFS beside the lasting one. */
const trialPort = 20_050;

/** Shell text that makes what the mount needs on the machine. */
export function renderMountPoint({ service }: ContentPlan, { owner }: ContentHome): string {
  const { etc, root, mount } = contentPaths(service);
  return [
    "install -d -m 755 /etc/wso2-content /var/lib/wso2-content",
    `install -d -m 755 ${quote(etc)}`,
    `install -d -m 750 -o ${quote(owner)} -g ${quote(owner)} ${quote(root)}`,
    `mountpoint -q ${quote(mount)} || install -d -m 755 ${quote(mount)}`,
  ].join("\n");
}

/**
 * NFS knows users by number: a folder of another node's `wso2` may be of a stranger here. Looked at as that user, because
 * a server may take root for nobody.
 *
 * @param at Shell text for the folder, quoted.
 */
const checkOwner = (
  at: string,
  owner: string,
  where: string,
) => `by=$(${asOwner(owner, 'stat -c %u "$1"')} sh ${at})
if [ "$by" != "$(id -u ${quote(owner)})" ]; then
  printf '%s\\n' ${quote(`the folder ${where} is of user number `)}"$by, and "${quote(owner)}" has number $(id -u ${quote(owner)}) here: all nodes must have the same (useradd --uid, before the first start)" >&2
  exit 1
fi`;

/**
 * Shell text that makes the common folders on what is mounted. What a folder has before it is common stays: first of
 * the rsync before, then of the version that ran last, then of the one that will run. What is there already, another
 * node has brought.
 */
export function renderSharedFolders(plan: ContentPlan, nfs: NfsPlan, place: ContentHome): string {
  const { home, homeLink, owner } = place;
  const { shared, live, state } = contentPaths(plan.service);
  const where = `${plan.service} on ${nfs.server}:${nfs.path}`;
  const seed = (folder: string) => {
    const at = quote(`${shared}/${folder}`);
    const part = quote(`${shared}/.seed-${plan.node}`);
    return `mkdir -p ${quote(`${home}/${folder}`)}
if [ ! -d ${at} ]; then
  rm -rf ${part}
  mkdir -p ${part} "$(dirname ${at})"
  for from in ${[home, homeLink, live].map((each) => quote(`${each}/${folder}`)).join(" ")}; do
    [ ! -d "$from" ] || cp -a "$from/." ${part}
  done
  sync -f ${part}
  # Another node that starts now may have been first.
  mv -T ${part} ${at} 2> /dev/null || [ -d ${at} ]
  rm -rf ${part}
elif [ "$(cat ${quote(`${state}/role`)} 2> /dev/null)" = writer ] && [ -d ${quote(`${live}/${folder}`)} ]; then
  # Written since the first node came over.
  cp -au ${quote(`${live}/${folder}`)}/. ${at}
fi`;
  };
  return [
    // A server that takes root for nobody lets the product's user make it, where the export is that user's.
    `${asOwner(owner, `[ -d ${quote(shared)} ]`)} || install -d -m 751 -o ${quote(owner)} -g ${quote(owner)} ${quote(shared)} 2> /dev/null ||
  ${asOwner(owner, `mkdir -m 751 ${quote(shared)}`)} ||
  { printf '%s\\n' ${quote(`neither root nor ${owner} can make the folder ${where}: give the export to ${owner} there`)} >&2; exit 1; }`,
    checkOwner(quote(shared), owner, where),
    asOwner(owner, ["umask 026", ...plan.folders.map(seed)].join("\n")),
    renderNoRsync(plan.service),
    asOwner(owner, `echo "$(find ${quote(shared)} -mindepth 1 | wc -l) files and folders"`),
  ].join("\n");
}

/**
 * Shell text that tries the mount before anything moves. What is mounted as planned is only asked.
 */
export function renderTryMount(
  { service }: ContentPlan,
  nfs: NfsPlan,
  { owner }: Pick<ContentHome, "owner">,
) {
  const { mount, shared } = contentPaths(service);
  const source = nfsSource(nfs);
  const where = `${nfs.server}:${nfs.path}`;
  const way = nfs.efs
    ? `  cat > "$at/tls.conf" <<'END'
${renderTls(nfs, trialPort)}END
  stunnel "$at/tls.conf" > "$at/tls.log" 2>&1 &
  way=$!
  tries=0
  until ss -Hltn 'sport = :${trialPort}' | grep -q . || [ $tries -eq 50 ]; do tries=$((tries + 1)); sleep 0.1; done
`
    : "";
  return `umask 077
bound() { timeout --signal=KILL ${nfsAnswerSec} "$@"; }
if [ "$(findmnt -n -o SOURCE ${quote(mount)})" = ${quote(source)} ]; then
  bound stat -t ${quote(mount)} > /dev/null || { echo ${quote(`${where} is mounted, and does not answer`)} >&2; exit 1; }
  top=${quote(shared)}
else
  at=$(mktemp -d)
  way=""
  trap '[ -z "$way" ] || kill "$way" 2> /dev/null || :; umount -l "$at/fs" 2> /dev/null || :; rm -rf --one-file-system "$at"' EXIT
  chmod 755 "$at"
  mkdir -m 755 "$at/fs"
${way}  bound mount -t nfs4 -o ${trialOptions(nfs, trialPort)} ${quote(source)} "$at/fs" ||
    { [ ! -s "$at/tls.log" ] || tail -n 2 "$at/tls.log" >&2; exit 1; }
  top=$at/fs/${service}
fi
${asOwner(owner, '[ -d "$1" ]')} sh "$top" || exit 0
${checkOwner('"$top"', owner, `${service} on ${where}`)}`;
}
