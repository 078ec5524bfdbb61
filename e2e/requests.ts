import type { Page, Request } from "@playwright/test";

/** What a page asks for from now on and that fits, as in `POST https://…/uploads`. The list grows as the page goes on. */
export function requestsOf(page: Page, fits: RegExp): Request[] {
  const requests: Request[] = [];
  page.on("request", (request) => {
    if (fits.test(`${request.method()} ${request.url()}`)) requests.push(request);
  });
  return requests;
}
