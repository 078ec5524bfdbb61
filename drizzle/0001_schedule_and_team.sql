CREATE TABLE "connect_link" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"creator_id" text,
	"label" text NOT NULL,
	"email" text,
	"token_hash" text NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	"connected_creator_id" text,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "connect_link_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted_by" text,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitation_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "slot" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"creator_id" text NOT NULL,
	"weekday" integer NOT NULL,
	"time" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "connect_request" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "connect_request" ADD COLUMN "link_id" text;--> statement-breakpoint
ALTER TABLE "creator" ADD COLUMN "daily_cap" integer;--> statement-breakpoint
ALTER TABLE "creator" ADD COLUMN "daily_cap_seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "publish_local" text;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "fold" text;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "from_slot" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "look_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "warning" jsonb;--> statement-breakpoint
ALTER TABLE "workspace_creator" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "workspace_creator" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "workspace_creator" ADD COLUMN "paused_by" text;--> statement-breakpoint
ALTER TABLE "workspace_creator" ADD COLUMN "pause_reason" text;--> statement-breakpoint
ALTER TABLE "connect_link" ADD CONSTRAINT "connect_link_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connect_link" ADD CONSTRAINT "connect_link_creator_id_creator_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creator"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connect_link" ADD CONSTRAINT "connect_link_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connect_link" ADD CONSTRAINT "connect_link_connected_creator_id_creator_id_fk" FOREIGN KEY ("connected_creator_id") REFERENCES "public"."creator"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_user_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_accepted_by_user_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot" ADD CONSTRAINT "slot_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot" ADD CONSTRAINT "slot_creator_id_creator_id_fk" FOREIGN KEY ("creator_id") REFERENCES "public"."creator"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "connect_link_workspace" ON "connect_link" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "invitation_workspace" ON "invitation" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "slot_time" ON "slot" USING btree ("workspace_id","creator_id","weekday","time");--> statement-breakpoint
ALTER TABLE "connect_request" ADD CONSTRAINT "connect_request_link_id_connect_link_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."connect_link"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_creator" ADD CONSTRAINT "workspace_creator_paused_by_user_id_fk" FOREIGN KEY ("paused_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "post_calendar" ON "post" USING btree ("workspace_id","publish_at","id");--> statement-breakpoint
CREATE INDEX "post_creator_time" ON "post" USING btree ("creator_id","publish_at");--> statement-breakpoint
CREATE INDEX "post_attention" ON "post" USING btree ("workspace_id","id") WHERE state in ('unconfirmed', 'blocked', 'failed') or warning is not null;--> statement-breakpoint
CREATE INDEX "post_looks_ahead" ON "post" USING btree ("look_at") WHERE state = 'scheduled';