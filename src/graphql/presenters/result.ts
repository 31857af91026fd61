import type { ResolversTypes, ResolversUnionTypes } from '../generated.js';

/** The members of a result union, as resolvers hand them on. */
export type Result<Name extends keyof ResolversUnionTypes<ResolversTypes>> =
  ResolversUnionTypes<ResolversTypes>[Name];
