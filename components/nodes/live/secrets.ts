import { quote, renderWriteFile } from "../../remote/ssh/shell";
import { credentialPath, storePassword } from "../encrypted-secrets";
import type { ProductInstall } from "../product-install";
import { renderAs, renderAsWith, renderMake } from "./as-owner";
import { type CipherPlan, planEncrypt } from "./cipher-tool";

type SecretsPlan = CipherPlan & Pick<ProductInstall, "owner" | "unit" | "encrypts">;

/** What the server reads at each start of where its passwords are and by which key. */
const vaultFile = "repository/conf/security/secret-conf.properties";

/** Where the server looks for the key store's password, and leaves the file as it is. */
const passwordFile = "password-persist";

/** Takes what the tool has made into the home, with the store that the server has in the place of the tool's own. */
function renderTake({ home, keystore, unit }: SecretsPlan, path: string): string {
  return `sed -i -e ${quote(`s|^keystore[.]identity[.]location=.*|keystore.identity.location=${home}/${keystore.path}|`)} \\
  -e 's|^keystore[.]identity[.]type=.*|keystore.identity.type=${keystore.type}|' secret-conf.properties
(
${renderMake(`${home}/${path}`, "640", 'cat "$work/deployment.toml"')}
)
(
${renderMake(`${home}/${vaultFile}`, "640", 'cat "$work/secret-conf.properties"')}
)
ln -sfnT ${quote(credentialPath(unit))} ${quote(`${home}/${passwordFile}`)}`;
}

/**
 * The server's config mapper copies the files that it made before to `backup`, with the passwords of then, when it makes
 * them anew: at the next start. So they are emptied, and not removed: it ends at one that it misses.
 */
const forgetMade = `cd "$CARBON_HOME"
(cd repository/resources/conf/templates && find . -type f -name '*.j2') > "$work/templates"
while IFS= read -r template; do
  made=\${template%.j2}
  if [ -f "$made" ] && [ ! -L "$made" ]; then : > "$made"; fi
done < "$work/templates"
rm -rf backup`;

/**
 * Shell text that writes the file whose passwords are encrypted, with the key that is in the store by now: each
 * installation does it anew, and so another key is no case of its own. Without such a file, it takes away what one
 * before has left. The server must not run.
 */
export function renderSecrets(plan: SecretsPlan): string {
  const { home, owner, encrypts, keystore } = plan;
  const kept = storePassword(home).path;
  if (encrypts === undefined) {
    const left = [passwordFile, vaultFile].map((each) => quote(`${home}/${each}`)).join(" ");
    return `if [ -f ${quote(kept)} ]; then\n${renderAs(owner, `rm -f ${left}`)}\nrm -f ${quote(kept)}\nfi`;
  }
  const { script, input } = planEncrypt(plan, encrypts);
  return [
    renderWriteFile(kept, `${keystore.password}\n`, "600"),
    renderAsWith(owner, [script, renderTake(plan, encrypts), forgetMade].join("\n"), input),
  ].join("\n");
}
