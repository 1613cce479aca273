import type { ScrapedFighter } from "@mma-savant/core/collection/Scraped"
import { fold } from "@mma-savant/core/Fold"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { WeightClass, weightLimit } from "@mma-savant/core/ranking/WeightClass"

/** Where a printed name stands: what tells fighters of one name apart. */
export interface Appearance {
  readonly name: string
  readonly weightClass: WeightClass | null
  readonly date: IsoDate | null
}

const limits = (women: boolean): ReadonlyArray<number> =>
  WeightClass.literals
    .filter((slug) => slug.startsWith("womens") === women)
    .flatMap((slug) => weightLimit(slug) ?? [])
    .sort((a, b) => a - b)

const ladders = { men: limits(false), women: limits(true) }

/** Pounds listed of a fighter may make a bout's class when their own class is that one or the next to it. */
const mayFightAt = (pounds: number | null, weightClass: WeightClass | null): boolean => {
  const limit = weightClass === null ? null : weightLimit(weightClass)
  if (weightClass === null || pounds === null || limit === null) return true
  const ladder = weightClass.startsWith("womens") ? ladders.women : ladders.men
  const own = ladder.findIndex((most) => pounds <= most)
  return Math.abs((own === -1 ? ladder.length : own) - ladder.indexOf(limit)) <= 1
}

const eighteenMonths = 548 * 86_400_000

/** Finds the fighter behind a printed name, without guessing. */
export class Namesakes {
  readonly #canonical: ReadonlyMap<string, ReadonlyArray<ScrapedFighter>>
  readonly #aliases: ReadonlyMap<string, ReadonlyArray<ScrapedFighter>>
  readonly #fought = new Map<UfcstatsId, Array<number>>()

  constructor(fighters: ReadonlyArray<ScrapedFighter>) {
    this.#canonical = Map.groupBy(fighters, ({ facts }) => fold(facts.name))
    const aliases = fighters.flatMap((fighter) => fighter.aliases.map((alias) => ({ alias: fold(alias), fighter })))
    this.#aliases = new Map(
      [...Map.groupBy(aliases, ({ alias }) => alias)].map(([alias, of]) => [alias, of.map(({ fighter }) => fighter)])
    )
  }

  /** All whom the name may mean: those whose name it is, else those who are also called so. */
  candidates(name: string): ReadonlyArray<ScrapedFighter> {
    const folded = fold(name)
    return this.#canonical.get(folded) ?? this.#aliases.get(folded) ?? []
  }

  /** The one fighter of that name who fits the bout by weight, else null. */
  byWeight({ name, weightClass }: Appearance): UfcstatsId | null {
    const likely = this.#likely(name, weightClass)
    if (likely.length === 1) return likely[0]!.facts.ufcstatsId
    const limit = weightClass === null ? null : weightLimit(weightClass)
    const exact = limit === null ? [] : likely.filter(({ facts }) => facts.weight === limit)
    return exact.length === 1 ? exact[0]!.facts.ufcstatsId : null
  }

  /** Takes note of a bout known to be the fighter's. */
  foughtOn(key: UfcstatsId, date: IsoDate | null): void {
    if (date !== null) this.#fought.set(key, [...(this.#fought.get(key) ?? []), Date.parse(date)])
  }

  /** The one fighter of that name and weight with a known bout within 18 months, else null. */
  byActivity({ date, name, weightClass }: Appearance): UfcstatsId | null {
    if (date === null) return null
    const at = Date.parse(date)
    const active = this.#likely(name, weightClass).filter(({ facts }) =>
      this.#fought.get(facts.ufcstatsId)?.some((other) => Math.abs(other - at) <= eighteenMonths)
    )
    return active.length === 1 ? active[0]!.facts.ufcstatsId : null
  }

  #likely(name: string, weightClass: WeightClass | null): ReadonlyArray<ScrapedFighter> {
    const candidates = this.candidates(name)
    if (candidates.length < 2) return candidates
    const likely = candidates.filter(({ facts }) => mayFightAt(facts.weight, weightClass))
    return likely.length === 0 ? candidates : likely
  }
}
