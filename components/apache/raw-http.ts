/** One request to the machine itself. */
export interface RawRequest {
  readonly host: string;
  readonly path: string;
  /** The body of a POST. @default a GET */
  readonly form?: string;
  /** httpd takes a change only from a page of its own, and complains in its log of any request from none. */
  readonly referer: string;
}

/** HTTP/1.0: the answer comes in one piece, and ends with the connection. */
export function renderRequest({ host, path, form, referer }: RawRequest): string {
  const lines = [
    `${form === undefined ? "GET" : "POST"} ${path} HTTP/1.0`,
    `Host: ${host}`,
    `Referer: ${referer}`,
    ...(form === undefined
      ? []
      : ["Content-Type: application/x-www-form-urlencoded", `Content-Length: ${Buffer.byteLength(form)}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${form ?? ""}`;
}

/**
 * The body of an answer with status 200.
 *
 * @throws Error with what came instead
 */
export function parseAnswer(raw: Buffer): string {
  const text = raw.toString("utf8");
  const [, status] = /^HTTP\/1\.\d (\d{3})/.exec(text) ?? [];
  if (status === undefined) throw new Error(text === "" ? "an empty answer" : "no answer of HTTP");
  if (status !== "200") throw new Error(`status ${status}`);
  const end = text.indexOf("\r\n\r\n");
  return text.slice(end + 4);
}
