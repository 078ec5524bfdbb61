import type { Mail } from "./mailbox";

/** How a verb sends mail: bound to the installation's mail server by the door. `appUrl` has no slash at the end. */
export type PostOffice = {
  appUrl: string;
  send: (mail: Omit<Mail, "at">) => Promise<void>;
};
