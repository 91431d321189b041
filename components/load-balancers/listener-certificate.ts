import type * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { createRollCommand } from "../rolling/roll-command";
import type { ListenerCertificatePlan } from "./listener-certificate-plan";

interface ListenerCertificateArgs {
  loadBalancerName: pulumi.Input<string>;
  region: pulumi.Input<string>;
  profile: pulumi.Input<string | undefined>;
  certificateArn: pulumi.Input<string>;
  port: number;
  instancePort: number;
}

/** The certificate of a listener, changed by the API's own call: the port stays open, and its policies stay. */
export function createListenerCertificate(
  name: string,
  args: ListenerCertificateArgs,
  opts: pulumi.CustomResourceOptions,
): command.local.Command {
  const { port, instancePort } = args;
  const plan = pulumi.all([args.loadBalancerName, args.region, args.certificateArn, args.profile]).apply(
    ([loadBalancerName, region, certificateArn, profile]): ListenerCertificatePlan => ({
      ...{ loadBalancerName, region, port, instancePort, certificateArn },
      ...(profile ? { profile } : {}),
    }),
  );
  const verb = "set-listener-certificate";
  return createRollCommand(name, { create: verb, update: verb, plan, triggers: [] }, opts);
}
