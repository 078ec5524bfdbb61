/** Who is signed in. */
export type Person = { id: string; name: string | null; email: string | null };
