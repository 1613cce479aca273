import { fold } from "@mma-savant/core/Fold"
import { records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import type { Slots } from "./grammar/Slots.ts"
import { call, conclude, type Inquiry, lookAll } from "./Inquiry.ts"
import { cell, inData, kilograms } from "./Phrase.ts"

/** A fighter whom a name was found to mean. */
export interface Subject {
  readonly id: number
  readonly name: string
  /** Whom it was taken for, where the name was only nearly right; else empty. */
  readonly understood: string
}

/** The score of a very name or alias. Below it a text is no proof: nicknames are other people's last names. */
const surely = 0.97

/** Scores below this are guesses at the spelling. */
const spelled = 0.86

/** Fighters of one name who are told apart. */
const mostListed = 5

/** What else the fighter may be called: with and without the article, and with a possessive that lacks its apostrophe. */
const variants = (text: string): ReadonlyArray<string> => [
  /^the /i.test(text) ? text.slice(4) : `the ${text}`,
  ...(/[^s]s$/i.test(text) ? [text.slice(0, -1)] : [])
]

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

function* whichOf(text: string, ids: ReadonlyArray<number>, more: boolean): Inquiry<never> {
  const profiles = yield* lookAll(ids.slice(0, mostListed).map((fighterId) => call("fighterProfile", { fighterId })))
  const lines = profiles
    .flatMap(records)
    .map(({ lastFight, name, nickname, record, weightKg }) =>
      [
        `- ${name}${nickname === null ? "" : ` "${nickname}"`}: record ${record}`,
        ...(typeof weightKg === "number" ? [kilograms(weightKg)] : []),
        lastFight === null ? "no fight" : `last fight ${lastFight}`
      ].join(", ")
    )
  const others =
    more || ids.length > mostListed ? "\n\nThere are more; a first name or a nickname tells them apart." : ""
  return yield* conclude(`"${text}"${several}${inData(profiles[0]!)}. ${asking}\n\n${lines.join("\n")}${others}`)
}

/** `resolve` gives no more candidates than this. */
const mostFound = 8

type Candidates = ReturnType<typeof records>

/** Those whom the text may mean: all of them, unless it is the very name of some. */
const meant = (table: ToolTable): Candidates => {
  const found = records(table)
  const score = Number(found[0]?.["score"])
  return score < surely ? found : found.filter((one) => one["score"] === score)
}

/** Those of several who are also meant by what tells them apart; or somebody of the name who was not among them. */
function* narrowed(several: Candidates, { is, of }: NonNullable<Slots["which"]>): Inquiry<Candidates> {
  const bare = is.replace(/^(the|i mean) /i, "").replace(/ one$/i, "")
  const others = (yield* candidates([bare, ...variants(bare)])).flatMap(meant)
  const ids = new Set(others.map(({ fighterId }) => fighterId))
  const both = several.filter(({ fighterId }) => ids.has(fighterId))
  if (both.length > 0) return both
  const namesakes = others.filter(({ name }) => ` ${fold(cell(name))} `.includes(` ${fold(of)} `))
  return namesakes.length === 0 ? several : namesakes
}

function* chosen(text: string, table: ToolTable, which: Slots["which"]): Inquiry<Subject> {
  const all = meant(table)
  const found = which?.of === text && all.length > 1 ? yield* narrowed(all, which) : all
  const top = found[0]
  if (top === undefined) return yield* conclude(`There is no fighter called "${text}" ${inData(table)}.`)
  if (found.length > 1) {
    return yield* whichOf(
      text,
      found.map(({ fighterId }) => Number(fighterId)),
      found.length === mostFound
    )
  }
  const name = cell(top["name"])
  return {
    id: Number(top["fighterId"]),
    name,
    understood: Number(top["score"]) < spelled ? `I took "${text}" to mean ${name}. ` : ""
  }
}

function* named(texts: ReadonlyArray<string>, which: Slots["which"]): Inquiry<ReadonlyArray<Subject>> {
  const tables = [...(yield* candidates(texts))]
  for (const [index, text] of texts.entries()) {
    if (tables[index]!.rows.length > 0) continue
    const others = yield* candidates(variants(text))
    tables[index] = others.find(({ rows }) => rows.length > 0) ?? tables[index]!
  }
  const known: Array<Subject> = []
  for (const [index, text] of texts.entries()) known.push(yield* chosen(text, tables[index]!, which))
  return known
}

/** The two fighters of a question, or the end of the answer: nobody is called so, or several are. */
export function* subjects({ fighter = "", other = "", which }: Slots): Inquiry<readonly [Subject, Subject]> {
  const [a, b] = yield* named([fighter, other], which)
  return [a!, b!]
}

/** The fighter of a question, or the end of the answer. */
export function* subject({ fighter = "", which }: Slots): Inquiry<Subject> {
  return (yield* named([fighter], which))[0]!
}
