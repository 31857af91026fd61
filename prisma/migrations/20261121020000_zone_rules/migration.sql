-- The releases of the time zone rules under which the instants of events were worked out.
CREATE TABLE "ZoneRules" (
    "version" TEXT NOT NULL,
    "appliedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ZoneRules_pkey" PRIMARY KEY ("version")
);
