import "server-only";

/**
 * Does this request come from a page of ours? Server actions check it by themselves, a route handler that changes
 * something has to. No browser lets a page forge either header.
 */
export function isSameOrigin(request: Request, appUrl: string): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null) return origin === new URL(appUrl).origin;
  return request.headers.get("sec-fetch-site") === "same-origin";
}
