import { type PropertyTable, regionProperty, tagProperties } from "../property-spec";

/** What of `aws:elb/loadBalancer:LoadBalancer` the sandbox takes, and what a change of it does. */
export const loadBalancerTable: PropertyTable = {
  name: { kind: "string", computed: true, replaces: true },
  listeners: {
    kind: "objects",
    required: true,
    set: true,
    fields: {
      instancePort: { kind: "number", required: true },
      instanceProtocol: { kind: "string", required: true, equates: "case" },
      lbPort: { kind: "number", required: true },
      lbProtocol: { kind: "string", required: true, equates: "case" },
      sslCertificateId: { kind: "string" },
    },
  },
  healthCheck: {
    kind: "object",
    computed: true,
    fields: {
      healthyThreshold: { kind: "number", required: true },
      interval: { kind: "number", required: true },
      target: { kind: "string", required: true },
      timeout: { kind: "number", required: true },
      unhealthyThreshold: { kind: "number", required: true },
    },
  },
  subnets: { kind: "strings", required: true, set: true },
  securityGroups: { kind: "strings", computed: true, set: true },
  instances: { kind: "strings", computed: true, set: true },
  internal: { kind: "boolean", computed: true, replaces: true },
  crossZoneLoadBalancing: { kind: "boolean", default: true },
  idleTimeout: { kind: "number", default: 60 },
  connectionDraining: { kind: "boolean", default: false },
  connectionDrainingTimeout: { kind: "number", default: 300 },
  desyncMitigationMode: { kind: "string", default: "defensive" },
  accessLogs: {
    kind: "object",
    fields: {
      bucket: { kind: "string", required: true },
      bucketPrefix: { kind: "string" },
      enabled: { kind: "boolean", default: true },
      interval: { kind: "number", default: 60 },
    },
  },
  ...tagProperties,
  ...regionProperty,
};

export interface ListenerInput {
  instancePort: number;
  instanceProtocol: string;
  lbPort: number;
  lbProtocol: string;
  sslCertificateId?: string;
}

export interface HealthCheckInput {
  healthyThreshold: number;
  /** Seconds. */
  interval: number;
  target: string;
  /** Seconds. */
  timeout: number;
  unhealthyThreshold: number;
}

export interface AccessLogsInput {
  bucket: string;
  bucketPrefix?: string;
  enabled?: boolean;
  /** Minutes. */
  interval?: number;
}

export interface LoadBalancerInputs {
  name: string;
  listeners: ListenerInput[];
  healthCheck?: HealthCheckInput;
  subnets: string[];
  securityGroups?: string[];
  instances?: string[];
  internal?: boolean;
  crossZoneLoadBalancing: boolean;
  /** Seconds. */
  idleTimeout: number;
  connectionDraining: boolean;
  /** Seconds. */
  connectionDrainingTimeout: number;
  desyncMitigationMode: string;
  accessLogs?: AccessLogsInput;
  tagsAll?: Record<string, string>;
}
