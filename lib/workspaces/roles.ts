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
  // A client sees their posts, not who else works here.
  "member:read": ["owner", "manager", "editor"],
  "member:invite": ["owner", "manager"],
  "member:change": ["owner"],
  "creator:connect": ["owner", "manager"],
  "creator:disconnect": ["owner", "manager"],
  // A link that asks somebody new, and the list of all links.
  "link:manage": ["owner", "manager"],
  // A link that asks an account of the workspace for its lost permission: whoever writes the posts may send it.
  "link:repair": ["owner", "manager", "editor"],
  "post:read": ["owner", "manager", "editor", "client"],
  "post:write": ["owner", "manager", "editor"],
  // Sending now or at a time, and the queue whose times it takes.
  "post:publish": ["owner", "manager", "editor"],
  "post:resolve": ["owner", "manager", "editor"],
  "media:upload": ["owner", "manager", "editor"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** What takes no place in a workspace: whoever is signed in may do it, for themselves alone. */
export const PERSONAL = ["workspace:create", "invitation:accept", "access:end"] as const;
export type PersonalRight = (typeof PERSONAL)[number];

export const isPersonal = (needs: Permission | PersonalRight): needs is PersonalRight =>
  (PERSONAL as readonly string[]).includes(needs);

export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

/** Nobody gives away more than they have: a manager invites managers, editors and clients, never an owner. */
export function mayGive(giver: Role, given: Role): boolean {
  const all = Object.keys(PERMISSIONS) as Permission[];
  return all.every((each) => may(giver, each) || !may(given, each));
}

type RoleWords = { name: string; is: string };

/** How people call the roles. */
export const ROLE_WORDS: Record<Role, RoleWords> = {
  owner: { name: "Owner", is: "Runs the workspace: its people, its settings, and everything below." },
  manager: { name: "Manager", is: "Connects accounts, invites people, and publishes." },
  editor: { name: "Editor", is: "Writes, schedules and publishes posts." },
  client: { name: "Client", is: "Looks at posts and what became of them." },
};

/** What a permission lets somebody do, for the table on the team page. */
export const PERMISSION_WORDS: Record<Permission, string> = {
  "workspace:read": "Open the workspace",
  "workspace:change": "Change its name, time zone and how late a post may go out",
  "app:operate": "Be told what only the app's registration at TikTok can cure",
  "member:read": "See who works here",
  "member:invite": "Invite people, up to their own role",
  "member:change": "Change roles and remove people",
  "creator:connect": "Connect TikTok accounts",
  "creator:disconnect": "Disconnect TikTok accounts",
  "link:manage": "Send connect links, and take them back",
  "link:repair": "Send an account of the workspace a link to reconnect",
  "post:read": "See posts and what became of them",
  "post:write": "Write and change posts",
  "post:publish": "Publish, schedule, and run the queues",
  "post:resolve": "Settle what TikTok has not confirmed",
  "media:upload": "Upload videos",
};
