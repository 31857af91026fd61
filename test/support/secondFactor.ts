import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sealSecret } from '../../src/domain/accounts/factorSecret.js';
import { createRecoveryCodes, recoveryCodeHash } from '../../src/domain/accounts/recoveryCodes.js';
import { stepOf, totpOf } from '../../src/domain/accounts/totp.js';
import type { TestServer } from './server.js';

/** A second factor as its owner has it. */
export interface GivenFactor {
  secret: Uint8Array;
  recoveryCodes: string[];
  /** The code that the app shows at the server's time. */
  code(): Promise<string>;
}

/** A second factor that is there already, of a user; one that was only begun has no recovery codes. */
export async function givenSecondFactor(
  server: TestServer,
  { uuid: userId }: { uuid: string },
  { begunOnly = false } = {},
): Promise<GivenFactor> {
  const now = server.clock();
  const secret = randomBytes(20);
  const recoveryCodes = begunOnly ? [] : createRecoveryCodes();
  await server.db.secondFactor.create({
    data: {
      userId,
      sealedSecret: sealSecret(server.tokens.secondFactorKey, userId, secret),
      createdAt: now,
      ...(begunOnly ? {} : { confirmedAt: now, lastStep: 0 }),
    },
  });
  await server.db.recoveryCode.createMany({
    data: recoveryCodes.map((code) => ({
      userId,
      codeHash: recoveryCodeHash(code) as Uint8Array<ArrayBuffer>,
    })),
  });
  return { secret, recoveryCodes, code: () => codeNow(server, secret) };
}

/** Where the clock goes by itself, one that does not end while it is on its way. */
async function codeNow(server: TestServer, secret: Uint8Array): Promise<string> {
  const leftMs = 30_000 - (server.clock().getTime() % 30_000);
  const isReal = Math.abs(server.clock().getTime() - Date.now()) < 1_000;
  if (isReal && leftMs < 3_000) await sleep(leftMs);
  return totpOf(secret, stepOf(server.clock()));
}
