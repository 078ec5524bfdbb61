import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { enterWorkspace } from "#lib/workspaces/scope";
import { type Doorway, ground, postOffice, publishing } from "./ground";
import { requirePerson } from "./session";

const enter = cache(async (personId: string, workspaceId: string): Promise<Doorway | undefined> => {
  const reach = await ground();
  const actor = await enterWorkspace(reach.db, personId, workspaceId);
  return actor && { ...reach, ...(await publishing()), postOffice: postOffice(), actor };
});

/**
 * Lets a page into a workspace. Somebody who is not signed in goes to sign in and comes back to `path`; a workspace that
 * one does not belong to is not found.
 */
export async function enterPage(workspaceId: string, path: string): Promise<Doorway> {
  const person = await requirePerson(path);
  return (await enter(person.id, workspaceId)) ?? notFound();
}
