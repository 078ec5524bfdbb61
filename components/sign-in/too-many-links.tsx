/** For an address to which so many links were mailed that no more are sent for now. */
export const TOO_MANY_LINKS =
  "This address got as many links as it can have at once. Each of them works: look into the spam folder too, or ask again in half an hour.";
