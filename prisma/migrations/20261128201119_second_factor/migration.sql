-- What an account asks for beside its password: time-based codes.
CREATE TABLE "SecondFactor" (
    "userId" UUID NOT NULL,
    -- A nonce, a tag and 160 bits: AES-256-GCM under a key that the database has not.
    "sealedSecret" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "lastStep" INTEGER,

    CONSTRAINT "SecondFactor_pkey" PRIMARY KEY ("userId"),
    CONSTRAINT "SecondFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SecondFactor_secret_is_sealed" CHECK (octet_length("sealedSecret") = 48),
    CONSTRAINT "SecondFactor_confirmed_by_a_code" CHECK ("confirmedAt" IS NULL OR "lastStep" IS NOT NULL)
);

-- Each stands in for a code of the factor once, and is removed then.
CREATE TABLE "RecoveryCode" (
    "codeHash" BYTEA NOT NULL,
    "userId" UUID NOT NULL,

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("codeHash"),
    CONSTRAINT "RecoveryCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "SecondFactor"("userId")
        ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "RecoveryCode_is_hashed" CHECK (octet_length("codeHash") = 32)
);
CREATE INDEX "RecoveryCode_userId_idx" ON "RecoveryCode"("userId");
