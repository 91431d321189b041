import { quote } from "../../../remote/ssh/shell";

/**
 * Shell text that prints `alive PID` when the process that wrote the file still runs. After `kill -9` or a
 * power cut the file stays, and its number may belong to another process by now: one that began after the
 * file was written. A process that has ended and waits for its parent counts as gone.
 */
export function renderAlive(pidFile: string): string {
  const file = quote(pidFile);
  return `
pid=$(tr -cd 0-9 2>/dev/null < ${file} || :)
if [ -n "$pid" ] && [ -d "/proc/$pid" ]; then
  set -- $(ps -o etimes=,stat= -p "$pid")
  began=$(( $(date +%s) - \${1:-0} ))
  case \${2:-Z} in
    Z*) ;;
    *) [ "$began" -gt $(( $(stat -c %Y ${file}) + ${clockMarginSec} )) ] || echo "alive $pid" ;;
  esac
fi`;
}

/** Whole seconds on both sides. */
const clockMarginSec = 2;
