-- Case is ignored in usernames and emails, which have no letters but A to Z. The database's own
-- collation may fold those in another way than programs do (in Turkish, I to ı): two registrations of
-- one email would then not collide. "C" folds A to Z and nothing else, everywhere.
DROP INDEX "User_username_taken";
CREATE UNIQUE INDEX "User_username_taken" ON "User"(lower("username" COLLATE "C"));

DROP INDEX "User_email_taken";
CREATE UNIQUE INDEX "User_email_taken" ON "User"(lower("email" COLLATE "C"));

DROP INDEX "Attendee_one_live_per_email";
CREATE UNIQUE INDEX "Attendee_one_live_per_email"
    ON "Attendee"("eventId", lower("email" COLLATE "C")) WHERE "status" <> 'CANCELLED';

DROP INDEX "Attendee_email_idx";
CREATE INDEX "Attendee_email_idx" ON "Attendee"(lower("email" COLLATE "C"));
