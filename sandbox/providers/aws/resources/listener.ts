import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import { unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";
import { elbv2Tagging } from "./elbv2-attributes";

interface ActionInput {
  type: "forward" | "redirect";
  targetGroupArn?: string;
  redirect?: {
    protocol?: string;
    port?: string;
    host?: string;
    path?: string;
    query?: string;
    statusCode: string;
  };
}

interface ListenerInputs {
  loadBalancerArn: string;
  port: number;
  protocol: "HTTP" | "HTTPS" | "TCP" | "TLS";
  certificateArn?: string;
  sslPolicy?: string;
  defaultActions: ActionInput[];
  tagsAll?: Record<string, string>;
}

/** A listener; all of it but its load balancer changes in place, with the port open all the time. */
export const listener = defineResource<ListenerInputs>({
  token: "aws:lb/listener:Listener",
  label: "ELBv2 Listener",
  inputs: {
    loadBalancerArn: { kind: "string", required: true, replaces: true },
    port: { kind: "number", required: true },
    protocol: { kind: "string", required: true },
    certificateArn: { kind: "string" },
    sslPolicy: { kind: "string", computed: true },
    defaultActions: {
      kind: "objects",
      required: true,
      fields: {
        type: { kind: "string", required: true },
        targetGroupArn: { kind: "string" },
        redirect: {
          kind: "object",
          fields: {
            protocol: { kind: "string", default: "#{protocol}" },
            port: { kind: "string", default: "#{port}" },
            host: { kind: "string", default: "#{host}" },
            path: { kind: "string", default: "/#{path}" },
            query: { kind: "string", default: "#{query}" },
            statusCode: { kind: "string", required: true },
          },
        },
      },
    },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: ["arn"],
  stables: ["arn", "loadBalancerArn"],
  tagging: elbv2Tagging,

  async create(inputs, { aws }) {
    const Tags = toAwsTags(inputs.tagsAll);
    const made = await aws.elbv2.createListener({
      LoadBalancerArn: inputs.loadBalancerArn,
      ...toListener(inputs),
      Tags: Tags.length > 0 ? Tags : undefined,
    });
    return made.Listeners?.[0]?.ListenerArn ?? "";
  },

  async read(id, _state, { aws }) {
    const found = await unlessGone(aws.elbv2.describeListeners({ ListenerArns: [id] }));
    const live = found?.Listeners?.[0];
    if (!live) return undefined;
    const tagged = await aws.elbv2.describeTags({ ResourceArns: [id] });
    return {
      arn: id,
      certificateArn: live.Certificates?.[0]?.CertificateArn,
      defaultActions: (live.DefaultActions ?? []).map(fromAction),
      loadBalancerArn: live.LoadBalancerArn,
      port: live.Port,
      protocol: live.Protocol,
      sslPolicy: live.SslPolicy || undefined,
      tags: fromAwsTags(tagged.TagDescriptions?.[0]?.Tags),
    };
  },

  async update({ id, inputs }, { aws }) {
    await aws.elbv2.modifyListener({ ListenerArn: id, ...toListener(inputs) });
  },

  async delete(id, _state, { aws }) {
    await unlessGone(aws.elbv2.deleteListener({ ListenerArn: id }));
  },
});

function toListener(inputs: ListenerInputs) {
  return {
    Port: inputs.port,
    Protocol: inputs.protocol,
    SslPolicy: inputs.sslPolicy,
    Certificates: inputs.certificateArn ? [{ CertificateArn: inputs.certificateArn }] : undefined,
    DefaultActions: inputs.defaultActions.map(toAction),
  };
}

function toAction({ type, targetGroupArn, redirect }: ActionInput): Action {
  if (type === "forward" || !redirect) return { Type: "forward", TargetGroupArn: targetGroupArn };
  return {
    Type: "redirect",
    RedirectConfig: {
      Protocol: redirect.protocol ?? "#{protocol}",
      Port: redirect.port ?? "#{port}",
      Host: redirect.host ?? "#{host}",
      Path: redirect.path ?? "/#{path}",
      Query: redirect.query ?? "#{query}",
      StatusCode: redirect.statusCode as "HTTP_301",
    },
  };
}

function fromAction({ Type, TargetGroupArn, RedirectConfig: to }: Action) {
  if (!to) return { type: Type, targetGroupArn: TargetGroupArn };
  const where = { protocol: to.Protocol, port: to.Port, host: to.Host, path: to.Path, query: to.Query };
  return { type: Type, redirect: { ...where, statusCode: to.StatusCode } };
}
