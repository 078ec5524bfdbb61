/** What a member may be. */
export const ROLES = ["owner", "manager", "editor", "client"] as const;
export type Role = (typeof ROLES)[number];

/**
 * What each role may do: the whole truth, read by every action and by the table on the team page.
 * A creator who signs in owns the workspace that is opened for them.
 */
export const PERMISSIONS = {
  "workspace:read": ["owner", "manager", "editor", "client"],
  "workspace:change": ["owner"],
  // Who installs Aircheck for a team owns its workspace: what only the app's registration can cure is told to them.
  "app:operate": ["owner"],
  "creator:connect": ["owner", "manager"],
  "creator:disconnect": ["owner", "manager"],
  "post:read": ["owner", "manager", "editor", "client"],
  "post:write": ["owner", "manager", "editor"],
  "post:publish": ["owner", "manager", "editor"],
  "post:resolve": ["owner", "manager", "editor"],
  "media:upload": ["owner", "manager", "editor"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
