import type { NextRequest } from "next/server";
import { finishConnectReturn } from "#lib/auth/finish-connect-return";

export const GET = (request: NextRequest) => finishConnectReturn(request);
