import type { Result } from "@mma-savant/core/match/Result"
import { isTabled, itemised, markdown } from "../Phrase.ts"
import type { BoutPhrases, FightKind, Outcomes, Row } from "../PhraseBook.ts"
import { josa } from "./Josa.ts"
import { printedClass, sampleText, scopeText } from "./KoreanPhrasing.ts"

const verbs: Readonly<Record<string, string>> = { WIN: "승", LOSS: "패", DRAW: "무승부", NC: "무효 경기" }

const nobody = "이름이 알려지지 않은 상대"

const end = (row: Row): string =>
  [
    ...(row["method"] === null ? [] : [String(row["method"])]),
    ...(row["round"] === null ? [] : [`${row["round"]}라운드`]),
    ...(row["time"] === null ? [] : [String(row["time"])])
  ].join(" ")

const ended = (row: Row): string => (end(row) === "" ? "" : ` (${end(row)})`)

const title = (row: Row): string =>
  row["titleFight"] === true
    ? `, ${row["weightClass"] === null ? "" : `${printedClass(row["weightClass"])} `}타이틀전`
    : ""

const history = (name: string, row: Row): string => {
  const when = [row["date"], row["event"]].filter((part) => part !== null && part !== undefined).join(" ")
  const opponent = row["opponent"] ?? nobody
  const result = row["result"]
  if (typeof result !== "string") return `${when}: ${name} 대 ${opponent}, 결과를 알 수 없음`
  return `${when}: ${name} 대 ${opponent}, ${verbs[result]}${ended(row)}${title(row)}`
}

export const cardText = (row: Row): string => {
  const { fighter1, fighter2, outcome } = row
  const second = String(fighter2 ?? nobody)
  switch (outcome) {
    case "WIN":
      return `${fighter1} 승, 상대 ${second}${ended(row)}${title(row)}`
    case "DRAW":
      return `${fighter1} 대 ${second} 무승부${ended(row)}${title(row)}`
    case "NC":
      return `${fighter1} 대 ${second} 무효 경기${ended(row)}${title(row)}`
    default:
      return `${fighter1} 대 ${second}, 결과 없음${title(row)}`
  }
}

const results: Readonly<Record<Result, string>> = { WIN: "승리", LOSS: "패배", DRAW: "무승부", NC: "무효 경기" }
const methods = { "KO/TKO": "KO/TKO ", SUB: "서브미션 ", DEC: "판정 ", DQ: "실격 ", OTHER: "" } as const

const kindOf = ({ method, result, titleFightsOnly }: FightKind): string =>
  `${titleFightsOnly ? "타이틀전 " : ""}${method === undefined ? "" : methods[method]}${
    result === undefined ? (titleFightsOnly ? "" : "경기") : results[result]
  }`.trim()

/** "4승 1패": what there is none of is left out. */
export const outcomesText = ({ DRAW, LOSS, NC, WIN }: Outcomes): string =>
  [
    ...(WIN === 0 ? [] : [`${WIN}승`]),
    ...(LOSS === 0 ? [] : [`${LOSS}패`]),
    ...(DRAW === 0 ? [] : [`${DRAW}무`]),
    ...(NC === 0 ? [] : [`무효 ${NC}`])
  ].join(" ")

const won = (name: string, wins: number): string => (wins === 0 ? `${name} 승리 없음` : `${name} ${wins}승`)

const note =
  "Elo 점수는 경기 결과만으로 계산하며 나이, 부상, 스타일, 체급은 반영하지 않으므로 체급이 다르면 의미가 없습니다. 베팅 조언이 아닙니다."

export const koreanBouts: BoutPhrases = {
  history,
  card: cardText,
  fight: (row) => `${row["date"]} ${row["event"]}: ${cardText(row)}`,
  none: (name, kind, scope, asked) =>
    `${asked === "whether" ? "아니요. " : ""}${scopeText(scope)}${name} 선수의 ${josa(kindOf(kind), "은", "는")} 없습니다.`,
  one: (name, kind, scope, earliest, fight) =>
    `${scopeText(scope)}${name} 선수의 ${earliest ? "첫" : "가장 최근"} ${kindOf(kind)}: ${fight}`,
  count: (name, kind, scope, amount, atLeast) =>
    `${scopeText(scope)}${name} 선수의 ${josa(kindOf(kind), "은", "는")} ${atLeast ? "최소 " : ""}${amount}회입니다.`,
  yes: "네. ",
  list: (name, kind, scope, amount, truncated, outcomes, { gist, rows }) => {
    const heading = truncated
      ? `${scopeText(scope)}${name} 선수의 최근 ${kindOf(kind)} ${amount}회`
      : `${scopeText(scope)}${name} 선수의 ${kindOf(kind)} ${amount}회`
    const told = outcomes === null ? "" : ` ${outcomesText(outcomes)}.`
    return `${heading}${isTabled(rows) && told === "" ? "." : ":"}${told}${itemised(rows, `가장 최근: ${gist}`)}`
  },
  fights: (kind, scope, amount, truncated, { gist, rows }) =>
    `${scopeText(scope)}${truncated ? "최근 " : ""}${kindOf(kind)} ${amount}회${isTabled(rows) ? "." : ":"}${itemised(rows, `가장 최근: ${gist}`)}`,
  noFights: (kind, scope) => `${scopeText(scope)}${josa(kindOf(kind), "은", "는")} 없습니다.`,
  absent: (name, event, sampleOnly) =>
    `${sampleText(sampleOnly)}${name} 선수가 ${event} 대회에서 치른 경기는 없습니다.`,
  neverMet: (a, b, sampleOnly) => `${sampleText(sampleOnly)}${a} 선수와 ${b} 선수가 맞붙은 경기는 없습니다.`,
  met: (a, b, amount, outcomes, lines, sampleOnly) => {
    const heading = `${sampleText(sampleOnly)}${a} 선수와 ${b} 선수의 맞대결은 ${amount}번입니다.`
    if (amount === 1) return `${heading} ${lines.join(" ")}`
    const parts = [won(a, outcomes.WIN), won(b, outcomes.LOSS)]
    if (outcomes.DRAW > 0) parts.push(`무승부 ${outcomes.DRAW}`)
    if (outcomes.NC > 0) parts.push(`결과 없음 ${outcomes.NC}`)
    return `${heading} ${parts.join(", ")}.`
  },
  toMeet: (event, date) => ` ${date} ${event} 대회에서 맞붙을 예정입니다.`,
  firstMeeting: (fight) => `첫 맞대결: ${fight}`,
  commonOpponents: (a, b, rows) => {
    if (rows.length === 0) return `${a} 선수와 ${b} 선수의 공통 상대는 없습니다.`
    const lines = rows.map(
      ({ opponent, resultsOfA, resultsOfB }) => `${opponent}: ${a} ${resultsOfA}; ${b} ${resultsOfB}`
    )
    return `${a} 선수와 ${b} 선수의 공통 상대는 ${rows.length}명입니다.${itemised(lines)}`
  },
  prediction: ({ favourite, probability, proven, rows }) => {
    const heads = ["선수", "승리 확률", "Elo", "반영된 경기", "마지막 반영 경기"]
    const gist =
      favourite === null
        ? "Elo 점수로는 우열이 없습니다."
        : `Elo 점수로는 ${favourite} 선수가 ${probability}로 우세합니다.`
    const record =
      proven === null
        ? ""
        : ` 최근 세 해 동안 이 정도로 우세했던 ${proven.fights}경기에서 실제로 ${proven.won} 이겼습니다.`
    return `${gist}${record}\n\n${markdown(heads, rows)}\n\n${note}`
  }
}
