import type { UfcstatsId } from "@mma-savant/core/Identity"
import { fought } from "../Fought.ts"
import type { Gold, Language, Question, RightCall, Template } from "../Question.ts"
import { columns, where } from "../Reading.ts"
import type { Fought } from "../World.ts"
import { familyOf } from "../World.ts"
import { named, people } from "./Careers.ts"

/** A bout's method without the technique: "KO/TKO (Punch)" is "KO/TKO". */
const bare = (rows: ReturnType<RightCall["read"]>) =>
  rows.map((row) => row.map((value) => (typeof value === "string" ? value.replace(/ \(.*\)$/, "") : value)))

const opponentOf = (fold: (key: UfcstatsId | null) => string, { other }: Fought) =>
  other === undefined ? null : fold(other.fighterKey) || other.name

const ending = (key: UfcstatsId): Gold => ({
  sql: `${fought} select result, method, result_round from fought where key = $2 and nth = 1`,
  params: [key],
  fold: (world) =>
    world
      .career(key)
      .slice(0, 1)
      .map(({ bout, own }) => [own.result, bout.method, bout.resultRound])
})

const lastLoss = (key: UfcstatsId): Gold => ({
  sql: `${fought} select date::text, opponent from fought where key = $2 and result = 'LOSS' order by nth limit 1`,
  params: [key],
  fold: (world) =>
    world
      .career(key)
      .filter(({ own }) => own.result === "LOSS")
      .slice(0, 1)
      .map((one) => [one.event.date, opponentOf((other) => world.nameOf(other), one)])
})

const first = (key: UfcstatsId): Gold => ({
  sql: `${fought} select date::text, opponent, result from fought where key = $2 order by nth desc limit 1`,
  params: [key],
  fold: (world) =>
    world
      .career(key)
      .slice(-1)
      .map((one) => [one.event.date, opponentOf((other) => world.nameOf(other), one), one.own.result])
})

const beatenBy = (key: UfcstatsId): Gold => ({
  sql: `${fought} select date::text, opponent from fought where key = $2 and result = 'WIN' and method = 'SUB'`,
  params: [key],
  fold: (world) =>
    world
      .career(key)
      .filter(({ bout, own }) => own.result === "WIN" && familyOf(bout.method) === "SUB")
      .map((one) => [one.event.date, opponentOf((other) => world.nameOf(other), one)])
})

const splits = (key: UfcstatsId): Gold => ({
  sql: `${fought} select date::text, result from fought where key = $2 and method = 'S-DEC'`,
  params: [key],
  fold: (world) =>
    world.career(key).flatMap(({ bout, event, own }) => (bout.method === "S-DEC" ? [[event.date, own.result]] : []))
})

interface Form {
  readonly gold: (key: UfcstatsId) => Gold
  readonly params: Readonly<Record<string, unknown>>
  readonly read: RightCall["read"]
  readonly en: string
  readonly ko: string
}

const forms: ReadonlyArray<Form> = [
  {
    gold: ending,
    params: { limit: 1 },
    read: (table) => bare(columns("result", "method", "round")(table)),
    en: "how did %s's last fight end?",
    ko: "%s 마지막 경기 어떻게 끝났어?"
  },
  {
    gold: lastLoss,
    params: { result: "LOSS", limit: 1 },
    read: columns("date", "opponent"),
    en: "when did %s last lose",
    ko: "%s 마지막으로 진 게 언제야?"
  },
  {
    gold: first,
    params: { order: "earliest", limit: 1 },
    read: columns("date", "opponent", "result"),
    en: "who was %s's first ufc fight against?",
    ko: "%s 데뷔전 상대 누구였어?"
  },
  {
    gold: beatenBy,
    params: { result: "WIN", method: "SUB", limit: 50 },
    read: columns("date", "opponent"),
    en: "which fights did %s win by submission",
    ko: "%s 서브미션으로 이긴 경기 보여줘"
  },
  {
    gold: splits,
    params: { method: "DEC", limit: 50 },
    read: where((row) => row["method"] === "S-DEC", "date", "result"),
    en: "%s split decisions",
    ko: "%s 스플릿 판정 경기 보여줘"
  }
]

/** How single fights of a career ended. */
export const endings: Template = (ground) =>
  forms.flatMap(({ gold, params, read, ...texts }) =>
    people(ground, Number.POSITIVE_INFINITY, 5)
      .filter(({ ufcstatsId }) => gold(ufcstatsId).fold(ground.world).length > 0)
      .slice(0, 2)
      .map((facts, index): Question => {
        const language: Language = index === 0 ? "en" : "ko"
        return {
          category: "history",
          language,
          text: texts[language].replace("%s", facts.name),
          expects: "answer",
          gold: gold(facts.ufcstatsId),
          names: [named(facts)],
          call: { tool: "fights", params: { fighterId: ground.idOf(facts.ufcstatsId), ...params }, read }
        }
      })
  )
