DROP INDEX "post_attention";--> statement-breakpoint
ALTER TABLE "creator" ADD COLUMN "pending_cap" integer;--> statement-breakpoint
ALTER TABLE "creator" ADD COLUMN "pending_cap_seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "tried_code" text;--> statement-breakpoint
CREATE INDEX "post_blocked" ON "post" USING btree ("publish_at") WHERE state = 'blocked' and due_at is null;--> statement-breakpoint
CREATE INDEX "post_attention" ON "post" USING btree ("workspace_id","updated_at","id") WHERE state in ('unconfirmed', 'blocked', 'failed') or warning is not null;