import { Mail } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button";
import { CalmPage } from "./calm-page";

type EndedPageProps = {
  title: string;
  /** Who can be asked for a new link. */
  from?: { name: string; email: string | null } | null;
  /** Another way on. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A link that no longer opens anything: why, what that changed, and whom to ask. */
export function EndedPage({ title, from, actions, children }: EndedPageProps) {
  return (
    <CalmPage
      title={title}
      actions={
        <>
          {actions}
          {from?.email ? (
            <a
              href={`mailto:${from.email}`}
              className={buttonClass({ variant: actions ? "secondary" : "primary" })}
            >
              <Mail />
              E-mail {from.name}
            </a>
          ) : null}
        </>
      }
    >
      {children}
    </CalmPage>
  );
}
