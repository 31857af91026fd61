/**
 * A username or an email without its case: the letters A to Z fold and no others, as in the indexes of
 * the database, which would otherwise let two people have what is one name here.
 */
export function foldName(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
