import { fold } from "@mma-savant/core/Fold"
import { candidateScores, misspelt } from "@mma-savant/core/fighter/Candidate"
import { pounds } from "@mma-savant/core/fighter/Measure"
import { isTable, mostCandidates, records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { type WeightClass, weightClassIn, weightLimit } from "@mma-savant/core/ranking/WeightClass"
import type { Slots } from "./grammar/Slots.ts"
import { abstain, ask, call, conclude, fail, type Inquiry, lookAll } from "./Inquiry.ts"
import { saysMore } from "./Mismatch.ts"
import { cell } from "./Phrase.ts"
import type { Setting, SubjectPhrases } from "./PhraseBook.ts"

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

/** The name that an answer asked about, when that is what it did. */
export const askedAbout = ({ several }: SubjectPhrases, answer: string): string | null => {
  const end = answer.indexOf(`"${several}`)
  return answer.startsWith('"') && end > 0 && answer.includes("\n- ") ? answer.slice(1, end) : null
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
const whichOf = (doubt: Doubt, say: SubjectPhrases): string => {
  const { found, profiles, text } = doubt
  const lines = likely(doubt).slice(0, mostListed).flatMap(records).map(say.candidate)
  const more = found.length === mostCandidates || found.length > mostListed
  return `"${text}"${say.several}${say.which(profiles[0]!.sampleOnly)}\n\n${lines.map((line) => `- ${line}`).join("\n")}${more ? `\n\n${say.more}` : ""}`
}

/** Whom the user means by each of the names, asked at once; where that stays open, the answer asks in words and ends. */
function* inquire(doubts: ReadonlyArray<Doubt>, say: SubjectPhrases): Inquiry<ReadonlyArray<Candidate>> {
  // Of more than are ever found the one who is meant may not be there to be chosen.
  const isAsked = doubts.every(({ found }) => found.length < mostCandidates)
  const options = doubts.map((doubt) => likely(doubt).flatMap(records).map(idOf))
  const answers = isAsked ? yield* ask(options.map((fighterIds) => call("askUser", { fighterIds }))) : []
  const chosen: Array<Candidate> = []
  for (const [index, doubt] of doubts.entries()) {
    const answer = answers[index]
    if (answer === undefined) yield* conclude(whichOf(doubt, say))
    else if (isTable(answer)) chosen.push(...doubt.found.filter((one) => idOf(one) === idOf(records(answer)[0]!)))
    else if (answer.code === "NOT_ANSWERED") yield* conclude(whichOf(doubt, say))
    else yield* fail(answer, "askUser")
  }
  return chosen
}

/** Those whom the text may mean; whoever is only near it is no reason to doubt. */
const meant = (table: ToolTable): Candidates => records(table).filter((one) => one["meant"] !== "hardly")

/** The text only sounds alike: that anybody of the data is meant is not sure. */
const isGuess = (found: Candidates): boolean =>
  found[0]?.["meant"] === "maybe" && (found.length === 1 || scoreOf(found[0]) < misspelt(2))

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
const subjectOf = (text: string, candidate: Candidate, among: Candidates, say: SubjectPhrases): Subject => {
  const { nickname } = candidate
  const name = cell(candidate["name"])
  const namesakes = among.filter((one) => one["name"] === name).length > 1
  const told = namesakes && nickname ? `${name} "${nickname}"` : name
  const said = (among.length > 1 || scoreOf(candidate) < spelled) && fold(told) !== fold(text)
  return { id: idOf(candidate), name, understood: said ? say.took(text, told) : "" }
}

/** One fighter for each of the names. */
function* chosen(names: ReadonlyArray<Name>, say: SubjectPhrases): Inquiry<ReadonlyArray<Subject>> {
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
  const answered = (yield* inquire(doubts, say)).values()
  return names.map(({ found, text }, index) => subjectOf(text, picked[index] ?? answered.next().value!, found, say))
}

/** Whom the names may mean; a name that means nobody ends the answer. */
function* found(
  texts: ReadonlyArray<string>,
  which: Slots["which"],
  say: SubjectPhrases
): Inquiry<ReadonlyArray<Candidates>> {
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
    const nobody = say.nobody(text, tables[index]!.sampleOnly)
    if (some.length === 0) yield* abstain("not_in_data", nobody)
    // What was told of the name alone is told of it and nothing else.
    if (
      some.length === 1 &&
      scoreOf(some[0]) < candidateScores.words &&
      saysMore(text, cell(some[0]!["name"]), cell(some[0]!["nickname"]))
    )
      yield* abstain("not_understood", nobody)
    if (isGuess(some))
      yield* abstain("not_in_data", `${nobody} ${say.perhaps(some.slice(0, mostListed).map(({ name }) => cell(name)))}`)
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

/** The one of whom the talk has spoken, or whom the asker chooses of several of these. */
function* known({ among, meant: spoken }: Slots): Inquiry<Subject | null> {
  if (spoken !== undefined) return { ...spoken, understood: "" }
  if (among === undefined) return null
  const answer = (yield* ask([call("askUser", { fighterIds: [...among] })]))[0]!
  if (!isTable(answer)) return yield* fail(answer, "askUser")
  const { fighter, fighterId } = records(answer)[0]!
  return { id: Number(fighterId), name: cell(fighter), understood: "" }
}

/** Where the second of two names begins: the one place where both sides are surely somebody. */
function* divided(pair: string, say: SubjectPhrases): Inquiry<readonly [string, string]> {
  const words = pair.split(" ")
  const sides = words
    .slice(1)
    .map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")] as const)
  const tables = yield* candidates(sides.flat())
  const scores = sides.map((_, at) => {
    const [a, b] = [meant(tables[2 * at]!), meant(tables[2 * at + 1]!)]
    return a.length === 0 || b.length === 0 || isGuess(a) || isGuess(b) ? 0 : Math.min(scoreOf(a[0]), scoreOf(b[0]))
  })
  const best = Math.max(...scores)
  const likely = sides.filter((_, at) => scores[at] === best)
  return best > 0 && likely.length === 1 ? likely[0]! : yield* abstain("not_understood", say.noPair(pair))
}

/**
 * The two fighters of a question, or the end of the answer: nobody is called so, or several are, of whom not just two
 * have met.
 */
export function* subjects(slots: Slots, { say: { subject: say } }: Setting): Inquiry<readonly [Subject, Subject]> {
  const { which } = slots
  const [fighter, other] =
    slots.pair === undefined ? [slots.fighter ?? "", slots.other ?? ""] : yield* divided(slots.pair, say)
  const spoken = yield* known(slots)
  if (spoken !== null) {
    const [b = []] = yield* found([other], which, say)
    return [spoken, (yield* chosen([{ text: other, found: b }], say))[0]!]
  }
  const [a = [], b = []] = yield* found([fighter, other], which, say)
  if (a.length > 1 || b.length > 1) {
    const turned = b.length < a.length
    const met = turned ? yield* metBy(b, fighter, a) : yield* metBy(a, other, b)
    if (met !== null) {
      const [first, second] = turned ? [met[1], met[0]] : met
      return [subjectOf(fighter, first, a, say), subjectOf(other, second, b, say)]
    }
  }
  const [first, second] = yield* chosen(
    [
      { text: fighter, found: a },
      { text: other, found: b }
    ],
    say
  )
  return [first!, second!]
}

/** Two to four fighters of a question. */
export function* group(slots: Slots, setting: Setting): Inquiry<ReadonlyArray<Subject>> {
  const { fighter, fourth, other, third } = slots
  if (third === undefined) return yield* subjects(slots, setting)
  const { subject: say } = setting.say
  const texts = [fighter, other, third, fourth].flatMap((text) => text ?? [])
  const candidatesOf = yield* found(texts, slots.which, say)
  return yield* chosen(
    texts.map((text, at) => ({ text, found: candidatesOf[at]! })),
    say
  )
}

/** The fighter of a question, or the end of the answer; of several, the one whom the evidence is for. */
export function* subject(
  slots: Slots,
  { say: { subject: say } }: Setting,
  evidence: Evidence | null = null
): Inquiry<Subject> {
  const spoken = yield* known(slots)
  if (spoken !== null) return spoken
  const { fighter = "", which } = slots
  const among = (yield* found([fighter], which, say))[0]!
  if (among.length > 1 && evidence !== null) {
    const fitting = yield* evidence(among.map(idOf))
    const fit = among.find((one) => idOf(one) === fitting[0])
    if (fitting.length === 1 && fit !== undefined) return subjectOf(fighter, fit, among, say)
  }
  return (yield* chosen([{ text: fighter, found: among }], say))[0]!
}
