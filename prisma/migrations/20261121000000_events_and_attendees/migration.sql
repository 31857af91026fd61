-- Substring search without case or accents.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE TYPE "EventVisibility" AS ENUM ('PUBLIC', 'PRIVATE');
CREATE TYPE "EventStatus" AS ENUM ('SCHEDULED', 'CANCELLED');
CREATE TYPE "AttendeeStatus" AS ENUM ('CONFIRMED', 'WAITLISTED', 'CANCELLED');

-- Names sort as people read them (ä beside a, b after A) on every server: ICU's root collation.
CREATE TABLE "Event" (
    "id" UUID NOT NULL,
    "name" TEXT COLLATE "und-x-icu" NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "location" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "startsLocal" TIMESTAMP(3) NOT NULL,
    "endsLocal" TIMESTAMP(3) NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "capacity" INTEGER NOT NULL,
    "confirmedCount" INTEGER NOT NULL DEFAULT 0,
    "waitlistLength" INTEGER NOT NULL DEFAULT 0,
    "seatsLeft" INTEGER GENERATED ALWAYS AS ("capacity" - "confirmedCount") STORED,
    "checkedInCount" INTEGER NOT NULL DEFAULT 0,
    "visibility" "EventVisibility" NOT NULL DEFAULT 'PUBLIC',
    "status" "EventStatus" NOT NULL DEFAULT 'SCHEDULED',
    "version" INTEGER NOT NULL DEFAULT 1,
    "manageSecretHash" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Event_capacity_positive" CHECK ("capacity" >= 1),
    CONSTRAINT "Event_seats_not_oversold" CHECK ("confirmedCount" BETWEEN 0 AND "capacity"),
    CONSTRAINT "Event_waitlist_not_negative" CHECK ("waitlistLength" >= 0),
    CONSTRAINT "Event_checked_in_are_confirmed" CHECK ("checkedInCount" BETWEEN 0 AND "confirmedCount"),
    CONSTRAINT "Event_ends_after_start" CHECK ("endsAt" > "startsAt"),
    CONSTRAINT "Event_name_length" CHECK (btrim("name") <> '' AND char_length("name") <= 200),
    CONSTRAINT "Event_location_length" CHECK (btrim("location") <> '' AND char_length("location") <= 200),
    CONSTRAINT "Event_description_length" CHECK (char_length("description") <= 10000)
)
-- Room on each page, so that a counter's change stays on it and touches no index (HOT).
WITH (fillfactor = 80);

CREATE TABLE "Attendee" (
    "id" UUID NOT NULL,
    "eventId" UUID NOT NULL,
    "name" TEXT COLLATE "und-x-icu" NOT NULL,
    "email" TEXT NOT NULL,
    "status" "AttendeeStatus" NOT NULL,
    "arrival" BIGSERIAL NOT NULL,
    "registeredAt" TIMESTAMPTZ(3) NOT NULL,
    "promotedAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),
    "checkedInAt" TIMESTAMPTZ(3),
    "secretHash" BYTEA NOT NULL,

    CONSTRAINT "Attendee_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Attendee_name_length" CHECK (btrim("name") <> '' AND char_length("name") <= 200),
    CONSTRAINT "Attendee_email_length" CHECK (char_length("email") BETWEEN 3 AND 254),
    CONSTRAINT "Attendee_checked_in_is_confirmed" CHECK ("checkedInAt" IS NULL OR "status" = 'CONFIRMED'),
    CONSTRAINT "Attendee_cancelled_has_time" CHECK (("cancelledAt" IS NOT NULL) = ("status" = 'CANCELLED'))
);

CREATE INDEX "Event_startsAt_id_idx" ON "Event"("startsAt", "id");
CREATE INDEX "Event_name_id_idx" ON "Event"("name", "id");
CREATE INDEX "Event_createdAt_id_idx" ON "Event"("createdAt", "id");
CREATE INDEX "Attendee_eventId_arrival_idx" ON "Attendee"("eventId", "arrival");
CREATE INDEX "Attendee_eventId_name_id_idx" ON "Attendee"("eventId", "name", "id");

ALTER TABLE "Attendee" ADD CONSTRAINT "Attendee_eventId_fkey"
    FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One live registration per event and address, compared without case. A cancelled one
-- leaves the address free to come back.
CREATE UNIQUE INDEX "Attendee_one_live_per_email"
    ON "Attendee"("eventId", lower("email")) WHERE "status" <> 'CANCELLED';

-- The waiting list, in the order it is served.
CREATE INDEX "Attendee_waitlist_idx"
    ON "Attendee"("eventId", "arrival") WHERE "status" = 'WAITLISTED';

