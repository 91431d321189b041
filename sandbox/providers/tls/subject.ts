import { AttributeTypeAndValue, AttributeValue, Name, RelativeDistinguishedName } from "@peculiar/asn1-x509";

/** A distinguished name as the resources take it. */
export interface Subject {
  readonly commonName?: string;
  readonly country?: string;
  readonly emailAddress?: string;
  readonly locality?: string;
  readonly organization?: string;
  readonly organizationalUnit?: string;
  readonly postalCode?: string;
  readonly province?: string;
  readonly serialNumber?: string;
  readonly streetAddresses?: readonly string[];
}

/** Inputs of a `subject`. */
export const subjectKinds = {
  commonName: "string",
  country: "string",
  emailAddress: "string",
  locality: "string",
  organization: "string",
  organizationalUnit: "string",
  postalCode: "string",
  province: "string",
  serialNumber: "string",
  streetAddresses: "string[]",
} as const;

/** The parts of the name in the order in which the official provider puts them. */
export function createName(subject: Subject = {}): Name {
  const parts: [oid: string, values: readonly (string | undefined)[]][] = [
    ["2.5.4.6", [subject.country]],
    ["2.5.4.10", [subject.organization]],
    ["2.5.4.11", [subject.organizationalUnit]],
    ["2.5.4.7", [subject.locality]],
    ["2.5.4.8", [subject.province]],
    ["2.5.4.9", subject.streetAddresses ?? []],
    ["2.5.4.17", [subject.postalCode]],
    ["2.5.4.3", [subject.commonName]],
    ["2.5.4.5", [subject.serialNumber]],
    ["1.2.840.113549.1.9.1", [subject.emailAddress]],
  ];
  const names = parts.flatMap(([type, values]) => {
    const attributes = values
      .filter((value): value is string => Boolean(value))
      .map((value) => new AttributeTypeAndValue({ type, value: createValue(value) }));
    return attributes.length > 0 ? [new RelativeDistinguishedName(attributes)] : [];
  });
  return new Name(names);
}

function createValue(value: string): AttributeValue {
  if (value.includes("@")) return new AttributeValue({ ia5String: value });
  const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value);
  return new AttributeValue(printable ? { printableString: value } : { utf8String: value });
}
