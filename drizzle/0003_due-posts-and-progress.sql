DROP INDEX "post_needs_a_worker";--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "progress_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "post_due" ON "post" USING btree ("due_at") WHERE state in ('scheduled', 'blocked', 'preparing', 'uploading', 'processing', 'unconfirmed', 'in_inbox', 'published');--> statement-breakpoint
-- A post is written about ten times on its way: room on its page keeps a claim from touching every index.
ALTER TABLE "post" SET (fillfactor = 80);
