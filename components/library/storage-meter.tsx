import { sizeText } from "#lib/errors/measure";

/** How much the workspace's files take, of what it may store. `quota`: bytes, 0 for no limit. */
export function StorageMeter({ used, quota }: { used: number; quota: number }) {
  const text = quota > 0 ? `${sizeText(used)} of ${sizeText(quota)} stored` : `${sizeText(used)} stored`;
  return (
    <div className="flex items-center gap-3 text-meta text-ink-2">
      {quota > 0 ? (
        <meter
          min={0}
          max={quota}
          high={quota * 0.9}
          value={Math.min(used, quota)}
          aria-label="Storage"
          className="h-3 w-32"
        />
      ) : null}
      <span>{text}</span>
    </div>
  );
}
