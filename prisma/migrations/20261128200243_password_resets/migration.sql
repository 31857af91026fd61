-- A code with which a forgotten password is set anew, once; a newer one takes its place.
CREATE TABLE "PasswordReset" (
    "userId" UUID NOT NULL,
    "codeHash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PasswordReset_pkey" PRIMARY KEY ("userId"),
    CONSTRAINT "PasswordReset_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PasswordReset_code_is_hashed" CHECK (octet_length("codeHash") = 32),
    CONSTRAINT "PasswordReset_is_short_lived" CHECK ("expiresAt" <= "createdAt" + interval '1 hour')
);
CREATE INDEX "PasswordReset_expiresAt_idx" ON "PasswordReset"("expiresAt");
