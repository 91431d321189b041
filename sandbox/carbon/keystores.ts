import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { runTool } from "./run-tool";

/** The password that every WSO2 distribution ships with; no secret. */
const shippedPassword = "wso2carbon";

/**
 * Makes `wso2carbon.jks` and `client-truststore.jks` as a distribution ships them: a key for localhost under
 * the alias wso2carbon, and a truststore that trusts it. A cluster replaces both.
 */
export async function createShippedKeystores(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const certificate = join(directory, "wso2carbon.pem");
  const keystore = join(directory, "wso2carbon.jks");
  const truststore = join(directory, "client-truststore.jks");
  const alias = ["-alias", "wso2carbon"];
  const key = ["-genkeypair", ...alias, "-keyalg", "RSA", "-keysize", "2048", "-validity", "3650"];
  const subject = ["-dname", "CN=localhost,O=Carbon stand-in", "-ext", "SAN=dns:localhost,ip:127.0.0.1"];
  await keytool([...key, ...subject, ...store(keystore), "-keypass:env", "STORE_PASSWORD"]);
  await keytool(["-exportcert", "-rfc", ...alias, ...store(keystore), "-file", certificate]);
  await keytool(["-importcert", "-noprompt", ...alias, ...store(truststore), "-file", certificate]);
  await rm(certificate);
}

function store(path: string): string[] {
  return ["-keystore", path, "-storetype", "JKS", "-storepass:env", "STORE_PASSWORD"];
}

async function keytool(args: readonly string[]): Promise<void> {
  await runTool("keytool", args, {
    env: { STORE_PASSWORD: shippedPassword },
    debianPackage: "default-jdk-headless",
  });
}
