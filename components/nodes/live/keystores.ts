import { createHash } from "node:crypto";
import { publicPassword, writeTrustStore } from "../../certificates/keystore/write-trust-store";
import { briefJava } from "../../remote/brief-java";
import { quote, renderWriteFile } from "../../remote/ssh/shell";
import type { KeystorePlan, ProductInstall, TruststorePlan } from "../product-install";
import { rollDirectory } from "../roll-directory";
import { renderCopyAs, renderReceiveAs } from "./as-owner";
import { distPath } from "./product-home";

const keytool = ["keytool", ...briefJava.map((option) => `-J${option}`)].join(" ");

/** Changes with anything that goes into the stores; the key in it makes the password no guessing game. */
export function digestStores({
  keystore,
  truststore,
  sharedKeystore,
}: Pick<ProductInstall, "keystore" | "sharedKeystore" | "truststore">): string {
  return createHash("sha256")
    .update(JSON.stringify([keystore, truststore, ...(sharedKeystore ? [sharedKeystore] : [])]))
    .digest("hex");
}

/**
 * Key store of a certificate: always made as PKCS12, then converted where a product needs JKS.
 *
 * @param as What its files in the folder `$work` begin with.
 */
function renderKeystore(keystore: KeystorePlan, as: string): string {
  const file = (name: string) => `"$work/${as}${name}"`;
  const pass = `"file:$work/${as}key-pass"`;
  const export12 = [
    `openssl pkcs12 -export -name ${quote(keystore.alias)} -in ${file("certificate.pem")}`,
    `-inkey ${file("key.pem")} -certfile ${file("ca.pem")} -passout ${pass} -out ${file("key.store")}`,
  ].join(" ");
  const convert = [
    `${keytool} -importkeystore -noprompt -srckeystore ${file("key.store")} -srcstoretype PKCS12`,
    `-srcstorepass:file ${file("key-pass")} -destkeystore ${file("key.jks")} -deststoretype JKS`,
    `-deststorepass:file ${file("key-pass")} 2>&1 && mv ${file("key.jks")} ${file("key.store")}`,
  ].join(" ");
  return keystore.type === "PKCS12" ? export12 : `${export12}\n${convert}`;
}

/** The key stores of a product: the node's own, and the one that all nodes have in common. */
function keystoresOf({ keystore, sharedKeystore }: StoresPlan): { plan: KeystorePlan; as: string }[] {
  return [{ plan: keystore, as: "" }, ...(sharedKeystore ? [{ plan: sharedKeystore, as: "shared-" }] : [])];
}

/** Where Java keeps the public certificate authorities that it trusts: beside the `keytool` that reads them. */
const findPublicCas = `java=$(dirname "$(dirname "$(readlink -f "$(command -v keytool)")")")
cacerts=""
for each in "$java/lib/security/cacerts" "$java/jre/lib/security/cacerts" /etc/ssl/certs/java/cacerts /etc/pki/java/cacerts; do
  if [ -z "$cacerts" ] && [ -s "$each" ]; then cacerts=$each; fi
done`;

/** Java's own password of that store is no secret: everybody may read what it trusts. */
function renderPublicCas(type: TruststorePlan["type"]): string {
  return `{ [ -n "$cacerts" ] || { echo "no public certificate authorities beside keytool in $java (package ca-certificates-java; or publicCas: false)"; false; }; } &&
${keytool} -importkeystore -noprompt -srckeystore "$cacerts" -srcstorepass changeit -destkeystore "$work/trust.store" -deststoretype ${type} -deststorepass:file "$work/trust-pass" 2>&1`;
}

/** Begins with what the distribution trusts, so that a certificate that is no longer listed is gone. */
function renderTruststore(home: string, truststore: TruststorePlan): string {
  const aliases = Object.keys(truststore.certificates);
  const store = `-storetype ${truststore.type} -storepass:file "$work/trust-pass"`;
  const bringAll = [
    `${keytool} -importkeystore -noprompt -srckeystore "$work/roots.jks" -srcstoretype JKS`,
    `-srcstorepass ${publicPassword} -destkeystore "$work/trust.store"`,
    `-deststoretype ${truststore.type} -deststorepass:file "$work/trust-pass" 2>&1`,
  ].join(" ");
  const publicCas = truststore.publicCas ? [renderPublicCas(truststore.type)] : [];
  // One chain: a shell does not stop at an error in what is left of `||`.
  return [renderTakeDist(home, truststore, aliases[0] ?? "", store), ...publicCas, bringAll].join(" &&\n");
}

/**
 * Versions of this package before kept their own trust store for the distribution's, from the second installation of a
 * version on: it holds our root, or, after a change of the root, has a password that nobody knows any more.
 */
function renderTakeDist(home: string, { path }: TruststorePlan, alias: string, store: string): string {
  const dist = quote(distPath(home, path));
  const stores = quote(`${rollDirectory(home)}/stores`);
  return `if [ -f ${dist} ] && { [ ! -f ${stores} ] || ${keytool} -list -keystore ${dist} ${store} >/dev/null 2>&1; } &&
  ! ${keytool} -list -alias ${quote(alias)} -keystore ${dist} ${store} >/dev/null 2>&1; then
cp ${dist} "$work/trust.store"; fi`;
}

