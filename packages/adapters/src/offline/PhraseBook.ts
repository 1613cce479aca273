import type { IsoDate } from "@mma-savant/core/IsoDate"
import type { Cell, ToolFailure } from "@mma-savant/core/llm/ToolTable"
import type { MethodFamily } from "@mma-savant/core/match/Method"
import type { Result } from "@mma-savant/core/match/Result"
import type { WeightClass } from "@mma-savant/core/ranking/WeightClass"
import type { BoutRecordId } from "@mma-savant/core/stats/BoutRecord"
import type { Coverage } from "@mma-savant/core/stats/Coverage"
import type { Grouping } from "@mma-savant/core/stats/Grouping"
import type { GroupMetricId } from "@mma-savant/core/stats/GroupMetric"
import type { MetricId } from "@mma-savant/core/stats/Metric"
import type { BoutsAsked, Measure } from "./grammar/Slots.ts"
import type { ToolName } from "./Inquiry.ts"
import type { Period } from "./Period.ts"

/** A row of a tool's table. */
export type Row = Readonly<Record<string, Cell>>

/** Which fights an answer is about. */
export interface Scope {
  readonly weightClass?: WeightClass | undefined
  readonly period: Period
  /** Only the sample is loaded. */
  readonly sampleOnly: boolean
  /** Only the latest so many fights. */
  readonly last?: number | undefined
}

/** Which kind of fights is counted. */
export interface FightKind {
  readonly method?: MethodFamily | undefined
  readonly result?: Result | undefined
  readonly titleFightsOnly?: true | undefined
}

export type ProfileMeasure = Exclude<Measure, "division">

export type Outcomes = Readonly<Record<Result, number>>

/** Words around a list of rows, which stands between them or is shown beside the text. */
export interface Itemised {
  readonly rows: ReadonlyArray<string>
  readonly gist: string
}

/** The words about who is meant. */
export interface SubjectPhrases {
  /** Whom a text was taken for; a sentence, and a blank. */
  readonly took: (text: string, name: string) => string
  readonly nobody: (text: string, sampleOnly: boolean) => string
  /** After {@link nobody}. */
  readonly perhaps: (names: ReadonlyArray<string>) => string
  /** Follows the quoted text by which several may be meant: answers that ask back are known by it. */
  readonly several: string
  readonly which: (sampleOnly: boolean) => string
  /** Of one who may be meant, what tells who it is. */
  readonly candidate: (row: Row) => string
  readonly more: string
  readonly same: (name: string) => string
  readonly noPair: (text: string) => string
}

/** The words about one fighter's figures. */
export interface FigurePhrases {
  readonly measureName: (measure: ProfileMeasure) => string
  /** Null where it is not known. */
  readonly measured: (row: Row, measure: ProfileMeasure) => string | null
  readonly measure: (name: string, measure: ProfileMeasure, value: string, sampleOnly: boolean) => string
  readonly measureUnknown: (name: string, measure: ProfileMeasure, sampleOnly: boolean) => string
  readonly notKnown: string
  readonly noFights: (name: string, scope: Scope) => string
  readonly division: (name: string, weightClass: string | null, date: string, sampleOnly: boolean) => string
  readonly label: (id: MetricId | GroupMetricId) => string
  /** "14 wins", "a takedown accuracy of 56.0%". */
  readonly figure: (id: MetricId, value: number) => string
  /** `basis` is null where every fight counts as it is. */
  readonly has: (name: string, id: MetricId, value: number, scope: Scope, coverage: Coverage | null) => string
  readonly unknown: (name: string, id: MetricId, scope: Scope, coverage: Coverage | null) => string
  readonly record: (name: string, outcomes: Outcomes, scope: Scope, atLeast: boolean) => string
  readonly profile: (row: Row, sampleOnly: boolean) => string
  readonly against: (name: string, other: string, id: MetricId, values: ReadonlyArray<AgainstValue>) => string
  readonly series: (
    about: string | null,
    id: MetricId | GroupMetricId,
    by: Grouping,
    scope: Scope,
    rows: ReadonlyArray<Row>
  ) => string
  readonly definition: (id: MetricId | GroupMetricId | BoutRecordId, rows: ReadonlyArray<Row>) => string
}

export interface AgainstValue {
  readonly date: string
  readonly value: number | null
}

/** What ratings say of a bout; shares are written as percentages. */
export interface ForecastTold {
  /** Null where the ratings make it even. */
  readonly favourite: string | null
  readonly probability: string
  /** Of the fights whose favourite was as likely, how many there were and what part the favourite won. */
  readonly proven: { readonly fights: number; readonly won: string } | null
  /** Of each fighter: name, probability, rating, rated fights and the last of them. */
  readonly rows: ReadonlyArray<ReadonlyArray<Cell | undefined>>
  readonly note: string | null
}

