-- Who registered ------------------------------------------------------------------------------

-- The account that was signed in when a person registered. An editor who registers others is not
-- the person, and is not written here.
ALTER TABLE "Attendee" ADD COLUMN "registeredById" UUID;
ALTER TABLE "Attendee" ADD CONSTRAINT "Attendee_registeredById_fkey"
    FOREIGN KEY ("registeredById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Attendee_registeredBy_idx" ON "Attendee"("registeredById")
    WHERE "registeredById" IS NOT NULL;

-- All registrations of an address, for whoever asks to have theirs erased.
CREATE INDEX "Attendee_email_idx" ON "Attendee"(lower("email"));

-- Notifications -------------------------------------------------------------------------------

CREATE TYPE "NotificationKind" AS ENUM ('EVENT_CREATED', 'EVENT_UPDATED', 'EVENT_CANCELLED',
    'EVENT_DELETED', 'EVENT_ROLLED_BACK', 'EVENT_SHARED', 'ROLE_CHANGED', 'ACCESS_REVOKED',
    'ATTENDEES_PROMOTED');

-- Numbers of a user's notifications are given out under the lock on this row, so they follow each
-- other without a gap, in the order in which their transactions commit.
CREATE TABLE "Inbox" (
    "userId" UUID NOT NULL,
    "lastNumber" INTEGER NOT NULL DEFAULT 0,
    "unreadCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Inbox_pkey" PRIMARY KEY ("userId"),
    CONSTRAINT "Inbox_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id")
        ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Inbox_unread_are_some_of_all" CHECK ("unreadCount" BETWEEN 0 AND "lastNumber")
)
-- Room on each page, so that a change of the numbers stays on it and touches no index (HOT).
WITH (fillfactor = 80);

-- Every account has one from its start: who writes a notification needs the inbox's lock, not the
-- account's.
CREATE FUNCTION open_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "Inbox" ("userId") VALUES (NEW."id");
    RETURN NULL;
END $$;
CREATE TRIGGER "User_has_inbox" AFTER INSERT ON "User"
    FOR EACH ROW EXECUTE FUNCTION open_inbox();
INSERT INTO "Inbox" ("userId") SELECT "id" FROM "User";

-- What a user should learn of. It outlives its event, and keeps nobody's name or address.
CREATE TABLE "Notification" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" "NotificationKind" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3),
    -- Whether the user did it themselves: counts as read, and is shown only to who asks for it.
    "own" BOOLEAN NOT NULL,
    "actorId" UUID,
    "eventId" UUID NOT NULL,
    "eventName" TEXT NOT NULL,
    "version" INTEGER,
    "changedFields" TEXT[] NOT NULL,
    "personId" UUID,
    "previousRole" "CollaboratorRole",
    "role" "CollaboratorRole",
    "promotedCount" INTEGER,
    "attendeeIds" UUID[] NOT NULL,

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Notification_userId_fkey" FOREIGN KEY ("userId") REFERENCES "Inbox"("userId")
        ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Notification_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User"("id")
        ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Notification_personId_fkey" FOREIGN KEY ("personId") REFERENCES "User"("id")
        ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Notification_number_positive" CHECK ("number" >= 1),
    CONSTRAINT "Notification_own_is_read" CHECK (NOT "own" OR "readAt" IS NOT NULL),
    CONSTRAINT "Notification_has_its_facts" CHECK (
        ("version" IS NOT NULL) = ("kind" IN ('EVENT_UPDATED', 'EVENT_CANCELLED', 'EVENT_ROLLED_BACK'))
        AND ("previousRole" IS NOT NULL) = ("kind" IN ('ROLE_CHANGED', 'ACCESS_REVOKED'))
        AND ("role" IS NOT NULL) = ("kind" IN ('EVENT_SHARED', 'ROLE_CHANGED'))
        AND ("promotedCount" IS NOT NULL) = ("kind" = 'ATTENDEES_PROMOTED'))
);

CREATE UNIQUE INDEX "Notification_userId_number_key" ON "Notification"("userId", "number");
CREATE INDEX "Notification_unread_idx" ON "Notification"("userId", "number") WHERE "readAt" IS NULL;
CREATE INDEX "Notification_of_others_idx" ON "Notification"("userId", "number") WHERE NOT "own";
-- For the accounts that go.
CREATE INDEX "Notification_actor_idx" ON "Notification"("actorId") WHERE "actorId" IS NOT NULL;
CREATE INDEX "Notification_person_idx" ON "Notification"("personId") WHERE "personId" IS NOT NULL;

-- Before the account, and not by the foreign key after it: a notification of one's own doing about
-- oneself is then changed twice on its way, for its two references, and PostgreSQL would look for the
-- inbox that has gone before it.
CREATE FUNCTION close_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM "Inbox" WHERE "userId" = OLD."id";
    RETURN OLD;
END $$;
CREATE TRIGGER "User_takes_inbox_along" BEFORE DELETE ON "User"
    FOR EACH ROW EXECUTE FUNCTION close_inbox();

-- The number of unread notifications is what the rows say, whatever code wrote them.
CREATE FUNCTION count_unread() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE "Inbox" SET "unreadCount" = "unreadCount" + "change"."unread"
        FROM (
            SELECT "userId", count(*) AS "unread" FROM "inserted"
            WHERE "readAt" IS NULL GROUP BY "userId"
        ) AS "change"
        WHERE "Inbox"."userId" = "change"."userId";
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE "Inbox" SET "unreadCount" = "unreadCount" - "change"."unread"
        FROM (
            SELECT "userId", count(*) AS "unread" FROM "deleted"
            WHERE "readAt" IS NULL GROUP BY "userId"
        ) AS "change"
        WHERE "Inbox"."userId" = "change"."userId";
    ELSE
        UPDATE "Inbox" SET "unreadCount" = "unreadCount" + "change"."unread"
        FROM (
            SELECT "userId", sum("sign") AS "unread"
            FROM (
                SELECT 1 AS "sign", "userId" FROM "inserted" WHERE "readAt" IS NULL
                UNION ALL
                SELECT -1, "userId" FROM "deleted" WHERE "readAt" IS NULL
            ) AS "rows"
            GROUP BY "userId"
        ) AS "change"
        WHERE "Inbox"."userId" = "change"."userId" AND "change"."unread" <> 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER "Notification_counted_on_insert" AFTER INSERT ON "Notification"
    REFERENCING NEW TABLE AS "inserted"
    FOR EACH STATEMENT EXECUTE FUNCTION count_unread();
CREATE TRIGGER "Notification_counted_on_update" AFTER UPDATE ON "Notification"
    REFERENCING NEW TABLE AS "inserted" OLD TABLE AS "deleted"
    FOR EACH STATEMENT EXECUTE FUNCTION count_unread();
CREATE TRIGGER "Notification_counted_on_delete" AFTER DELETE ON "Notification"
    REFERENCING OLD TABLE AS "deleted"
    FOR EACH STATEMENT EXECUTE FUNCTION count_unread();
