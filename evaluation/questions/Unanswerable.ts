import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { Language, Question, Template } from "../Question.ts"
import { people } from "./Careers.ts"

/** Names that several bear who have fought. */
export const namesakes: Template = ({ seeded, world }) => {
  const bearers = new Map<string, Array<UfcstatsId>>()
  for (const { name, ufcstatsId } of world.fighters.values()) {
    if (world.career(ufcstatsId).length > 0) bearers.set(name, [...(bearers.get(name) ?? []), ufcstatsId])
  }
  const shared = [...bearers].filter(([, keys]) => keys.length > 1)
  return seeded.some(shared, 2).flatMap(([name, fighters]) =>
    (
      [
        ["en", `${name}'s record`],
        ["ko", `${name} 전적`],
        ["en", `how many knockouts does ${name.toLowerCase()} have?`],
        ["ko", `${name} 최근 3경기`]
      ] as const
    ).map(([language, text]): Question => ({ category: "must ask", language, text, expects: "ask", fighters }))
  )
}

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
  ["ko", "오늘 저녁 뭐 먹지?"]
]

export const unanswerable: Template = (ground) =>
  people(ground, outside.length).map(({ name }, index): Question => {
    const [language, form] = outside[index]!
    return { category: "must abstain", language, text: form.replace("%s", name), expects: "abstain" }
  })
