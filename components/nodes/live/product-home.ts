/** What the program keeps below a product's home. */
export function rollDirectory(home: string): string {
  return `${home}/.roll`;
}

/** A file as the distribution ships it, kept from before its first change. */
export function distPath(home: string, path: string): string {
  return `${rollDirectory(home)}/dist/${path}`;
}
