import type { UfcstatsId } from "@mma-savant/core/Identity"

interface Row<Id> {
  readonly id: Id
  readonly ufcstatsId: UfcstatsId | null
}

/** Makes a map hold what another one holds. */
export const refill = <K, V>(map: Map<K, V>, entries: ReadonlyMap<K, V>): void => {
  map.clear()
  for (const [key, value] of entries) map.set(key, value)
}

/** Rows by id, and by the source's key where they have one. */
export class KeyedTable<Id extends number, A extends Row<Id>> {
  private readonly brand: (id: number) => Id
  private readonly rows = new Map<Id, A>()
  private readonly ids = new Map<UfcstatsId, Id>()
  private last = 0

  constructor(brand: (id: number) => Id) {
    this.brand = brand
  }

  /** The id of the row with this key, or one that no row ever had. */
  idFor(key: UfcstatsId | null): Id {
    return (key === null ? undefined : this.ids.get(key)) ?? this.brand(++this.last)
  }

  get(id: Id | null): A | undefined {
    return id === null ? undefined : this.rows.get(id)
  }

  all(): ReadonlyArray<A> {
    return [...this.rows.values()]
  }

  many(ids: ReadonlyArray<Id>): ReadonlyArray<A> {
    return [...new Set(ids)].flatMap((id) => this.rows.get(id) ?? [])
  }

  byKeys(keys: ReadonlyArray<UfcstatsId>): ReadonlyArray<A> {
    return this.many(keys.flatMap((key) => this.ids.get(key) ?? []))
  }

  /** Inserts the row, or replaces the one with its id. */
  put(row: A): void {
    this.remove(row.id)
    this.rows.set(row.id, row)
    if (row.ufcstatsId !== null) this.ids.set(row.ufcstatsId, row.id)
  }

  /** What brings the table back to where it stands now. */
  mark(): () => void {
    const [rows, ids] = [new Map(this.rows), new Map(this.ids)]
    return () => {
      refill(this.rows, rows)
      refill(this.ids, ids)
    }
  }

  remove(id: Id): boolean {
    const key = this.rows.get(id)?.ufcstatsId
    if (key != null) this.ids.delete(key)
    return this.rows.delete(id)
  }
}
