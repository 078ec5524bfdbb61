import type { ReactNode } from "react";

/** One chapter of the styleguide. */
export function Chapter({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-6 border-t border-line pt-6">
      <h3 className="text-section">{title}</h3>
      {children}
    </section>
  );
}

/** One component in one row of states. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p className="font-mono text-meta text-ink-3">{name}</p>
      {children}
    </div>
  );
}
