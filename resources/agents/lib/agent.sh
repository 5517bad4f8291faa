# What our OCF agents share. Portable sh; an agent sources this and calls agent_main "$@".
#
# It has to define: agent_metadata agent_validate agent_start agent_stop agent_monitor, and where
# its metadata names them agent_promote agent_demote agent_notify agent_reload_agent.
#
# HA_RSCTMP holds what does not outlive the node. A file $HA_RSCTMP/INSTANCE.fail makes the next
# monitors of a running instance fail, until it is stopped or started.

OCF_SUCCESS=0
OCF_ERR_GENERIC=1
OCF_ERR_ARGS=2
OCF_ERR_UNIMPLEMENTED=3
OCF_ERR_PERM=4
OCF_ERR_INSTALLED=5
OCF_ERR_CONFIGURED=6
OCF_NOT_RUNNING=7
OCF_RUNNING_PROMOTED=8

: "${HA_RSCTMP:=${TMPDIR:-/tmp}}"
: "${OCF_RESOURCE_INSTANCE:=default}"
# A clone's instances are told apart by a number after a colon
STATE="$HA_RSCTMP/$(printf %s "$OCF_RESOURCE_INSTANCE" | tr '/:' '__')"
NODE="${HAGUI_NODE:-${OCF_RESKEY_CRM_meta_on_node:-$(uname -n)}}"
PYTHON="${HAGUI_PYTHON:-python3}"

reason() { # words for the administrator
    printf 'ocf-exit-reason:%s\n' "$*" >&2
}

is_whole() { # TEXT: whether it is a whole number
    case "$1" in '' | *[!0-9]*) return 1 ;; esac
}

is_port() { # TEXT
    is_whole "$1" && [ "$1" -ge 1 ] && [ "$1" -le 65535 ]
}

is_loopback() { # ADDRESS: whether it is one of 127.0.0.0/8
    case "$1" in
        127.*.*.*.* | *[!0-9.]*) return 1 ;;
        127.*.*.*) ;;
        *) return 1 ;;
    esac
    _rest="$1"
    for _ in 1 2 3 4; do
        _part="${_rest%%.*}"
        _rest="${_rest#*.}"
        is_whole "$_part" && [ "$_part" -le 255 ] || return 1
    done
}

needs_python() {
    command -v "$PYTHON" >/dev/null 2>&1 && return 0
    reason "$PYTHON is not installed"
    return $OCF_ERR_INSTALLED
}

helper_runs() { # the helper process of this instance, which is told apart by its pid file
    [ -s "$STATE.pid" ] || return 1
    read -r _pid <"$STATE.pid" || return 1
    kill -0 "$_pid" 2>/dev/null || return 1
    # The number may be another's by now
    [ ! -r "/proc/$_pid/cmdline" ] || tr '\0' '\n' <"/proc/$_pid/cmdline" | grep -qxF -- "$STATE.pid"
}

helper_start() { # PROGRAM ARGUMENT...: returns once it is at work, or says why it is not
    _program="$1"
    shift
    rm -f "$STATE.pid" "$STATE.log"
    "$PYTHON" -B -E -s "$(lib_folder)/$_program" "$STATE.pid" "$@" </dev/null >/dev/null 2>"$STATE.log" &&
        return $OCF_SUCCESS
    reason "$(tail -n 1 "$STATE.log")"
    return $OCF_ERR_GENERIC
}

helper_stop() {
    helper_runs || { rm -f "$STATE.pid"; return $OCF_SUCCESS; }
    kill "$_pid" 2>/dev/null
    _tries=0
    # Looks at more than the number: one that is dead may wait to be reaped for a while
    while helper_runs; do
        _tries=$((_tries + 1))
        [ "$_tries" -eq 50 ] && kill -9 "$_pid" 2>/dev/null
        sleep 0.02
    done
    rm -f "$STATE.pid"
}

lib_folder() {
    CDPATH='' cd -- "$(dirname -- "$0")/../lib" && pwd
}

told_to_fail() {
    [ -e "$STATE.fail" ] || return 1
    reason "$OCF_RESOURCE_INSTANCE was told to fail"
}

# Runs what the agent defines, with what holds for all of them.
agent_main() {
    case "${1:-}" in
        meta-data | metadata)
            agent_metadata
            exit $OCF_SUCCESS
            ;;
        validate-all)
            agent_validate
            exit $?
            ;;
        start)
            agent_validate || exit $?
            mkdir -p "$HA_RSCTMP" || exit $OCF_ERR_PERM
            rm -f "$STATE.fail"
            agent_monitor 2>/dev/null
            case $? in "$OCF_SUCCESS" | "$OCF_RUNNING_PROMOTED") exit $OCF_SUCCESS ;; esac
            agent_start
            exit $?
            ;;
        stop)
            agent_stop || exit $?
            rm -f "$STATE.fail" "$STATE.log"
            exit $OCF_SUCCESS
            ;;
        monitor | status)
            agent_monitor
            _code=$?
            [ $_code -eq $OCF_NOT_RUNNING ] && exit $_code
            told_to_fail && exit $OCF_ERR_GENERIC
            exit $_code
            ;;
        promote | demote | notify | reload-agent)
            _function="agent_$(printf %s "$1" | tr - _)"
            if command -v "$_function" >/dev/null; then
                "$_function"
                exit $?
            fi
            ;;
        usage | help)
            echo "usage: $0 {start|stop|monitor|promote|demote|notify|validate-all|meta-data}"
            exit $OCF_SUCCESS
            ;;
    esac
    reason "$0 has no action ${1:-(none)}"
    exit $OCF_ERR_UNIMPLEMENTED
}
