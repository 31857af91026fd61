import type pg from 'pg';
import { type RowMaker, rowMaker } from './columnValues.js';

/** A statement as it is sent. */
export interface Statement {
  /** Under which connections keep it prepared; undefined: they do not. */
  name: string | undefined;
  text: string;
  /** Parameters in PostgreSQL's own spelling. */
  values: readonly (string | Buffer | null)[];
}

/** What came of statements that were sent together. */
export interface BatchOutcome {
  /** The rows of those that were answered: of all, or of those before the one that failed. */
  answered: unknown[][];
  failure: Error | null;
}

const BEGIN: Statement = { name: undefined, text: 'BEGIN', values: [] };

/** Makers that are kept: statements without a name are of any number. */
const MAKERS_MAX = 500;

/** How the rows of a statement are made, by its text. */
export type RowMakers = Map<string, RowMaker>;

/** A connection of the driver, as far as it is used here. */
interface Connection {
  stream: { cork(): void; uncork(): void };
  /** What the connection keeps prepared, for Prisma too: texts by name. */
  parsedStatements: Record<string, string>;
  parse(statement: { name: string | undefined; text: string }): void;
  bind(bound: { statement: string | undefined; values: Statement['values'] }): void;
  describe(what: { type: 'P' }): void;
  execute(portal: object): void;
  sync(): void;
}

/**
 * Several statements in one packet: each with its own messages, and one `Sync` behind
 * them all, so that PostgreSQL answers them together too. When one fails, those behind it are not
 * looked at.
 *
 * The driver takes it for one query, as it does with cursors, and calls what is public here.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
export class StatementBatch {
  readonly #answered: unknown[][] = [];
  #rows: unknown[] = [];
  #makeRow: RowMaker | undefined;
  #onBeginFailed: (() => void) | null = null;
  #settle: (outcome: BatchOutcome) => void = () => {};

  /** @param makers  of statements that were described before; those that are new are added */
  constructor(
    public statements: readonly Statement[],
    readonly makers: RowMakers,
  ) {}

  /** The same behind a BEGIN, of which the outcome says nothing. @param onFailed  when BEGIN fails */
  beginning(onFailed: () => void): this {
    this.statements = [BEGIN, ...this.statements];
    this.#onBeginFailed = onFailed;
    return this;
  }

  sendTo(client: pg.PoolClient): Promise<BatchOutcome> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      client.query(this as unknown as pg.Submittable);
    });
  }

  submit(connection: Connection): void {
    const { stream, parsedStatements } = connection;
    const parsed = new Set<string>();
    stream.cork(); // one packet
    for (const { name, text, values } of this.statements) {
      if (name === undefined || !(name in parsedStatements || parsed.has(name))) {
        connection.parse({ name, text });
        if (name !== undefined) parsed.add(name);
      }
      connection.bind({ statement: name, values });
      if (text !== BEGIN.text && !this.makers.has(text)) connection.describe({ type: 'P' });
      connection.execute({});
    }
    connection.sync();
    stream.uncork();
    this.#makeRow = this.#knownMaker();
  }

  handleRowDescription({ fields }: { fields: pg.FieldDef[] }): void {
    this.#makeRow = rowMaker(fields);
    const { text } = this;
    if (text !== undefined && this.makers.size < MAKERS_MAX) this.makers.set(text, this.#makeRow);
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.#rows.push(this.#makeRow?.(fields));
  }

  handleCommandComplete(): void {
    this.#answered.push(this.#rows);
    this.#rows = [];
    this.#makeRow = this.#knownMaker();
  }

  handleReadyForQuery(): void {
    this.#settle({ answered: this.#answeredToUs, failure: null });
  }

  /** A statement has failed, or the connection; there is no `handleReadyForQuery` then. */
  handleError(failure: Error): void {
    if (this.#answered.length === 0) this.#onBeginFailed?.();
    this.#settle({ answered: this.#answeredToUs, failure });
  }

  get #answeredToUs(): unknown[][] {
    return this.#onBeginFailed ? this.#answered.slice(1) : this.#answered;
  }

  /** Name and text of the statement whose answers arrive: the driver notes what was prepared. */
  get name(): string | undefined {
    return this.#current?.name;
  }

  get text(): string | undefined {
    return this.#current?.text;
  }

  get #current(): Statement | undefined {
    return this.statements[this.#answered.length];
  }

  #knownMaker(): RowMaker | undefined {
    return this.makers.get(this.text ?? '');
  }
}
