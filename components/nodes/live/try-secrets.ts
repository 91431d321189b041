import { jarPath } from "../../database/jar-cache";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import { toolPath } from "../encrypted-secrets";
import type { ProductInstall } from "../product-install";
import { javaHome } from "../render-unit";
import { renderAsWith } from "./as-owner";
import { lentFolder, planEncrypt } from "./cipher-tool";

/** `LoadCredential=` of a unit. */
const oldestSystemd = 247;
/** `JDK_JAVA_OPTIONS`, and arguments from a file. */
const oldestJava = 9;

const remedy = "take a newer image, or leave encryptSecrets out";

/** Shell text that prints a line for what is too old to encrypt passwords, or to start with them. */
export function renderOldPrograms(java = `${javaHome}/bin/java`): string {
  const look = (what: string, version: string, oldest: number) =>
    `version=$(${version})
[ "\${version:-${oldest}}" -ge ${oldest} ] || printf '%s\\n' "problem "${quote(what)}" $version, and passwords that are encrypted need ${oldest}: ${remedy}"`;
  return [
    look(
      "systemd",
      `systemctl --version 2> /dev/null | sed -n '1s/^systemd \\([0-9]*\\).*/\\1/p'`,
      oldestSystemd,
    ),
    look(
      "Java",
      `${java} -version 2>&1 | sed -n 's/^.* version "\\(1[.]\\)\\{0,1\\}\\([0-9]*\\).*/\\2/p' | head -n 1`,
      oldestJava,
    ),
  ].join("\n");
}

/** Where the tool is before it is installed. */
function findJar({ libraries = [] }: ProductInstall): string {
  return jarPath(libraries.find(({ path }) => path === toolPath)?.sha256 ?? "");
}

/** Shell text that encrypts as an installation will, by the jar that it will put into the home, and keeps nothing. */
export function renderTrySecrets(plan: ProductInstall, encrypts: string, jar = findJar(plan)): string {
  const { script, input } = planEncrypt(plan, encrypts);
  return `${lentFolder}=$(mktemp -d /dev/shm/wso2-tool.XXXXXX)
trap 'rm -rf "$${lentFolder}"' EXIT
export ${lentFolder}
chmod 755 "$${lentFolder}"
install -m 644 ${quote(jar)} "$${lentFolder}/tool.jar"
${renderAsWith(plan.owner, script, input)}`;
}

/** Whether the tool runs and takes each password and the key. */
export async function trySecrets(
  connection: SshConnection,
  plan: ProductInstall,
  looks: readonly string[],
): Promise<string[]> {
  const { encrypts } = plan;
  const lacks = looks.some((each) => /^(no program (openssl|runuser)$|no Java|Java )/.test(each));
  if (encrypts === undefined || lacks) return [];
  try {
    await runAsRoot(connection, renderTrySecrets(plan, encrypts), {
      step: "try the cipher tool",
      timeoutSec: 120,
    });
    return [];
  } catch (error) {
    if (!(error instanceof RollError)) throw error;
    const said = error.failure.logLines?.join(" ").trim() || error.failure.seen;
    return [`passwords can't be encrypted: ${said}`];
  }
}
