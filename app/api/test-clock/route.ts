import { pushTestClock } from "#lib/auth/push-test-clock";

export const POST = pushTestClock;
