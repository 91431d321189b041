/** What a machine may do: add lines to streams of this log group, and nothing else. */
export function planLogPermissions(logGroupArn: string) {
  // Some of the provider's releases end the ARN with `:*`.
  const group = logGroupArn.replace(/:\*$/, "");
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [group, `${group}:log-stream:*`],
      },
    ],
  };
}
