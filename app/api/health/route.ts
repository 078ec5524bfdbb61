import { checkHealth } from "#lib/auth/check-health";

export const dynamic = "force-dynamic";
export const GET = checkHealth;
