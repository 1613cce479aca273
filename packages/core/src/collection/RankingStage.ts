import { type Certainty, certainties } from "../Certainty.ts"
import { FighterIndex } from "../fighter/FighterIndex.ts"
import type { FighterName } from "../fighter/FighterName.ts"
import type { FighterId } from "../Identity.ts"
import type { Ranking } from "../ranking/Ranking.ts"
import { isPoundForPound, type WeightClass } from "../ranking/WeightClass.ts"
import type { Finding } from "./Finding.ts"
import type { RankedName } from "./ScrapedPage.ts"

/** The lists that the rankings have: eleven divisions, and pound for pound two. */
const lists = { divisions: 11, poundForPound: 2 } as const

/** The least share of the places of a page whose fighters must be known. */
const leastKnown = 0.9

/** The most of the present places that may go from one set of rankings to the next. */
const mostGone = 0.4

/** A place whose fighter is found. */
export type StagedPlace = Pick<Ranking, "weightClass" | "rank" | "fighterId">

export interface Staged {
  readonly places: ReadonlyArray<StagedPlace>
  readonly findings: ReadonlyArray<Finding>
}

/** Which of the fighters who may be meant is ranked in a class already: namesakes fight in different ones. */
const known = (
  ids: ReadonlyArray<FighterId>,
  weightClass: WeightClass,
  standing: ReadonlyArray<Ranking>
): FighterId | null => {
  const ranked = ids.filter((id) =>
    standing.some((place) => place.fighterId === id && place.weightClass === weightClass)
  )
  return ranked.length === 1 ? ranked[0]! : null
}

/** Finds the fighters of the places: names are the site's own, and need not be those of ufcstats.com. */
export const stage = (
  url: string,
  entries: ReadonlyArray<RankedName>,
  names: ReadonlyArray<FighterName>,
  standing: ReadonlyArray<Ranking>
): Staged => {
  const index = new FighterIndex(names)
  const places: Array<StagedPlace> = []
  const findings: Array<Finding> = []
  for (const { name, rank, weightClass } of entries) {
    const found = index.find(name)
    const sure = certainties(found)
    const meant = (certainty: Certainty) => found.filter((_, at) => sure[at] === certainty).map(({ id }) => id)
    const fighterId = meant("surely")[0] ?? known(meant("maybe"), weightClass, standing)
    const where = `${url} ${weightClass}, rank ${rank}`
    if (fighterId !== null) places.push({ weightClass, rank, fighterId })
    else if (meant("maybe").length > 1) findings.push({ rule: "ambiguous-fighter", where, what: `"${name}"` })
    else findings.push({ rule: "unknown-fighter", where, what: `"${name}"` })
  }
  return { places, findings }
}

const placeOf = ({ fighterId, weightClass }: StagedPlace) => `${weightClass}/${fighterId}`

/** Why the places of a page cannot take the place of those that stand, or null: it is not all of them, or hardly the same sport. */
export const stageFault = (
  entries: ReadonlyArray<RankedName>,
  places: ReadonlyArray<StagedPlace>,
  standing: ReadonlyArray<Ranking>
): string | null => {
  const classes = [...new Set(entries.map(({ weightClass }) => weightClass))]
  const poundForPound = classes.filter(isPoundForPound).length
  if (classes.length - poundForPound !== lists.divisions || poundForPound !== lists.poundForPound) {
    return `${classes.length - poundForPound} divisions and ${poundForPound} pound-for-pound lists instead of ${lists.divisions} and ${lists.poundForPound}`
  }
  if (places.length < entries.length * leastKnown) {
    return `only ${places.length} of ${entries.length} fighters are known`
  }
  const told = new Set(places.map(placeOf))
  const gone = standing.filter((place) => !told.has(placeOf(place))).length
  return gone > standing.length * mostGone ? `${gone} of ${standing.length} places would go at once` : null
}