-- unaccent() is only STABLE because its dictionary could be replaced; ours never is.
CREATE FUNCTION fold_text(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN lower(unaccent('unaccent'::regdictionary, $1));

CREATE FUNCTION event_search_text(name text, location text, description text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN fold_text(name || E'\n' || location || E'\n' || description);

CREATE INDEX "Event_search_idx" ON "Event"
    USING gin (event_search_text("name", "location", "description") gin_trgm_ops);
CREATE INDEX "Event_location_idx" ON "Event"
    USING gin (fold_text("location") gin_trgm_ops);

-- The event's counters are what its attendees say. Once per statement, not once per row,
-- so a group of registrations costs the event one update.
CREATE FUNCTION count_attendees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE "Event" SET
            "confirmedCount" = "confirmedCount" + "change"."confirmed",
            "waitlistLength" = "waitlistLength" + "change"."waitlisted",
            "checkedInCount" = "checkedInCount" + "change"."checkedIn"
        FROM (
            SELECT "eventId",
                count(*) FILTER (WHERE "status" = 'CONFIRMED') AS "confirmed",
                count(*) FILTER (WHERE "status" = 'WAITLISTED') AS "waitlisted",
                count("checkedInAt") AS "checkedIn"
            FROM "inserted" GROUP BY "eventId"
        ) AS "change"
        WHERE "Event"."id" = "change"."eventId";
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE "Event" SET
            "confirmedCount" = "confirmedCount" - "change"."confirmed",
            "waitlistLength" = "waitlistLength" - "change"."waitlisted",
            "checkedInCount" = "checkedInCount" - "change"."checkedIn"
        FROM (
            SELECT "eventId",
                count(*) FILTER (WHERE "status" = 'CONFIRMED') AS "confirmed",
                count(*) FILTER (WHERE "status" = 'WAITLISTED') AS "waitlisted",
                count("checkedInAt") AS "checkedIn"
            FROM "deleted" GROUP BY "eventId"
        ) AS "change"
        WHERE "Event"."id" = "change"."eventId";
    ELSE
        UPDATE "Event" SET
            "confirmedCount" = "confirmedCount" + "change"."confirmed",
            "waitlistLength" = "waitlistLength" + "change"."waitlisted",
            "checkedInCount" = "checkedInCount" + "change"."checkedIn"
        FROM (
            SELECT "eventId",
                sum("sign" * ("status" = 'CONFIRMED')::int) AS "confirmed",
                sum("sign" * ("status" = 'WAITLISTED')::int) AS "waitlisted",
                sum("sign" * ("checkedInAt" IS NOT NULL)::int) AS "checkedIn"
            FROM (
                SELECT 1 AS "sign", "eventId", "status", "checkedInAt" FROM "inserted"
                UNION ALL
                SELECT -1, "eventId", "status", "checkedInAt" FROM "deleted"
            ) AS "rows"
            GROUP BY "eventId"
        ) AS "change"
        WHERE "Event"."id" = "change"."eventId"
            AND ("change"."confirmed", "change"."waitlisted", "change"."checkedIn") <> (0, 0, 0);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER "Attendee_counted_on_insert" AFTER INSERT ON "Attendee"
    REFERENCING NEW TABLE AS "inserted"
    FOR EACH STATEMENT EXECUTE FUNCTION count_attendees();
CREATE TRIGGER "Attendee_counted_on_update" AFTER UPDATE ON "Attendee"
    REFERENCING NEW TABLE AS "inserted" OLD TABLE AS "deleted"
    FOR EACH STATEMENT EXECUTE FUNCTION count_attendees();
CREATE TRIGGER "Attendee_counted_on_delete" AFTER DELETE ON "Attendee"
    REFERENCING OLD TABLE AS "deleted"
    FOR EACH STATEMENT EXECUTE FUNCTION count_attendees();

-- A free seat and a waiting attendee never exist together. Looked at when the transaction
-- commits, so that freeing a seat and giving it away may be two statements.
CREATE FUNCTION refuse_idle_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM "Event"
        WHERE "id" = NEW."id" AND "status" = 'SCHEDULED'
            AND "waitlistLength" > 0 AND "confirmedCount" < "capacity"
    ) THEN
        RAISE EXCEPTION 'event % has a free seat and a waiting attendee', NEW."id"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'Event_no_idle_seat', TABLE = 'Event';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "Event_no_idle_seat" AFTER INSERT OR UPDATE ON "Event"
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    WHEN (NEW."status" = 'SCHEDULED' AND NEW."waitlistLength" > 0 AND NEW."confirmedCount" < NEW."capacity")
    EXECUTE FUNCTION refuse_idle_seat();
