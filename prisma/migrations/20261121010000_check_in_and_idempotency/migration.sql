-- Who, or which door, let the person in.
ALTER TABLE "Attendee" ADD COLUMN "checkedInBy" TEXT;
ALTER TABLE "Attendee" ADD CONSTRAINT "Attendee_checked_in_by_length"
    CHECK (char_length("checkedInBy") <= 200);
ALTER TABLE "Attendee" ADD CONSTRAINT "Attendee_checked_in_by_has_time"
    CHECK ("checkedInBy" IS NULL OR "checkedInAt" IS NOT NULL);

-- One row a key, for 24 hours. Nothing in it can be read without the key itself.
CREATE TABLE "IdempotencyKey" (
    "keyHash" BYTEA NOT NULL,
    "inputHash" BYTEA NOT NULL,
    "outcome" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("keyHash")
);

CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");
