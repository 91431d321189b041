import { quote } from "../../remote/ssh/shell";
import type { ProductInstall } from "../product-install";
import { javaHome } from "../render-unit";

export type CipherPlan = Pick<ProductInstall, "home" | "keystore" | "files">;

/** A folder with the tool's jar, where it is not in the home yet: a variable of the environment. */
export const lentFolder = "CIPHER_TOOL";

/** A word of a file of arguments of Java's. */
const argument = (word: string) => `"${word.replace(/[\\"]/g, "\\$&")}"`;

/** Settings of the tool, which it would otherwise look for in the server's files of its last start. */
function toolOptions({ keystore }: CipherPlan): string[] {
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

/** How many lines of its input are what. */
interface Lines {
  readonly options: number;
  readonly key: number;
}

/**
 * Run as the product's user, as it runs the product's own code. Passwords are files in memory for as long as it runs:
 * Java's launcher reads them from `@options`, and prints that name alone.
 *
 * The tool encrypts with the certificate's key, and Java lets it only where the certificate is for encrypting data, which
 * a server's is not. So it gets the same key with a certificate of a moment, which says nothing of what it is for.
 */
function renderEncrypt({ home, keystore }: CipherPlan, lines: Lines): string {
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
export JDK_JAVA_OPTIONS=@options CARBON_HOME=${quote(home)} JAVA_HOME=${javaHome}
if [ -f "$CARBON_HOME/bin/ciphertool.sh" ]; then
  set -- sh "$CARBON_HOME/bin/ciphertool.sh"
else
  set -- "$JAVA_HOME/bin/java" -Dcarbon.home="$CARBON_HOME" -Dcarbon.config.dir.path="$CARBON_HOME/repository/conf" \
    -cp "\${${lentFolder}:+$${lentFolder}/*:}$CARBON_HOME/lib/*:$CARBON_HOME/repository/components/plugins/*" org.wso2.ciphertool.CipherTool
fi
"$@" -Dconfigure > log 2>&1 < /dev/null || { { grep '^Caused by: ' log || tail -n 20 log; } >&2; exit 1; }
if [ ! -s secret-conf.properties ] || sed '1,/^\\[secrets\\]$/d' deployment.toml | grep -q '= *"\\['; then
  echo "the cipher tool has left passwords as they were" >&2
  tail -n 20 log >&2
  exit 1
fi`;
}

/**
 * The product's user's script that encrypts the passwords of a file, and what it reads: it ends with `deployment.toml`
 * and `secret-conf.properties` in a folder in memory, `$work`, and has changed nothing of the home.
 */
export function planEncrypt(plan: CipherPlan, path: string): { script: string; input: Buffer } {
  const { keystore, files } = plan;
  const options = toolOptions(plan);
  const content = files.find((file) => file.path === path)?.content ?? "";
  const key = keystore.privateKeyPem.trim().split("\n");
  const input = Buffer.from([keystore.password, ...options, ...key, content].join("\n"));
  return { script: renderEncrypt(plan, { options: options.length, key: key.length }), input };
}
