import { dispatch, head, renderMetaData } from "./render-agent";

/**
 * HAProxy as a resource: its own unit starts and stops it, and it lives while its readiness page answers anything.
 * A process that died is started again by systemd within moments, sooner than an address could move, so a check
 * waits a little before it calls that a failure.
 */
export function renderHaproxyAgent(): string {
  return `${head}
${renderMetaData(
  "haproxy",
  "HAProxy's own unit, and whether it answers",
  [{ name: "port", text: "Port of the readiness page", type: "integer" }],
  120,
)}
answers() {
    # 503 is an answer too: without a node that serves, the other machine has none either.
    curl -s -o /dev/null --max-time 1 "http://127.0.0.1:$OCF_RESKEY_port/"
}

answers_within() {
    tries=$(($1 * 5))
    until answers; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
        sleep 0.2
    done
}

monitor() {
    if systemctl is-active --quiet haproxy; then
        answers_within 3 && return $OCF_SUCCESS
        ocf_exit_reason "HAProxy runs and gives no answer on port $OCF_RESKEY_port"
        return $OCF_ERR_GENERIC
    fi
    # Between a crash and the start by systemd the unit is "activating".
    case $(systemctl show -p ActiveState --value haproxy) in
        activating | reloading | deactivating) answers_within 3 && return $OCF_SUCCESS ;;
    esac
    return $OCF_NOT_RUNNING
}

start() {
    systemctl reset-failed haproxy 2> /dev/null
    systemctl start haproxy || { ocf_exit_reason "$(journalctl -u haproxy -n 1 -o cat --no-pager)"; return $OCF_ERR_GENERIC; }
    answers_within 30 && return $OCF_SUCCESS
    ocf_exit_reason "no answer on port $OCF_RESKEY_port within 30 seconds of the start"
    return $OCF_ERR_GENERIC
}

stop() {
    # When the machine goes down, systemd stops HAProxy after Pacemaker: the two would wait for each other.
    [ "$(systemctl is-system-running)" = stopping ] && return $OCF_SUCCESS
    systemctl stop haproxy || return $OCF_ERR_GENERIC
    return $OCF_SUCCESS
}
${dispatch}`;
}
