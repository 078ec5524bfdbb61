const LINK = /(https?:\/\/\S+)/;

/** A mail as it was written, with its links made to work. */
export function MailText({ text }: { text: string }) {
  return (
    <div className="mt-3 max-w-measure text-body break-words whitespace-pre-wrap">
      {text.split(LINK).map((part, at) =>
        at % 2 === 1 ? (
          <a key={part} href={part} className="link break-all">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </div>
  );
}
