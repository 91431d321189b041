/** DER bytes as a PEM block, as OpenSSL writes it. */
export function renderPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/**
 * The bytes of the first PEM block with this label.
 *
 * @param property the input it came from, for the error
 */
export function parsePem(label: string, text: string, property: string): Buffer {
  const block = new RegExp(`-----BEGIN ${label}-----\\s+([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(
    text,
  );
  if (!block?.[1]) throw new Error(`${property} holds no PEM block ${label}`);
  return Buffer.from(block[1], "base64");
}
