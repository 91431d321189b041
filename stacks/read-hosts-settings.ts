import { checkDigest, type Problem, Problems } from "../components";
import { type HostsSettings, hostsSchema } from "./hosts-settings";
import { packDigest } from "./pack-settings";
import { parseSettings, type SettingsReader } from "./parse-settings";

const reader: SettingsReader<HostsSettings> = {
  schema: hostsSchema,
  textKeys: [
    ...["version", "group", "balancerGroup", "backend", "owner", "sshUser", "packFolder", "approvedRoll"],
    ...["proxyCommand", "sshPrivateKey", "consulToken", "changeScript", "inventory", "knownHosts"],
  ],
  // Contents of files and commands may hold passwords.
  secretKeys: [
    ...["sshPrivateKey", "sshKeys", "consulToken", "files", "changeScript", "inventory"],
    ...["beforeNode", "afterNode", "beforeBatch", "afterBatch", "beforeRoll", "afterRoll"],
  ],
  checkTogether,
};

/**
 * The configuration of system `hosts`, checked as a whole.
 * @param values every `wso2:` key of the stack as Pulumi gives it: text, or JSON as text
 * @throws Error that names each wrong key, what it got and what is allowed
 */
export function readHostsSettings(values: Readonly<Record<string, string>>): HostsSettings {
  return parseSettings(reader, values);
}

function checkTogether(settings: HostsSettings): Problem[] {
  const problems = new Problems();
  const { inventory, consul, pack, packFolder, packSha256, link } = settings;
  problems.require(
    inventory !== undefined || consul !== undefined,
    "wso2:inventory",
    "is not set, and neither is wso2:consul: one of them says which machines there are",
  );
  problems.require(
    (pack === undefined) === (packFolder === undefined),
    "wso2:packFolder",
    "wso2:pack and wso2:packFolder are needed together, or neither",
  );
  problems.require(
    pack !== undefined || (packSha256 === undefined && link === undefined),
    "wso2:pack",
    "is not set, but wso2:packSha256 or wso2:link is",
  );
  const source = pack?.replaceAll("{version}", settings.version);
  const digest = packDigest(settings, settings.version);
  const ofPack = source === undefined ? [] : checkDigest(source, digest, "wso2:packSha256");
  return [...problems.list, ...ofPack];
}
