/** Says one line in a log. */
export type Log = (line: string) => void;

/** A log on standard output, each line with its time. */
export function createLog(): Log {
  return (line) => console.log(`${new Date().toISOString()} ${line}`);
}

/** Says a line that comes again and again only when it changes. */
export function sayOnce(log: Log): (topic: string, line: string | undefined) => void {
  const said = new Map<string, string | undefined>();
  return (topic, line) => {
    if (said.get(topic) === line) return;
    said.set(topic, line);
    if (line !== undefined) log(line);
  };
}
