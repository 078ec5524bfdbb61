DROP INDEX "post_needs_a_worker";--> statement-breakpoint
DROP INDEX "post_attention";--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "progress_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "creator" ADD COLUMN "pending_cap" integer;--> statement-breakpoint
ALTER TABLE "creator" ADD COLUMN "pending_cap_seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "verdict" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "judged_by" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "takeovers" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "tried_code" text;--> statement-breakpoint
CREATE INDEX "media_kind" ON "media" USING btree ("workspace_id",coalesce("facts" ->> 'kind', 'video'),"id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "media_uploader" ON "media" USING btree ("workspace_id","uploaded_by","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "media_verdict" ON "media" USING btree ("workspace_id","verdict","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "media_ready" ON "media" USING btree ("workspace_id","id") WHERE deleted_at is null and verdict in ('fine', 'hints');--> statement-breakpoint
CREATE INDEX "media_judged" ON "media" USING btree ("judged_by") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "post_video" ON "post" USING btree ("workspace_id",("content" ->> 'mediaId'));--> statement-breakpoint
CREATE INDEX "post_photos" ON "post" USING gin (("content" -> 'photos' -> 'mediaIds'));--> statement-breakpoint
CREATE INDEX "post_blocked" ON "post" USING btree ("publish_at") WHERE state = 'blocked' and due_at is null;--> statement-breakpoint
CREATE INDEX "post_due" ON "post" USING btree ("due_at") WHERE state in ('scheduled', 'blocked', 'preparing', 'uploading', 'processing', 'unconfirmed', 'in_inbox', 'published');--> statement-breakpoint
CREATE INDEX "post_attention" ON "post" USING btree ("workspace_id","updated_at","id") WHERE state in ('unconfirmed', 'blocked', 'failed') or warning is not null;--> statement-breakpoint
-- A post is written about ten times on its way: room on its page keeps a claim from touching every index.
ALTER TABLE "post" SET (fillfactor = 80);
