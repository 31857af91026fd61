import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/**
 * Writes the SQL that turns a database into what a Prisma schema says.
 *
 * Prisma's own schema engine computes it, in its WebAssembly build: the same answer as
 * `prisma migrate diff`, without the native engine that Prisma downloads. Like that, it does not
 * see checks, triggers, functions, partial and expression indexes.
 *
 * @param url         the database to start from
 * @param schemaFile  `prisma/schema.prisma`
 * @returns null when nothing differs
 */
export async function diffWithSchema(url: string, schemaFile: string): Promise<string | null> {
  await loadEngine();
  const files = [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }];
  const pool = new pg.Pool({ connectionString: url });
  const engine = await bindings.SchemaEngine.new(
    { datamodels: [[schemaFile, files[0]?.content ?? '']] },
    () => {}, // the engine's log
    bindMigrationAwareSqlAdapterFactory(describeWith(pool)),
  );
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: dirname(schemaFile) },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? null : stdout;
  } finally {
    engine.free();
    await pool.end();
  }
}

/** Node has it; TypeScript describes it for browsers only. */
declare const WebAssembly: {
  instantiate(
    code: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

let engineLoaded: Promise<void> | undefined;

/** What wasm-bindgen's own loader does; Node 20 cannot import `.wasm` files itself. */
function loadEngine(): Promise<void> {
  engineLoaded ??= (async () => {
    const script = createRequire(import.meta.url).resolve(
      '@prisma/schema-engine-wasm/schema_engine_bg',
    );
    const code = await readFile(join(dirname(script), 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': bindings });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
    });
  })();
  return engineLoaded;
}

/** PostgreSQL's one-byte type `"char"`, which its catalogs use for kinds of things. */
const charOid = 18;

/**
 * Prisma's adapter for `pg`, taught to read PostgreSQL's catalogs: it refuses columns of the type
 * `"char"`, and the engine wants them as characters.
 */
function describeWith(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const charColumns = new WeakMap<object, number[]>();
  passCharsAsText(pool, charColumns);
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const index of charColumns.get(result.rows) ?? [])
        result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  };
  return factory;
}

function passCharsAsText(pool: pg.Pool, charColumns: WeakMap<object, number[]>): void {
  const query: (config: pg.QueryArrayConfig) => Promise<pg.QueryArrayResult> =
    pool.query.bind(pool);
  const patched = async (config: pg.QueryArrayConfig) => {
    const result = await query(config);
    const indexes = result.fields.flatMap((field, index) =>
      field.dataTypeID === charOid ? [index] : [],
    );
    for (const index of indexes)
      Object.assign(result.fields[index] ?? {}, { dataTypeID: pg.types.builtins.TEXT });
    charColumns.set(result.rows, indexes);
    return result;
  };
  Object.assign(pool, { query: patched });
}
