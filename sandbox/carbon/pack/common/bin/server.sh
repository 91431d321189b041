#!/bin/sh
# Start script of the Carbon stand-in. It behaves as the product's script of the same name does, also where
# that is awkward: `start` and `stop` return at once and with 0, whatever becomes of the server.

script=$0
while [ -h "$script" ]; do
  target=$(readlink "$script")
  case $target in
    /*) script=$target ;;
    *) script=$(dirname "$script")/$target ;;
  esac
done
[ -n "$CARBON_HOME" ] || CARBON_HOME=$(cd "$(dirname "$script")/.." && pwd)
export CARBON_HOME

if [ -z "$JAVACMD" ]; then
  JAVACMD=java
  [ -n "$JAVA_HOME" ] && JAVACMD=$JAVA_HOME/bin/java
fi
if [ ! -x "$JAVACMD" ]; then
  echo "Error: JAVA_HOME is not defined correctly."
  echo " CARBON cannot execute $JAVACMD"
  exit 1
fi
if [ -z "$JAVA_HOME" ]; then
  echo "You must set the JAVA_HOME variable before running CARBON."
  exit 1
fi

pid_file=$CARBON_HOME/wso2carbon.pid

is_running() { [ -e "$pid_file" ] && [ -d "/proc/$(cat "$pid_file")" ]; }
terminate() { kill -s TERM "$(cat "$pid_file")"; }
start_in_background() { nohup sh "$CARBON_HOME/bin/$(basename "$script")" "$@" >/dev/null 2>&1 & }

command=run
debug_port=
for argument in "$@"; do
  shift
  case ${argument#--} in
    start | -start) command=start ;;
    stop | -stop) command=stop ;;
    restart | -restart) command=restart ;;
    version | -version) command=version ;;
    run | -run) command=run ;;
    debug | -debug) command=debug ;;
    *)
      if [ "$command" = debug ] && [ -z "$debug_port" ]; then
        debug_port=$argument
      else
        set -- "$@" "$argument"
      fi
      ;;
  esac
done

case $command in
  start)
    if is_running; then
      echo "Process is already running"
    else
      start_in_background "$@"
    fi
    exit 0
    ;;
  stop)
    terminate
    exit 0
    ;;
  restart)
    terminate
    while is_running; do sleep 1; done
    start_in_background "$@"
    exit 0
    ;;
  version)
    cat "$CARBON_HOME/bin/version.txt" "$CARBON_HOME/bin/wso2carbon-version.txt"
    exit 0
    ;;
  debug)
    if [ -z "$debug_port" ]; then
      echo " Please specify the debug port after the --debug option"
      exit 1
    fi
    JAVA_OPTS="-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=*:$debug_port"
    echo "Please start the remote debugging client to continue..."
    ;;
esac

cd "$CARBON_HOME" || exit 1
rm -rf "${CARBON_HOME:?}/tmp/"*

# The products' default is -Xms256m -Xmx1024m. The stand-in needs far less, and a sandbox runs several on
# one small machine; for the same reason it compiles little and collects garbage on one thread.
: "${JVM_MEM_OPTS:=-Xms64m -Xmx256m}"
small_machine="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xss512k"

# 121 is how the server asks to be started anew.
status=121
while [ "$status" = 121 ]; do
  # The options are lists of words.
  # shellcheck disable=SC2086
  "$JAVACMD" $JVM_MEM_OPTS $small_machine \
    -XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath="$CARBON_HOME/repository/logs/heap-dump.hprof" \
    $JAVA_OPTS \
    -classpath "$CARBON_HOME/repository/components/plugins/*" \
    -Djava.io.tmpdir="$CARBON_HOME/tmp" \
    -Dcarbon.home="$CARBON_HOME" \
    -Djava.security.egd=file:/dev/./urandom \
    -Dfile.encoding=UTF8 \
    -Djava.net.preferIPv4Stack=true \
    $NODE_PARAMS \
    carbonstandin.Main "$@"
  status=$?
done
