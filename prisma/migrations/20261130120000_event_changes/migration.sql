-- The transactions that changed what events are counted by: a total that was counted before holds for
-- as long as none stands here that it has not seen. Nothing that registering does is noted.
CREATE TABLE "EventChange" (
    -- As pg_current_xact_id() has it: Prisma does not know xid8.
    "transactionId" BIGINT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EventChange_pkey" PRIMARY KEY ("transactionId")
);

CREATE INDEX "EventChange_changedAt_idx" ON "EventChange" ("changedAt");

CREATE FUNCTION note_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "EventChange" ("transactionId", "changedAt")
    VALUES (pg_current_xact_id()::text::bigint, clock_timestamp())
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER "Event_notes_change"
    AFTER INSERT OR DELETE OR TRUNCATE
        OR UPDATE OF "name", "description", "location", "startsAt", "visibility", "status"
    ON "Event"
    FOR EACH STATEMENT EXECUTE FUNCTION note_event_change();
