CREATE TABLE "repair" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"media_id" text NOT NULL,
	"plan" jsonb NOT NULL,
	"state" text NOT NULL,
	"progress" integer DEFAULT 0 NOT NULL,
	"result_id" text,
	"failure" jsonb,
	"requested_by" text,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "revision_photo" (
	"revision_id" text NOT NULL,
	"position" integer NOT NULL,
	"media_id" text NOT NULL,
	"media_sha256" text NOT NULL,
	CONSTRAINT "revision_photo_revision_id_position_pk" PRIMARY KEY("revision_id","position")
);
--> statement-breakpoint
CREATE TABLE "upload" (
	"id" text PRIMARY KEY NOT NULL,
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"file_name" text NOT NULL,
	"bytes" bigint NOT NULL,
	"storage" text NOT NULL,
	"multipart_id" text,
	"parts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" text NOT NULL,
	"media_id" text,
	"failure" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "media_key_hash" text;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "served_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "repaired_from" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "repair" ADD CONSTRAINT "repair_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair" ADD CONSTRAINT "repair_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair" ADD CONSTRAINT "repair_result_id_media_id_fk" FOREIGN KEY ("result_id") REFERENCES "public"."media"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair" ADD CONSTRAINT "repair_requested_by_user_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_photo" ADD CONSTRAINT "revision_photo_revision_id_revision_id_fk" FOREIGN KEY ("revision_id") REFERENCES "public"."revision"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision_photo" ADD CONSTRAINT "revision_photo_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload" ADD CONSTRAINT "upload_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload" ADD CONSTRAINT "upload_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload" ADD CONSTRAINT "upload_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "repair_media" ON "repair" USING btree ("media_id","id");--> statement-breakpoint
CREATE INDEX "repair_open" ON "repair" USING btree ("created_at") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "revision_photo_media" ON "revision_photo" USING btree ("media_id");--> statement-breakpoint
CREATE INDEX "upload_workspace" ON "upload" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "upload_open" ON "upload" USING btree ("expires_at") WHERE state in ('open', 'checking');--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_repaired_from_media_id_fk" FOREIGN KEY ("repaired_from") REFERENCES "public"."media"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_same_bytes" ON "media" USING btree ("workspace_id","sha256");--> statement-breakpoint
CREATE INDEX "revision_media" ON "revision" USING btree ("media_id");--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_media_key_hash_unique" UNIQUE("media_key_hash");