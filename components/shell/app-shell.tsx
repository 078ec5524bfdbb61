import type { ReactNode } from "react";
import { BottomBar, type ComposeLink } from "./bottom-bar";
import { Brand } from "./brand";
import { type NavItem, NavList } from "./nav-list";
import { mainId } from "./skip-link";
import { ThemeSwitch } from "./theme-switch";

type AppShellProps = {
  workspaceName: string;
  homeHref: string;
  /** Beside the name: the way to one's other workspaces. */
  switcher?: ReactNode;
  /** In the order of importance: the first three stand in the bar on phones, the rest behind "More". */
  items: readonly NavItem[];
  /** The middle of the bar on phones, for who may write. May stand among the items too, for the wide screen. */
  compose?: ComposeLink;
  /** The menu of the person who is signed in: `PersonMenu`. */
  person?: ReactNode;
  /** Above everything in the main region: offline, a problem on TikTok's side. */
  banner?: ReactNode;
  children: ReactNode;
};

/** The product's frame: navigation on the left, on phones a bar below; the main region is the page's. */
export function AppShell({
  workspaceName,
  homeHref,
  switcher,
  items,
  compose,
  person,
  banner,
  children,
}: AppShellProps) {
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[14rem_minmax(0,1fr)]">
      <div className="border-line bg-sunken max-lg:border-b lg:border-e">
        <header className="flex items-center gap-2 px-6 max-lg:min-h-14 max-sm:px-4 lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:items-stretch lg:gap-0 lg:px-3 lg:py-3">
          <div className="flex min-w-0 flex-1 items-center gap-1 lg:mb-3 lg:flex-none lg:justify-between lg:ps-2">
            <Brand name={workspaceName} href={homeHref} />
            {switcher}
          </div>
          <nav aria-label="Main" className="flex-1 overflow-y-auto max-lg:hidden lg:-mx-1 lg:px-1 lg:py-1">
            <NavList items={items} />
          </nav>
          <div className="flex items-center gap-3 lg:flex-col lg:items-stretch lg:pt-3">
            <div className="max-lg:hidden lg:ps-1">
              <ThemeSwitch />
            </div>
            {person}
          </div>
        </header>
      </div>
      <main
        id={mainId}
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl px-6 py-8 max-lg:pb-28 max-sm:px-4 max-sm:pt-6 lg:px-8"
      >
        {banner ? <div className="mb-6">{banner}</div> : null}
        {children}
      </main>
      <BottomBar items={items} compose={compose} />
    </div>
  );
}
