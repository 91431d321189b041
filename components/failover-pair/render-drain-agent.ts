import { stateToolPath } from "../haproxy/render-service-files";
import { dispatch, head, renderMetaData } from "./render-agent";

/** As Debian's unit has it. */
const configPath = "/etc/haproxy/haproxy.cfg";

/**
 * Stops before the address does, and so makes each planned move a quiet one, whoever asked for it: the roll, an
 * operator's \`pcs node standby\`, a reboot. New connections wait at the door, clients try again by themselves, and
 * HAProxy lets go of those that it has, until nothing is in flight.
 */
export function renderDrainAgent(): string {
  return `${head}
${renderMetaData(
  "drain",
  "Ends connections before the address leaves",
  [
    { name: "ports", text: "Ports that clients connect to, parted by commas", type: "string" },
    { name: "drain_sec", text: "How long requests in flight are waited for, in seconds", type: "integer" },
    { name: "pause_sec", text: "How long new connections may wait, in seconds", type: "integer" },
  ],
  600,
)}
state=/run/wso2-pair-front

open_door() {
    nft delete table inet wso2_pair 2> /dev/null || :
}

# Only what begins a connection: an answer, or a reset, would tell the client that there is nobody.
close_door() {
    nft -f - << END
table inet wso2_pair {
    chain input {
        type filter hook input priority -10; policy accept;
        tcp dport { $OCF_RESKEY_ports } tcp flags & (fin | syn | rst | ack) == syn drop
    }
}
END
}

# A connection that began before the door was closed, and that HAProxy has not taken yet, would be the new process's:
# it would be cut with the address. A reload waits until there is none.
empty_doorstep() {
    doors="sport = :$(echo "$OCF_RESKEY_ports" | sed 's/,/ or sport = :/g')"
    tries=20
    while [ -n "$(ss -Htn state syn-recv "( $doors )")" ] ||
        ss -Hltn "( $doors )" | awk '$2 > 0 { waiting = 1 } END { exit !waiting }'; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 0
        sleep 0.1
    done
}

# The process before is an old one, which takes nothing more, only once there is a new one. Fails where none has come
# within five seconds: all connections are still the process's then, and nothing has been drained.
reload() {
    before=$(newest_worker)
    systemctl reload haproxy 2> /dev/null || reload_by_hand || return 1
    late=$(($(now) + 5))
    while [ "$(newest_worker)" = "$before" ]; do
        [ "$(now)" -lt $late ] || return 1
        sleep 0.1
    done
}

# When the machine goes down, systemd has HAProxy's stop in mind and takes no reload any more.
reload_by_hand() {
    haproxy -c -q -f ${configPath} && ${stateToolPath} save && kill -USR2 "$(main_pid)"
}

main_pid() {
    systemctl show -p MainPID --value haproxy
}

newest_worker() {
    pgrep -n -P "$(main_pid)"
}

# What the processes that a reload left behind have. One that can't be asked may have some.
look() {
    if told=$(${stateToolPath} old); then
        workers=$(echo "$told" | sed -n 's/^worker //p')
        set -- $(echo "$told" | awk -F, '
            $2 == "FRONTEND" { clients += $5 }
            $2 == "BACKEND" { requests += $3 + $5 }
            END { print clients + 0, requests + 0 }')
        clients=$1 requests=$2
    else
        workers='' clients=1 requests=1
    fi
}

now() {
    cut -d. -f1 /proc/uptime
}

# $1: until when. $2: from when on clients that ask for nothing need not be waited for.
wait_for_end() {
    while look; [ "$clients" -gt 0 ]; do
        [ "$requests" -eq 0 ] && [ "$(now)" -ge "$2" ] && return 0
        [ "$(now)" -ge "$1" ] && return 1
        sleep 0.1
    done
}

# Who is left asks for nothing, and hears now that the connection is over.
end_idle() {
    for worker in $workers; do kill "$worker" 2> /dev/null; done
}

monitor() {
    [ -e $state ] && return $OCF_SUCCESS
    return $OCF_NOT_RUNNING
}

start() {
    open_door
    : > $state
    return $OCF_SUCCESS
}

stop() {
    [ -e $state ] || return $OCF_SUCCESS
    end=$(($(now) + OCF_RESKEY_drain_sec))
    if systemctl is-active --quiet haproxy; then
        pause=$OCF_RESKEY_pause_sec workers='' clients=0 requests=0
        while close_door; do
            closed=$(now)
            empty_doorstep
            # Two seconds for handshakes, which are no requests yet. Also the last time: what is cut then is what takes
            # longer than a pause, not all that is in flight.
            reload && wait_for_end $(($(now) + pause)) $(($(now) + 2)) && break
            [ "$(now)" -lt "$end" ] || { ocf_log warn "the address moves although $clients clients and $requests requests are left"; break; }
            # A request that takes long: nobody waits at the door for it. A client that found the door closed tries
            # again after at most as long as that was, and gives up after 30 s or so: a pause is doubled once.
            open_door
            open_until=$(($(now) + $(now) - closed))
            wait_for_end "$end" 0 || :
            while [ "$(now)" -lt $open_until ]; do sleep 0.2; done
            pause=$((OCF_RESKEY_pause_sec * 2))
        done
        end_idle
    fi
    rm -f $state
    return $OCF_SUCCESS
}
${dispatch}`;
}
