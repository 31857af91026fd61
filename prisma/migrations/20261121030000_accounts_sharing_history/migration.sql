-- Equality and ranges in one index.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Accounts ------------------------------------------------------------------------------------

CREATE TYPE "UserRole" AS ENUM ('USER', 'ADMIN');

CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "role" "UserRole" NOT NULL DEFAULT 'USER',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "User_username_form" CHECK ("username" ~ '^[A-Za-z0-9_.-]{3,32}$'),
    CONSTRAINT "User_email_length" CHECK (char_length("email") BETWEEN 3 AND 254)
);

-- Names and addresses are one person's, whatever their case.
CREATE UNIQUE INDEX "User_username_taken" ON "User"(lower("username"));
CREATE UNIQUE INDEX "User_email_taken" ON "User"(lower("email"));

-- A session is a family of refresh tokens, of which one is good. Ending it removes it.
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id")
        ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Session_userId_idx" ON "Session"("userId");
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

CREATE TABLE "RefreshToken" (
    "hash" BYTEA NOT NULL,
    "sessionId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RefreshToken_pkey" PRIMARY KEY ("hash"),
    CONSTRAINT "RefreshToken_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id")
        ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "RefreshToken_sessionId_idx" ON "RefreshToken"("sessionId");

-- How often something was tried within a minute, by the hash of what is counted.
CREATE TABLE "Attempts" (
    "keyHash" BYTEA NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "Attempts_pkey" PRIMARY KEY ("keyHash", "minute")
);
CREATE INDEX "Attempts_minute_idx" ON "Attempts"("minute");

-- Sharing -------------------------------------------------------------------------------------

CREATE TYPE "CollaboratorRole" AS ENUM ('VIEWER', 'EDITOR', 'OWNER');

ALTER TABLE "Event" ADD COLUMN "allowOverlap" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Event" ADD COLUMN "owned" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Event" ADD CONSTRAINT "Event_owned_has_no_secret"
    CHECK (NOT "owned" OR "manageSecretHash" IS NULL);

CREATE TABLE "Collaborator" (
    "eventId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "CollaboratorRole" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    -- When the event keeps this owner busy; null for other roles, and where overlaps are allowed.
    "busy" TSTZRANGE,

    CONSTRAINT "Collaborator_pkey" PRIMARY KEY ("eventId", "userId"),
    CONSTRAINT "Collaborator_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Collaborator_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
    -- Two events of one owner never overlap. Half-open: touching is no conflict. Deferrable for
    -- who moves many at once: those that move together must not collide on the way.
    CONSTRAINT "Collaborator_owner_not_double_booked"
        EXCLUDE USING gist ("userId" WITH =, "busy" WITH &&) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX "Collaborator_userId_eventId_idx" ON "Collaborator"("userId", "eventId");

CREATE FUNCTION busy_of("event" "Event") RETURNS tstzrange
    LANGUAGE sql STABLE
    RETURN CASE WHEN "event"."status" = 'SCHEDULED' AND NOT "event"."allowOverlap"
        THEN tstzrange("event"."startsAt", "event"."endsAt") END;

-- Locks the event, so that it cannot move meanwhile.
CREATE FUNCTION keep_owner_busy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW."role" = 'OWNER' THEN
        SELECT busy_of("Event") INTO NEW."busy" FROM "Event" WHERE "id" = NEW."eventId"
        FOR NO KEY UPDATE;
    ELSE
        NEW."busy" := NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "Collaborator_keeps_owner_busy" BEFORE INSERT OR UPDATE ON "Collaborator"
    FOR EACH ROW EXECUTE FUNCTION keep_owner_busy();

CREATE FUNCTION move_owners() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "Collaborator" SET "role" = "role" WHERE "eventId" = NEW."id" AND "role" = 'OWNER';
    RETURN NULL;
END $$;
CREATE TRIGGER "Event_moves_owners" AFTER UPDATE OF "startsAt", "endsAt", "status", "allowOverlap" ON "Event"
    FOR EACH ROW
    WHEN ((OLD."startsAt", OLD."endsAt", OLD."status", OLD."allowOverlap")
        IS DISTINCT FROM (NEW."startsAt", NEW."endsAt", NEW."status", NEW."allowOverlap"))
    EXECUTE FUNCTION move_owners();

-- With an owner, the secret that managed the event is worth nothing any more.
CREATE FUNCTION note_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "Event" SET "owned" = true, "manageSecretHash" = NULL
    WHERE "id" = NEW."eventId" AND NOT "owned";
    RETURN NULL;
END $$;
CREATE TRIGGER "Collaborator_notes_owner" AFTER INSERT OR UPDATE OF "role" ON "Collaborator"
    FOR EACH ROW WHEN (NEW."role" = 'OWNER') EXECUTE FUNCTION note_owner();

-- An event that has an owner keeps one. Looked at when the transaction commits, so
-- that handing over may be two statements; under the event's lock, so that two owners who
-- leave at once see each other.
CREATE FUNCTION refuse_orphan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM "Event" WHERE "id" = OLD."eventId" AND "owned" FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (SELECT FROM "Collaborator" WHERE "eventId" = OLD."eventId" AND "role" = 'OWNER')
    THEN
        RAISE EXCEPTION 'event % is left without an owner', OLD."eventId"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'Event_keeps_an_owner', TABLE = 'Collaborator';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "Event_keeps_an_owner" AFTER UPDATE OR DELETE ON "Collaborator"
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD."role" = 'OWNER')
    EXECUTE FUNCTION refuse_orphan();

