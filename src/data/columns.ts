import { Prisma } from './prisma/client.js';

/**
 * Columns of a table, for statements: named one by one, so that a statement answers the same when a
 * migration adds one, and can be kept prepared.
 */
export class Columns {
  readonly #listed = new Map<string, Prisma.Sql>();
  readonly #wider = new Map<string, Columns>();

  constructor(readonly names: readonly string[]) {}

  /** @param from  what the table is called in the statement, quoted where it must be */
  of(from: string): Prisma.Sql {
    let listed = this.#listed.get(from);
    if (!listed) {
      listed = Prisma.raw(this.names.map((name) => `${from}."${name}"`).join(', '));
      this.#listed.set(from, listed);
    }
    return listed;
  }

  /** Those of them that are in `names`, in the order that they have here. */
  only(names: ReadonlySet<string>): Columns {
    return new Columns(this.names.filter((name) => names.has(name)));
  }

  /** Whether all of them are in `wider`. */
  isWithin(wider: Columns): boolean {
    return this.names.every((name) => wider.names.includes(name));
  }

  /** These, and one more unless it is among them. */
  with(name: string): Columns {
    if (this.names.includes(name)) return this;
    const wider = this.#wider.get(name) ?? new Columns([...this.names, name]);
    this.#wider.set(name, wider);
    return wider;
  }
}
