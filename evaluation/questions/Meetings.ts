import type { UfcstatsId } from "@mma-savant/core/Identity"
import { fought } from "../Fought.ts"
import type { Gold, Question, Template } from "../Question.ts"
import { columns, where } from "../Reading.ts"

const meetings = (a: UfcstatsId, b: UfcstatsId): Gold => ({
  sql: `${fought} select date::text, result from fought where key = $2 and opponent_key = $3`,
  params: [a, b],
  fold: (world) =>
    world.career(a).flatMap(({ event, other, own }) => (other?.fighterKey === b ? [[event.date, own.result]] : []))
})

/** Whom both have fought. */
const common = (a: UfcstatsId, b: UfcstatsId): Gold => ({
  sql: `${fought} select distinct opponent from fought where key = $2 and opponent_key in (
    select opponent_key from fought where key = $3)`,
  params: [a, b],
  fold: (world) => {
    const others = new Set(world.career(b).map(({ other }) => other?.fighterKey))
    const shared = world.career(a).flatMap(({ other }) => {
      const key = other?.fighterKey
      return key != null && others.has(key) ? [key] : []
    })
    return [...new Set(shared)].map((key) => [world.nameOf(key)])
  }
})

export const headToHeads: Template = (ground) => {
  const { seeded, world } = ground
  const names = world.unmistakable
  const pairs = new Map<string, readonly [UfcstatsId, UfcstatsId]>()
  for (const { corners } of world.fought) {
    const [a, b] = corners.map(({ fighterKey }) => fighterKey)
    if (a === null || b === null || a === undefined || b === undefined) continue
    if (names.has(world.nameOf(a)) && names.has(world.nameOf(b))) pairs.set([a, b].sort().join(), [a, b])
  }
  const rematches = [...pairs.values()].filter(
    ([a, b]) => world.career(a).filter(({ other }) => other?.fighterKey === b).length > 1
  )
  const chosen = [...seeded.some(rematches, 3), ...seeded.some([...pairs.values()], 4)]
  const forms = [
    ["en", "who won when {a} fought {b}?"],
    ["ko", "{a} {b} 상대 전적"],
    ["en", "{a} vs {b} head to head"],
    ["ko", "{a}와 {b} 맞대결 결과 알려줘"]
  ] as const
  const commons = seeded
    .some([...pairs.values()], 60)
    .filter(([a, b]) => [1, 2, 3, 4].includes(common(a, b).fold(world).length))
    .slice(0, 2)
    .map(([a, b], index): Question => {
      const [language, form] = (
        [
          ["en", "who have both {a} and {b} fought?"],
          ["ko", "{a} {b} 공통 상대 누구야?"]
        ] as const
      )[index % 2]!
      return {
        category: "head to head",
        language,
        text: form.replace("{a}", world.nameOf(a)).replace("{b}", world.nameOf(b)),
        expects: "answer",
        gold: common(a, b),
        names: [a, b].map((key) => ({ text: world.nameOf(key), key })),
        call: {
          tool: "headToHead",
          params: { a: ground.idOf(a), b: ground.idOf(b), show: "commonOpponents" },
          read: columns("opponent")
        }
      }
    })
  const met = chosen.map(([a, b], index): Question => {
    const [language, form] = forms[index % forms.length]!
    return {
      category: "head to head",
      language,
      text: form.replace("{a}", world.nameOf(a)).replace("{b}", world.nameOf(b)),
      expects: "answer",
      gold: meetings(a, b),
      names: [a, b].map((key) => ({ text: world.nameOf(key), key })),
      call: {
        tool: "headToHead",
        params: { a: ground.idOf(a), b: ground.idOf(b) },
        read: where((row) => row["result"] !== null, "date", "result")
      }
    }
  })
  return [...met, ...commons]
}
