import type { ReactNode } from "react";
import { cn } from "#components/ui/cn";
import { Brand } from "./brand";
import { mainId } from "./skip-link";
import { ThemeSwitch } from "./theme-switch";

type PublicShellProps = {
  /** Links or a button at the top, such as "Sign in". */
  nav?: ReactNode;
  /** "narrow" for one column of text, "wide" for tables and galleries. */
  width?: "narrow" | "wide";
  footer?: ReactNode;
  children: ReactNode;
};

/** The frame of a page that needs no session: sign-in, the error library, the styleguide. */
export function PublicShell({ nav, width = "narrow", footer, children }: PublicShellProps) {
  const column = cn("mx-auto w-full px-6 max-sm:px-4", width === "wide" ? "max-w-7xl" : "max-w-4xl");
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line bg-sunken">
        <div className={cn(column, "flex min-h-14 flex-wrap items-center gap-x-6 gap-y-1 py-2")}>
          <Brand name="Aircheck" href="/" />
          <div className="ms-auto flex flex-wrap items-center gap-x-4 gap-y-1">
            {nav}
            <ThemeSwitch />
          </div>
        </div>
      </header>
      <main id={mainId} tabIndex={-1} className={cn(column, "flex-1 py-8 max-sm:py-6")}>
        {children}
      </main>
      {footer ? (
        <footer className="border-t border-line">
          <div className={cn(column, "py-4 text-meta text-ink-3")}>{footer}</div>
        </footer>
      ) : null}
    </div>
  );
}
