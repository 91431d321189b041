import { ec2ToolPath } from "./render-ec2-tool";

/** What the cluster calls it; Pacemaker looks for it in /usr/sbin. */
export const fenceAgent = "fence_wso2";

const parameters = [
  ["action", "string", "What to do"],
  ["region", "string", "Of the instance, such as eu-central-1"],
  ["plug", "string", "The instance, i-..."],
  ["power_timeout", "integer", "How long AWS may take to stop it, in seconds"],
] as const;

const renderParameter = ([name, type, text]: (typeof parameters)[number]) =>
  `<parameter name="${name}" unique="0" required="${name === "action" ? 0 : 1}">
<content type="${type}"/><shortdesc lang="en">${text}</shortdesc></parameter>`;

/**
 * Fences a machine by its EC2 instance, as \`fence_aws\` does, but for four things: it does not wait for a guest that may
 * be frozen to end by itself, nor until the instance runs again, an instance that is terminated counts as off, and it
 * is quick to start.
 */
export function renderFenceAgent(): string {
  return `#!/bin/sh
# Written by pulumi-wso2.
action=reboot region='' plug='' power_timeout=180

fail() {
    echo "fence of $plug: $*" >&2
    logger -t ${fenceAgent} "$action of $plug: $*"
    exit 1
}

metadata() {
    cat << 'END'
<?xml version="1.0"?>
<resource-agent name="${fenceAgent}" shortdesc="Stops an EC2 instance">
<longdesc>Stops an EC2 instance, and starts it again.</longdesc>
<parameters>
${parameters.map(renderParameter).join("\n")}
</parameters>
<actions>
<action name="on" automatic="0"/>
<action name="off"/>
<action name="reboot"/>
<action name="status"/>
<action name="monitor"/>
<action name="metadata"/>
</actions>
</resource-agent>
END
}

# A line for each instance that is asked for: its id, and running, stopping, stopped, ...
states() {
    answer=$(${ec2ToolPath} "$region" DescribeInstances "$@") || return 1
    printf '%s' "$answer" | sed 's/</\\n</g' | awk -F '>' '
        /^<instanceId>/ { id = $2 }
        /^<instanceState>/ { inside = 1 }
        inside && /^<name>/ { print id, $2; inside = 0 }'
}

# $1: what states has printed. $2: an instance.
pick() {
    found=$(echo "$1" | sed -n "s/^$2 //p")
    [ -n "$found" ] || fail "its state is not known"
    echo "$found"
}

state() {
    known=$(states "InstanceId.1=$plug") || fail "its state is not known"
    pick "$known" "$plug"
}

# What is terminated comes back no more.
is_off() {
    [ "$1" = stopped ] || [ "$1" = terminated ]
}

own_instance() {
    at=\${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}/latest
    token=$(curl -sf --max-time 5 --retry 3 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$at/api/token") &&
        echo "header = \\"X-aws-ec2-metadata-token: $token\\"" |
        curl -sf --max-time 5 --retry 3 --config - "$at/meta-data/instance-id"
}

# Force alone still lets the guest end by itself first, and waits for minutes where it can't.
stop() {
    set -- StopInstances "InstanceId.1=$plug" Force=true
    said=$(${ec2ToolPath} "$region" "$@" SkipOsShutdown=true 2>&1) && return
    case $said in
        *UnknownParameter*) said=$(${ec2ToolPath} "$region" "$@" 2>&1) && return ;;
    esac
    fail "$said"
}

now() {
    cut -d. -f1 /proc/uptime
}

off() {
    end=$(($(now) + power_timeout))
    own=$(own_instance) || fail "the metadata service does not say which instance this is"
    # One call for both: the other machine may want to stop this one, and waits for its head start alone.
    known=$(states "InstanceId.1=$plug" "InstanceId.2=$own") || fail "its state is not known"
    seen=$(pick "$known" "$plug") && mine=$(pick "$known" "$own") || exit 1
    is_off "$seen" && return
    # When two want to stop each other, one that is being stopped stops nobody.
    [ "$mine" = running ] || fail "this machine's own instance is $mine"
    # One that is being terminated can't be stopped.
    [ "$seen" = shutting-down ] || stop
    until is_off "$seen"; do
        [ "$(now)" -lt $end ] || fail "is $seen after $power_timeout seconds"
        sleep 0.2
        seen=$(state) || exit 1
    done
}

on() {
    ${ec2ToolPath} "$region" StartInstances "InstanceId.1=$plug" > /dev/null
}

if [ $# -gt 1 ]; then
    action=$2
else
    while IFS= read -r line; do
        case $line in
            action=* | region=* | plug=* | power_timeout=*)
                value=\${line#*=}
                case $line in
                    action=*) action=$value ;;
                    region=*) region=$value ;;
                    plug=*) plug=$value ;;
                    power_timeout=*) power_timeout=$value ;;
                esac
                ;;
        esac
    done
fi
case $action in
    metadata) metadata ;;
    off) off ;;
    on) on || fail "is not started" ;;
    # It is off, and that is what the cluster waits for.
    reboot) off && { [ "$seen" = terminated ] || on || logger -t ${fenceAgent} "$plug is off, and not started again"; } ;;
    monitor) seen=$(state) || exit 1 ;;
    status) seen=$(state) || exit 1; ! is_off "$seen" || exit 2 ;;
    *) fail "no such action" ;;
esac
exit 0
`;
}
