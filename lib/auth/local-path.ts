// Only resolved against, never asked: a path that leads away from it leads away from us.
const HERE = "http://here.invalid";

/**
 * A path of this app that somebody handed in, as after signing in, or `undefined` when it could lead anywhere else:
 * another host, a scheme, or the backslashes and control characters that browsers read as one.
 */
export function localPath(text: string | undefined): string | undefined {
  if (!text?.startsWith("/") || !URL.canParse(text, HERE)) return undefined;
  const url = new URL(text, HERE);
  if (url.origin !== HERE || /^\/[/\\]/.test(url.pathname)) return undefined;
  return `${url.pathname}${url.search}${url.hash}`;
}
