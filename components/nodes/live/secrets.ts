import { quote, renderWriteFile } from "../../remote/ssh/shell";
import { credentialPath, storePassword } from "../encrypted-secrets";
import type { ProductInstall } from "../product-install";
import { renderAs, renderAsWith, renderMake } from "./as-owner";

type SecretsPlan = Pick<ProductInstall, "home" | "owner" | "unit" | "keystore" | "files" | "encrypts">;

/** What the server reads at each start of where its passwords are and by which key. */
const vaultFile = "repository/conf/security/secret-conf.properties";

/** Where the server looks for the key store's password, and leaves the file as it is. */
const passwordFile = "password-persist";

/** A word of a file of arguments of Java's. */
const argument = (word: string) => `"${word.replace(/[\\"]/g, "\\$&")}"`;

/** How many lines of its input are what. */
interface Lines {
  readonly options: number;
  readonly key: number;
}

/** Settings of the tool, which it would otherwise look for in the server's files of its last start. */
function toolOptions({ keystore }: SecretsPlan): string[] {
  const settings = {
    "external.system.properties": "true",
    "deployment.config.file.path": "deployment.toml",
    "secret.conf.properties.file": "secret-conf.properties",
    "secretRepositories.file.location": "repository/conf/security/cipher-text.properties",
    "primary.key.location": "store",
    "primary.key.type": "PKCS12",
    "primary.key.alias": keystore.alias,
    "keystore.password": keystore.password,
  };
  return Object.entries(settings).map(([name, value]) => argument(`-D${name}=${value}`));
}

/**
 * Run as the product's user, as it runs the product's own code. Passwords are files in memory for as long as it runs:
 * Java's launcher reads them from `@options`, and prints that name alone.
 *
 * The tool encrypts with the certificate's key, and Java lets it only where the certificate is for encrypting data, which
 * a server's is not. So it gets the same key with a certificate of a moment, which says nothing of what it is for.
 */
function renderEncrypt(plan: SecretsPlan, path: string, lines: Lines): string {
  const { home, keystore } = plan;
  const toml = `${home}/${path}`;
  const vault = `${home}/${vaultFile}`;
  return `umask 077
work=$(mktemp -d /dev/shm/wso2-roll.XXXXXX)
trap 'rm -rf "$work"' EXIT
cd "$work"
base64 -d > input
head -n 1 input > password
sed -n '2,${lines.options + 1}p' input > options
sed -n '${lines.options + 2},${lines.options + lines.key + 1}p' input > key.pem
tail -n +${lines.options + lines.key + 2} input > deployment.toml
openssl req -x509 -new -key key.pem -subj /CN=encryption -days 1 -out certificate.pem
openssl pkcs12 -export -name ${quote(keystore.alias)} -inkey key.pem -in certificate.pem -passout file:password -out store
export JDK_JAVA_OPTIONS=@options CARBON_HOME=${quote(home)} JAVA_HOME=/usr
if [ -f "$CARBON_HOME/bin/ciphertool.sh" ]; then
  set -- sh "$CARBON_HOME/bin/ciphertool.sh"
else
  set -- "$JAVA_HOME/bin/java" -Dcarbon.home="$CARBON_HOME" -Dcarbon.config.dir.path="$CARBON_HOME/repository/conf" \
    -cp "$CARBON_HOME/lib/*:$CARBON_HOME/repository/components/plugins/*" org.wso2.ciphertool.CipherTool
fi
"$@" -Dconfigure > log 2>&1 < /dev/null || { tail -n 20 log >&2; exit 1; }
if [ ! -s secret-conf.properties ] || sed '1,/^\\[secrets\\]$/d' deployment.toml | grep -q '= *"\\['; then
  echo "the cipher tool has left passwords as they were" >&2
  tail -n 20 log >&2
  exit 1
fi
sed -i -e ${quote(`s|^keystore[.]identity[.]location=.*|keystore.identity.location=${home}/${keystore.path}|`)} \\
  -e 's|^keystore[.]identity[.]type=.*|keystore.identity.type=${keystore.type}|' secret-conf.properties
(
${renderMake(toml, "640", 'cat "$work/deployment.toml"')}
)
(
${renderMake(vault, "640", 'cat "$work/secret-conf.properties"')}
)
ln -sfnT ${quote(credentialPath(plan.unit))} ${quote(`${home}/${passwordFile}`)}`;
}

/**
 * Shell text that writes the file whose passwords are encrypted, with the key that is in the store by now: each
 * installation does it anew, and so another key is no case of its own. Without such a file, it takes away what one
 * before has left.
 */
export function renderSecrets(plan: SecretsPlan): string {
  const { home, owner, encrypts, keystore } = plan;
  const kept = storePassword(home).path;
  if (encrypts === undefined) {
    const left = [passwordFile, vaultFile].map((each) => quote(`${home}/${each}`)).join(" ");
    return `if [ -f ${quote(kept)} ]; then\n${renderAs(owner, `rm -f ${left}`)}\nrm -f ${quote(kept)}\nfi`;
  }
  const options = toolOptions(plan);
  const content = plan.files.find(({ path }) => path === encrypts)?.content ?? "";
  const key = keystore.privateKeyPem.trim().split("\n");
  const input = Buffer.from([keystore.password, ...options, ...key, content].join("\n"));
  const script = renderEncrypt(plan, encrypts, { options: options.length, key: key.length });
  return [renderWriteFile(kept, `${keystore.password}\n`, "600"), renderAsWith(owner, script, input)].join(
    "\n",
  );
}
