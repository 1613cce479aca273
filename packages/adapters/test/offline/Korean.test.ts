import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { type IntentName, readerOf } from "../../src/offline/grammar/Reader.ts"
import type { Slots } from "../../src/offline/grammar/Slots.ts"
import { korean } from "../../src/offline/korean/Korean.ts"
import { asked, type Case, isAnswered, layer } from "./Desk.ts"
import { founded, ranked } from "./League.ts"

const { beyond, question: read } = readerOf(korean)

const islam = { fighter: "마카체프" }
const both = { pair: "마카체프 올리베이라" }

/** Ways to put a question that must all mean the same. */
const meanings: ReadonlyArray<readonly [name: IntentName, slots: Slots, questions: ReadonlyArray<string>]> = [
  [
    "figure",
    { ...islam, measure: "record" },
    [
      "마카체프 전적",
      "마카체프 전적 알려줘",
      "마카체프 UFC 몇 승 몇 패야?",
      "혹시 마카체프 통산 전적이 어떻게 돼?",
      "마카체프 전적 좀 보여주세요"
    ]
  ],
  ["figure", { ...islam, metric: "wins" }, ["마카체프 몇 승이야?", "마카체프 몇 번 이겼어?"]],
  ["figure", { ...islam, metric: "ko-tko-wins" }, ["마카체프 KO승 몇 번이야", "마카체프 KO로 몇 번 이겼어?"]],
  // What was won is not what was fought.
  ["figure", { ...islam, metric: "title-wins" }, ["마카체프 타이틀전 몇 번 이겼어?"]],
  ["figure", { ...islam, metric: "title-fights" }, ["마카체프 타이틀전 몇 번 했어?"]],
  [
    "figure",
    { ...islam, metric: "takedown-defence" },
    ["마카체프 테이크다운 방어율 알려줘", "마카체프 테이크다운 방어율은?"]
  ],
  ["figure", { ...islam, measure: "heightCm" }, ["마카체프 키", "마카체프 키가 몇이야?", "마카체프 신장 알려줘"]],
  ["figure", { ...islam, metric: "takedowns", year: 2024 }, ["마카체프 2024년 테이크다운 몇 번"]],
  [
    "bouts",
    { fighter: "Makhachev", bouts: "list", limit: 5 },
    ["Makhachev 최근 5경기", "Makhachev 최근 5경기 결과 알려줘"]
  ],
  ["bouts", { ...islam, bouts: "opponent" }, ["마카체프 마지막 경기 누구랑 했어", "마카체프 마지막 상대 누구야?"]],
  ["bouts", { ...islam, bouts: "latest" }, ["마카체프 마지막 경기", "마카체프 최근 경기 결과는?"]],
  ["bouts", { ...islam, bouts: "count", year: 2024 }, ["마카체프 2024년에 몇 번 싸웠어?"]],
  [
    "bouts",
    { ...islam, bouts: "record", weightClass: "lightweight" },
    ["마카체프 라이트급 전적", "마카체프 라이트급에서 전적은?"]
  ],
  ["bouts", { ...islam, bouts: "list", result: "WIN" }, ["마카체프가 이긴 선수는 누구야?"]],
  [
    "bouts",
    { ...islam, bouts: "list", result: "LOSS" },
    ["마카체프를 이긴 선수", "누가 마카체프를 이겼어?", "마카체프가 진 선수"]
  ],
  ["meetings", both, ["마카체프 올리베이라 상대 전적", "마카체프 올리베이라 맞대결 결과 알려줘"]],
  [
    "meetings",
    { fighter: "마카체프", other: "올리베이라" },
    ["마카체프 vs 올리베이라", "마카체프 대 올리베이라 상대전적"]
  ],
  ["comparison", { ...both, metric: "takedown-accuracy" }, ["마카체프 올리베이라 테이크다운 성공률 비교"]],
  ["prediction", { fighter: "마카체프", other: "올리베이라" }, ["마카체프 대 올리베이라 누가 이겨?"]],
  ["prediction", both, ["마카체프 올리베이라 누가 이길까?", "마카체프 올리베이라 승부 예측해줘"]],
  ["card", { event: "UFC 302", card: "main" }, ["UFC 302 메인 이벤트 누가 이겼어?", "UFC302 메인이벤트 결과"]],
  ["card", { event: "UFC 302", card: "results" }, ["UFC 302 결과", "UFC 302 대진표 보여줘"]],
  ["card", { when: "last", card: "results" }, ["마지막 대회가 뭐였어?", "지난 대회 결과 알려줘"]],
  [
    "champion",
    { weightClass: "lightweight" },
    ["라이트급 챔피언 누구야?", "현재 라이트급 챔피언은?", "지금 라이트급 챔프 누구"]
  ],
  ["champion", { weightClass: "womens-flyweight" }, ["여성 플라이급 챔피언은 누구인가요?"]],
  ["rankings", { weightClass: "welterweight" }, ["웰터급 랭킹", "웰터급 순위 알려줘"]],
  ["rankings", { weightClass: "lightweight", rank: 3 }, ["라이트급 랭킹 3위는 누구야?", "라이트급 3위 누구"]],
  ["rankOf", islam, ["마카체프 랭킹", "마카체프 몇 위야?"]],
  [
    "leaders",
    { metric: "submission-wins", weightClass: "lightweight" },
    ["라이트급에서 서브미션 승이 가장 많은 선수는?", "라이트급 최다 서브미션 승 선수", "라이트급 서브미션 승리 1위는?"]
  ],
  [
    "leaders",
    { metric: "wins" },
    ["가장 많이 이긴 선수는 누구야?", "역대 최다승 선수", "UFC 역사상 가장 많이 이긴 선수"]
  ],
  ["leaders", { metric: "ko-tko-wins", limit: 5 }, ["KO승 순위 5위", "KO승 탑 5"]],
  ["leaders", { metric: "takedown-accuracy", order: "lowest" }, ["테이크다운 성공률이 가장 낮은 선수는?"]],
  ["upcoming", { when: "this-weekend" }, ["이번 주말 대회 뭐야?", "이번 주말 UFC 경기 있어?"]],
  ["events", { year: 2024 }, ["2024년에 대회 몇 번 열렸어?"]],
  ["fights", { result: "DRAW", year: 2023 }, ["2023년 무승부 목록", "2023년 무승부 경기 몇 번 있었어?"]],
  ["series", { trend: "finish-rate", by: "year" }, ["연도별 피니시율", "연도별 피니시율 추이 보여줘"]],
  ["series", { trend: "fights", by: "year", weightClass: "lightweight" }, ["라이트급 연도별 경기 수 추이 보여줘"]],
  ["records", { record: "fastest-finish", method: "KO/TKO" }, ["최단 시간 KO", "가장 빠른 KO는?"]],
  ["definition", { metric: "takedown-defence" }, ["테이크다운 방어율이 뭐야?", "테이크다운 방어율 무슨 뜻이야?"]],
  ["status", {}, ["데이터 언제까지 있어?"]],
  ["profile", islam, ["마카체프 누구야?", "마카체프 프로필"]]
]

