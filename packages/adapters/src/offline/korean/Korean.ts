import { type Grammar, vocabularyOf } from "../grammar/Reader.ts"
import { hasFinal, isHangul } from "./Josa.ts"
import { fragments, questions } from "./KoreanQuestions.ts"
import { rules as phrases } from "./KoreanRules.ts"
import { koreanWords } from "./KoreanTokens.ts"

/** Words that change what is asked, and are in no name. */
const meaningful =
  `안 못 않 없 말고 빼고 제외 제외하고 외 이외 아닌 만약 왜 어째서 얼마 언제 어디 어디서 누구 누가 무엇 뭘 뭐 어떤 무슨 어느
  가장 제일 더 덜 최고 최악 최강 모든 전부 오늘 내일 어제 국적 한국인 미국인 브라질 사우스포 왼손잡이 아마추어 프로 스플릿 만장일치
  라운드 역전 은퇴 복귀 라이벌 훈련 코치 체육관 팀 저녁 날씨 먹`.split(/\s+/)

const beyond: Grammar["beyond"] = [
  ["파이트머니와 수입은 데이터에 없습니다.", ["파이트머니", "대전료", "연봉", "수입", "돈", "상금", "재산", "벌었"]],
  ["배당률과 베팅 정보는 데이터에 없습니다.", ["배당률", "배당", "베팅", "배팅", "도박", "언더독", "탑독"]],
  ["부상과 출전 정지 정보는 데이터에 없습니다.", ["부상", "다쳤", "출전정지", "징계", "약물"]],
  ["보너스는 모든 경기에 기록된 것이 아니어서 세지 않습니다.", ["보너스"]],
  [
    "사생활, 인터뷰, 소셜 미디어 정보는 데이터에 없습니다.",
    ["인스타그램", "인스타", "팔로워", "결혼", "여자친구", "아내", "인터뷰", "기자회견"]
  ],
  [
    "UFC 경기만 데이터에 있습니다.",
    ["벨라토르", "프라이드", "원챔피언십", "라이진", "로드fc", "복싱", "pfl", "bellator", "pride"]
  ],
  ["언더카드 구분은 데이터에 없습니다.", ["언더카드", "프릴림", "프렐림"]],
  [
    "타이틀 방어는 따로 기록되어 있지 않습니다. 타이틀전과 타이틀전 승리는 알려 드릴 수 있습니다.",
    ["방어전", "타이틀방어"]
  ]
]

/** What is written onto the name of whoever does something; a name may end like it. */
const doer = (text: string): string | null => {
  const [, name = "", end] = /^(.+)([이가은는])$/u.exec(text) ?? []
  if (end === undefined) return null
  return !isHangul(name) || (end === "이" || end === "은") === hasFinal(name) ? name : null
}

const sufferer = (text: string): string | null => /^(.+?)(?:을|를|한테|에게)$/u.exec(text)?.[1] ?? null

const rules: Grammar["rules"] = {
  ...phrases,
  asking: [
    "알려줘|알려|알려주세요|알려줄래|보여줘|보여|보여주세요|말해줘|궁금해|궁금|부탁해|부탁|좀|줘|주세요|정리해줘|찾아줘|가르쳐줘|해줘",
    "뭐|누구|얼마|어떻게 돼|어떻게 되|어때|어떤가|몇|뭔데|있|맞|되나|인가|궁금한데"
  ],
  greeting: ["그럼|그러면|그리고|근데|그런데|혹시|음|안녕|안녕하세요|저기|그럼 혹시|또"]
}

const opening: Grammar["opening"] = ["<greeting> [<greeting>]"]
const closing: Grammar["closing"] = ["<asking> [<asking>] [<asking>]"]

const known = new Set([
  ...vocabularyOf({ rules, opening, closing, questions, fragments }),
  ...meaningful,
  ...beyond.flatMap(([, signs]) => signs)
])

const numbers = { 한: 1, 두: 2, 세: 3, 네: 4, 다섯: 5, 여섯: 6, 일곱: 7, 여덟: 8, 아홉: 9, 열: 10 } as const

const isKnown = (word: string): boolean => known.has(word) || Object.hasOwn(numbers, word)

/** Questions in Korean; names may be in Latin letters. */
export const korean: Grammar = {
  lexicon: {
    notInNames: new Set([...known, ...Object.keys(numbers)]),
    onlyFirst: new Set(),
    numbers,
    contractions: {},
    eventNames: ["ufc", "유에프씨", "noche ufc"],
    inEventNames: new Set(["ufc", "대", "vs"]),
    roles: { doer, sufferer }
  },
  rules,
  opening,
  closing,
  questions,
  fragments,
  beyond,
  words: (question) => koreanWords(question, isKnown)
}
