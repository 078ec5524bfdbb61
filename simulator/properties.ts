const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const ADDRESS = /^(\d{1,3}\.){3}\d{1,3}$|^\[/;

/**
 * Whether TikTok may be asked to fetch from an address: https, a name and no number, without a user; on this machine
 * itself plain http is let through, because nothing else could be tried there.
 */
export function isFetchable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username || url.password) return false;
  if (LOOPBACK.test(url.hostname)) return url.protocol === "http:" || url.protocol === "https:";
  return url.protocol === "https:" && !ADDRESS.test(url.hostname);
}

/**
 * Whether an address lies under a property that the app has proved to own: a domain covers its paths and subdomains, a
 * prefix exactly what it begins. https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 */
export function isVerified(properties: readonly string[], address: string): boolean {
  const { hostname, protocol } = new URL(address);
  return properties.some((property) =>
    property.includes("/")
      ? address.startsWith(property)
      : protocol === "https:" && (hostname === property || hostname.endsWith(`.${property}`)),
  );
}
