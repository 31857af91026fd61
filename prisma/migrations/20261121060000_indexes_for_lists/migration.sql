-- Each list walks an index in its own order, also where only a few rows of a table belong to it.
-- The partial ones cost nothing to those who register: no row of theirs is in them.
CREATE INDEX "Event_cancelled_idx" ON "Event"("startsAt", "id") WHERE "status" = 'CANCELLED';
CREATE INDEX "Event_private_idx" ON "Event"("startsAt", "id") WHERE "visibility" = 'PRIVATE';
CREATE INDEX "Attendee_cancelled_idx" ON "Attendee"("eventId", "arrival") WHERE "status" = 'CANCELLED';

-- What is listed most: public events that take place. Counting them needs no look at the table.
CREATE INDEX "Event_upcoming_idx" ON "Event"("startsAt", "id")
    WHERE "status" = 'SCHEDULED' AND "visibility" = 'PUBLIC';

-- The people who have a role on an event, in the order in which they got it.
CREATE INDEX "Collaborator_eventId_createdAt_userId_idx"
    ON "Collaborator"("eventId", "createdAt", "userId");

