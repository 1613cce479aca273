import { type Cell, mostRows, records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { Result } from "@mma-savant/core/match/Result"
import { weightClassName } from "@mma-savant/core/ranking/WeightClass"
import type { Slots } from "../grammar/Slots.ts"
import { look } from "../Inquiry.ts"
import { periodOf } from "../Period.ts"
import { counted, inData, isTabled, itemised, listed } from "../Phrase.ts"
import { subject } from "../Subject.ts"
import type { Answer } from "./Answer.ts"
import { historyText } from "./BoutText.ts"

/** How many fights a history shows unless the question says. */
const shown = 10

const results = { WIN: "win", LOSS: "loss", DRAW: "draw", NC: "no contest" } as const
const methods = {
  "KO/TKO": "by KO/TKO",
  SUB: "by submission",
  DEC: "by decision",
  DQ: "by disqualification",
  OTHER: ""
}

/** The kind of fight that is asked about, alone and counted. */
const kindOf = ({ method, result, titleFightsOnly }: Slots) => {
  const outcome = result === undefined ? [] : [results[result]]
  const noun = titleFightsOnly ? ["title fight", ...outcome].join(" ") : (outcome[0] ?? "fight")
  const by = method === undefined ? "" : ` ${methods[method]}`
  return { one: `${noun}${by}`, many: (amount: number): string => `${counted(amount, noun)}${by}` }
}

/** "4 wins and 1 loss". */
const outcomesOf = (rows: ReadonlyArray<Readonly<Record<string, Cell>>>): string =>
  listed(
    Result.literals.flatMap((result) => {
      const amount = rows.filter((row) => row["result"] === result).length
      return amount === 0 ? [] : [counted(amount, results[result])]
    })
  )

/** A fighter's fights of some kind: how many, which, the latest, the first, or whether there are any. */
export const bouts: Answer = function* (slots, today) {
  const { bouts: asked = "list", limit, method, result, titleFightsOnly, weightClass } = slots
  const { id, name, understood } = yield* subject(slots)
  const period = periodOf(slots, today)
  const one = asked === "latest" || asked === "opponent" || asked === "earliest"
  const table: ToolTable = yield* look("fights", {
    fighterId: id,
    ...period.days,
    ...(method === undefined ? {} : { method }),
    ...(result === undefined ? {} : { result }),
    ...(titleFightsOnly === undefined ? {} : { titleFightsOnly }),
    ...(weightClass === undefined ? {} : { weightClass }),
    ...(asked === "earliest" ? { order: "earliest" as const } : {}),
    limit: one ? 1 : asked === "list" ? (limit ?? shown) : mostRows
  })
  const rows = records(table)
  const kind = kindOf(slots)
  const scope = `${weightClass === undefined ? "" : ` at ${weightClassName(weightClass)}`}${period.text}`
  const where = `${scope} ${inData(table)}`
  const told = (text: string): string => `${understood}${text}`
  if (rows.length === 0) return told(`${asked === "whether" ? "No: " : ""}${name} has ${kind.many(0)}${where}.`)

  const first = `${historyText(name, rows[0]!)}.`
  if (one) {
    const order = asked === "earliest" ? "first" : "latest"
    return told(`The ${order} ${kind.one} of ${name}${where}: ${first}`)
  }
  const amount = `${table.truncated && asked !== "list" ? "at least " : ""}${kind.many(rows.length)}`
  if (asked === "count") return told(`${name} has ${amount}${where}.`)
  const yes = asked === "whether" ? "Yes: " : ""
  if (rows.length === 1) return told(`${yes}${first}`)
  const heading = `${table.truncated && asked === "list" ? `The latest ${kind.many(rows.length)} of ${name}` : `${name} has ${amount}`}${where}`
  const outcomes = isTabled(rows) && result === undefined ? ` ${outcomesOf(rows)}.` : ""
  const end = isTabled(rows) && outcomes === "" ? "." : ":"
  return told(
    `${yes}${heading}${end}${outcomes}${itemised(
      rows.map((row) => historyText(name, row)),
      `The latest: ${first}`
    )}`
  )
}
