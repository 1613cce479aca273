import type { FighterId, UfcstatsId } from "@mma-savant/core/Identity"
import type { ToolTable } from "@mma-savant/core/llm/ToolTable"
import type { Seeded } from "./Seeded.ts"
import type { World } from "./World.ts"

/** What questions are about; every category has some in both languages. */
export const categories = [
  "record and profile",
  "history",
  "head to head",
  "comparison",
  "leaders",
  "statistics",
  "events",
  "trends",
  "rankings",
  "forecasts",
  "must ask",
  "must abstain"
] as const
export type Category = (typeof categories)[number]

export type Language = "en" | "ko"

/** Numbers are compared to four digits; a day is written as `2025-01-31`. */
export type Value = string | number | null

/** Rows in any order: gold says what belongs to an answer, not how it is laid out. */
export type Rows = ReadonlyArray<ReadonlyArray<Value>>

/** A right answer, derived twice. */
export interface Gold {
  /** Over the tables of the database; `$1` is the day of the questions. Its columns are those of `fold`. */
  readonly sql: string
  readonly params?: ReadonlyArray<unknown>
  readonly fold: (world: World) => Rows
}

/** A call of a tool that a model which knows its business would make. */
export interface RightCall {
  readonly tool: string
  readonly params: Readonly<Record<string, unknown>>
  /** What of the tool's table is the answer. */
  readonly read: (table: ToolTable) => Rows
}

/** A fighter, and how the question spells the name. */
export interface Named {
  readonly text: string
  readonly key: UfcstatsId
}

interface Asked {
  readonly category: Category
  readonly language: Language
  /** As people type it into a chat. */
  readonly text: string
}

interface Answerable extends Asked {
  readonly gold: Gold
  /** Who is asked about; a right model looks each of them up before it calls. */
  readonly names: ReadonlyArray<Named>
  readonly call: RightCall
  /** Of a ranking, how many are asked for: of those who tie at the cut, some may be left out, when that is said. */
  readonly places?: number
}

/** A question and what must come of it. */
export type Question =
  | (Answerable & { readonly expects: "answer" })
  /** One name that all of these bear. The first of `names`, who is one of them, is the answer to the question back. */
  | (Answerable & { readonly expects: "ask"; readonly fighters: ReadonlyArray<UfcstatsId> })
  | (Asked & { readonly expects: "abstain" })

/** What templates make questions from: the facts, who is who in the store, and chance. */
export interface Ground {
  readonly world: World
  readonly seeded: Seeded
  readonly idOf: (key: UfcstatsId) => FighterId
}

export type Template = (ground: Ground) => ReadonlyArray<Question>