it.each(meanings.flatMap(([name, slots, questions]) => questions.map((question) => ({ name, question, slots }))))(
  "$question",
  ({ name, question, slots }) => {
    assert.deepStrictEqual(read(question), { name, slots })
  }
)

/** Questions that differ from one above by a word that changes what is asked. */
it.each([
  "마카체프 아마추어 전적",
  "마카체프 스플릿 판정 몇 번",
  "마카체프 왜 졌어?",
  "마카체프 다음 경기 언제야?",
  "라이트급 최강 선수 누구야?",
  "브라질 선수 중 가장 많이 이긴 선수는?",
  "오늘 저녁 뭐 먹지?",
  "할로웨이 이긴 선수",
  "마카체프 배당률",
  "2027년 챔피언 누구야?"
])("is not read: %s", (question) => {
  assert.isNull(read(question))
})

it("what no tool knows is known by its words, whatever is written onto them", () => {
  assert.include(beyond("마카체프 배당률이 얼마야?"), "배당률")
  assert.include(beyond("마카체프는 부상이야?"), "부상")
  assert.isNull(beyond("마카체프는 왜 그래?"))
})

const answers: ReadonlyArray<Case> = [
  ["Ada Stone 전적 알려줘", "resolve fighterProfile", "Ada Stone 선수의 UFC 전적은 2승 0패 0무 (무효 1)입니다."],
  ["Ada Stone 몇 승이야?", "resolve metric", "Ada Stone 선수의 승은 2승입니다 (총 3경기)."],
  [
    "Ada Stone 테이크다운 성공률",
    "resolve metric",
    "Ada Stone 선수의 테이크다운 성공률은 60.0%입니다 (전체 3경기 중 2경기에 통계가 있습니다)."
  ],
  ["Ada Stone는 키가 몇이야?", "resolve fighterProfile", `Ada Stone 선수의 키는 177.8 cm (5'10")입니다.`],
  ["Bea Marsh 리치 알려줘", "resolve fighterProfile", "Bea Marsh 선수의 리치는 데이터에 없습니다."],
  [
    "Ada Stone 최근 1경기",
    "resolve fights",
    "2025-01-18 UFC Fight Night: Stone vs. Holt: Ada Stone 대 Max Holt, 승 (KO/TKO (Kick) 4라운드 1:01), 라이트급 타이틀전."
  ],
  [
    "Ada Stone Won Lee 상대 전적",
    "resolve resolve resolve resolve resolve resolve resolve resolve headToHead",
    "Ada Stone 선수와 Won Lee 선수가 맞붙은 경기는 없습니다."
  ],
  [
    "Max Holt와 Grant Lawson 상대 전적",
    "resolve resolve resolve resolve resolve resolve resolve resolve headToHead",
    `Max Holt 선수와 Grant Lawson 선수의 맞대결은 2번입니다. Max Holt 1승, Grant Lawson 승리 없음, 무승부 1.

1. 2024-05-11 UFC 10: Holt vs. Lawson: Max Holt 대 Grant Lawson, 승 (TKO - Doctor's Stoppage 2라운드 2:30).
2. 2023-03-04 UFC 1: Stone vs. Marsh: Max Holt 대 Grant Lawson, 무승부 (M-DEC 3라운드 5:00).`
  ],
  ["가장 많이 이긴 선수는?", "leaderboard", "승이 가장 많은 선수는 Ada Stone (2승)입니다."],
  ["라이트급 챔피언 누구야?", "rankings", "라이트급 챔피언은 Ada Stone 선수입니다 (2025-05-20 랭킹 기준)."],
  ["UFC 10에 경기 몇 개 있었어?", "event", "UFC 10: Holt vs. Lawson 대회의 경기는 3개입니다."],
  ["다음 대회 언제야?", "event", "UFC 30: Stone vs. Marsh 2 대회는 2025-09-06, Paris, France에서 열릴 예정입니다."],
  ["없는사람 전적", "resolve abstain", '"없는사람"에 해당하는 선수가 데이터에 없습니다.'],
  ["UFC 2 결과", "event abstain", "그 대회를 하나로 찾을 수 없습니다. 번호나 전체 이름으로 물어봐 주세요."],
  [
    "Bruno Vale 전적",
    "resolve fighterProfile fighterProfile askUser",
    `"Bruno Vale"에 해당하는 선수가 여러 명입니다. 누구를 말하나요?

- Bruno Vale "Bulldog": 1승 0패 0무, 56.7 kg (125 lb), 마지막 경기 2023-03-04
- Bruno Vale "Blade": 0승 1패 0무, 83.9 kg (185 lb), 마지막 경기 2024-05-11`
  ]
]

it.effect.each(answers)("%s", isAnswered(ranked))

it.effect("abstains in Korean, with what it can answer", () =>
  Effect.gen(function* () {
    yield* founded
    const { calls, text } = yield* asked("Ada Stone 파이트머니 얼마야?")
    assert.isTrue(text.startsWith("파이트머니와 수입은 데이터에 없습니다. 저는 내장 분석기로"), text)
    assert.deepStrictEqual(calls, [["abstain", { reason: "not_in_data" }]])
  }).pipe(Effect.provide(layer))
)
