import type { MatchFacts } from "../match/Match.ts"
import type { TableReport } from "./StorageReport.ts"

type Facts = Readonly<Record<string, unknown>>

// Whatever the order of the keys: a store may give them in another order than a source.
const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  const [left, right] = [a as Facts, b as Facts]
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => same(left[key], right[key]))
}

/**
 * What is known after a source has spoken: a later value replaces an earlier one, but a missing value never replaces a
 * known one.
 */
export const merge = <A extends object>(known: A, seen: A): A => {
  const merged = { ...known }
  for (const key of Object.keys(seen) as Array<keyof A>) {
    const value = seen[key]
    const missing =
      value === null || (Array.isArray(value) && value.length === 0) || (key === "status" && value === "unknown")
    if (!missing) merged[key] = value
  }
  return merged
}

type Side = MatchFacts["corners"][number]

/**
 * What is known of a side that a source names: by the fighter, and where the source does not say which fighter it is, by
 * the name, unless the source gives that fighter or that name to the other side as well.
 */
const knownSide = (known: MatchFacts, seen: MatchFacts, side: Side): Side | undefined => {
  if (side.fighterId !== null) return known.corners.find(({ fighterId }) => fighterId === side.fighterId)
  const other = seen.corners.find((one) => one !== side)
  return known.corners.find(
    ({ fighterId, name }) =>
      name === side.name && (fighterId === null || (fighterId !== other?.fighterId && name !== other?.name))
  )
}

/** An event page lists the winner first: once both corners are known, the order is theirs, to which statistics refer. */
const redFirst = (corners: ReadonlyArray<Side>): ReadonlyArray<Side> =>
  corners[0]?.corner === "blue" && corners[1]?.corner === "red" ? corners.toReversed() : corners

/** An event page calls a doctor's stoppage a knockout; the fight page, which alone has the format, tells them apart. */
const methodKnown = (known: MatchFacts, seen: MatchFacts): boolean =>
  known.method === "TKO - Doctor's Stoppage" && seen.method === "KO/TKO" && seen.timeFormat === null

/**
 * {@link merge} for bouts: title and bonus flags once true stay true, and the participants are a set, replaced as a
 * whole when the source names others. A corner, a result or an identity that the source leaves out of a side that stays
 * is kept, and with two known corners the red one stands first whatever the source's order. Which bout is the main event is not said where the place on the card is not.
 */
export const mergeMatch = (known: MatchFacts, seen: MatchFacts): MatchFacts => ({
  ...merge(known, seen),
  method: methodKnown(known, seen) ? known.method : (seen.method ?? known.method),
  isMainEvent: seen.cardOrder === null ? known.isMainEvent || seen.isMainEvent : seen.isMainEvent,
  isTitleBout: known.isTitleBout || seen.isTitleBout,
  fightOfTheNight: known.fightOfTheNight || seen.fightOfTheNight,
  corners: redFirst(
    seen.corners.map((side) => {
      const before = knownSide(known, seen, side)
      if (before === undefined) return side
      return {
        ...merge(before, side),
        performanceOfTheNight: before.performanceOfTheNight || side.performanceOfTheNight
      }
    })
  )
})

/** The fields in which two states of the same thing differ. */
export const changedFields = (before: object, after: object): ReadonlyArray<string> =>
  Object.keys(after).filter((key) => !same((before as Facts)[key], (after as Facts)[key]))

/** A field of something known that is told otherwise now. */
export interface ChangedField<A> {
  readonly item: A
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** What must be written, and what that amounts to. */
export interface Difference<A> {
  readonly write: ReadonlyArray<A>
  readonly counts: TableReport
  readonly changed: ReadonlyArray<ChangedField<A>>
}

/**
 * Compares what a source says with what is known. Only new and changed things are to be written, so that storing the
 * same facts again writes nothing.
 */
export const difference = <A extends object>(
  seen: ReadonlyArray<A>,
  known: (item: A) => A | undefined,
  mergeFacts: (known: A, seen: A) => A = merge
): Difference<A> => {
  const write: Array<A> = []
  const fields: Record<string, number> = {}
  const changed: Array<ChangedField<A>> = []
  let inserted = 0
  for (const item of seen) {
    const before = known(item)
    if (before === undefined) {
      inserted++
      write.push(item)
      continue
    }
    const after = mergeFacts(before, item)
    const names = changedFields(before, after)
    if (names.length === 0) continue
    for (const field of names) {
      fields[field] = (fields[field] ?? 0) + 1
      changed.push({ item, field, before: (before as Facts)[field], after: (after as Facts)[field] })
    }
    write.push(after)
  }
  return {
    write,
    counts: { inserted, updated: write.length - inserted, unchanged: seen.length - write.length, fields },
    changed
  }
}
