/** Where things are on a HAProxy machine. */
export const haproxyPaths = { socketPath: "/run/haproxy/admin.sock" };
