import type { ServerView } from "../../../components/haproxy/server-view";

/** A server that is in service. */
export function exampleView(change: Partial<ServerView> = {}): ServerView {
  return {
    backend: "b",
    name: "node1",
    address: "10.0.0.1",
    port: 8290,
    fqdn: "",
    status: "UP",
    admin: "ready",
    up: true,
    weightless: false,
    agent: false,
    backup: false,
    checked: true,
    tracks: "",
    checkPassed: true,
    check: "L7OK/200",
    sessions: 0,
    queued: 0,
    requests: 0,
    downs: 0,
    ...change,
  };
}
