-- What a search looks at, kept with the event: to fold it for each row that is looked at took most
-- of what a search takes.
ALTER TABLE "Event" ADD COLUMN "searchText" TEXT
    GENERATED ALWAYS AS (event_search_text("name", "location", "description")) STORED;

DROP INDEX "Event_search_idx";
CREATE INDEX "Event_search_idx" ON "Event" USING gin ("searchText" gin_trgm_ops);
