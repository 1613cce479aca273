import { fold } from "@mma-savant/core/Fold"
import { candidateScores } from "@mma-savant/core/fighter/Candidate"
import { pounds } from "@mma-savant/core/fighter/Measure"
import { isTable, mostCandidates, records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { type WeightClass, weightClassIn, weightLimit } from "@mma-savant/core/ranking/WeightClass"
import type { Slots } from "./grammar/Slots.ts"
import { ask, call, conclude, type Inquiry, lookAll } from "./Inquiry.ts"
import { cell, inData, kilograms } from "./Phrase.ts"

/** A fighter whom a name was found to mean. */
export interface Subject {
  readonly id: number
  readonly name: string
  /** Whom it was taken for, where the name was only nearly right; else empty. */
  readonly understood: string
}

/** The least score of a very name. Below it a text is no proof: nicknames are other people's last names. */
const surely = candidateScores.alias

/** Scores below this are guesses at the spelling, or at what is meant by a few letters. */
const spelled = candidateScores.words

/** Fighters of one name who are told apart. */
const mostListed = 5

/** What else the fighter may be called: without the end of a possessive that lacks its apostrophe. */
const variants = (text: string): ReadonlyArray<string> => (/[^s]s$/i.test(text) ? [text.slice(0, -1)] : [])

function* candidates(texts: ReadonlyArray<string>): Inquiry<ReadonlyArray<ToolTable>> {
  return yield* lookAll(texts.map((text) => call("resolve", { text })))
}

const several = " may be several fighters "
const asking = "Which one do you mean?"

/** The name that an answer asked about, when that is what it did. */
export const askedAbout = (answer: string): string | null => {
  const end = answer.indexOf(`"${several}`)
  return answer.startsWith('"') && end > 0 && answer.includes(asking) ? answer.slice(1, end) : null
}

type Candidate = ReturnType<typeof records>[number]
type Candidates = ReadonlyArray<Candidate>

const idOf = ({ fighterId }: Candidate): number => Number(fighterId)

const scoreOf = (candidate: Candidate | undefined): number => Number(candidate?.["score"] ?? 0)

function* profilesOf(found: Candidates): Inquiry<ReadonlyArray<ToolTable>> {
  return yield* lookAll(found.map((one) => call("fighterProfile", { fighterId: idOf(one) })))
}

const hasFought = (profile: ToolTable): boolean => records(profile)[0]?.["lastFight"] !== null

/** A name in a question, and whom it may mean. */
interface Name {
  readonly text: string
  readonly found: Candidates
}

/** A name that may mean several, with the profiles of these. */
interface Doubt extends Name {
  readonly profiles: ReadonlyArray<ToolTable>
}

/** Those with fights stand first, for they are the likelier ones. */
const likely = ({ profiles }: Doubt): ReadonlyArray<ToolTable> => [
  ...profiles.filter(hasFought),
  ...profiles.filter((profile) => !hasFought(profile))
]

/** The words that ask which of them is meant. */
const whichOf = (doubt: Doubt): string => {
  const { found, profiles, text } = doubt
  const lines = likely(doubt)
    .slice(0, mostListed)
    .flatMap(records)
    .map(({ lastFight, name, nickname, record, weightKg }) =>
      [
        `- ${name}${nickname === null ? "" : ` "${nickname}"`}: record ${record}`,
        ...(typeof weightKg === "number" ? [kilograms(weightKg)] : []),
        lastFight === null ? "no fight" : `last fight ${lastFight}`
      ].join(", ")
    )
  const more = found.length === mostCandidates || found.length > mostListed
  const others = more ? "\n\nThere are more; a first name or a nickname tells them apart." : ""
  return `"${text}"${several}${inData(profiles[0]!)}. ${asking}\n\n${lines.join("\n")}${others}`
}

/** Whom the user means by each of the names, asked at once; where that stays open, the answer asks in words and ends. */
function* inquire(doubts: ReadonlyArray<Doubt>): Inquiry<ReadonlyArray<Candidate>> {
  // Of more than are ever found the one who is meant may not be there to be chosen.
  const isAsked = doubts.every(({ found }) => found.length < mostCandidates)
  const options = doubts.map((doubt) => likely(doubt).flatMap(records).map(idOf))
  const answers = isAsked ? yield* ask(options.map((fighterIds) => call("askUser", { fighterIds }))) : []
  const chosen: Array<Candidate> = []
  for (const [index, doubt] of doubts.entries()) {
    const answer = answers[index]
    if (answer === undefined) yield* conclude(whichOf(doubt))
    else if (isTable(answer)) chosen.push(...doubt.found.filter((one) => idOf(one) === idOf(records(answer)[0]!)))
    else yield* conclude(answer.code === "NOT_ANSWERED" ? whichOf(doubt) : answer.message)
  }
  return chosen
}

/** Those whom the text may mean; whoever is only near it is no reason to doubt. */
const meant = (table: ToolTable): Candidates => records(table).filter((one) => one["meant"] !== "hardly")

/** A single one who is not sure: the text only sounds alike. */
const isGuess = (found: Candidates): boolean => found.length === 1 && found[0]!["meant"] === "maybe"

/** Those of several who are of a class, by the weight that they are listed with. */
function* ofClass(found: Candidates, weightClass: WeightClass): Inquiry<Candidates> {
  const limit = weightLimit(weightClass)
  const profiles = yield* profilesOf(found)
  return found.filter((_, index) => {
    const weight = records(profiles[index]!)[0]?.["weightKg"]
    return typeof weight === "number" && pounds(weight) === limit
  })
}

/** Those of several who are also meant by what tells them apart; or somebody of the name who was not among them. */
function* narrowed(found: Candidates, { is, of }: NonNullable<Slots["which"]>): Inquiry<Candidates> {
  const bare = is.replace(/^(the|i mean) /i, "").replace(/ one$/i, "")
  const weightClass = weightClassIn(bare)
  if (weightClass !== null) {
    const fitting = yield* ofClass(found, weightClass)
    return fitting.length === 0 ? found : fitting
  }
  const tables = yield* candidates([bare, ...variants(bare)])
  const others = new Map(tables.flatMap(meant).map((one) => [idOf(one), one]))
  const both = found.filter((one) => others.has(idOf(one)))
  if (both.length > 0) return both
  const namesakes = [...others.values()].filter(({ name }) => ` ${fold(cell(name))} `.includes(` ${fold(of)} `))
  return namesakes.length === 0 ? found : namesakes
}

/** Finds out which of several a question can be about. */
export type Evidence = (found: ReadonlyArray<number>) => Inquiry<ReadonlyArray<number>>

/** One of those whom a text may mean; said unless the text is the name of this one alone. */
const subjectOf = (text: string, candidate: Candidate, among: Candidates): Subject => {
  const { nickname } = candidate
  const name = cell(candidate["name"])
  const namesakes = among.filter((one) => one["name"] === name).length > 1
  const told = namesakes && nickname ? `${name} "${nickname}"` : name
  const said = (among.length > 1 || scoreOf(candidate) < spelled) && fold(told) !== fold(text)
  return { id: idOf(candidate), name, understood: said ? `I took "${text}" to mean ${told}. ` : "" }
}

/** One fighter for each of the names. */
function* chosen(names: ReadonlyArray<Name>): Inquiry<ReadonlyArray<Subject>> {
  // Of all names at once: a model has few steps.
  const unclear = names.filter(({ found }) => found.length > 1)
  const tables = yield* profilesOf(unclear.flatMap(({ found }) => found))
  const profiles = new Map(tables.map((table) => [idOf(records(table)[0]!), table]))
  const picked = names.map(({ found }): Candidate | null => {
    if (found.length === 1) return found[0]!
    const active = found.filter((one) => hasFought(profiles.get(idOf(one))!))
    // Those who never fought here are hardly meant by a part of their name; of a very name they may be.
    const isPlain = active.length === 1 && found.length < mostCandidates && scoreOf(found[0]) < surely
    return isPlain ? active[0]! : null
  })
  const doubts = names
    .filter((_, index) => picked[index] === null)
    .map((name) => ({ ...name, profiles: name.found.map((one) => profiles.get(idOf(one))!) }))
  const answered = (yield* inquire(doubts)).values()
  return names.map(({ found, text }, index) => subjectOf(text, picked[index] ?? answered.next().value!, found))
}

/** Whom the names may mean; a name that means nobody ends the answer. */
function* found(texts: ReadonlyArray<string>, which: Slots["which"]): Inquiry<ReadonlyArray<Candidates>> {
  const tables = [...(yield* candidates(texts))]
  for (const [index, text] of texts.entries()) {
    const score = scoreOf(records(tables[index]!)[0])
    if (score >= spelled) continue
    // What is a name without its "s" goes before what is nearly one with it.
    const others = yield* candidates(variants(text))
    tables[index] = others.find((table) => scoreOf(records(table)[0]) > (score === 0 ? 0 : spelled)) ?? tables[index]!
  }
  const all: Array<Candidates> = []
  for (const [index, text] of texts.entries()) {
    const some = meant(tables[index]!)
    const nobody = `There is no fighter called "${text}" ${inData(tables[index]!)}.`
    if (some.length === 0) yield* conclude(nobody)
    if (isGuess(some)) yield* conclude(`${nobody} Do you mean ${cell(some[0]!["name"])}?`)
    all.push(which?.of === text && some.length > 1 ? yield* narrowed(some, which) : some)
  }
  return all
}

/** Of the fighters who may be meant, the one pair that has met; null when none has, or several have. */
function* metBy(some: Candidates, text: string, others: Candidates): Inquiry<readonly [Candidate, Candidate] | null> {
  const tables = yield* lookAll(some.map((one) => call("resolve", { text, facing: idOf(one) })))
  const known = new Set(others.map(idOf))
  const pairs = some.flatMap((one, index) =>
    records(tables[index]!)
      // There may be more of the name than were found.
      .filter((other) => known.size === mostCandidates || known.has(idOf(other)))
      .map((other) => [one, other] as const)
  )
  return pairs.length === 1 ? pairs[0]! : null
}

/**
 * The two fighters of a question, or the end of the answer: nobody is called so, or several are, of whom not just two
 * have met.
 */
export function* subjects({ fighter = "", other = "", which }: Slots): Inquiry<readonly [Subject, Subject]> {
  const [a = [], b = []] = yield* found([fighter, other], which)
  if (a.length > 1 || b.length > 1) {
    const turned = b.length < a.length
    const met = turned ? yield* metBy(b, fighter, a) : yield* metBy(a, other, b)
    if (met !== null) {
      const [first, second] = turned ? [met[1], met[0]] : met
      return [subjectOf(fighter, first, a), subjectOf(other, second, b)]
    }
  }
  const [first, second] = yield* chosen([
    { text: fighter, found: a },
    { text: other, found: b }
  ])
  return [first!, second!]
}

/** The fighter of a question, or the end of the answer; of several, the one whom the evidence is for. */
export function* subject({ fighter = "", which }: Slots, evidence: Evidence | null = null): Inquiry<Subject> {
  const among = (yield* found([fighter], which))[0]!
  if (among.length > 1 && evidence !== null) {
    const fitting = yield* evidence(among.map(idOf))
    const fit = among.find((one) => idOf(one) === fitting[0])
    if (fitting.length === 1 && fit !== undefined) return subjectOf(fighter, fit, among)
  }
  return (yield* chosen([{ text: fighter, found: among }]))[0]!
}
