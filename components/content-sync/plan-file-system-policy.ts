/**
 * Who may do what with a file system, as AWS's own examples have it: everybody who reaches a mount target, which security
 * groups decide; and nobody without TLS. Root is root there: it makes the product's folder.
 *
 * @returns JSON
 */
export function planFileSystemPolicy(): string {
  const everybody = { AWS: "*" };
  const actions = ["ClientMount", "ClientWrite", "ClientRootAccess"];
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...{ Effect: "Allow", Principal: everybody },
        Action: actions.map((each) => `elasticfilesystem:${each}`),
        Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
      },
      {
        ...{ Effect: "Deny", Principal: everybody, Action: "*" },
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}
