import { quote } from "../../remote/ssh/shell";
import { rollDirectory } from "../roll-directory";

/** A file as the distribution ships it, kept from before its first change. */
export function distPath(home: string, path: string): string {
  return `${rollDirectory(home)}/dist/${path}`;
}

/**
 * Shell text that makes the folder. Older versions of this package kept it below the home, as root's: it is
 * taken over when it is still root's own, as nobody else could then have written in it.
 */
export function renderRollDirectory(home: string): string {
  const [kept, old] = [quote(rollDirectory(home)), quote(`${home}/.roll`)];
  const parent = quote(rollDirectory(home).slice(0, rollDirectory(home).lastIndexOf("/")));
  return `install -d -m 700 ${parent}
if [ ! -e ${kept} ] && [ -d ${old} ]; then
  mv -T ${old} ${kept}
  [ "$(stat -c '%F %u %a' ${kept})" = "directory 0 700" ] || rm -rf ${kept}
fi
install -d -m 700 ${kept}`;
}
