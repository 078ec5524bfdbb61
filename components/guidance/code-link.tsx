/** A word of TikTok's that leads to what we say about it, in a page of its own: whoever reads it is in the middle of something. */
export const CodeLink = ({ code }: { code: string }) => (
  <a
    href={`/errors/${code}`}
    target="_blank"
    rel="noreferrer"
    className="font-mono break-all underline underline-offset-2"
  >
    {code}
  </a>
);
