import { type DocumentNode, Kind, visit } from 'graphql';

/** Kept as long as the document is. */
const known = new WeakMap<DocumentNode, boolean>();

/** Whether a document asks about the schema itself. */
export function introspects(document: DocumentNode): boolean {
  let found = known.get(document);
  if (found === undefined) {
    found = false;
    visit(document, {
      [Kind.FIELD]: ({ name }: { name: { value: string } }) => {
        found ||= name.value === '__schema' || name.value === '__type';
      },
    });
    known.set(document, found);
  }
  return found;
}
