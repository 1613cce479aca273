import { cell, isTabled, itemised } from "../Phrase.ts"
import type { EventPhrases, PhraseBook, Row, SubjectPhrases } from "../PhraseBook.ts"
import { koreanBouts } from "./KoreanBouts.ts"
import { koreanComparison, koreanFigures } from "./KoreanFigures.ts"
import { koreanLeaders } from "./KoreanLeaders.ts"
import { kilograms, periodText, sampleText } from "./KoreanPhrasing.ts"

const subject: SubjectPhrases = {
  took: (text, name) => `"${text}"에 해당하는 선수를 ${name} 선수로 보았습니다. `,
  nobody: (text) => `"${text}"에 해당하는 선수가 데이터에 없습니다.`,
  perhaps: (names) => `혹시 ${names.join(" 또는 ")} 선수를 말하나요?`,
  several: "에 해당하는 선수가 여러 명입니다.",
  which: () => " 누구를 말하나요?",
  candidate: ({ draws, lastFight, losses, name, nickname, weightKg, wins }) =>
    [
      `${name}${nickname === null ? "" : ` "${nickname}"`}: ${wins}승 ${losses}패 ${draws}무`,
      ...(typeof weightKg === "number" ? [kilograms(weightKg)] : []),
      lastFight === null ? "경기 없음" : `마지막 경기 ${lastFight}`
    ].join(", "),
  more: "더 있습니다. 이름 전체나 별명으로 구분할 수 있습니다.",
  same: (name) => `두 이름 모두 ${name} 선수입니다.`,
  noPair: (text) => `"${text}"에서 두 선수를 구분할 수 없습니다. 이름 사이에 "대"나 "vs"를 넣어 주세요.`
}

const methods = { "KO/TKO": "KO/TKO", SUB: "서브미션", DEC: "판정", DQ: "실격", OTHER: "기타" } as const

const states: Readonly<Record<string, string>> = {
  completed: "열렸습니다",
  scheduled: "열릴 예정입니다",
  cancelled: "취소되었습니다",
  postponed: "연기되었습니다"
}

const line = ({ date, event, location }: Row): string =>
  `${cell(event)}, ${cell(date)}${location === null ? "" : `, ${cell(location)}`}`

const event: EventPhrases = {
  when: ({ date, location, name, status }) =>
    `${name} 대회는 ${date ?? "알 수 없는 날"}, ${location ?? "알 수 없는 곳"}에서 ${states[status] ?? status}.`,
  noCard: (line) => `${line} 대진은 데이터에 없습니다.`,
  noDay: (event) => `${event} 대회의 날짜는 알 수 없습니다.`,
  main: (event, fight) => `${event} 대회의 메인 이벤트: ${fight}.`,
  noMain: (event) => `${event} 대회의 메인 이벤트는 데이터에 없습니다.`,
  cardGist: (main, fights) => `${main === null ? "" : `메인 이벤트: ${main}. `}모두 ${fights}경기입니다.`,
  count: (event, { method, titleFightsOnly }, amount, of, sampleOnly) =>
    method === undefined
      ? `${sampleText(sampleOnly)}${event} 대회의 ${titleFightsOnly === undefined ? "경기는" : "타이틀전은"} ${amount}개입니다.`
      : `${event} 대회의 ${of}경기 중 ${methods[method]}로 끝난 경기는 ${amount}개입니다.`,
  noCompleted: (place, period, sampleOnly) =>
    place === undefined
      ? `${sampleText(sampleOnly)}${periodText(period)}열린 대회는 데이터에 없습니다.`
      : `${sampleText(sampleOnly)}${periodText(period)}개최지에 "${place}"이(가) 적힌 대회는 데이터에 없습니다.`,
  completed: (place, period, sampleOnly, total, { gist, rows }) => {
    const scope = `${sampleText(sampleOnly)}${periodText(period)}${place === undefined ? "" : `${place}에서 `}`
    if (total !== null) return `${scope}열린 대회는 ${total}개입니다.${itemised(rows, gist)}`
    return `${scope}가장 최근에 열린 대회${isTabled(rows) ? "." : ":"}${itemised(rows, gist)}`
  },
  line,
  latest: (line) => `가장 최근: ${line}.`,
  noUpcoming: () => "예정된 대회가 데이터에 없습니다.",
  next: (line) => `다음 대회는 ${line}입니다.`,
  status: (row, sampleOnly) =>
    `데이터에는 ${row["firstEvent"]}부터 ${row["lastEvent"]}까지의 대회가 있습니다. 대회 ${row["events"]}개 (예정 ${row["upcomingEvents"]}개), 치러진 경기 ${row["fights"]}개 (통계가 있는 경기 ${row["fightsWithStatistics"]}개), 선수 ${row["fighters"]}명입니다.${sampleOnly ? " 전체 기록이 아니라 일부만 실린 표본입니다." : ""}`,
  noData: "아직 치러진 대회가 데이터에 없습니다."
}

/** Without numbers: those of an answer are traced to what tools gave. */
const examples = [
  "이슬람 마카체프 전적 알려줘",
  "이슬람 마카체프가 이긴 선수는?",
  "라이트급에서 KO승이 가장 많은 선수는?"
]

/** What is said in Korean. */
export const koreanPhrases: PhraseBook = {
  subject,
  figure: koreanFigures,
  bout: koreanBouts,
  comparison: koreanComparison,
  event,
  leader: koreanLeaders,
  failure: ({ code }, tool) => {
    if (code === "NOT_INGESTED") {
      return tool === "rankings" ? "그 체급의 랭킹은 아직 데이터에 없습니다." : "그 정보는 아직 데이터에 없습니다."
    }
    if (code === "NOT_FOUND") {
      return tool === "event"
        ? "그 대회를 하나로 찾을 수 없습니다. 번호나 전체 이름으로 물어봐 주세요."
        : "데이터에서 찾을 수 없습니다."
    }
    if (code === "DATA_UNAVAILABLE") return "지금은 데이터에 접근할 수 없습니다."
    return code === "NOT_ANSWERED" ? "누구를 말하는지 알려 주세요." : "그렇게는 찾아볼 수 없습니다."
  },
  notUnderstood: "질문을 충분히 이해하지 못해 답할 수 없습니다.",
  offer: `저는 내장 분석기로, UFC 선수, 경기, 대회, 랭킹, 기록에 관한 정해진 종류의 질문에 답합니다.\n\n예를 들면 이렇게 물어볼 수 있습니다.\n${examples.map((example) => `- ${example}`).join("\n")}`,
  unable: "여기서는 찾아볼 수 없습니다."
}
