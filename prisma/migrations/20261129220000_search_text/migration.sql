-- What a search looks at, kept with the event: to fold it for each row that is looked at took most
-- of what a search takes.
ALTER TABLE "Event" ADD COLUMN "searchText" TEXT
    GENERATED ALWAYS AS (event_search_text("name", "location", "description")) STORED;

DROP INDEX "Event_search_idx";
CREATE INDEX "Event_search_idx" ON "Event" USING gin ("searchText" gin_trgm_ops);

-- How common a word is decides how it is looked for, and of a new column nothing is known.
ANALYZE "Event";
