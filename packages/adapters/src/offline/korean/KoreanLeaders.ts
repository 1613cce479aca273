import type { MethodFamily } from "@mma-savant/core/match/Method"
import type { BoutRecordId } from "@mma-savant/core/stats/BoutRecord"
import type { MetricId } from "@mma-savant/core/stats/Metric"
import { boutRecordLabels, metricLabels } from "@mma-savant/core/stats/MetricLabel"
import { cell, itemised, markdown } from "../Phrase.ts"
import type { Board, LeaderPhrases } from "../PhraseBook.ts"
import { josa } from "./Josa.ts"
import { cardText } from "./KoreanBouts.ts"
import {
  className,
  coverageText,
  headingText,
  inUnit,
  printedClass,
  sampleText,
  scopeText,
  valueText
} from "./KoreanPhrasing.ts"

/** What a leaderboard leaves out, of its note in English. */
const remark = ({ minFights, note }: Pick<Board, "minFights" | "note">): string => {
  const tied = /(\d+) more share/.exec(note ?? "")?.[1]
  const least = minFights === null || minFights < 2 ? "" : ` 최소 ${minFights}경기를 치른 선수만 셉니다.`
  return `${least}${tied === undefined ? "" : ` 공동 순위가 ${tied}명 더 있습니다.`}`
}

const streaks: ReadonlySet<string> = new Set(["win-streak", "loss-streak"])

const finishes: Partial<Record<MethodFamily, string>> = { "KO/TKO": "최단 시간 KO/TKO", SUB: "최단 시간 서브미션" }

const recordName = (id: BoutRecordId, method: MethodFamily | undefined): string =>
  (id === "fastest-finish" && method !== undefined ? finishes[method] : undefined) ?? boutRecordLabels[id].ko

/** Streaks and times are long, counts are many, rates are high. */
const extreme = (id: MetricId, { order, unit }: Board): string => {
  const [most, least] =
    streaks.has(id) || unit === "seconds" ? ["긴", "짧은"] : unit === "count" ? ["많은", "적은"] : ["높은", "낮은"]
  return order === "lowest" ? least! : most!
}

export const koreanLeaders: LeaderPhrases = {
  nobody: (id, scope, note) =>
    `${scopeText(scope)}${metricLabels[id].ko} 기록이 있는 선수는 없습니다.${remark({ minFights: null, note })}`,
  places: (id, scope, board) => {
    const places = board.rows.map(({ name, rank, value }) => `${rank}위 ${name}: ${valueText(id, Number(value))}`)
    const best = board.rows.filter(({ rank }) => rank === 1).map(({ name }) => cell(name))
    const value = valueText(id, Number(board.rows[0]?.["value"]))
    return `${headingText(scope)}${metricLabels[id].ko} 순위입니다${coverageText(board.coverage)}.${remark(board)}${itemised(places, `1위는 ${best.join(", ")} (${value}).`)}`
  },
  first: (id, scope, board) => {
    const best = board.rows.filter(({ rank }) => rank === 1).map(({ name }) => cell(name))
    const value = valueText(id, Number(board.rows[0]?.["value"]))
    const shared = best.length === 1 ? "" : "공동으로 "
    const open = best.length === board.rows.length && board.truncated ? remark(board) : remark({ ...board, note: null })
    const current = streaks.has(id) ? " 마지막 경기까지 이어진 연속 기록만 셉니다." : ""
    return `${scopeText(scope)}${josa(metricLabels[id].ko, "이", "가")} ${shared}가장 ${extreme(id, board)} 선수는 ${best.join(", ")} (${value})입니다${coverageText(board.coverage)}.${open}${current}`
  },
  records: (id, method, scope, unit, rows) => {
    const heading = `${headingText(scope)}${recordName(id, method)}`
    if (rows.length === 0) return `${heading}: 없습니다.`
    const best = rows
      .filter(({ rank }) => rank === 1)
      .map(
        ({ date, event, name, opponent, value }) =>
          `${name} ${inUnit(Number(value), unit)}, 상대 ${opponent ?? "미상"}, ${date} ${event}`
      )
    return `${heading}: ${best.join("; ")}.`
  },
  champion: (name, weightClass, date) => `${className(weightClass)} 챔피언은 ${name} 선수입니다 (${date} 랭킹 기준).`,
  noChampion: (weightClass, date) => `${date} ${className(weightClass)} 랭킹에는 챔피언이 없습니다.`,
  beltUnknown: (weightClass, fight, sampleOnly) => {
    const name = className(weightClass)
    const unknown = `${name} 랭킹이 데이터에 없어 현재 챔피언은 알 수 없습니다.`
    if (fight === null) return `${unknown} ${sampleText(sampleOnly)}${name} 타이틀전도 없습니다.`
    return `${unknown} ${sampleText(sampleOnly)}마지막 ${name} 타이틀전(잠정 타이틀 포함)은 ${fight["date"]} ${fight["event"]} 대회의 ${cardText(fight)}입니다.`
  },
  noChampions:
    "랭킹이 데이터에 없어 챔피언을 알 수 없습니다. 체급을 하나 물어보면 마지막 타이틀전의 승자를 알려 드립니다.",
  champions: (rows) =>
    `최신 랭킹의 챔피언입니다.\n\n${markdown(
      ["체급", "챔피언"],
      rows.map(([weightClass, name]) => [className(weightClass), name ?? "없음"])
    )}`,
  holders: (rank, names, weightClass, date) =>
    names.length === 0
      ? `${date} ${className(weightClass)} 랭킹에 ${rank}위는 없습니다.`
      : `${className(weightClass)} 랭킹 ${names.length === 1 ? "" : "공동 "}${rank}위는 ${names.join(", ")}입니다 (${date} 기준).`,
  rankings: (weightClass, date, rows, isTop) => {
    if (rows.length === 0) return `${className(weightClass)} 랭킹에 오른 선수가 없습니다.`
    const [champion] = rows.filter((row) => row["rank"] === 0)
    const belt = champion === undefined ? "" : ` 챔피언은 ${champion["name"]}.`
    const places = rows.map((row) => `${row["rank"] === 0 ? "챔피언" : `${row["rank"]}위`}: ${row["name"]}`)
    const best = rows.filter((row) => row["rank"] === 1).map((row) => cell(row["name"]))
    const gist = best.length === 0 ? "" : `1위는 ${best.join(", ")}.`
    const heading = `${date} ${className(weightClass)} 랭킹입니다.`
    return isTop ? `${heading}${itemised(places, `${gist}${belt}`)}` : `${heading}${belt}${itemised(places, gist)}`
  },
  rank: (name, rank, rankedIn) =>
    `최신 랭킹에서 ${name} 선수는 ${printedClass(rankedIn)} ${rank === 0 ? "챔피언" : `${rank}위`}입니다.`,
  notRanked: (name, weightClass, date) =>
    weightClass === null
      ? `${name} 선수는 랭킹이 있는 체급에서 치른 경기가 없습니다.`
      : `${name} 선수는 ${date} ${className(weightClass)} 랭킹에 없습니다.`
}
