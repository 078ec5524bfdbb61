/** Which posts an address of the calendar asks for. */
export function filterOf(query: URLSearchParams) {
  const listOf = (name: string) => query.get(name)?.split(",").filter(Boolean) ?? [];
  return { creatorIds: listOf("creator"), states: listOf("status"), by: query.get("by") };
}
