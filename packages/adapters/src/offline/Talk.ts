import type { Intent, IntentName } from "./grammar/Reader.ts"
import type { Slots } from "./grammar/Slots.ts"
import { languageFor, languages } from "./Language.ts"
import type { Spoken } from "./Spoken.ts"
import { askedAbout } from "./Subject.ts"

/** What has been said, as far as the last question may refer to it. */
export interface Talk {
  /** The questions, the one to answer last. */
  readonly questions: ReadonlyArray<string>
  /** What was answered to the question before it; empty for the first. */
  readonly lastAnswer: string
  /** What the answers have come to speak of; null where nobody has told. */
  readonly spoken: Spoken | null
}

type FighterOf = NonNullable<Spoken["fighters"]>[number]

/** About one fighter, whom a pronoun then means. */
const personal: ReadonlySet<IntentName> = new Set(["appearance", "figure", "profile", "rankOf", "bouts", "series"])

/** About two, of whom a pronoun may mean either. */
const paired: ReadonlySet<IntentName> = new Set(["against", "comparison", "meetings", "prediction"])

/** Lists, of which a pronoun means the one who is first alone. */
const ranking: ReadonlySet<IntentName> = new Set(["champion", "leaders", "rankings", "records"])

const isPersonal = ({ name, slots }: Intent): boolean =>
  personal.has(name) && slots.bouts !== "opponent" && slots.other === undefined && slots.pair === undefined

const named = (intent: Intent, more: Slots): Intent => {
  const { refer: _, ...slots } = intent.slots
  return { name: intent.name, slots: { ...slots, ...more } }
}

/** The one fighter whom an answer is about; null where it is about none, or several. */
const leading = ({ fighters = [], list = [] }: Spoken): FighterOf | null => {
  const [first] = fighters
  if (first === undefined) return null
  const [top, second] = list
  return top?.fighterId === first.fighterId && top.rank !== second?.rank ? first : null
}

const meaning = ({ fighterId: id, name }: FighterOf): Slots => ({ fighter: name, meant: { id, name } })

/** The intent with the fighter whom its reference means; null where that is not clear. */
const referred = (intent: Intent, before: Intent | null, spoken: Spoken | null): Intent | null => {
  const { refer } = intent.slots
  if (refer === undefined) return intent
  if (typeof refer === "number") {
    const placed = (spoken?.list ?? []).filter(({ rank }) => rank === refer)
    if (placed.length === 1) return named(intent, meaning(placed[0]!))
    return placed.length > 1 ? named(intent, { among: placed.map(({ fighterId }) => fighterId) }) : null
  }
  const { fighter, other } = before?.slots ?? {}
  if (refer === "both") {
    return before !== null && paired.has(before.name) && fighter !== undefined && other !== undefined
      ? named(intent, { fighter, other })
      : null
  }
  const [first, second] = spoken?.fighters ?? []
  if (before === null) return first === undefined ? null : named(intent, meaning(first))
  if (isPersonal(before)) {
    if (first !== undefined) return named(intent, meaning(first))
    return fighter === undefined ? null : named(intent, { fighter })
  }
  if (paired.has(before.name) || before.slots.bouts === "opponent") {
    const both = first === undefined || second === undefined ? null : [first.fighterId, second.fighterId]
    return both === null ? null : named(intent, { among: both })
  }
  const leader = ranking.has(before.name) && spoken !== null ? leading(spoken) : null
  return leader === null ? null : named(intent, meaning(leader))
}

const times = ["year", "month", "firstYear", "lastYear", "relativeYear"] as const

/** What an intent can be asked about. */
const takes: Readonly<Partial<Record<IntentName, ReadonlyArray<keyof Slots>>>> = {
  bouts: ["weightClass", "method", "result", "titleFightsOnly", "limit", ...times],
  champion: ["weightClass"],
  comparison: ["metric", "measure", "topic", "weightClass", ...times],
  events: ["place", ...times],
  fights: ["weightClass", "method", "result", "titleFightsOnly", ...times],
  figure: ["metric", "measure", "topic", "weightClass", "last", ...times],
  leaders: ["metric", "weightClass", "limit", "minFights", "order", ...times],
  rankings: ["weightClass", "limit", "rank"],
  records: ["record", "weightClass", "limit", ...times],
  series: ["metric", "trend", "weightClass", "by", ...times]
}

/** Of these only one is asked about. */
const figures: ReadonlyArray<keyof Slots> = ["metric", "measure", "topic"]

