/** As both ELB APIs have it. */
export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** AWS's limit; a value may hold letters, digits, spaces and + - = . _ : / @ */
export const longestTagValue = 256;