-- History -------------------------------------------------------------------------------------

-- The full state of an event after each change.
CREATE TABLE "EventVersion" (
    "eventId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "authorId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "changedFields" TEXT[] NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "location" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "startsLocal" TIMESTAMP(3) NOT NULL,
    "endsLocal" TIMESTAMP(3) NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "capacity" INTEGER NOT NULL,
    "visibility" "EventVisibility" NOT NULL,
    "status" "EventStatus" NOT NULL,
    "allowOverlap" BOOLEAN NOT NULL,

    CONSTRAINT "EventVersion_pkey" PRIMARY KEY ("eventId", "number"),
    CONSTRAINT "EventVersion_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "EventVersion_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id")
        ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "EventVersion_note_length" CHECK (char_length("note") <= 500)
);
CREATE INDEX "EventVersion_authorId_idx" ON "EventVersion"("authorId");

-- Every new version number of an event leaves its version, in the same transaction and whatever
-- code made it. Who made the change, and their note, come as settings of the transaction.
CREATE FUNCTION keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fields TEXT[] := ARRAY['name', 'description', 'location', 'timezone', 'startsLocal',
        'endsLocal', 'startsAt', 'endsAt', 'capacity', 'visibility', 'status', 'allowOverlap'];
    changed TEXT[] := fields;
    before JSONB;
    after JSONB;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        before := to_jsonb(OLD);
        after := to_jsonb(NEW);
        SELECT coalesce(array_agg(field ORDER BY position), '{}') INTO changed
        FROM unnest(fields) WITH ORDINALITY AS f(field, position)
        WHERE before -> field IS DISTINCT FROM after -> field;
    END IF;
    INSERT INTO "EventVersion" VALUES (
        NEW."id", NEW."version",
        nullif(current_setting('turnout.author', true), '')::uuid,
        NEW."updatedAt",
        nullif(current_setting('turnout.note', true), ''),
        changed,
        NEW."name", NEW."description", NEW."location", NEW."timezone", NEW."startsLocal",
        NEW."endsLocal", NEW."startsAt", NEW."endsAt", NEW."capacity", NEW."visibility",
        NEW."status", NEW."allowOverlap");
    RETURN NULL;
END $$;
CREATE TRIGGER "Event_keeps_first_version" AFTER INSERT ON "Event"
    FOR EACH ROW EXECUTE FUNCTION keep_version();
CREATE TRIGGER "Event_keeps_version" AFTER UPDATE OF "version" ON "Event"
    FOR EACH ROW WHEN (NEW."version" IS DISTINCT FROM OLD."version") EXECUTE FUNCTION keep_version();

-- What was there before history began counts as its first version.
INSERT INTO "EventVersion"
SELECT "id", "version", NULL, "updatedAt", NULL,
    ARRAY['name', 'description', 'location', 'timezone', 'startsLocal', 'endsLocal', 'startsAt',
        'endsAt', 'capacity', 'visibility', 'status', 'allowOverlap'],
    "name", "description", "location", "timezone", "startsLocal", "endsLocal", "startsAt",
    "endsAt", "capacity", "visibility", "status", "allowOverlap"
FROM "Event";