const without = (slots: Slots, keys: ReadonlyArray<keyof Slots>): Slots =>
  Object.fromEntries(Object.entries(slots).filter(([key]) => !keys.some((one) => one === key)))

/** The question before it, asked anew with what a fragment says; null where that makes no question. */
const continued = (before: Intent, fragment: Slots): Intent | null => {
  const { name, slots } = before
  const said = Object.keys(fragment) as Array<keyof Slots>
  const isOther = said.length === 1 && fragment.fighter !== undefined && isPersonal(before)
  if (isOther) return { name, slots: { ...without(slots, ["meant", "among", "which"]), ...fragment } }
  // One may have asked for a figure in whatever form: a profile, a record, a history.
  const isFigure = said.some((key) => figures.includes(key))
  if (isFigure && isPersonal(before) && name !== "series") {
    const { fighter, meant } = slots
    return {
      name: "figure",
      slots: { ...(fighter === undefined ? {} : { fighter }), ...(meant === undefined ? {} : { meant }), ...fragment }
    }
  }
  if (isFigure && paired.has(name)) {
    const { fighter, other } = slots
    if (fighter === undefined || other === undefined) return null
    return { name: "comparison", slots: { fighter, other, ...fragment } }
  }
  const able = takes[name] ?? []
  if (!said.every((key) => able.includes(key))) return null
  const isTimed = said.some((key) => times.some((time) => time === key))
  return { name, slots: { ...without(without(slots, isTimed ? times : []), isFigure ? figures : []), ...fragment } }
}

/** What was asked before, as far as its answer tells: by another model it may have been read otherwise. */
const recalled = ({ fighters = [], list = [], metric, weightClass }: Spoken): Intent | null => {
  const place = weightClass === null || weightClass === undefined ? {} : { weightClass }
  if (list.length > 0 && metric != null) return { name: "leaders", slots: { metric, ...place, limit: list.length } }
  if (list.length > 0 && weightClass != null) return { name: "rankings", slots: { weightClass } }
  const [first] = fighters
  return first === undefined ? null : { name: "profile", slots: meaning(first) }
}

/** Reads the question at a place in the talk, with what it refers to or goes on from. */
const readAt = (talk: Talk, index: number): Intent | null => {
  const question = talk.questions[index]
  if (question === undefined) return null
  const { read } = languageFor(question)
  const spoken = index === talk.questions.length - 1 ? talk.spoken : null
  const intent = read.question(question)
  const isAlone = intent !== null && intent.slots.refer === undefined && intent.slots.referEvent === undefined
  // A name alone is one of whom the same is asked again.
  if (isAlone && (intent.name !== "profile" || index === 0)) return intent
  const before = readAt(talk, index - 1)
  if (intent?.slots.referEvent === true) {
    const event = spoken?.event
    if (event === null || event === undefined) return null
    const { referEvent: _, ...slots } = intent.slots
    return referred(
      {
        name: intent.name,
        slots: { ...slots, event: event.name, ...(event.eventId === null ? {} : { eventId: event.eventId }) }
      },
      before,
      spoken
    )
  }
  const fragment = read.fragment(question)
  if (fragment === null || intent?.slots.refer !== undefined) {
    return intent === null ? null : referred(intent, before, spoken)
  }
  const start = before ?? (spoken === null ? null : recalled(spoken))
  const [first] = spoken?.fighters ?? []
  const known = start !== null && isPersonal(start) && first !== undefined ? named(start, meaning(first)) : start
  return (known === null ? null : continued(known, fragment)) ?? intent
}

/** The question that an answer asked back about, with what tells the fighter apart; null when it did not ask. */
const settled = (talk: Talk): Intent | null => {
  const { lastAnswer, questions } = talk
  const about = Object.values(languages).flatMap(({ say }) => askedAbout(say.subject, lastAnswer) ?? [])[0]
  const before = readAt(talk, questions.length - 2)
  if (about === undefined || before === null || (before.slots.fighter !== about && before.slots.other !== about)) {
    return null
  }
  return { ...before, slots: { ...before.slots, which: { of: about, is: questions.at(-1) ?? "" } } }
}

/** What the last question of a talk asks; null where it is not fully understood. */
export const understood = (talk: Talk): Intent | null => {
  const question = talk.questions.at(-1) ?? ""
  const alone = languageFor(question).read.question(question)
  const isAnswer = alone === null || alone.name === "profile"
  return (isAnswer ? settled(talk) : null) ?? readAt(talk, talk.questions.length - 1)
}
