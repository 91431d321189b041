/** Characters that a file of an encoding holds as they are; the others stand in it as references. */
const charsets: Readonly<Record<string, { readonly name: BufferEncoding; readonly last: number }>> = {
  "utf-8": { name: "utf8", last: 0x10ffff },
  "us-ascii": { name: "latin1", last: 0x7f },
  "iso-8859-1": { name: "latin1", last: 0xff },
};

/** A text file as it lies there, and how it is written back: in the encoding that it declares. */
export interface XmlText {
  readonly text: string;
  readonly encode: (text: string) => Buffer;
}

/** @throws Error for an encoding that is not known. */
export function decodeXml(bytes: Buffer): XmlText {
  const head = bytes.subarray(0, 200).toString("latin1");
  const declared =
    /^(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding=["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1] ?? "UTF-8";
  const charset = charsets[declared.toLowerCase()];
  if (!charset) throw new Error(`the file says that it is in ${declared}; ${known} can be edited`);
  const { name, last } = charset;
  // A newline at its end is no part of the XML document, so that a parser leaves it out.
  const [end = ""] = /\s*$/.exec(bytes.subarray(-64).toString("latin1")) ?? [];
  return {
    text: bytes.toString(name),
    encode: (text) => Buffer.from(`${refer(text, last).trimEnd()}${end}`, name),
  };
}

const known = Object.keys(charsets)
  .map((each) => each.toUpperCase())
  .join(", ");

/** What came from the file is in its encoding already: only values that were set can hold other characters. */
function refer(text: string, last: number): string {
  return Array.from(text, (each) => {
    const code = each.codePointAt(0) ?? 0;
    return code > last ? `&#${code};` : each;
  }).join("");
}
