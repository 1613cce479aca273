import { fold } from "../Fold.ts"
import { bareForms } from "../KoreanParticles.ts"
import { Spelling } from "../Spelling.ts"
import { isPoundForPound, WeightClass, weightClassName, weightLimit } from "./WeightClass.ts"

/** What the classes are called besides their printed names, their limits and, for a women's class, the men's names. */
const otherNames: Readonly<Partial<Record<WeightClass, string>>> = {
  flyweight: "fly/flw/플라이급/플라이",
  bantamweight: "bantam/bw/밴텀급/밴텀",
  featherweight: "feather/fw/페더급/페더",
  lightweight: "lw/라이트급",
  welterweight: "welter/ww/웰터급/웰터",
  middleweight: "middle/mw/미들급/미들",
  "light-heavyweight": "lhw/라이트헤비급/라이트 헤비급",
  heavyweight: "heavy/hw/헤비급",
  "womens-strawweight": "strawweight/straw/sw/wsw/스트로급/여성 스트로급",
  "womens-flyweight": "wflw/wfly",
  "womens-bantamweight": "wbw",
  "womens-featherweight": "wfw",
  "catch-weight": "catchweight/캐치웨이트/계약체중",
  "open-weight": "openweight/무제한급/오픈웨이트",
  "mens-pound-for-pound": "mens p4p/남성 p4p/남성 파운드 포 파운드",
  "womens-pound-for-pound": "womens p4p/여성 p4p/여성 파운드 포 파운드"
}

const menOf: Readonly<Partial<Record<WeightClass, WeightClass>>> = {
  "womens-flyweight": "flyweight",
  "womens-bantamweight": "bantamweight",
  "womens-featherweight": "featherweight"
}

const poundForPound = ["p4p", "pfp", "pound for pound", "파운드 포 파운드", "파운드포파운드", "피포피"]

const namesOf = (weightClass: WeightClass): ReadonlyArray<string> => {
  const printed = fold(weightClassName(weightClass))
  const limit = weightLimit(weightClass)
  const men = menOf[weightClass]
  return [
    printed,
    printed.replace("mens ", "men "),
    ...(otherNames[weightClass]?.split("/") ?? []),
    ...(limit === null ? [] : [String(limit)]),
    ...(men === undefined
      ? []
      : (otherNames[men]?.split("/") ?? []).flatMap((name) => [`womens ${name}`, `여성 ${name}`, `여자 ${name}`])),
    ...(isPoundForPound(weightClass) ? poundForPound : [])
  ]
}

const byName = Map.groupBy(
  WeightClass.literals.flatMap((weightClass) =>
    Array.from(new Set(namesOf(weightClass)), (name) => ({ name, weightClass }))
  ),
  ({ name }) => name
)
const spelling = new Spelling(byName.keys())

const pounds = /(?<=\d)\s*(?:lbs?|pounds?|pounder|파운드)$/u
const around = /^ufc | (?:division|class|title|belt|체급)$/gu

/** How sure it is that a class is meant: by a name of it, or by a misspelt one. */
const scores = { name: 1, misspelt: 0.8 } as const

/** A class that a text may mean; `score` as a fighter's. */
export interface WeightClassCandidate {
  readonly weightClass: WeightClass
  readonly score: number
}

/**
 * The classes that a text means in English, Korean or figures: "LW", "155 lbs", "라이트급", "P4P". A limit or "P4P" without
 * more may be the men's and the women's.
 */
export const weightClassesNamed = (text: string): ReadonlyArray<WeightClassCandidate> => {
  const candidates = (name: string, score: number) =>
    (byName.get(name) ?? []).map(({ weightClass }) => ({ weightClass, score }))
  const bare = fold(text).replace(around, "").replace(pounds, "")
  for (const form of bareForms(bare)) {
    const found = candidates(form, scores.name)
    if (found.length > 0) return found
  }
  return spelling.near(bare).flatMap(([name]) => candidates(name, scores.misspelt))
}
