import type { Language, Question, Template } from "../Question.ts"
import { people } from "./Careers.ts"

const outside: ReadonlyArray<readonly [Language, string]> = [
  ["en", "how much money did %s make for the last fight?"],
  ["ko", "%s 파이트머니 얼마야?"],
  ["en", "what are the betting odds for %s"],
  ["ko", "%s 배당률 알려줘"],
  ["en", "is %s injured right now?"],
  ["ko", "%s 부상 상태 어때?"],
  ["en", "what did %s say at the press conference"],
  ["en", "who will win the event on new year's eve 2031"],
  ["en", "is %s married?"],
  ["ko", "%s 인스타그램 팔로워 몇 명이야?"],
  ["en", "what's the weather in las vegas"],
  ["ko", "오늘 저녁 뭐 먹지?"],
  ["en", "who won the main event of UFC 9001?"],
  ["ko", "2035년 라이트급 챔피언 누구야?"],
  ["en", "what is %s's record in boxing?"],
  ["en", "what time does %s walk out tonight"]
]

export const unanswerable: Template = (ground) =>
  people(ground, outside.length).map(({ name }, index): Question => {
    const [language, form] = outside[index]!
    return { category: "must abstain", language, text: form.replace("%s", name), expects: "abstain" }
  })
