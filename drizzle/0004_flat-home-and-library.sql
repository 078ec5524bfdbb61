DROP INDEX "post_photos";--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "pieces" text;--> statement-breakpoint
ALTER TABLE "workspace" ADD COLUMN "stored_bytes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "media_same_pieces" ON "media" USING btree ("workspace_id","pieces") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "media_same_size" ON "media" USING btree ("workspace_id","bytes") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "post_ahead" ON "post" USING btree ("workspace_id","publish_at","id") WHERE state = 'scheduled';--> statement-breakpoint
CREATE INDEX "post_photos" ON "post" USING gin (("content" -> 'photos' -> 'mediaIds')) WITH (fastupdate=false);--> statement-breakpoint
UPDATE "workspace" SET "stored_bytes" = stored.bytes FROM (
  SELECT "workspace_id", sum("bytes") AS bytes FROM "media" WHERE "deleted_at" IS NULL GROUP BY "workspace_id"
) stored WHERE stored."workspace_id" = "workspace"."id";