/** The words about fights. */
export interface BoutPhrases {
  /** A fight as one fighter's. A sentence without its full stop, and so are the following. */
  readonly history: (name: string, row: Row) => string
  readonly card: (row: Row) => string
  /** Of fights of several events. */
  readonly fight: (row: Row) => string
  readonly none: (name: string, kind: FightKind, scope: Scope, asked: BoutsAsked) => string
  readonly one: (name: string, kind: FightKind, scope: Scope, earliest: boolean, fight: string) => string
  readonly count: (name: string, kind: FightKind, scope: Scope, amount: number, atLeast: boolean) => string
  readonly yes: string
  readonly list: (
    name: string,
    kind: FightKind,
    scope: Scope,
    amount: number,
    truncated: boolean,
    outcomes: Outcomes | null,
    fights: Itemised
  ) => string
  readonly fights: (kind: FightKind, scope: Scope, amount: number, truncated: boolean, fights: Itemised) => string
  readonly noFights: (kind: FightKind, scope: Scope) => string
  readonly absent: (name: string, event: string, sampleOnly: boolean) => string
  readonly neverMet: (a: string, b: string, sampleOnly: boolean) => string
  readonly met: (
    a: string,
    b: string,
    amount: number,
    outcomes: Outcomes,
    lines: ReadonlyArray<string>,
    sampleOnly: boolean
  ) => string
  readonly toMeet: (event: string, date: string) => string
  readonly firstMeeting: (fight: string) => string
  readonly commonOpponents: (a: string, b: string, rows: ReadonlyArray<Row>) => string
  readonly prediction: (forecast: ForecastTold) => string
}

/** The words about two or more fighters side by side. */
export interface ComparisonPhrases {
  readonly records: (sampleOnly: boolean) => string
  readonly figures: (id: MetricId, rows: ReadonlyArray<CompareRow>, scope: Scope) => string
}

export interface CompareRow {
  readonly name: string
  readonly value: number | null
  readonly fights: number
  readonly measuredFights: number
}

/** The words about events, rankings and the data. */
export interface EventPhrases {
  readonly when: (event: EventFacts) => string
  readonly noCard: (line: string, sampleOnly: boolean) => string
  readonly noDay: (event: string) => string
  readonly main: (event: string, fight: string) => string
  readonly noMain: (event: string, sampleOnly: boolean) => string
  readonly cardGist: (main: string | null, fights: number) => string
  readonly count: (event: string, kind: FightKind, amount: number, of: number, sampleOnly: boolean) => string
  readonly noCompleted: (place: string | undefined, period: Period, sampleOnly: boolean) => string
  readonly completed: (
    place: string | undefined,
    period: Period,
    sampleOnly: boolean,
    total: number | null,
    events: Itemised
  ) => string
  readonly line: (row: Row) => string
  readonly latest: (line: string) => string
  readonly noUpcoming: (sampleOnly: boolean) => string
  readonly next: (line: string, sampleOnly: boolean) => string
  readonly status: (row: Row, sampleOnly: boolean) => string
  readonly noData: string
}

export interface EventFacts {
  readonly name: string
  readonly date: string | null
  readonly location: string | null
  readonly status: string
}

/** The words about who is first. */
export interface LeaderPhrases {
  readonly nobody: (id: MetricId, scope: Scope, note: string | null) => string
  readonly places: (id: MetricId, scope: Scope, board: Board) => string
  readonly first: (id: MetricId, scope: Scope, board: Board) => string
  /** `method` where only fights that ended so were asked for. */
  readonly records: (
    id: BoutRecordId,
    method: MethodFamily | undefined,
    scope: Scope,
    unit: string | null,
    rows: ReadonlyArray<Row>
  ) => string
  readonly champion: (name: string, weightClass: WeightClass, date: string) => string
  readonly noChampion: (weightClass: WeightClass, date: string) => string
  readonly beltUnknown: (weightClass: WeightClass, fight: Row | null, sampleOnly: boolean) => string
  readonly noChampions: string
  readonly champions: (rows: ReadonlyArray<readonly [WeightClass, name: string | null]>) => string
  readonly holders: (rank: number, names: ReadonlyArray<string>, weightClass: WeightClass, date: string) => string
  /** `isTop` where the first places were asked for, among which the champion is none. */
  readonly rankings: (weightClass: WeightClass, date: string, rows: ReadonlyArray<Row>, isTop: boolean) => string
  readonly rank: (name: string, rank: number, rankedIn: string) => string
  readonly notRanked: (name: string, weightClass: WeightClass | null, date: string) => string
}

/** A leaderboard as it was found. */
export interface Board {
  readonly rows: ReadonlyArray<Row>
  readonly unit: string
  readonly order: "highest" | "lowest"
  readonly coverage: Coverage | null
  readonly minFights: number | null
  readonly truncated: boolean
  readonly note: string | null
}

/** What a language says of facts. Facts have no language: whoever finds them out leaves every word to a phrase book. */
export interface PhraseBook {
  readonly subject: SubjectPhrases
  readonly figure: FigurePhrases
  readonly bout: BoutPhrases
  readonly comparison: ComparisonPhrases
  readonly event: EventPhrases
  readonly leader: LeaderPhrases
  /** Why a tool had nothing to give. */
  readonly failure: (failure: ToolFailure, tool: ToolName) => string
  readonly notUnderstood: string
  /** What this model can be asked. */
  readonly offer: string
  /** Where there are no tools. */
  readonly unable: string
}

/** What an answer is given in: on which day, and in whose words. */
export interface Setting {
  readonly today: IsoDate
  readonly say: PhraseBook
}
