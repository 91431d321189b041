import { quote, renderPutInPlace } from "../../remote/ssh/shell";
import type { StagePlan } from "../distribution";
import { ownerOfFunction } from "./path-owner";

/** Zips on their way, on the node; only root sees them. */
export const cacheDirectory = "/var/cache/pulumi-wso2";

/** Unpacked size is not all: the product writes beside it. */
const marginKb = 65_536;

export interface StageFacts {
  /** Of the zip that was unpacked whole; none when it was not. */
  readonly stagedSha256?: string;
  readonly freeKb: number;
}

function markerFile({ directory, name }: StagePlan): string {
  return `${directory}/.staged/${name}`;
}

function markerPath(plan: StagePlan): string {
  return quote(markerFile(plan));
}

/** Shell text that looks, and makes the user and the folders. */
export function renderFacts(plan: StagePlan): string {
  const owner = quote(plan.owner);
  const directory = quote(plan.directory);
  const home = quote(`${plan.directory}/${plan.name}`);
  const noLogin = "/usr/sbin/nologin";
  const uid = plan.ownerUid === undefined ? "" : ` --uid ${plan.ownerUid}`;
  return `
id -u ${owner} > /dev/null 2>&1 ||
  useradd --system${uid} --user-group --no-create-home --home-dir ${directory} --shell ${noLogin} ${owner}
[ -d ${directory} ] || install -d -m 755 ${directory}
${ownerOfFunction}
by=$(owner_of ${quote(`${plan.directory}/x`)})
if [ "$by" != "$(id -un)" ]; then
  printf '%s\\n' "the folder "${directory}" belongs to $by, who could change what root unpacks there: give it to root (chown root "${directory}")" >&2
  exit 1
fi
install -d -m 755 ${quote(`${plan.directory}/.staged`)}
install -d -m 700 ${cacheDirectory}
if [ -d ${home} ] && [ -f ${markerPath(plan)} ]; then echo "staged $(cat ${markerPath(plan)})"; fi
echo "free $(df -Pk ${cacheDirectory} | awk 'NR == 2 { print $4 }')"`;
}

export function parseFacts(answer: string): StageFacts {
  return {
    stagedSha256: /^staged ([0-9a-f]{64})$/m.exec(answer)?.[1],
    freeKb: Number(/^free (\d+)$/m.exec(answer)?.[1] ?? 0),
  };
}

/** Shell text that fetches the zip to the cache and prints its digest. The URL may be a secret: it goes by file. */
export function renderDownload(plan: StagePlan): string {
  const part = quote(`${cacheDirectory}/${plan.name}.part`);
  const config = quote(`${cacheDirectory}/${plan.name}.curl`);
  const wanted = quote(plan.sha256 ?? "");
  // As everybody who reads a URL leaves line ends out.
  const url = plan.source.replaceAll(/[\r\n]/g, "").replaceAll(/["\\]/g, "\\$&");
  return `
cached=${quote(`${cacheDirectory}/${plan.sha256 ?? ""}.zip`)}
if [ -n ${wanted} ] && [ -f "$cached" ] && [ "$(sha256sum < "$cached" | cut -d' ' -f1)" = ${wanted} ]; then
  echo ${wanted}
  exit 0
fi
umask 077
cat > ${config} <<'END'
url = "${url}"
END
trap ${quote(`rm -f ${config}`)} EXIT
curl --fail --silent --show-error --location --proto '=https' --retry 5 --retry-connrefused --max-time ${plan.timeoutSec} --output ${part} --config ${config}
digest=$(sha256sum < ${part} | cut -d' ' -f1)
if [ -n ${wanted} ] && [ "$digest" != ${wanted} ]; then
  rm -f ${part}
  echo "the zip has SHA-256 $digest" >&2
  exit 1
fi
mv -f ${part} ${cacheDirectory}/"$digest".zip
echo "$digest"`;
}

/** For `find`: a pattern that only the word itself matches. */
function quotePattern(word: string): string {
  return quote(word.replaceAll(/[\\*?[\]]/g, "\\$&"));
}

/** Shell text that unpacks aside, moves the whole into place, notes that it is complete and drops the zip. */
export function renderUnpack(plan: StagePlan, sha256: string): string {
  const [directory, name, owner, digest] = [plan.directory, plan.name, plan.owner, sha256].map(quote);
  const zip = quote(`${cacheDirectory}/${sha256}.zip`);
  const home = quote(`${plan.directory}/${plan.name}`);
  const aside = quote(`${plan.directory}/.unpack-${plan.name}`);
  return `
command -v unzip > /dev/null || { echo "no program unzip on the node" >&2; exit 1; }
need=$(( $(unzip -Zt ${zip} | awk '{ print int($3 / 1024) }') + ${marginKb} ))
have=$(df -Pk ${directory} | awk 'NR == 2 { print $4 }')
if [ "$have" -lt "$need" ]; then
  printf '%s\\n' ${directory}" needs $need kB free, has $have kB" >&2
  exit 1
fi
link=$(find -H ${directory} -maxdepth 1 -type l -lname ${quotePattern(`${plan.directory}/${plan.name}`)} | head -n 1)
if [ -n "$link" ]; then
  printf '%s\\n' "$link points to the incomplete "${home}": it may be running" >&2
  exit 1
fi
digest=$(sha256sum < ${zip} | cut -d' ' -f1)
if [ "$digest" != ${digest} ]; then
  rm -f ${zip}
  echo "the zip on the node has SHA-256 $digest and not "${digest}": it came incomplete, or was changed" >&2
  exit 1
fi
rm -rf ${aside}
mkdir -m 700 ${aside}
unzip -q ${zip} -d ${aside}
if [ ! -d ${aside}/${name} ]; then
  printf '%s\\n' "the zip holds $(ls ${aside} | head -n 5 | tr '\\n' ' ')and no folder "${name} >&2
  exit 1
fi
chown -hR ${owner}:${owner} ${aside}/${name}
rm -rf ${home}
mv -T ${aside}/${name} ${home}
rm -rf ${aside}
sync -f ${home}
echo ${digest} > ${markerPath(plan)}.part
${renderPutInPlace(`${markerFile(plan)}.part`, markerFile(plan))}
rm -f ${zip}`;
}