function renderInput(file: string, content: string | Buffer): string {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return [`base64 -d > "$work/${file}" <<'END'`, bytes.toString("base64"), "END"].join("\n");
}

type StoresPlan = Pick<
  ProductInstall,
  "home" | "homeLink" | "owner" | "keystore" | "sharedKeystore" | "truststore"
>;

function bringsTrust({ certificates }: TruststorePlan): boolean {
  return Object.keys(certificates).length > 0;
}

/** Where each store goes, and which file in the folder `$work` it is made as. */
function storesOf(plan: StoresPlan): { path: string; made: string }[] {
  const { truststore } = plan;
  return [
    ...keystoresOf(plan).map(({ plan: { path }, as }) => ({ path, made: `"$work/${as}key.store"` })),
    ...(bringsTrust(truststore) ? [{ path: truststore.path, made: '"$work/trust.store"' }] : []),
  ];
}

/** Shell condition: a version has the stores that the digest stands for. @param kept Its roll directory, quoted. */
function renderHasStores(plan: StoresPlan, home: string, kept: string): string {
  return [
    `[ "$(cat ${kept}/stores 2>/dev/null)" = ${digestStores(plan)} ]`,
    ...storesOf(plan).map(({ path }) => `[ -f ${quote(`${home}/${path}`)} ]`),
  ].join(" && ");
}

/** Shell condition: both versions' distributions ship the same trust, or none. */
function renderSameDist({ home, truststore }: StoresPlan): string {
  const own = quote(distPath(home, truststore.path));
  const other = `"$before"/dist/${quote(truststore.path)}`;
  return `{ cmp -s ${own} ${other} || { [ ! -f ${own} ] && [ ! -f ${other} ]; }; }`;
}

/** What is kept of the version that ran before; its link is root's. */
function renderBefore({ homeLink }: StoresPlan): string {
  const directory = quote(`${homeLink.slice(0, homeLink.lastIndexOf("/"))}/.roll`);
  return `before=${directory}/$(basename "$(readlink ${quote(homeLink)} || echo none)")`;
}

/** Shell text that makes both stores in the folder `$work`, which goes when the shell ends. */
function renderMake(plan: StoresPlan): string {
  const { home, truststore } = plan;
  const keystores = keystoresOf(plan);
  return [
    "work=$(mktemp -d /dev/shm/wso2-roll.XXXXXX)",
    `trap 'rm -rf "$work"' EXIT`,
    ...keystores.flatMap(({ plan: keystore, as }) => [
      renderInput(`${as}certificate.pem`, keystore.certificatePem),
      renderInput(`${as}key.pem`, keystore.privateKeyPem),
      renderInput(`${as}ca.pem`, keystore.caPem),
      renderInput(`${as}key-pass`, `${keystore.password}\n`),
    ]),
    renderInput("trust-pass", `${truststore.password}\n`),
    ...(truststore.publicCas ? [findPublicCas] : []),
    // Each Java program takes most of a second: side by side.
    "(",
    ...keystores.map(({ plan: keystore, as }) => renderKeystore(keystore, as)),
    ') > "$work/key.log" &',
    "making=$!",
    ...(bringsTrust(truststore)
      ? [
          renderInput("roots.jks", writeTrustStore(truststore.certificates, publicPassword)),
          `(\n${renderTruststore(home, truststore)}\n) > "$work/trust.log" || { cat "$work/trust.log" >&2; exit 1; }`,
        ]
      : []),
    'wait $making || { cat "$work/key.log" >&2; exit 1; }',
  ].join("\n");
}

function renderReceiveStores(plan: StoresPlan): string {
  const { home, owner } = plan;
  return storesOf(plan)
    .map(({ path, made }) => `${renderReceiveAs(owner, `${home}/${path}`, "640")} < ${made}`)
    .join("\n");
}

/** Shell text that makes the stores where nobody sees them, unless they are there: it fails when they can't be made. */
export function renderTryStores(plan: StoresPlan): string {
  const kept = quote(rollDirectory(plan.home));
  return `if ! { ${renderHasStores(plan, plan.home, kept)}; }; then
(
${renderMake(plan)}
)
fi`;
}

/**
 * Shell text that makes both stores, unless they are there as the digest says, or the version that ran
 * before has the same. Passwords and keys are files in memory for as long as it runs, never words on a
 * command line.
 */
export function renderStores(plan: StoresPlan): string {
  const { home, homeLink, owner } = plan;
  const kept = quote(rollDirectory(home));
  return [
    renderBefore(plan),
    `if ${renderHasStores(plan, home, kept)}; then`,
    "  :",
    `elif ${renderHasStores(plan, homeLink, '"$before"')} && ${renderSameDist(plan)}; then`,
    ...storesOf(plan).map(({ path }) => renderCopyAs(owner, `${homeLink}/${path}`, `${home}/${path}`, "640")),
    renderWriteFile(`${rollDirectory(home)}/stores`, digestStores(plan), "600"),
    "else",
    renderMake(plan),
    renderReceiveStores(plan),
    renderWriteFile(`${rollDirectory(home)}/stores`, digestStores(plan), "600"),
    "fi",
  ].join("\n");
}
