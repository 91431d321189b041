/** Where `renderEc2Tool` goes; mode 755. */
export const ec2ToolPath = "/usr/local/sbin/wso2-ec2";

/**
 * Asks EC2 as the instance's role. The AWS CLI takes a second of a processor before it asks anything, on a busy
 * machine many, and each move of the address and each fencing are several calls: this takes as long as curl does.
 * What is secret goes through standard input.
 */
export function renderEc2Tool(): string {
  return `#!/bin/sh
# Written by pulumi-wso2.
# usage: wso2-ec2 <region> <action> [<name>=<value>...]: prints EC2's answer, or on standard error why there is none.
set -u
region=$1 action=$2
shift 2

fail() {
    echo "wso2-ec2 $action: $*" >&2
    exit 1
}

ask() {
    curl --silent --show-error --connect-timeout 2 --max-time 10 --retry 3 --retry-connrefused "$@"
}

metadata=\${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}
token=$(ask --fail -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$metadata/latest/api/token") ||
    fail "the metadata service gives no token"
credentials_at=$metadata/latest/meta-data/iam/security-credentials/
ask_metadata() {
    echo "header = \\"X-aws-ec2-metadata-token: $token\\"" | ask --fail --config - "$1"
}
role=$(ask_metadata "$credentials_at") || fail "the instance has no role"
credentials=$(ask_metadata "$credentials_at$role") || fail "no credentials of role $role"
credential() {
    printf '%s' "$credentials" | tr -d '\\n' | sed -n "s/.*\\"$1\\" *: *\\"\\([^\\"]*\\)\\".*/\\1/p"
}

# As the AWS CLI finds another endpoint than the region's own.
config=\${AWS_CONFIG_FILE:-\${HOME:-/root}/.aws/config}
endpoint=\${AWS_ENDPOINT_URL_EC2:-\${AWS_ENDPOINT_URL:-$(sed -n 's/^endpoint_url *= *//p' "$config" 2> /dev/null | head -n 1)}}
case $region in
    cn-*) domain=amazonaws.com.cn ;;
    *) domain=amazonaws.com ;;
esac
: "\${endpoint:=https://ec2.$region.$domain}"

answer=$({
    echo "user = \\"$(credential AccessKeyId):$(credential SecretAccessKey)\\""
    echo "header = \\"X-Amz-Security-Token: $(credential Token)\\""
    for each in "Action=$action" Version=2016-11-15 "$@"; do
        echo "data-urlencode = \\"$each\\""
    done
} | ask --fail-with-body --aws-sigv4 "aws:amz:$region:ec2" --config - "$endpoint/" 2> /dev/null) && {
    printf '%s\\n' "$answer"
    exit
}
code=$(printf '%s' "$answer" | sed -n 's/.*<Code>\\([^<]*\\)<.*/\\1/p' | head -n 1)
fail "\${code:-no answer of $endpoint} $(printf '%s' "$answer" | sed -n 's/.*<Message>\\([^<]*\\)<.*/\\1/p' | head -n 1)"
`;
}
