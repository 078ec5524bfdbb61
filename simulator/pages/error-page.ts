import { markup } from "#simulator/markup";
import { frame } from "./frame";

/** The page on which an authorize request ends when the app itself is at fault. There is no way back from it. */
export function errorPage(error: string, errorType: string, errCode: string | null): string {
  return frame(
    "Something went wrong",
    markup`<div class="sheet"><h1>Something went wrong</h1>
<p>We couldn’t log in with TikTok. This may be due to specific app settings.</p>
<p>If you’re a developer, correct the following and try again:</p>
<ul><li><code>${errorType}</code></li></ul>
<p class="soft">error <code>${error}</code>${errCode && markup`, errCode <code>${errCode}</code>`}</p></div>`,
  );
}
