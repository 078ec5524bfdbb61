import { Check, Minus } from "lucide-react";
import { cn } from "#components/ui/cn";
import { Table, Td, Th } from "#components/ui/table";
import { may, PERMISSION_WORDS, type Permission, ROLE_WORDS, ROLES, type Role } from "#lib/workspaces/roles";

/** What each role can do: the very table by which every request is decided. */
export function RoleMatrix({ own }: { own: Role }) {
  const permissions = Object.keys(PERMISSION_WORDS) as Permission[];
  return (
    <Table
      caption="Permissions of each role"
      captionHidden
      density="compact"
      className="max-sm:[&_td]:px-1 max-sm:[&_th]:px-1 max-sm:[&_thead_th]:text-meta"
    >
      <thead>
        <tr>
          <Th>
            <span className="sr-only">Permission</span>
          </Th>
          {ROLES.map((role) => (
            <Th key={role} className={cn("text-center", role === own && "text-ink")}>
              {ROLE_WORDS[role].name}
              {role === own ? <span className="block text-meta font-normal">you</span> : null}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {permissions.map((permission) => (
          <tr key={permission}>
            <Th scope="row" className="min-w-40 py-1.5 font-normal max-sm:min-w-28 max-sm:ps-3">
              {PERMISSION_WORDS[permission]}
            </Th>
            {ROLES.map((role) => (
              <Td key={role} className={cn("text-center", role === own && "bg-sunken")}>
                <Mark on={may(role, permission)} />
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Mark({ on }: { on: boolean }) {
  return on ? (
    <>
      <Check aria-hidden className="inline text-ink" />
      <span className="sr-only">Yes</span>
    </>
  ) : (
    <>
      <Minus aria-hidden className="inline text-ink-3" />
      <span className="sr-only">No</span>
    </>
  );
}
