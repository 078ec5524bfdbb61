import { getTableColumns, is, SQL, sql } from "drizzle-orm";
import type { PgInsertValue, PgTable } from "drizzle-orm/pg-core";

/**
 * Inserts `row` once for each row of `source`, a part of the same statement: nothing when that part has found nothing. So a
 * change and what depends on it are one question to the database, and still whole or not at all.
 */
export function insertFrom<Table extends PgTable>(
  table: Table,
  source: string,
  row: PgInsertValue<Table>,
): SQL {
  const columns = getTableColumns(table);
  const given = Object.entries(row).flatMap(([key, value]) => {
    const column = columns[key];
    return column && value !== undefined ? [{ column, value }] : [];
  });
  const names = given.map(({ column }) => sql.identifier(column.name));
  const values = given.map(({ column, value }) => (is(value, SQL) ? value : sql.param(value, column)));
  const list = (parts: readonly (SQL | ReturnType<typeof sql.param> | ReturnType<typeof sql.identifier>)[]) =>
    sql.join([...parts], sql`, `);
  return sql`insert into ${table} (${list(names)}) select ${list(values)} from ${sql.identifier(source)}`;
}
