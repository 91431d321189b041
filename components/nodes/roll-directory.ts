/**
 * What the program keeps of a product's home: beside it, where the product's user can write nothing.
 */
export function rollDirectory(home: string): string {
  const end = home.lastIndexOf("/");
  return `${home.slice(0, end)}/.roll/${home.slice(end + 1)}`;
}
