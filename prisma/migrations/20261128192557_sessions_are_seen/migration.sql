-- When the tokens of a session were exchanged last, which its owner sees.
ALTER TABLE "Session" ADD COLUMN "refreshedAt" TIMESTAMPTZ(3);

-- The sessions of a user in the order in which they are listed; by it a user's are found as before.
DROP INDEX "Session_userId_idx";
CREATE INDEX "Session_userId_createdAt_id_idx" ON "Session"("userId", "createdAt", "id");
